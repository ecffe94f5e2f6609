import { batchCommand } from '../../contracts/runs/run-commands';
import path from 'node:path';
import {
  ANY_BUCKET,
  parseFleetInput,
  preparationOf,
  type FleetInput,
} from '../../contracts/inputs/fleet-input';
import type { FleetResult } from '../../contracts/runs/fleet';
import { fleetWorkflowId } from '../../contracts/names';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { MAX_PROBLEMS } from '../../contracts/inputs/problem-lines';
import { regionWarnings } from '../../contracts/inputs/region-spelling';
import { withRecipients } from '../../provisioning/sealing/recipients-in';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { withPreparations } from '../command-help';
import { demandWait } from '../demand-wait';
import { EXIT } from '../exit-codes';
import { noWorkerWarning } from '../runs/answer-or-follow';
import type { Preparations } from '../runs/preparations';
import { demandSameWork, startOrFind } from '../runs/same-work';
import { untilEnded } from '../runs/until-ended';
import { readText } from '../read-text';
import { buildInput, given, INPUT_OPTIONS, namingOptions, validInput, type InputFlags } from '../start-input';
import { dryRunAnswer } from './dry-run-answer';
import { fleetName } from './fleet-name';
import { invalidRows, readFleetRows, type FleetRows } from './fleet-rows';
import { followFleet } from './follow-fleet';

export interface StartFleetOptions extends Omit<InputFlags, 'bucket' | 'prefix' | 'to' | 'user'> {
  readonly file?: string;
  readonly match?: readonly string[];
  readonly input?: string;
  readonly concurrency?: number;
  readonly dryRun?: true;
  readonly again?: true;
  readonly wait?: true;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** The fields that options set: those of one preparation are what all of them take. */
const OPTIONS = {
  ...Object.fromEntries(Object.entries(INPUT_OPTIONS).map(([name, field]) => [name, `defaults.${field}`])),
  requestedBy: 'requestedBy',
  match: 'match',
  concurrency: 'concurrency',
};

/**
 * Starts a fleet, or attaches to the running one of that name; or shows what it would do.
 *
 * @throws CommandError `InvalidInput` with every problem, for a file by line and column; `OtherRunOpen` if it was to be
 * followed, and the running one does not prepare all of it
 */
export async function startFleet(
  name: string | undefined,
  options: StartFleetOptions,
  context: CommandContext,
): Promise<Answer> {
  const { dryRun: isDry, ...more } = options;
  demandWait(isDry === true ? {} : more);
  const { input, called } = await fleetInput(name, options, context);
  const oddities = odditiesOf(input);
  return withPreparations(context, async (preparations) => {
    const warnings = [...oddities, ...(await noWorkerWarning(preparations))].map(context.say);
    if (isDry === true) {
      warnings.forEach((warning) => context.terminal.warn(warning));
      return dryRun(preparations, called, input, options, context);
    }
    const workflowId = fleetWorkflowId(called);
    const summary = context.say(phrase('fleet.summary', { name: called }));
    const request = { type: 'prepareMigrations', workflowId, input, summary } as const;
    const { started, differences } = await startOrFind(preparations, request);
    if (options.wait === true) {
      demandSameWork(workflowId, differences);
    }
    if (started.attached) {
      warnings.push(...[phrase('command.attached', { workflowId }), ...differences].map(context.say));
    }
    const link = preparations.linkOf(workflowId);
    const { startedOrAttached, titled, webUi, seeIt } = context.words.terminal;
    const text = [
      startedOrAttached(workflowId, started.attached),
      ...(link === null ? [] : [titled(webUi, link)]),
      seeIt(batchCommand('status', workflowId)),
    ].join('\n');
    if (options.wait === true || options.json !== true) {
      warnings.forEach((warning) => context.terminal.warn(warning));
    }
    const about = { fleet: called, workflowId, ...started, link, warnings };
    if (options.wait !== true) {
      return { exitCode: EXIT.done, json: about, text };
    }
    if (options.json !== true) {
      context.terminal.say(text);
    }
    const answer = await followFleet(preparations, workflowId, options, context);
    return { ...answer, json: { ...answer.json, attached: started.attached, warnings } };
  });
}

/** Checked before anything is connected to. */
async function fleetInput(
  name: string | undefined,
  options: StartFleetOptions,
  { readStdin }: CommandContext,
): Promise<{ readonly input: FleetInput; readonly called: string }> {
  const { file, match, concurrency, dryRun: isDry, again, requestedBy, ...flags } = options;
  if ((file === undefined) === (match === undefined)) {
    throw new CommandError('InvalidInput', phrase('fleet.fileOrMatch'));
  }
  const defaults = await buildInput(options.input, flags, readStdin);
  const read: FleetRows | null =
    file === undefined ? null : readFleetRows(await readText(file, readStdin), file === '-' ? null : file);
  const input: FleetInput = {
    ...given({ buckets: read?.rows, match, concurrency, dryRun: isDry, again, requestedBy }),
    ...(isEmpty(defaults) ? {} : { defaults: defaults as NonNullable<FleetInput['defaults']> }),
  };
  const rows = (read?.rows ?? []).map((row, index) => ({ at: `buckets.${index}.`, input: row }));
  const parsed = await withRecipients(parseFleetInput(input), [
    { at: 'defaults.', input: defaults },
    ...rows,
  ]);
  const said = namingOptions(parsed, options, OPTIONS);
  if (read !== null && (!said.ok || read.problems.length > 0)) {
    throw invalidRows(said.ok ? [] : said.problems, read);
  }
  validInput(said);
  return { input, called: fleetName(name ?? nameOf(file, match)) };
}

/** What is odd about prefixes and regions of the buckets, though nothing is refused for it: each thing once. */
function odditiesOf({ buckets = [ANY_BUCKET], defaults = {} }: FleetInput): Said[] {
  const found = new Map<string, Said>();
  for (const row of buckets) {
    const { source, destination } = preparationOf(row, defaults).input ?? {};
    const aboutPrefix = openPrefixWarning(source?.prefix ?? '');
    const odd = [
      ...(aboutPrefix === null ? [] : [aboutPrefix]),
      ...regionWarnings(source?.region, destination?.region),
    ];
    odd.forEach((one) => found.set(JSON.stringify(one), one));
  }
  const all = [...found.values()];
  const more = all.length - MAX_PROBLEMS;
  return more > 0 ? [...all.slice(0, MAX_PROBLEMS), phrase('input.andMore', { count: more })] : all;
}

/** The name of the file without its ending, or what a pattern says. */
function nameOf(file = '', [pattern = ''] = [] as readonly string[]): string {
  return file === '' || file === '-'
    ? pattern.replaceAll(/[*?]+/g, '').replaceAll(/^[.-]+|[.-]+$/g, '')
    : path.basename(file, path.extname(file));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

async function dryRun(
  preparations: Preparations,
  called: string,
  input: FleetInput,
  { timeout }: StartFleetOptions,
  context: CommandContext,
): Promise<Answer> {
  // Each has an ID of its own: it must not attach to another one.
  const workflowId = fleetWorkflowId(`${called}/dry-run-${new Date().toISOString()}`);
  const summary = context.say(phrase('fleet.drySummary', { name: called }));
  await preparations.start({ type: 'prepareMigrations', workflowId, input, summary });
  const ended = await untilEnded(preparations, workflowId, { pause: context.pause, withinMs: timeout });
  if (ended === null) {
    // Nobody would look at what it shows later on.
    await preparations.cancel(workflowId, context.say(phrase('fleet.dryRunTooLong')));
    throw new CommandError('StillRunning', phrase('fleet.dryRunTooLong'), EXIT.stillRunning);
  }
  const result = (await preparations.result(workflowId)) as FleetResult;
  return dryRunAnswer(result, called, context);
}
