import { say } from '../words/words';
import { named, visible } from '../text/foreign-text';
import { humanBytes } from '../text/human-units';
import type { NotPreparedResult, PreparationResult } from '../../contracts/result';
import { alignedLines, type Row } from './aligned-lines';
import { jobFormFields } from './job-form-fields';

/**
 * Renders the filled migration job form as plain text, in the form's order, for a terminal or a ticket. Where nothing
 * was prepared: why not, what was counted, and what was removed.
 */
export function renderJobForm(result: PreparationResult): string {
  if (result.outcome !== 'prepared') {
    return renderNotPrepared(result);
  }
  const { source, destination } = result.jobForm;
  const sections = jobFormFields(result.jobForm);
  const lines = alignedLines(sections.flatMap(({ fields }) => fields));
  const blocks = sections.map(({ title, fields }) => [title, ...lines.splice(0, fields.length)].join('\n'));
  return [
    `Migration job form: KS3 bucket ${named(source.bucket)} to OSS bucket ${named(destination.bucket)}`,
    ...blocks,
  ].join('\n\n');
}

function renderNotPrepared({ outcome, summary, inventory, undo }: NotPreparedResult): string {
  const { objects, bytes } = inventory.totals;
  const rows: Row[] = [
    ['Outcome', outcome],
    ['Data size', `${bytes} bytes (${humanBytes(bytes)})`],
    ['File count', objects],
    ...undo.removed.map((what): Row => ['Removed', say('en', what)]),
    ...undo.kept.map(({ what, why }): Row => ['Kept', `${say('en', what)}: ${say('en', why)}`]),
  ];
  return [visible(`Not prepared: ${say('en', summary)}`), alignedLines(rows).join('\n')].join('\n\n');
}
