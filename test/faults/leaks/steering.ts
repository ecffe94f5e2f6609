import type { Client } from '@temporalio/client';
import {
  approveSignal,
  decideUpdate,
  rejectSignal,
  retrySignal,
  revokeSignal,
} from '../../../contracts/messages';
import { revocationWorkflowId, TASK_QUEUE } from '../../../contracts/names';
import type { AttestedAbout } from '../../../contracts/approval/attested';
import type { PreparedResult } from '../../../contracts/runs/result';
import type { Phase } from '../../../contracts/runs/status';
import type { VerificationResult } from '../../../contracts/migration/verification';
import type { FaultRule } from '../../../standins/core/fault-kinds';
import { statusOf } from '../../rig/answered';
import { signedBy } from '../../rig/approval-rig';
import { confirmWithCode, startRevocation, startRotation } from '../../rig/lifecycle';
import { inputFor, until, type InputParts, type PreparationHandle } from '../../rig/rig';
import { MIGRATED_BUCKET, MIGRATED_WITH_OWN_KEY, type LeakWorld } from './leak-world';

/** Each look is work for the worker, and there are dozens of runs. */
const LOOK_EVERY_MS = 1000;
/** So many runs at the same time, with answers that never come, take their time on a busy machine. */
const PATIENCE_MS = 600_000;

/** A run to be steered to its end. */
export interface Steered {
  readonly name: string;
  readonly handle: PreparationHandle;
  readonly world: LeakWorld;
}

/** Steers a run to its end, and returns how it ended. */
export type Steer = (run: Steered) => Promise<string>;

/** Waits until a run is in a phase, whatever it is in before. */
async function reached(
  handle: Pick<PreparationHandle, 'query' | 'workflowId'>,
  ...phases: Phase['name'][]
): Promise<Phase['name']> {
  return seen(handle, phases.join(' or '), (status) => {
    const phase = status?.phase.name;
    return phase !== undefined && phases.includes(phase) ? phase : undefined;
  });
}

/** Waits for something in a run's status; in vain, says where the run is instead. */
async function seen<T>(
  handle: Pick<PreparationHandle, 'query' | 'workflowId'>,
  what: string,
  find: (status: Status) => T | undefined,
): Promise<T> {
  let last: Status;
  return until(
    async () => {
      last = await statusOf(handle);
      return find(last);
    },
    {
      everyMs: LOOK_EVERY_MS,
      patienceMs: PATIENCE_MS,
      wanted: () => `${what} of ${handle.workflowId}, which is at ${JSON.stringify(last?.phase)}`,
    },
  );
}

type Status = Awaited<ReturnType<typeof statusOf>>;

interface Ending {
  result(): Promise<{ readonly outcome: string }>;
  describe(): Promise<{ readonly status: { readonly name: string } }>;
}

/** However it ends: the outcome of its result, or how it failed. */
async function ended(handle: Ending): Promise<string> {
  try {
    return (await handle.result()).outcome;
  } catch {
    return (await handle.describe()).status.name.toLowerCase();
  }
}

async function approved({ handle }: Steered): Promise<void> {
  await reached(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei' });
}

/** Resumes whenever an action is required. */
async function retriedToItsEnd({ handle }: Steered): Promise<string> {
  while ((await reached(handle, 'action required', 'finished')) === 'action required') {
    await handle.signal(retrySignal, { by: 'li.wei' });
    await until(async () => {
      const phase = (await statusOf(handle))?.phase.name;
      return phase === undefined || phase === 'action required' ? undefined : phase;
    });
  }
  return ended(handle);
}

export const approveAndRetry: Steer = async (run) => {
  await approved(run);
  return retriedToItsEnd(run);
};

/**
 * Migrates what was prepared, with answers that are lost, cut or late; of what fails, one repair is launched. The stand-in
 * answers every address with its secret, and every list of failed objects with that of its key.
 */
export const migrateAndRepair: Steer = async (run) => {
  const prepared = await approveAndRetry(run);
  for (const fault of MIGRATION_FAULTS) {
    await run.world.rig.control.fault({ service: 'mgw', ...fault });
  }
  return `${prepared}, ${await migrated(run, MIGRATED_BUCKET)}, ${await verified(run)}`;
};

/** The same for a service that reads with a key of its own, of which each job gets another. */
export const migrateWithOwnKey: Steer = async (run) =>
  `${await approveAndRetry(run)}, ${await migrated(run, MIGRATED_WITH_OWN_KEY)}`;

/** Launches a migration of that bucket, and one repair of what fails; then cancels it. */
async function migrated(run: Steered, bucket: string): Promise<string> {
  const { name, world } = run;
  const handle = await world.client.workflow.start('migrateBucket', {
    workflowId: `run/migration-of-${name}`,
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket }, preparation: { workflowId: run.handle.workflowId } }],
  });
  await reached(handle, 'waiting for approval');
  await handle.signal(approveSignal, { approver: 'li.wei' });
  for (const repairs of [1, 0]) {
    // A tenth of the objects is in an archive class, which nothing copies.
    await seen(handle, `objects that ${1 - repairs} repairs left`, (status) => {
      return failedAfter(status) === 1 - repairs || undefined;
    });
    await (repairs > 0 ? handle.signal(retrySignal, { by: 'li.wei' }) : handle.cancel());
  }
  return ended(handle as Ending);
}

/** Verifies what was migrated, contents included, while both sides lose and cut answers. */
async function verified({ name, world }: Steered): Promise<string> {
  for (const service of ['ks3', 'oss'] as const) {
    const resource = service === 'ks3' ? MIGRATED_BUCKET : `${name}-oss`;
    for (const fault of VERIFICATION_FAULTS) {
      await world.rig.control.fault({ service, resource, ...fault });
    }
  }
  const handle = await world.client.workflow.start('verifyMigration', {
    workflowId: `run/verification-of-${name}`,
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket: MIGRATED_BUCKET }, destination: { bucket: `${name}-oss` }, deep: 'all' }],
  });
  const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
  return value.identical ? 'identical' : 'different';
}

const VERIFICATION_FAULTS: readonly Omit<FaultRule, 'service'>[] = [
  { operation: 'ListObjectsV2', kind: 'html' },
  { operation: 'ListObjectsV2', kind: 'reset', when: 'after', after: 1 },
];

/** How many repairs a migration has launched when it waits because objects failed; undefined while it does not. */
function failedAfter(status: Status): number | undefined {
  const { phase, progress } = status ?? {};
  const failed = phase?.name === 'action required' && phase.problem.type === 'MgwObjectsFailed';
  return failed ? Number(/-f(\d+)$/.exec(progress?.job ?? '')?.[1] ?? 0) : undefined;
}

const MIGRATION_FAULTS: readonly Omit<FaultRule, 'service'>[] = [
  { operation: 'CreateAddress', kind: 'hang', when: 'after' },
  { operation: 'CreateAddress', kind: 'error200', when: 'after', after: 1 },
  { operation: 'GetAddress', kind: 'cut', cutLength: 'consistent' },
  { operation: 'GetJobResult', kind: 'cut', cutLength: 'broken', after: 1 },
];

/** Puts faults in force that would otherwise hit what comes before the approval. */
export function onceApprovable(arrange: (run: Steered) => Promise<unknown> | void): Steer {
  return async (run) => {
    await reached(run.handle, 'waiting for approval');
    await arrange(run);
    return approveAndRetry(run);
  };
}

export const approveSigned: Steer = async (run) => {
  await reached(run.handle, 'waiting for approval');
  const decision = await signedBy(run.world.signer, 'zhang.min', run.handle);
  await run.handle.executeUpdate(decideUpdate, { args: [decision] });
  return retriedToItsEnd(run);
};

export const reject: Steer = async ({ handle }) => {
  await reached(handle, 'waiting for approval');
  await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'wrong bucket' });
  return ended(handle);
};

export const leaveAlone: Steer = ({ handle }) => ended(handle);

export const cancelWaiting: Steer = async ({ handle }) => {
  await reached(handle, 'waiting for approval');
  await handle.cancel();
  return ended(handle);
};

export const terminateWaiting: Steer = async ({ handle }) => {
  await reached(handle, 'waiting for approval');
  await handle.terminate('not needed any more');
  return ended(handle);
};

/** Cancels while the answer to CreateAccessKey, with the secret in it, is still awaited. */
export const cancelWithKey: Steer = async (run) => {
  await approved(run);
  await keyExists(run);
  await run.handle.cancel();
  return ended(run.handle);
};

/** Cancels a run that has issued everything, and cannot deliver it. */
export const cancelParked: Steer = async (run) => {
  await reached(run.handle, 'waiting for approval');
  run.world.vault.troubleAt.set(`/${run.name}/`, ['redirect']);
  await approved(run);
  await reached(run.handle, 'action required');
  await run.handle.cancel();
  return ended(run.handle);
};

async function keyExists({ world, name }: Steered): Promise<void> {
  await until(
    async () => ((await world.rig.control.ramUser(`mgw-${name}`))?.accessKeys.length ?? 0) > 0 || undefined,
  );
}

/** Kills the worker while it waits for the answer with the secret; another one continues. */
export const killWithKey: Steer = async (run) => {
  await approved(run);
  await keyExists(run);
  await run.world.replaceWorker();
  return retriedToItsEnd(run);
};

const aboutUser = ({ name }: Steered) => ({
  userName: `mgw-${name}`,
  destination: `${name}-oss`,
});

/** The run that waits for their expiry revokes them: first disabled, then removed. */
export const expire: Steer = async (run) => {
  await approved(run);
  const { outcome, account } = (await run.handle.result()) as PreparedResult;
  const revocation = run.world.client.workflow.getHandle<never>(revocationWorkflowId(account.userName));
  await seen(revocation, 'the grace period', (status) => {
    return JSON.stringify(status?.phase)?.includes('grace') || undefined;
  });
  await revocation.signal(revokeSignal, { by: 'li.wei', grace: 'none' });
  return `${outcome}, ${((await revocation.result()) as { outcome: string }).outcome}`;
};

/** The new key replaces the old one, and is revoked in the end. */
export const rotateThenRevoke: Steer = async (run) => {
  const prepared = await approveAndRetry(run);
  const rotation = await startRotation(run.world, aboutUser(run));
  await reached(rotation, 'waiting');
  await confirmWithCode(rotation, run.world.rig.identity, 'li.wei');
  const rotated = await ended(rotation);
  const workflowId = `${run.name}-by-hand`;
  const revocation = await startRevocation(run.world, aboutUser(run), { grace: 'none' }, workflowId);
  return `${prepared}, ${rotated}, ${await ended(revocation)}`;
};

/** Nobody confirms the new key, which is removed again. */
export const rotateUnconfirmed: Steer = async (run) => {
  const prepared = await approveAndRetry(run);
  const unconfirmed = { confirmWithin: '1 second' };
  return `${prepared}, ${await ended(await startRotation(run.world, aboutUser(run), unconfirmed))}`;
};

/** With wrong keys it does not get past the preflight. */
export const cancelRefused: Steer = async ({ handle }) => {
  await reached(handle, 'action required');
  await handle.cancel();
  return ended(handle);
};

/** Starts a run under its own name, which its bucket and its user have too. */
export function startPreparation(
  client: Client,
  name: string,
  input: InputParts = {},
): Promise<PreparationHandle> {
  return client.workflow.start('prepareMigration', {
    workflowId: `run/${name}`,
    taskQueue: TASK_QUEUE,
    args: [inputFor(name, input)],
  }) as Promise<PreparationHandle>;
}
