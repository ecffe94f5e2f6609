import { say } from '../presentation/words/words';
import { named, visible } from '../presentation/text/foreign-text';
import { isLifecycleResult, type LifecycleResult } from '../contracts/credential-lifecycle';
import type { PreparationResult } from '../contracts/result';
import type { PreparationStatus } from '../contracts/status';
import { CommandError } from './command-error';
import { EXIT, type ExitCode } from './exit-codes';
import { RunFailedError, type Preparations, type RunState } from './preparations';
import { NOT_VERIFIED, type Verified } from './verify-result';

/** Where a run stands, and what came of it once it has ended. */
export type RunStatus =
  | { readonly kind: 'open'; readonly run: RunState; readonly status: PreparationStatus }
  | {
      readonly kind: 'ended';
      readonly run: RunState;
      readonly result: PreparationResult | LifecycleResult;
      readonly verified: Verified;
    }
  | { readonly kind: 'failed'; readonly run: RunState; readonly type: string; readonly message: string };

/**
 * Asks how a preparation stands. What has ended is told by the server alone; an open one needs a worker to answer.
 *
 * @throws CommandError `NotFound`, `NoWorker` or `TemporalUnreachable`
 */
export async function standingOf(preparations: Preparations, workflowId: string): Promise<RunStatus> {
  const run = await preparations.describe(workflowId);
  if (run.state === 'running') {
    const status = await preparations.status(workflowId);
    if (status.phase.name !== 'finished') {
      return { kind: 'open', run, status };
    }
  }
  return endOf(preparations, run);
}

async function endOf(preparations: Preparations, run: RunState): Promise<RunStatus> {
  try {
    const result = (await preparations.result(run.workflowId)) as PreparationResult | LifecycleResult;
    return {
      kind: 'ended',
      run: { ...run, state: 'completed' },
      result,
      verified: preparations.verify(result, run),
    };
  } catch (error) {
    if (error instanceof RunFailedError) {
      const state = run.state === 'running' ? 'failed' : run.state;
      return { kind: 'failed', run: { ...run, state }, type: error.type, message: error.message };
    }
    throw error;
  }
}

/** Says on standard error where a result could not be verified. */
export function tellUnverified(standing: RunStatus, tell: (said: string) => void): void {
  if (standing.kind === 'ended' && standing.verified === 'not verified') {
    tell(NOT_VERIFIED);
  }
}

/** The exit code that tells how a preparation stands. */
export function exitCodeOf(standing: RunStatus): ExitCode {
  switch (standing.kind) {
    case 'ended':
      return exitCodeOfOutcome(standing.result);
    case 'failed':
      return standing.type === 'InvalidInput' ? EXIT.invalidInput : EXIT.error;
    case 'open':
      return exitCodeOfPhase(standing.status);
  }
}

/** Access that a revocation had to leave alone needs a person: it is there still. */
function exitCodeOfOutcome(result: PreparationResult | LifecycleResult): ExitCode {
  if (result.outcome === 'not revoked') {
    return EXIT.actionRequired;
  }
  return endedWell(result) ? EXIT.done : EXIT.rejectedOrTimedOut;
}

/** Whether a run came to what it was started for. */
export function endedWell({ outcome }: PreparationResult | LifecycleResult): boolean {
  switch (outcome) {
    case 'prepared':
    case 'revoked':
    case 'nothing to revoke':
    case 'rotated':
      return true;
    case 'rejected':
    case 'approval timed out':
    case 'not confirmed':
    case 'not revoked':
      return false;
  }
}

function exitCodeOfPhase({ phase }: PreparationStatus): ExitCode {
  switch (phase.name) {
    case 'waiting for approval':
      return EXIT.waitingForApproval;
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

/** Whether a preparation goes on only when a person does something. */
export function waitsForPerson(standing: RunStatus): boolean {
  const { actionRequired, waitingForApproval } = EXIT;
  return (
    standing.kind === 'open' &&
    [actionRequired, waitingForApproval].some((code) => code === exitCodeOf(standing))
  );
}

/** How a preparation stands, as one JSON object. */
export function standingJson(standing: RunStatus, link: string | null): object {
  const { workflowId, runId, state } = standing.run;
  const head = { workflowId, runId, state, link };
  switch (standing.kind) {
    case 'open':
      return { ...head, ...standing.status };
    case 'ended':
      return {
        ...head,
        phase: { name: 'finished', outcome: standing.result.outcome },
        result: standing.result,
      };
    case 'failed':
      return {
        ...head,
        phase: { name: 'finished', outcome: 'failed' },
        failure: { type: standing.type, message: standing.message },
      };
  }
}

/** The result of a preparation that has ended with one. */
export function resultOf(standing: RunStatus): PreparationResult {
  switch (standing.kind) {
    case 'ended':
      return ofPreparation(standing.result, standing.run);
    case 'failed':
      throw new CommandError(
        standing.type === 'InvalidInput' ? 'InvalidInput' : 'NoResult',
        `The run ended without a result (${named(standing.type)}). ${standing.message}`,
      );
    case 'open':
      throw new CommandError('NoResult', 'The preparation has not ended yet, so there is no result.');
  }
}

function ofPreparation(
  result: PreparationResult | LifecycleResult,
  { workflowId }: RunState,
): PreparationResult {
  if (isLifecycleResult(result)) {
    throw new CommandError(
      'NoResult',
      visible(`${workflowId} is not a preparation: ${say('en', result.summary)}`),
    );
  }
  return result;
}
