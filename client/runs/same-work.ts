import { parseFleetInput, preparationOf } from '../../contracts/inputs/fleet-input';
import { durationMs, durationText } from '../../contracts/duration';
import { parseMigrationInput } from '../../contracts/inputs/migration-input';
import { preparationWorkflowId } from '../../contracts/names';
import { MAX_PROBLEMS } from '../../contracts/inputs/problem-lines';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import { DEFAULT_PROFILE } from '../../contracts/runs/preparation';
import {
  parseInventoryInput,
  parsePreparationInput,
  type InventoryInput,
} from '../../contracts/inputs/preparation-input';
import { parseVerificationInput } from '../../contracts/inputs/verification-input';
import { shown } from '../../presentation/text/foreign-text';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import type { Preparations, StartedRun, StartRequest } from './preparations';

/** What makes the work of one run another than that of the next, by its place in the input; undefined if any will do. */
type Work = Readonly<Record<string, string | undefined>>;

/** Reads it from the input of a run that is open, or is to be started; null from one that is not valid. */
const WORK: Readonly<Record<string, (input: unknown, isOpen: boolean) => Work | null>> = {
  prepareMigration: workOfPreparation,
  prepareMigrations: workOfFleet,
  inventoryBucket: workOfInventory,
  verifyMigration: workOfVerification,
  migrateBucket: workOfMigration,
};

/**
 * Starts a run, or attaches to the running one of that ID if that does the same work: its result would be taken for the
 * answer.
 *
 * @throws CommandError `OtherRunOpen` if it does other work
 */
export async function startOrAttach(preparations: Preparations, request: StartRequest): Promise<StartedRun> {
  const { started, differences } = await startOrFind(preparations, request);
  demandSameWork(request.workflowId, differences);
  return started;
}

/** @throws CommandError `OtherRunOpen` if an open run does other work */
export function demandSameWork(workflowId: string, differences: readonly Said[]): void {
  if (differences.length > 0) {
    const resource = phrase('run.runOf', { workflowId });
    throw new CommandError('OtherRunOpen', {
      error: 'OtherRunOpen',
      about: { resource, findings: differences },
    });
  }
}

/** Starts a run, or finds the running one of that ID, with what of its work is another than was asked for. */
export async function startOrFind(
  preparations: Preparations,
  request: StartRequest,
): Promise<{ readonly started: StartedRun; readonly differences: readonly Said[] }> {
  const started = await preparations.start(request);
  const workOf = WORK[request.type];
  if (!started.attached || workOf === undefined) {
    return { started, differences: [] };
  }
  const open = workOf(await preparations.inputOf(request.workflowId), true);
  return { started, differences: differencesOf(workOf(request.input, false), open) };
}

function differencesOf(asked: Work | null, found: Work | null): Said[] {
  if (asked === null || found === null) {
    return [];
  }
  const differences = Object.entries(asked)
    .filter(([at, value]) => value !== undefined && value !== found[at])
    .map(([at, value]) => phrase('command.otherInput', { at, there: said(found[at]), here: said(value) }));
  const more = differences.length - MAX_PROBLEMS;
  return more > 0
    ? [...differences.slice(0, MAX_PROBLEMS), phrase('input.andMore', { count: more })]
    : differences;
}

function said(value: string | undefined): Said {
  if (value === undefined) {
    return phrase('command.notGiven');
  }
  return value === '' ? '""' : shown(value);
}

function workOfPreparation(raw: unknown): Work | null {
  const parsed = parsePreparationInput(raw);
  if (!parsed.ok) {
    return null;
  }
  const { source, destination } = parsed.value;
  return {
    'source.bucket': source.bucket,
    'source.prefix': source.prefix ?? '',
    'destination.bucket': destination?.bucket ?? defaultDestination(source.bucket),
  };
}

/** Of a fleet each bucket, with where its objects are to go. */
function workOfFleet(raw: unknown): Work | null {
  const parsed = parseFleetInput(raw);
  if (!parsed.ok) {
    return null;
  }
  const { rows, match, defaults } = parsed.value;
  return rows === null
    ? { match: match.toSorted().join(', ') }
    : Object.fromEntries(rows.map((row) => bucketOfFleet(preparationOf(row, defaults).raw)));
}

function bucketOfFleet(raw: object): [at: string, goal: string] {
  const { 'source.bucket': at = '', 'source.prefix': prefix = '', ...goal } = workOfPreparation(raw) ?? {};
  return [at, [goal['destination.bucket'] ?? '', prefix].filter((one) => one !== '').join(', ')];
}

function workOfInventory(raw: unknown): Work | null {
  const parsed = parseInventoryInput(raw);
  return parsed.ok ? workOfSource(parsed.value.source) : null;
}

/** A profile is another account, whose bucket of that name is another one. */
function workOfSource({ bucket, prefix = '', profile = DEFAULT_PROFILE }: InventoryInput['source']): Work {
  return { 'source.bucket': bucket, 'source.prefix': prefix, 'source.profile': profile };
}

function workOfVerification(raw: unknown): Work | null {
  const parsed = parseVerificationInput(raw);
  if (!parsed.ok) {
    return null;
  }
  const { source, destination = {}, ignoreAfter, ignoreMarkers = false, deep = '' } = parsed.value;
  const { bucket, prefix = '' } = source;
  return {
    ...workOfSource(source),
    'destination.bucket': destination.bucket ?? defaultDestination(bucket),
    'destination.prefix': destination.prefix ?? prefix,
    ignoreAfter: ignoreAfter === undefined ? '' : new Date(ignoreAfter).toISOString(),
    ignoreMarkers: String(ignoreMarkers),
    deep,
  };
}

function workOfMigration(raw: unknown, isOpen: boolean): Work | null {
  const parsed = parseMigrationInput(raw);
  if (!parsed.ok) {
    return null;
  }
  const { source, preparation, round, rounds, ...terms } = parsed.value;
  return {
    'source.bucket': source.bucket,
    'preparation.workflowId': preparation?.workflowId ?? preparationWorkflowId(source.bucket),
    // Started again without a round, a migration continues with the newest job it has; the first one has round 1.
    round: round === undefined && !isOpen ? undefined : String(round ?? 1),
    'rounds.every': rounds === undefined ? undefined : durationText(durationMs(rounds.every) ?? 0),
    overwrite: terms.overwrite ?? (isOpen ? 'if newer' : undefined),
    maxBandwidth: numberOf(terms.maxBandwidth),
    maxFilesPerSecond: numberOf(terms.maxFilesPerSecond),
    verify: terms.verify === undefined && !isOpen ? undefined : String(terms.verify ?? true),
  };
}

function numberOf(given: number | undefined): string | undefined {
  return given === undefined ? undefined : String(given);
}
