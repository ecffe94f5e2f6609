import {
  isOpen,
  WAIT_FOR_PEOPLE,
  type FleetQuestion,
  type FleetResult,
  type Member,
  type MemberPhase,
  type PhaseCounts,
} from '../../contracts/runs/fleet';
import { fleetNameIn, fleetNameOf, type WorkflowType } from '../../contracts/names';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import { CommandError } from '../command-error';
import { EXIT, type ExitCode } from '../exit-codes';
import { RunFailedError, type Preparations, type RunState } from '../runs/preparations';

/** A fleet as it stands. */
export interface FleetState {
  readonly name: string;
  readonly run: RunState;
  readonly counts: PhaseCounts;
  readonly total: number;
  /** Those that need a person first; in the order of the input once it has ended. */
  readonly members: readonly Member[];
  /** Of an open one. */
  readonly status: PreparationStatus | null;
  /** What it showed, if it was a dry run that has ended. */
  readonly dryRun?: FleetResult | undefined;
  /** Why it ended, if that was no result. */
  readonly failure: { readonly type: string; readonly message: Said } | null;
}

const FLEET: WorkflowType = 'prepareMigrations';

/**
 * The run of a fleet.
 *
 * @throws CommandError `NotFound`; `InvalidInput` if the ID is that of another kind of run
 */
export async function fleetRun(preparations: Preparations, workflowId: string): Promise<RunState> {
  const run = await describeFleet(preparations, workflowId);
  if (run.type !== FLEET) {
    throw new CommandError('InvalidInput', phrase('fleet.otherRun', { type: named(run.type) }));
  }
  return run;
}

/** What is no name of a fleet may be the whole ID of one that was started under another than `batch/NAME`. */
async function describeFleet(preparations: Preparations, workflowId: string): Promise<RunState> {
  try {
    return await preparations.describe(workflowId);
  } catch (error) {
    const name = fleetNameIn(workflowId);
    const run = name === null ? null : await preparations.describe(name).catch(() => null);
    if (run === null) {
      throw error;
    }
    return run;
  }
}

/**
 * How a fleet stands, with its buckets.
 *
 * @param phase only buckets in this phase
 * @param isWhole false: of an open one no more buckets than one answer has, those that need a person first
 * @throws CommandError `NotFound`, `NoWorker` and others if no worker answers for an open one
 */
export async function fleetState(
  preparations: Preparations,
  workflowId: string,
  phase?: MemberPhase,
  isWhole = true,
): Promise<FleetState> {
  const run = await fleetRun(preparations, workflowId);
  const name = fleetNameOf(run.workflowId);
  if (run.state === 'running') {
    return { name, run, failure: null, ...(await membersOf(preparations, run, phase, isWhole)) };
  }
  try {
    const result = (await preparations.result(run.workflowId)) as FleetResult;
    const { counts, members } = result;
    const dryRun = result.outcome === 'dry run' ? result : undefined;
    const shown = phase === undefined ? members : members.filter((one) => one.phase === phase);
    return { name, run, counts, total: members.length, members: shown, status: null, dryRun, failure: null };
  } catch (error) {
    if (!(error instanceof RunFailedError)) {
      throw error;
    }
    const failure = { type: error.type, message: error.said };
    // Its history still knows the buckets, if a worker reads it.
    const known = await membersOf(preparations, run, phase, isWhole).catch(() => null);
    return { name, run, counts: {}, total: 0, members: [], ...known, status: null, failure };
  }
}

async function membersOf(
  preparations: Preparations,
  { workflowId }: RunState,
  phase: MemberPhase | undefined,
  isWhole: boolean,
): Promise<Pick<FleetState, 'counts' | 'total' | 'members' | 'status'>> {
  const asked: FleetQuestion = phase === undefined ? {} : { phase };
  const { counts, total, status, members: first, pages } = await preparations.fleet(workflowId, asked);
  const members = [...first];
  for (let page = 2; isWhole && page <= pages; page++) {
    members.push(...(await preparations.fleet(workflowId, { ...asked, page })).members);
  }
  return { counts, total, members, status };
}

/** Whether nothing happens any more until somebody does something. */
export function waitsForPeople({ counts, run, status }: FleetState): boolean {
  if (run.state !== 'running') {
    return false;
  }
  const some = (phase: MemberPhase) => (counts[phase] ?? 0) > 0;
  const isIdle = !some('running') && !some('pending');
  return status?.phase.name === 'action required' || (isIdle && WAIT_FOR_PEOPLE.some(some));
}

/** The exit code of a fleet: what a person has to do comes first. */
export function fleetExitCode({ counts, run, status, failure }: FleetState): ExitCode {
  const some = (...phases: MemberPhase[]) => phases.some((phase) => (counts[phase] ?? 0) > 0);
  if (failure !== null) {
    return failure.type === 'InvalidInput' ? EXIT.invalidInput : EXIT.error;
  }
  if (status?.phase.name === 'action required' || some('action required')) {
    return EXIT.actionRequired;
  }
  if (some('waiting for approval')) {
    return EXIT.waitingForApproval;
  }
  if (run.state === 'running' && (Object.keys(counts) as MemberPhase[]).some(isOpen)) {
    return EXIT.done;
  }
  if (some('failed', 'terminated', 'timed out', 'cancelled')) {
    return EXIT.error;
  }
  return some('rejected', 'approval timed out') ? EXIT.rejectedOrTimedOut : EXIT.done;
}
