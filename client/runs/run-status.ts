import { named } from '../../presentation/text/foreign-text';
import type { Phrase, Said, Say } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { isLifecycleResult, type LifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import { isMigrationResult, type MigrationResult } from '../../contracts/migration/migration';
import type { PreparationResult } from '../../contracts/runs/result';
import type { PreparationStatus } from '../../contracts/runs/status';
import { waysOut } from '../../contracts/error-table';
import {
  approveCommand,
  cancelCommand,
  retryCommand,
  statusCommand,
  watchCommand,
} from '../../contracts/runs/run-commands';
import { CommandError } from '../command-error';
import { EXIT, type ExitCode } from '../exit-codes';
import { deliveredBehind } from './delivered-behind';
import { leftBehind, type LeftBehind } from './left-behind';
import { RunFailedError, type CleanedUp, type Preparations, type RunState } from './preparations';
import { kindOf, type RunKind } from './run-kinds';
import { NOT_VERIFIED, unsigned, type Verified } from './verify-result';

/** What a run that is followed ends with. */
export type EndedResult = PreparationResult | MigrationResult | LifecycleResult;

/** The status of a run, and its result once it has ended. */
export type RunStatus =
  | { readonly kind: 'open'; readonly run: RunState; readonly status: PreparationStatus }
  | {
      readonly kind: 'ended';
      readonly run: RunState;
      readonly result: EndedResult;
      readonly verified: Verified;
      /** What it delivered has been revoked since. */
      readonly revoked?: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly run: RunState;
      readonly type: string;
      readonly message: Said;
      /** Of a run that the server ended. */
      readonly left?: LeftBehind | undefined;
      /** Of a run that was cancelled: what it removed, and what it kept and why. */
      readonly cleaned?: CleanedUp | undefined;
    };

/**
 * Gets the status of a run. If it has ended, the server knows it; an open one needs a worker to answer.
 *
 * @throws CommandError `NotFound`, `NoWorker` or `TemporalUnreachable`
 */
export async function runStatus(preparations: Preparations, workflowId: string): Promise<RunStatus> {
  const run = await preparations.describe(workflowId);
  if (run.state === 'running') {
    const status = await preparations.status(workflowId);
    if ((Object(status) as Partial<PreparationStatus>).phase === undefined) {
      throw inventoryRun(workflowId);
    }
    if (status.phase.name !== 'finished') {
      return { kind: 'open', run, status };
    }
  }
  return endOf(preparations, run);
}

/** The same for a sentence about a run: null if there is none, or nothing that can be told of it. */
export async function runIfAny(preparations: Preparations, workflowId: string): Promise<RunStatus | null> {
  try {
    return await runStatus(preparations, workflowId);
  } catch (error) {
    if (error instanceof CommandError) {
      return null;
    }
    throw error;
  }
}

/**
 * The same of a run that may have delivered something. If the ID names none, it is the newest run with a delivery that a Schedule
 * started under it.
 *
 * @throws CommandError as `runStatus`
 */
export async function latestOrScheduled(preparations: Preparations, workflowId: string): Promise<RunStatus> {
  try {
    return await runStatus(preparations, workflowId);
  } catch (error) {
    const isGone = error instanceof CommandError && error.type === 'NotFound';
    const delivered = isGone ? await preparations.delivered(workflowId) : null;
    if (delivered === null) {
      throw error;
    }
    return { kind: 'ended', ...delivered };
  }
}

/** Their results have no outcome. */
const WITHOUT_OUTCOME: readonly RunKind[] = ['inventory', 'part', 'verification'];

async function endOf(preparations: Preparations, run: RunState): Promise<RunStatus> {
  try {
    const result = (await preparations.result(run.workflowId, run.runId)) as EndedResult;
    if ((Object(result) as Partial<PreparationResult>).outcome === undefined) {
      throw WITHOUT_OUTCOME.includes(kindOf(run)) ? inventoryRun(run.workflowId) : unsigned(run);
    }
    return {
      kind: 'ended',
      run: { ...run, state: 'completed' },
      result,
      verified: preparations.verify(result, run),
    };
  } catch (error) {
    if (error instanceof RunFailedError) {
      const state = run.state === 'running' ? 'failed' : run.state;
      const { type, said: message } = error;
      const left = await leftBy(preparations, run, type);
      const cleaned = type === 'Cancelled' ? await cleanedBy(preparations, run) : undefined;
      return { kind: 'failed', run: { ...run, state }, type, message, left, cleaned };
    }
    throw error;
  }
}

/** Whether the type of a failure says more than the state of the run does. */
export function saysMoreThanState(type: string): boolean {
  return !['Cancelled', 'Terminated', 'TimedOut'].includes(type);
}

/** What may be left of a run that the server ended; undefined for one that ended by itself, and so has cleaned up. */
async function leftBy(
  preparations: Preparations,
  run: RunState,
  type: string,
): Promise<LeftBehind | undefined> {
  if (type !== 'Terminated' && type !== 'TimedOut') {
    return undefined;
  }
  // Without its input, what is said of it is less exact.
  const input = await preparations.inputOf(run.workflowId).catch(() => undefined);
  const left = leftBehind(run, input);
  if (left !== null && !(await preparations.workedOn(run.workflowId).catch(() => true))) {
    return { what: phrase('command.leftNothing'), command: null };
  }
  return left ?? undefined;
}

/** What a cancelled run cleaned up; undefined if that cannot be read. */
async function cleanedBy(
  preparations: Preparations,
  { workflowId }: RunState,
): Promise<CleanedUp | undefined> {
  return preparations.cleanedUp(workflowId).catch(() => undefined);
}

/** Inventories have another status and another result, which their own command shows. */
function inventoryRun(workflowId: string): CommandError {
  return new CommandError('InvalidInput', phrase('command.inventoryRun', { workflowId: named(workflowId) }));
}

/** Says that a result could not be verified. */
export function tellUnverified(found: RunStatus, tell: (said: Said) => void): void {
  if (found.kind === 'ended' && found.verified === 'not verified') {
    tell(NOT_VERIFIED);
  }
}

/** The exit code of a command that cannot do anything any more with a run, after its result; null if it has none. */
export function exitCodeWithout(result: EndedResult | null): ExitCode {
  const code = result === null ? EXIT.error : exitCodeOfOutcome(result);
  return code === EXIT.rejectedOrTimedOut ? code : EXIT.error;
}

/** The exit code of a status. */
export function exitCodeOf(found: RunStatus): ExitCode {
  switch (found.kind) {
    case 'ended':
      return exitCodeOfOutcome(found.result);
    case 'failed':
      return found.type === 'InvalidInput' ? EXIT.invalidInput : EXIT.error;
    case 'open':
      return exitCodeOfPhase(found.status);
  }
}

/** Outcomes after which somebody has something left to do. */
const REMAINING: readonly string[] = [
  'not revoked',
  'migrated with failures',
  'migrated with differences',
] satisfies EndedResult['outcome'][];

/** Access that a revocation had to keep requires an action: it still exists. So do objects that were not copied. */
function exitCodeOfOutcome(result: EndedResult): ExitCode {
  if (REMAINING.includes(result.outcome)) {
    return EXIT.actionRequired;
  }
  return endedWell(result) ? EXIT.done : EXIT.rejectedOrTimedOut;
}

/** Whether a run did what it was started for. */
export function endedWell({ outcome }: EndedResult): boolean {
  switch (outcome) {
    case 'prepared':
    case 'already prepared':
    case 'revoked':
    case 'nothing to revoke':
    case 'rotated':
    case 'migrated':
      return true;
    case 'rejected':
    case 'approval timed out':
    case 'not confirmed':
    case 'not revoked':
    case 'migrated with failures':
    case 'migrated with differences':
    case 'launch rejected':
    case 'launch timed out':
      return false;
  }
}

function exitCodeOfPhase({ phase, blockers = [] }: PreparationStatus): ExitCode {
  switch (phase.name) {
    case 'waiting for approval':
      // Whoever only waits for the approval would not learn that objects would fail to migrate.
      return blockers.length === 0 ? EXIT.waitingForApproval : EXIT.actionRequired;
    case 'action required':
      return EXIT.actionRequired;
    case 'waiting':
      return phase.person ? EXIT.waitingForApproval : EXIT.done;
    case 'running':
    case 'cleaning up':
    case 'finished':
      return EXIT.done;
  }
}

/** Whether a run continues only when a person does something. */
export function waitsForPerson(found: RunStatus): boolean {
  const { actionRequired, waitingForApproval } = EXIT;
  return (
    found.kind === 'open' && [actionRequired, waitingForApproval].some((code) => code === exitCodeOf(found))
  );
}

/** The status of a run, as one JSON object. */
export function statusJson(found: RunStatus, link: string | null, say: Say): object {
  const { workflowId, runId, state } = found.run;
  const head = { workflowId, runId, state, link };
  switch (found.kind) {
    case 'open':
      return { ...head, ...found.status };
    case 'ended':
      return {
        ...head,
        phase: { name: 'finished', outcome: found.result.outcome },
        result: found.result,
      };
    case 'failed':
      return {
        ...head,
        phase: { name: 'finished', outcome: 'failed' },
        failure: { type: found.type, message: say(found.message) },
        ...(found.left === undefined
          ? {}
          : { left: { what: say(found.left.what), command: found.left.command } }),
        ...(found.cleaned === undefined ? {} : cleanedUpSaid(found.cleaned, say)),
      };
  }
}

/** The same in a language. */
function cleanedUpSaid({ removed, kept, enabled }: CleanedUp, say: Say): CleanedUp {
  return {
    enabled,
    removed: removed.map(say),
    kept: kept.map(({ what, why }) => ({ what: say(what), why: say(why) })),
  };
}

/** The result of a preparation that has ended with one. */
export function resultOf(found: RunStatus): PreparationResult {
  switch (found.kind) {
    case 'ended':
      return ofPreparation(found.result, found.run);
    case 'failed':
      throw new CommandError(
        found.type === 'InvalidInput' ? 'InvalidInput' : 'NoResult',
        phrase('command.endedWithoutResult', {
          type: saysMoreThanState(found.type) ? named(found.type) : null,
          message: found.message,
          see: statusCommand(found.run.workflowId),
        }),
      );
    case 'open':
      throw new CommandError('NoResult', notEnded(found.status));
  }
}

/** What an open run waits for, and the command for that. */
function notEnded({ workflowId, phase }: PreparationStatus): Phrase {
  switch (phase.name) {
    case 'waiting for approval':
      return phrase('command.notEnded', { waitsFor: 'approval', commands: [approveCommand(workflowId)] });
    case 'action required': {
      const commands = { retry: retryCommand(workflowId), cancel: cancelCommand(workflowId) };
      const ways = waysOut(phase.problem).map((way) => commands[way]);
      return phrase('command.notEnded', {
        waitsFor: 'action',
        commands: [statusCommand(workflowId), ...ways],
      });
    }
    default:
      return phrase('command.notEnded', { waitsFor: null, commands: [watchCommand(workflowId)] });
  }
}

function ofPreparation(result: EndedResult, { workflowId }: RunState): PreparationResult {
  if (isLifecycleResult(result) || isMigrationResult(result)) {
    throw new CommandError(
      'NoResult',
      phrase('command.notAPreparation', { workflowId: named(workflowId), summary: result.summary }),
    );
  }
  return result;
}

/**
 * The run that delivered what a preparation says: the latest one, or the latest before it that delivered, also if the latest
 * was rejected, or only compared. If there is none, the status of the latest.
 *
 * @param tell called if it is another run than the latest
 */
export async function deliveredOrLatest(
  preparations: Preparations,
  found: RunStatus,
  tell: (said: Said) => void = () => undefined,
): Promise<RunStatus> {
  if (found.kind !== 'ended') {
    return orEarlierDelivery(preparations, found, tell);
  }
  const { result, run } = found;
  const behind = await deliveredBehind(preparations, result);
  if (behind !== null) {
    return { kind: 'ended', ...behind };
  }
  const earlier =
    result.outcome === 'rejected' || result.outcome === 'approval timed out'
      ? await preparations.delivered(run.workflowId)
      : null;
  if (earlier === null) {
    return found;
  }
  const { workflowId, runId, closedAt } = earlier.run;
  const about = { workflowId: named(workflowId), runId, at: closedAt?.toISOString() ?? null };
  tell(phrase('command.deliveredBefore', { ...about, summary: result.summary }));
  return { kind: 'ended', ...earlier };
}

/**
 * The status of a preparation; if its latest run has no result, the end of the latest run before it that delivered. A
 * preparation that is started again, for example by a scheduler, stops because of that delivery and must not hide it.
 *
 * @param tell called if the status is of an earlier run
 */
export async function orEarlierDelivery(
  preparations: Preparations,
  found: RunStatus,
  tell: (said: Said) => void = () => undefined,
): Promise<RunStatus> {
  if (found.kind === 'ended') {
    return found;
  }
  const { workflowId } = found.run;
  const earlier = await preparations.delivered(workflowId);
  if (earlier === null) {
    return found;
  }
  const { runId, closedAt } = earlier.run;
  tell(
    phrase('command.ofEarlierRun', {
      workflowId,
      type: found.kind === 'open' ? null : named(found.type),
      runId,
      at: closedAt?.toISOString() ?? null,
    }),
  );
  return { kind: 'ended', ...earlier };
}
