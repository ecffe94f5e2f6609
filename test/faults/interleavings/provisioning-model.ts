import { onlyBucketSettings } from '../../../contracts/inputs/bucket-settings';
import { ApplicationFailure } from '@temporalio/common';
import type { Approved } from '../../../provisioning/approval/approved';
import type { Clouds } from '../../../provisioning/clouds';
import { enableConsoleLogon } from '../../../provisioning/identity/enable-console-logon';
import { ensureIdentity } from '../../../provisioning/identity/ensure-identity';
import { ramUserOf } from '../../../provisioning/identity/ram-identity';
import { grantPolicies } from '../../../provisioning/identity/grant-policies';
import { toFailure } from '../../../activities/guarded-activity';
import { issueAccessKey } from '../../../provisioning/identity/issue-access-key';
import { findDelivery, markDelivered } from '../../../provisioning/identity/mark-delivered';
import { MARK_TAG, Ownership } from '../../../provisioning/trust/mark';
import { requireBareUser } from '../../../provisioning/identity/read-back-access';
import { grantedFor, type GrantRecords } from '../../../provisioning/result/grant-records';
import { settleBucket } from '../../../provisioning/bucket/settle-bucket';
import { Attestor } from '../../../provisioning/trust/attestor';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import { verifyAccess } from '../../../provisioning/identity/verify-access';
import { freezePlan, type PlannedBucket } from '../../../contracts/runs/plan';
import type { Preparation } from '../../../contracts/runs/preparation';
import { preparationId } from '../../../contracts/runs/preparation-id';
import type { GrantedAccess } from '../../../workflows/preparation/hand-over';
import type { PreparationRun } from '../../../workflows/preparation/preparation-run';
import type * as prepareMigration from '../../../workflows/prepare-migration';
import { FakeOss } from '../../provisioning/fake-oss';
import { preparationWith } from '../../provisioning/preparation';
import { WORKER_KEY } from '../../rig/worker-key';
import type { Said } from '../../../presentation/words/phrase';
import { say } from '../../../presentation/words/words';
import { Conductor, type Disturbance, type Lose } from './conductor';

type Workflows = typeof prepareMigration;

/** Temporal gives up after so many attempts and a person is asked, to which no disturbance here may come. */
const MAX_ATTEMPTS = 10;
/** For keys that are deleted while they are tried. */
const PATIENCE = { patienceMs: 20, everyMs: 5 };

/** The clouds of the cases, and what is to be seen of a user from outside. */
export interface World {
  readonly clouds: Clouds;
  readonly accountId: string;
  readonly identity: string;
  readonly recipient: string;
  /** Carries out a call about a user so that its connection is lost. */
  lose(userName: string): Lose;
  /** Sets the clock back to now, and then on by some seconds with each call. */
  readonly clock: { readonly reset: () => void; readonly tick: () => void };
  seen(userName: string): Promise<SeenUser>;
  /** Whether a key is accepted, and is the user's. */
  keyWorks(key: Readonly<Record<string, string>>, userName: string): Promise<boolean>;
  passwordWorks(userName: string, password: string): Promise<boolean>;
  stop(): Promise<void>;
}

export interface SeenUser {
  readonly comments: string;
  readonly keys: readonly { readonly id: string; readonly status: string }[];
  readonly policies: readonly string[];
}

/** What a run came to. */
export interface Provisioned {
  readonly approved: Approved;
  readonly granted: GrantedAccess;
  readonly calls: readonly string[];
  /** Whether everything that was to go wrong did, before the run had ended. */
  readonly disturbed: boolean;
}

const attestor = new Attestor(new WorkerKeys({ keys: [WORKER_KEY], publicKeys: [] }));
const { signal } = new AbortController();

type Activities = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>;
let current: Activities = {};

/** What `proxyActivities` gives to the workflow's code: the activities of the run that is under way. */
export function proxiedActivities(): Activities {
  return new Proxy<Activities>({}, { get: (_, name: string) => current[name] });
}

/** What the workflow's code needs of Temporal where it runs without it; the rest is the real module. */
export function withoutTemporal(real: object): object {
  return {
    ...real,
    proxyActivities: proxiedActivities,
    CancellationScope: { nonCancellable: (work: () => unknown) => work() },
  };
}

/**
 * Provisions a user as the workflow does it: its own code (`grantAccess`) decides what comes after what, the activities
 * are the real ones, and attempts are repeated as Temporal repeats them. Runs may not overlap.
 */
export async function provision(
  world: World,
  userName: string,
  disturbances: readonly Disturbance[],
): Promise<Provisioned> {
  world.clock.reset();
  const { approved, oss } = approvedFor(world, userName);
  const about = { ...approved.run };
  const conductor = new Conductor(disturbances, world.lose(userName), world.clock.tick);
  const act = <T>(name: string, execute: (over: Clouds) => Promise<T>) =>
    repeated(conductor, name, (wrap) => execute({ ...world.clouds, ram: () => wrap(world.clouds.ram()) }));
  const record = (records: GrantRecords) => {
    const { logon, accessKey } = grantedFor(approved, records, attestor);
    return { preparation: approved.preparation, logon, accessKey };
  };
  current = {
    settleBucket: () =>
      act('settleBucket', async (over) => {
        await requireBareUser(approved, over.ram(), signal);
        return settleBucket(approved, oss, signal);
      }),
    grantPolicies: () => act('grantPolicies', (over) => grantPolicies(approved, over.ram(), signal)),
    enableConsoleLogon: () =>
      act('enableConsoleLogon', async (over) =>
        attestor.attest('logon', about, await enableConsoleLogon(approved, over.ram(), signal)),
      ),
    issueAccessKey: () =>
      act('issueAccessKey', async (over) =>
        attestor.attest(
          'access-key',
          about,
          await issueAccessKey(approved, over, signal, { patience: PATIENCE }),
        ),
      ),
    verifyAccess: ({ records }: { records: GrantRecords }) =>
      act('verifyAccess', async (over) =>
        attestor.attest(
          'checks',
          about,
          await verifyAccess(approved, record(records), over.ram(), oss, signal),
        ),
      ),
    deliverCredentials: async () => attestor.attest('receipts', about, []),
    markDelivered: ({ records }: { records: GrantRecords }) =>
      act('markDelivered', async (over) =>
        attestor.attest(
          'delivery',
          about,
          await markDelivered(approved, record(records), over.ram(), oss, signal),
        ),
      ),
    findDelivery: ({ records }: { records: GrantRecords }) =>
      act('findDelivery', (over) => findDelivery(approved, record(records), over.ram(), signal)),
  };
  const { grantAccess } = require('../../../workflows/prepare-migration') as Workflows;
  await act('ensureUser', (over) => ensureIdentity(ramUserOf(approved, over.ram()), signal));
  const granted = await grantAccess(neverParked, approved.preparation, { ...approved, input: null } as never);
  const disturbed = conductor.done;
  await conductor.wakeAll();
  return { approved, granted, calls: conductor.calls, disturbed };
}

/** A run for which no person is there: what would park it fails the case. */
const neverParked = {
  step: (_: string, work: () => Promise<unknown>) => work(),
  skip: () => undefined,
  title: (step: string) => step,
  say: (said: Said) => say('en', said),
} as unknown as PreparationRun;

/** An approved plan for a user, and the bucket of its own that it was approved on. */
function approvedFor(world: World, userName: string): { approved: Approved; oss: FakeOss } {
  const preparation = preparationFor(world, userName);
  const { bucket } = preparation.destination;
  const run = { workflowId: `prepare/${userName}`, runId: `run-of-${userName}` };
  const ownership = new Ownership(attestor.keys, preparation.id, run.workflowId);
  const oss = new FakeOss();
  const made = oss.add(bucket, {
    acl: preparation.destination.acl,
    encryption: 'none',
    blockPublicAccess: true,
    tags: { [MARK_TAG]: ownership.made({ kind: 'oss-bucket', name: bucket }) },
  });
  const planned: PlannedBucket = {
    origin: 'made',
    ...onlyBucketSettings(made),
    tags: {},
  };
  const inventory = { objects: '1', bytes: '1', digest: 'd', finishedAt: '2026-01-02T03:04:05Z' };
  const frozen = freezePlan(run.workflowId, preparation, [], { inventory, blockers: [], bucket: planned });
  const plan = { ...frozen, frozenAt: inventory.finishedAt, terms: preparation.approval };
  const approval = { planDigest: plan.digest, decisions: [] };
  return { approved: { preparation, plan, approval, ownership, run }, oss };
}

function preparationFor({ recipient, accountId }: World, userName: string): Preparation {
  // Policies with which a key is not tried on OSS, so that all calls are about the user.
  const policies = ['AliyunOSSImportFullAccess', 'AliyunMGWFullAccess'].map(
    (name) => ({ name, type: 'System' }) as const,
  );
  const base = preparationWith({ ramUser: { name: userName, policies }, recipients: [recipient] });
  return {
    ...base,
    id: preparationId(base),
    account: { ...base.account, id: accountId },
  };
}

async function repeated<T>(
  conductor: Conductor,
  name: string,
  execute: Parameters<typeof conductor.attempt<T>>[1],
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await conductor.attempt(name, execute);
    if (outcome.kind === 'returned') {
      return outcome.value;
    }
    if (outcome.kind === 'threw') {
      const failure = toFailure(outcome.error, 'en');
      if (!(failure instanceof ApplicationFailure) || failure.nonRetryable || attempt === MAX_ATTEMPTS) {
        throw failure;
      }
    }
  }
}
