import { visibleJson } from '../presentation/text/foreign-text';
import { renderJobForm } from '../presentation/report/job-form-text';
import { renderMarkdownReport } from '../presentation/report/markdown-report';
import type { Answer } from './answer';
import { CommandError } from './command-error';
import { orEarlierDelivery } from './earlier-delivery';
import { EXIT } from './exit-codes';
import type { Preparations } from './preparations';
import { exitCodeOf, resultOf, standingOf, tellUnverified, type RunStatus } from './run-status';
import { writePrivateFile } from './private-file';
import { nextText, phaseText, whereThingsAre } from './status-text';

export const REPORT_FORMATS = ['text', 'markdown', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * The report of a preparation that has ended, printed or written to a file.
 *
 * @param tell is told where it is of another run than the latest, which failed
 * @throws CommandError `NoResult` while it has not ended, with where it stands and the exit code for that; `FileRefused`
 */
export async function writeReport(
  preparations: Preparations,
  workflowId: string,
  { format, out, force }: { readonly format: ReportFormat; readonly out?: string; readonly force?: true },
  tell: (said: string) => void,
): Promise<Answer> {
  const latest = await standingOf(preparations, workflowId);
  if (latest.kind === 'open') {
    throw notYet(latest);
  }
  const standing = await orEarlierDelivery(preparations, latest, tell);
  tellUnverified(standing, tell);
  const result = resultOf(standing);
  const text = rendered(standing, format);
  const exitCode = exitCodeOf(standing);
  if (out === undefined) {
    return { exitCode, json: result, text };
  }
  await writePrivateFile(out, `${text}\n`, force === true);
  return { exitCode, json: { workflowId, outcome: result.outcome, format, file: out }, text: `Wrote ${out}` };
}

function rendered(standing: RunStatus, format: ReportFormat): string {
  const result = resultOf(standing);
  switch (format) {
    case 'text':
      return [renderJobForm(result), standing.kind === 'ended' ? whereThingsAre(standing) : '']
        .filter((block) => block !== '')
        .join('\n\n');
    case 'markdown':
      return renderMarkdownReport(result).trimEnd();
    case 'json':
      return visibleJson(result, 2);
  }
}

/** Not 0 while it runs: who asked for a report has none. */
function notYet(standing: Extract<RunStatus, { kind: 'open' }>): CommandError {
  const { workflowId, phase } = standing.status;
  const code = exitCodeOf(standing);
  const next = nextText(standing.status, { style: (_, text) => text });
  return new CommandError(
    'NoResult',
    [`There is no report yet: ${workflowId} is ${phaseText(phase)}.`, next].filter(Boolean).join('\n'),
    code === EXIT.done ? EXIT.error : code,
  );
}
