import { visible } from '../../presentation/text/foreign-text';
import {
  REPORT_FORMATS,
  renderReport,
  reportFile,
  reportFormatNamed,
  type ReportFormat,
} from '../../presentation/report/render-report';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import type { Answer } from '../answer';
import { CommandError } from '../command-error';
import { EXIT, type ExitCode } from '../exit-codes';
import { deliveredBehind } from '../runs/delivered-behind';
import { tellSinceDelivery } from '../runs/since-delivery';
import type { Preparations } from '../runs/preparations';
import { kindOf } from '../runs/run-kinds';
import {
  exitCodeOf,
  latestOrScheduled,
  orEarlierDelivery,
  resultOf,
  tellUnverified,
  type RunStatus,
} from '../runs/run-status';
import { isMigrationResult } from '../../contracts/migration/migration';
import { writePrivateFile } from '../private-file';
import { nextText, phaseText, PLAIN, whereThingsAre } from './status-text';

/** Reads `--format`. */
export function reportFormat(text: string): ReportFormat {
  const format = reportFormatNamed(text);
  if (format === undefined) {
    throw new CommandError(
      'InvalidInput',
      phrase('command.notAChoice', {
        option: `--format ${visible(text)}`,
        choices: REPORT_FORMATS.join(', '),
      }),
    );
  }
  return format;
}

/** In which format, and where to: printed if no file is named. */
interface ReportWanted {
  readonly format: ReportFormat;
  readonly out?: string;
  /** Replaces a file that is there. */
  readonly force?: true;
}

/**
 * The report of a preparation or a migration, printed or written to a file; while a preparation has not ended, a draft of
 * it with the exit code of its status.
 *
 * @throws CommandError `NoResult` before its source is counted, with its status and the exit code of that; `FileRefused`
 */
export async function writeReport(
  preparations: Preparations,
  workflowId: string,
  options: ReportWanted,
  context: CommandContext,
): Promise<Answer> {
  const latest = await latestOrScheduled(preparations, workflowId);
  if (latest.kind === 'open') {
    const draft = kindOf(latest.run) === 'migration' ? null : await preparations.draft(workflowId);
    if (draft === null) {
      throw notYet(latest, context);
    }
    const text = renderReport(draft, options.format, context.language);
    return writeOut({ workflowId, exitCode: unfinished(latest), result: draft, text }, options, context);
  }
  if (latest.kind === 'ended' && isMigrationResult(latest.result)) {
    tellUnverified(latest, context.tell);
    const { result } = latest;
    const text = renderReport(result, options.format, context.language);
    return writeOut({ workflowId, exitCode: exitCodeOf(latest), result, text }, options, context);
  }
  const delivered = await orEarlierDelivery(preparations, latest, context.tell);
  tellUnverified(delivered, context.tell);
  const found = await tellSinceDelivery(preparations, delivered, context.tell);
  const result = resultOf(found);
  const exitCode = exitCodeOf(found);
  const text = await rendered(preparations, found, options.format, context);
  return writeOut({ workflowId, exitCode, result, text }, options, context);
}

interface Rendered {
  readonly workflowId: string;
  readonly exitCode: ExitCode;
  readonly result: { readonly outcome: string };
  readonly text: string;
}

async function writeOut(
  { workflowId, exitCode, result, text }: Rendered,
  { format, out, force }: ReportWanted,
  context: CommandContext,
): Promise<Answer> {
  if (out === undefined) {
    // A terminal shows carriage returns as what they are; lines of CSV end with them in a file.
    return { exitCode, json: result, text: text.replaceAll('\r\n', '\n') };
  }
  await writePrivateFile(out, reportFile(text, format), force === true);
  return {
    exitCode,
    json: { workflowId, outcome: result.outcome, format, file: out },
    text: context.say(phrase('command.written', { file: out })),
  };
}

/** For people at a terminal, where the delivered files are as well; under a comparison the form that was filled then. */
async function rendered(
  preparations: Preparations,
  found: RunStatus,
  format: ReportFormat,
  context: CommandContext,
): Promise<string> {
  const result = resultOf(found);
  const text = renderReport(result, format, context.language);
  if (format !== 'text' || found.kind !== 'ended') {
    return text;
  }
  const behind = await deliveredBehind(preparations, result);
  const form = behind === null ? '' : renderReport(behind.result, format, context.language);
  const shown = behind === null ? found : ({ kind: 'ended', ...behind } as const);
  return [text, form, whereThingsAre(shown, context)].filter((block) => block !== '').join('\n\n');
}

/** Not exit code 0 while it runs: there is no report, or a draft alone. */
function unfinished(found: RunStatus): ExitCode {
  const code = exitCodeOf(found);
  return code === EXIT.done ? EXIT.error : code;
}

function notYet(
  found: Extract<RunStatus, { kind: 'open' }>,
  { words, language }: CommandContext,
): CommandError {
  const { workflowId } = found.status;
  const next = nextText(found.status, { words, language, terminal: PLAIN });
  const said = phrase('command.noReportYet', { workflowId, phase: phaseText(found.status, words), next });
  return new CommandError('NoResult', said, unfinished(found));
}
