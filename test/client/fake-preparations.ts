import { CommandError } from '../../client/command-error';
import { verifyInventory, verifyResult, verifyVerification } from '../../client/runs/verify-result';
import type {
  CleanedUp,
  DeliveredRun,
  ListedRun,
  EarlierRun,
  Preparations,
  RunState,
  StartRequest,
} from '../../client/runs/preparations';
import type { PendingStep } from '../../client/runs/pending-steps';
import type { ApprovalAudit } from '../../contracts/approval/approval';
import type { FleetPage } from '../../contracts/runs/fleet';
import type { SealedRotation } from '../../contracts/credentials/credential-lifecycle';
import type { SliceProgress } from '../../contracts/listing/inventory';
import type { FrozenPlan } from '../../contracts/runs/plan';
import type { DraftResult } from '../../contracts/runs/result';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import {
  STEPS,
  type Phase,
  type PreparationStatus,
  type StepName,
  type StepState,
} from '../../contracts/runs/status';
import { PLAIN_RULES } from '../rig/plain-approval';

export const DIGEST = 'd'.repeat(64);
export const LINK = 'http://ui/run';

/** One state of a run: from the server, and from the worker. */
export interface Look {
  readonly state?: RunState['state'];
  /** Default: that of its workflow ID. */
  readonly type?: string;
  readonly status?: PreparationStatus | Error;
  readonly listing?: SliceProgress;
}

/** The workflow type that goes with a workflow ID of the product. */
function typeOf(workflowId: string): string {
  if (/^inventory\/|^prepare\/.+\/inventory$/.test(workflowId)) {
    return 'inventoryBucket';
  }
  const [kind = ''] = workflowId.split('/');
  return (
    {
      migrate: 'migrateBucket',
      verify: 'verifyMigration',
      revoke: 'revokeCredentials',
      rotate: 'rotateCredentials',
    }[kind] ?? 'prepareMigration'
  );
}

/** Runs that are only in memory. Each look at a run shows the next of its looks; the last one stays. */
export class FakePreparations implements Preparations {
  readonly namespace = 'default';
  /** Schedules exist on a real server only; `schedule.test.ts` uses one. */
  get schedules(): never {
    throw new Error('This command must not ask for Schedules.');
  }

  readonly started: StartRequest[] = [];
  readonly signals: { workflowId: string; name: string; payload: object }[] = [];
  readonly decisions: object[] = [];
  readonly cancelled: string[] = [];
  cleaned: CleanedUp = { removed: [], kept: [], enabled: [] };
  readonly updates: { workflowId: string; name: string; payload: object }[] = [];
  /** Why an update is refused. */
  updateAnswer: Error | undefined;
  /** Of the workers, as the configuration of the command has them. */
  publicKeys: readonly string[] | null = null;
  closed = 0;
  looks: Look[] = [{}];
  /** A result, or the error that the run ended with. */
  ending: unknown;
  /** What a rotation answers to the query `sealed`. */
  rotation: SealedRotation | null = null;
  /** A run before the latest that delivered. */
  earlier: DeliveredRun | null = null;
  /** Runs of the preparation before this command, newest first. */
  runs: readonly EarlierRun[] = [];
  attached = false;
  polledAt: Date | null = new Date();
  decideAnswer: Error | undefined;
  frozen: FrozenPlan | null = null;
  drafted: DraftResult | null = null;
  trail: ApprovalAudit = {
    workflowId: 'prepare/photos',
    runId: 'run-1',
    requester: null,
    events: [],
    omitted: 0,
  };
  #at = -1;

  #look(): Look {
    return this.looks[Math.max(0, Math.min(this.#at, this.looks.length - 1))] ?? {};
  }

  linkOf = (): string => LINK;
  viewOf = (query: string): string => `http://ui/list?query=${query}`;
  /** Whether the namespace has the search attributes. */
  hasAttributes = true;
  listed: ListedRun[] = [];
  /** The statuses of the runs that are listed, by workflow ID. */
  statuses: Readonly<Record<string, PreparationStatus>> = {};
  readonly queries: string[] = [];

  async searchable() {
    return this.hasAttributes;
  }

  async list(query: string, limit: number) {
    this.queries.push(query);
    return this.listed.slice(0, limit);
  }

  async start(request: StartRequest) {
    this.started.push(request);
    return { runId: 'run-1', attached: this.attached };
  }

  async describe(workflowId: string): Promise<RunState> {
    if (this.looks.length === 0) {
      throw new CommandError('NotFound', `There is no ${workflowId}.`);
    }
    this.#at += 1;
    const { state = 'running' } = this.#look();
    const closedAt = state === 'running' ? null : new Date(61_500);
    return {
      workflowId,
      runId: 'run-1',
      type: this.#look().type ?? typeOf(workflowId),
      state,
      startedAt: new Date(60_000),
      closedAt,
    };
  }

  async status(workflowId = '') {
    const status = this.statuses[workflowId] ?? this.#look().status;
    if (status === undefined || status instanceof Error) {
      throw status ?? new CommandError('NoWorker', 'No worker answers.');
    }
    return status;
  }

  async plan(_workflowId = ''): Promise<FrozenPlan | null> {
    return this.frozen;
  }

  async draft() {
    return this.drafted;
  }

  /** Fleets exist on a real server only; `batch.test.ts` uses one. */
  async fleet(): Promise<FleetPage> {
    throw new Error('This command must not ask for fleets.');
  }

  async audit() {
    return this.trail;
  }

  async pending(): Promise<readonly PendingStep[]> {
    return [];
  }

  async listingProgress() {
    return this.#look().listing ?? null;
  }

  async decide(_workflowId: string, decision: object) {
    this.decisions.push(decision);
    if (this.decideAnswer !== undefined) {
      throw this.decideAnswer;
    }
    return { accepted: true as const, message: 'approve by li.wei counted; the plan is approved' };
  }

  async signal(workflowId: string, name: string, payload: object) {
    this.signals.push({ workflowId, name, payload });
  }

  async cancel(workflowId: string, reason: string) {
    this.cancelled.push(`${workflowId}: ${reason}`);
  }

  /** The input of the run, as its history has it. */
  input: unknown;

  async inputOf() {
    return this.input;
  }

  worked = true;

  async workedOn() {
    return this.worked;
  }

  async cleanedUp() {
    return this.cleaned;
  }

  async update(workflowId: string, name: string, payload: object) {
    this.updates.push({ workflowId, name, payload });
    if (this.updateAnswer !== undefined) {
      throw this.updateAnswer;
    }
    return { accepted: true as const, message: 'it begins' };
  }

  verify(result: object, { workflowId, runId }: RunIdentity) {
    return this.publicKeys === null
      ? 'verified'
      : verifyResult(result, { workflowId, runId }, this.publicKeys);
  }

  verifyInventory(...asked: Parameters<Preparations['verifyInventory']>) {
    return this.publicKeys === null ? 'verified' : verifyInventory(...asked, this.publicKeys);
  }

  verifyVerification(...asked: Parameters<Preparations['verifyVerification']>) {
    return this.publicKeys === null ? 'verified' : verifyVerification(...asked, this.publicKeys);
  }

  async sealed() {
    return this.rotation;
  }

  async delivered() {
    return this.earlier;
  }

  async earlierRuns() {
    return this.runs;
  }

  async result() {
    if (this.ending instanceof Error) {
      throw this.ending;
    }
    return this.ending;
  }

  async lastPoll() {
    return this.polledAt;
  }

  async close() {
    this.closed += 1;
  }
}

/** The status of a preparation whose steps up to a given one are done. */
function statusAt(step: StepName, phase: Phase, more: Partial<PreparationStatus> = {}): PreparationStatus {
  const reached = STEPS.indexOf(step);
  const state = (at: number): StepState => {
    if (at < reached) {
      return 'done';
    }
    return at > reached ? 'pending' : phase.name === 'action required' ? 'action required' : 'running';
  };
  return {
    workflowId: 'prepare/photos',
    runId: 'run-1',
    bucket: 'photos',
    phase,
    steps: STEPS.map((name, at) => ({
      name,
      title: `Step ${name}`,
      state: state(at),
      note: at < reached ? 'well' : '',
    })),
    totals: null,
    approval: null,
    nextAction: null,
    notices: [],
    undelivered: [],
    ...more,
  };
}

export const RUNNING = statusAt('inventory', { name: 'running', step: 'inventory' });

export const WAITING = statusAt(
  'approval',
  { name: 'waiting for approval', deadline: '2026-05-04T08:00:00.000Z', reminders: 0 },
  {
    totals: { objects: '2500', bytes: '3123750' },
    approval: {
      required: 1,
      approvers: [],
      decisions: [],
      planDigest: DIGEST,
      plan: ['From KS3 bucket photos: 2,500 objects', 'To OSS bucket photos-oss'],
      rules: PLAIN_RULES,
    },
    nextAction: 'Send the signal approve { "approver": "YOUR-NAME" }.',
  },
);

export const PARKED = statusAt(
  'bucket',
  {
    name: 'action required',
    step: 'bucket',
    problem: {
      type: 'OssNameTaken',
      effect: 'restart',
      message: 'OSS bucket photos-oss belongs to another account.',
    },
  },
  { nextAction: 'Send the signal retry { "by": "YOUR-NAME" }.' },
);

export const PROGRESS: SliceProgress = {
  objects: '1200000',
  bytes: '5368709120',
  pages: 1200,
  requests: 1201,
  rangesLeft: 12,
  objectsPerSecond: 45_000,
  secondsLeft: 75,
};
