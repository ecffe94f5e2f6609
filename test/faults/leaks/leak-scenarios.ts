import type { FaultRule } from '../../../standins/core/fault-kinds';
import { readerTo, serviceReaderTo } from '../../rig/lifecycle';
import { MIGRATED_BUCKET, MIGRATED_WITH_OWN_KEY, type LeakWorld } from './leak-world';
import {
  approveAndRetry,
  approveSigned,
  cancelParked,
  cancelWaiting,
  cancelWithKey,
  expire,
  killWithKey,
  leaveAlone,
  migrateAndRepair,
  migrateWithOwnKey,
  onceApprovable,
  reject,
  rotateThenRevoke,
  rotateUnconfirmed,
  startPreparation,
  terminateWaiting,
  type Steer,
} from './steering';

/** A run in which secrets come into being, or into danger, and after which none may be found anywhere. */
export interface LeakScenario {
  /** Also in the names of its bucket and its user, by which its faults find it. */
  readonly name: string;
  /** What goes wrong at its own resources, each at least once. */
  readonly faults: readonly FaultRule[];
  /** The rest of its input. */
  readonly input: Readonly<Record<string, object>>;
  /** Steers it to its end. */
  readonly steer: Steer;
  /** Its expected end; another end means that the scenario did not play as intended. */
  readonly ends: string;
}

const CREATE = { source: { bucket: 'photos', accessKey: 'create' } };
const PREPARED = 'prepared';

/** Played alone, before the others: its worker is killed. */
export const KILLED = scenario('killed', PREPARED, killWithKey, [
  ram('CreateAccessKey', { kind: 'hang', when: 'after' }),
]);

/** To add one, add a line; `leaks.test.ts` plays and searches them all. */
export const LEAK_SCENARIOS: readonly LeakScenario[] = [
  scenario('plain', PREPARED, approveAndRetry, [], CREATE),
  scenario('signed', PREPARED, approveSigned),

  // The SDKs' timeouts and broken connections quote the URL.
  scenario('no-answers', PREPARED, approveAndRetry, [
    ram('CreateLoginProfile', { kind: 'hang', when: 'after' }),
    oss('PutBucket', { kind: 'hang', when: 'after' }),
  ]),
  scenario(
    'iam-no-answer',
    PREPARED,
    onceApprovable(({ world, name }) => {
      world.vault.troubleAt.set(`/${name}/`, ['hang', 'html']);
    }),
    [iam('iam-no-answer', { kind: 'hang', when: 'after' })],
    CREATE,
  ),
  scenario(
    'lost-answers',
    PREPARED,
    approveAndRetry,
    [
      oss('PutBucketTagging', { kind: 'reset' }),
      ram('AttachPolicyToUser', { kind: 'reset', when: 'after' }),
      ram('CreateLoginProfile', { kind: 'reset' }),
      ram('CreateAccessKey', { kind: 'reset', when: 'after' }),
      iam('lost-answers', { kind: 'reset', when: 'after' }),
    ],
    CREATE,
  ),
  // JSON.parse quotes what it cannot read: here an answer with a secret in it.
  scenario(
    'cut-answers',
    PREPARED,
    approveAndRetry,
    (['consistent', 'broken'] as const).flatMap((cutLength) => [
      ram('CreateAccessKey', { kind: 'cut', cutLength }),
      iam('cut-answers', { kind: 'cut', cutLength }),
    ]),
    CREATE,
  ),
  scenario(
    'strange-pages',
    PREPARED,
    approveAndRetry,
    [
      oss('PutBucketTagging', { kind: 'html' }),
      ram('CreateLoginProfile', { kind: 'html', when: 'after' }),
      ram('DeleteLoginProfile', { kind: 'error200' }),
      iam('strange-pages', { kind: 'html', when: 'after' }),
    ],
    CREATE,
  ),
  scenario(
    'empty-answers',
    PREPARED,
    approveAndRetry,
    [
      ram('CreateAccessKey', { kind: 'empty', when: 'after' }),
      ram('CreateLoginProfile', { kind: 'empty', when: 'after' }),
      iam('empty-answers', { kind: 'error200', when: 'after' }),
    ],
    CREATE,
  ),
  scenario('throttled', PREPARED, approveAndRetry, [
    ram('CreateUser', { kind: 'throttle', retryAfter: 1 }),
    ram('CreateAccessKey', { kind: 'throttle', retryAfter: 1 }),
    oss('PutBucket', { kind: 'throttle' }),
  ]),

  // These park with a vendor's error, once for each, and resume after `retry`.
  scenario('weak-password', PREPARED, approveAndRetry, [
    ram('CreateLoginProfile', {
      kind: 'status',
      status: 400,
      code: 'InvalidParameter.Password.Strength',
      message: 'The password is not strong enough.',
    }),
  ]),
  scenario(
    'no-permission',
    PREPARED,
    approveAndRetry,
    [
      ram('AttachPolicyToUser', refused()),
      ram('CreateAccessKey', refused()),
      ram('ListAccessKeys', { ...refused(), after: 2, times: 2 }),
      iam('no-permission', refused('AccessDenied')),
    ],
    CREATE,
  ),
  scenario(
    'new-key-refused',
    PREPARED,
    onceApprovable(({ world, name }) =>
      world.rig.control.fault({ service: 'oss', resource: `${name}-oss`, ...refused(), times: 2 }),
    ),
  ),
  scenario(
    'not-delivered',
    PREPARED,
    onceApprovable(({ world, name }) => {
      world.vault.troubleAt.set(`/${name}/`, ['redirect', 'sealed', 'reset']);
    }),
    [
      {
        service: 'oss',
        operation: 'PutObject',
        resource: 'sealed-credentials/prep/run/not-delivered/*',
        ...refused('AccessDenied'),
      },
    ],
  ),

  // These deliver nothing.
  scenario('rejected', 'rejected', reject),
  scenario('timed-out', 'approval timed out', leaveAlone, [], { approval: { timeout: '1 second' } }),
  scenario('not-valid', 'failed', leaveAlone, [], { approval: { timeout: 'soon' } }),
  scenario('cancelled', 'cancelled', cancelWaiting),
  scenario('terminated', 'terminated', terminateWaiting),
  scenario('cancelled-with-key', 'cancelled', cancelWithKey, [
    ram('CreateAccessKey', { kind: 'hang', when: 'after' }),
  ]),
  scenario('cancelled-parked', 'cancelled', cancelParked, [], CREATE),

  // What happens to credentials later.
  scenario('expired', 'prepared, revoked', expire, [], { credentials: { expireAfter: '4 seconds' } }),
  scenario('rotated', 'prepared, rotated, revoked', rotateThenRevoke),
  scenario('migrated', 'prepared, migrated with failures, different', migrateAndRepair, [], {
    source: { bucket: MIGRATED_BUCKET },
  }),
  // The key that the migration service reads with: of a lost answer, and of one that ends in the middle of the secret.
  scenario(
    'migrated-own-key',
    'prepared, migrated with failures',
    migrateWithOwnKey,
    [
      serviceKey('migrated-own-key', { kind: 'reset', when: 'after' }),
      serviceKey('migrated-own-key', { kind: 'cut', cutLength: 'broken' }),
    ],
    { source: { bucket: MIGRATED_WITH_OWN_KEY, accessKey: 'create' } },
  ),
  scenario('not-confirmed', 'prepared, not confirmed', rotateUnconfirmed),
];

/** Starts a scenario's run, with its faults in force, and sees it to its end. */
export async function play({ name, faults, input, steer }: LeakScenario, world: LeakWorld): Promise<void> {
  for (const fault of faults) {
    await world.rig.control.fault({ ...fault, resource: fault.resource?.replace('NAME', name) });
  }
  const handle = await startPreparation(world.client, name, input);
  world.ends.set(name, await steer({ name, handle, world }));
}

/** `NAME` in the resource of a fault is the scenario's. */
function scenario(
  name: string,
  ends: string,
  steer: Steer,
  faults: LeakScenario['faults'] = [],
  input: LeakScenario['input'] = {},
): LeakScenario {
  return { name, ends, steer, faults, input };
}

type Fault = Omit<FaultRule, 'service' | 'operation' | 'resource'>;

function ram(operation: string, fault: Fault): FaultRule {
  return { service: 'ram', operation, resource: 'mgw-NAME', ...fault };
}

function oss(operation: string, fault: Fault): FaultRule {
  return { service: 'oss', operation, resource: 'NAME-oss', ...fault };
}

function iam(name: string, fault: Fault): FaultRule {
  return { service: 'iam', operation: 'CreateAccessKey', resource: readerTo(`${name}-oss`), ...fault };
}

function serviceKey(name: string, fault: Fault): FaultRule {
  const resource = serviceReaderTo(MIGRATED_WITH_OWN_KEY, `${name}-oss`);
  return { service: 'iam', operation: 'CreateAccessKey', resource, ...fault };
}

function refused(code = 'NoPermission'): Fault {
  return { kind: 'status', status: 403, code, message: 'You are not authorized to do this action.' };
}
