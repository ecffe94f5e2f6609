import { z } from 'zod';
import { WAIT_FOR_PEOPLE, type MemberPhase, type SeenMember } from '../../contracts/runs/fleet';
import {
  isRunOf,
  preparationWorkflowId,
  revocationWorkflowId,
  type WorkflowType,
} from '../../contracts/names';
import type { Preparation } from '../../contracts/runs/preparation';
import { parsePreparationInput, preparationIdOf } from '../../contracts/inputs/preparation-input';
import { type AlreadyPreparedResult, type PreparedResult } from '../../contracts/runs/result';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { abridged } from '../../presentation/text/abridged';
import { resultOfRun } from '../result/result-of-run';
import type { WorkerKeys } from '../trust/worker-keys';
import type { DescribedRun, PreparationRuns } from './preparation-runs';

/** What is seen of one bucket of a fleet. */
export type Seen = Omit<SeenMember, 'at'>;

/** What looking takes. */
export interface Looking {
  readonly runs: PreparationRuns;
  /** A result counts if a worker signed it. */
  readonly keys: Pick<WorkerKeys, 'signed'>;
  readonly signal: AbortSignal;
}

const PREPARATION: WorkflowType = 'prepareMigration';
const OTHER_RUN_OPEN: Seen = { phase: 'failed', problem: 'OtherRunOpen', events: 0 };
/** Types of failures are words. */
const MAX_TYPE_CHARACTERS = 100;

/**
 * Looks at the preparation of a bucket: cheaply at what the server says of its run, and only if there is something new in
 * its history at what it says itself.
 *
 * @param known events of its history that were there when it was last looked at
 * @returns null if there is nothing new
 */
export async function lookAtMember(bucket: string, known: number, looking: Looking): Promise<Seen | null> {
  const workflowId = preparationWorkflowId(bucket);
  const run = await looking.runs.describe(workflowId, looking.signal);
  if (run?.type !== PREPARATION) {
    return { phase: 'failed', problem: run === null ? 'ChildRunEnded' : 'OtherRunOpen', events: 0 };
  }
  if (run.state !== 'running') {
    return seenEnd(workflowId, run, looking);
  }
  if (run.events === known) {
    return null;
  }
  const status = answeredStatus.safeParse(await looking.runs.status(workflowId, run.runId, looking.signal));
  return status.success ? { ...seenStatus(status.data), events: run.events } : null;
}

/** What is considered before the preparation of a bucket is started. */
export interface Before {
  /** Whether one that was rejected is to be started again. */
  readonly again: boolean;
  /** The open preparations that Schedules started. */
  readonly ofSchedules: readonly RunIdentity[];
}

/**
 * What the server knows of the preparation of a bucket before a fleet starts it. A run of a Schedule that is open works on
 * the same user and bucket under a workflow ID of its own, so no other one is started beside it.
 *
 * @returns null if it is to be started
 */
export async function memberBefore(
  preparation: Preparation,
  { again, ofSchedules }: Before,
  looking: Looking,
): Promise<Seen | null> {
  const seen = await ownBefore(preparation, again, looking);
  return seen === null && (await isScheduled(preparation, ofSchedules, looking)) ? OTHER_RUN_OPEN : seen;
}

async function isScheduled(
  preparation: Preparation,
  ofSchedules: readonly RunIdentity[],
  { runs, signal }: Looking,
): Promise<boolean> {
  const own = preparationWorkflowId(preparation.source.bucket);
  for (const { workflowId, runId } of ofSchedules) {
    if (isRunOf(own, workflowId) && isOf(preparation, await runs.input(workflowId, runId, signal))) {
      return true;
    }
  }
  return false;
}

/** The same of the run of its own workflow ID alone. */
async function ownBefore(preparation: Preparation, again: boolean, looking: Looking): Promise<Seen | null> {
  const { runs, signal } = looking;
  const workflowId = preparationWorkflowId(preparation.source.bucket);
  const run = await runs.describe(workflowId, signal);
  if (run === null || (run.state !== 'running' && run.state !== 'completed')) {
    return null;
  }
  const same = run.type === PREPARATION && isOf(preparation, await runs.input(workflowId, run.runId, signal));
  if (run.state === 'running') {
    return same ? { phase: 'running', events: 0 } : OTHER_RUN_OPEN;
  }
  const seen = same ? await seenEnd(workflowId, run, looking) : null;
  if (seen?.phase === 'prepared' || seen?.phase === 'already prepared') {
    return (await isStillValid(workflowId, run, preparation, looking))
      ? { ...seen, phase: 'already prepared' }
      : null;
  }
  return seen?.phase === 'rejected' && !again ? seen : null;
}

function isOf({ id }: Preparation, raw: unknown): boolean {
  const parsed = parsePreparationInput(raw);
  return parsed.ok && preparationIdOf(parsed.value) === id;
}

/** What is taken of a status: a run of anybody's may answer anything, which must not hold up the other buckets. */
const digits = z.string().regex(/^\d{1,30}$/);
const answeredStatus = z.object({
  phase: z.object({
    name: z.string(),
    problem: z.object({ type: z.string().max(MAX_TYPE_CHARACTERS) }).optional(),
  }),
  totals: z.object({ objects: digits, bytes: digits }).nullable(),
  blockers: z.array(z.unknown()).optional(),
});

function seenStatus({ phase, totals, blockers = [] }: z.output<typeof answeredStatus>): Omit<Seen, 'events'> {
  return {
    phase: WAIT_FOR_PEOPLE.find((name) => name === phase.name) ?? 'running',
    ...(phase.name === 'action required' ? { problem: phase.problem?.type ?? '' } : {}),
    ...(totals === null ? {} : { objects: totals.objects, bytes: totals.bytes }),
    ...(blockers.length === 0 ? {} : { blockers: blockers.length }),
  };
}

async function seenEnd(workflowId: string, run: DescribedRun, looking: Looking): Promise<Seen> {
  const { state, events, runId } = run;
  if (state === 'cancelled' || state === 'terminated' || state === 'timed out') {
    return { phase: state, events };
  }
  const ending = await looking.runs.ending(workflowId, runId, looking.signal);
  if ('failure' in ending) {
    return ending.failure === 'AlreadyPrepared'
      ? { phase: 'already prepared', events }
      : { phase: 'failed', problem: abridged(ending.failure, MAX_TYPE_CHARACTERS), events };
  }
  const result = resultOfRun({ run: { workflowId, runId }, result: ending.result }, looking.keys);
  if (result === null) {
    return { phase: 'failed', problem: 'NotAuthentic', events };
  }
  const { totals, findings } = result.inventory;
  const blockers = findings.filter(({ severity }) => severity === 'blocker').length;
  return {
    phase: result.outcome satisfies MemberPhase,
    objects: totals.objects,
    bytes: totals.bytes,
    ...(blockers === 0 ? {} : { blockers }),
    events,
  };
}

/** Whether delivered credentials are neither past their expiry nor revoked since. */
async function isStillValid(
  workflowId: string,
  run: DescribedRun,
  { ramUser }: Preparation,
  { runs, signal }: Looking,
): Promise<boolean> {
  const ending = await runs.ending(workflowId, run.runId, signal);
  const result = ('result' in ending ? ending.result : {}) as PreparedResult | AlreadyPreparedResult;
  const until = result.outcome === 'prepared' ? result.credentials.expiresAt : result.delivered.until;
  if (until !== null && Date.parse(until) <= Date.now()) {
    return false;
  }
  const revocation = await runs.describe(revocationWorkflowId(ramUser.name), signal);
  return (
    revocation?.state !== 'completed' ||
    revocation.closedAt === null ||
    run.closedAt === null ||
    revocation.closedAt < run.closedAt
  );
}
