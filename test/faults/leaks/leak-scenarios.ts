import { readerOf } from '../../../activities/source-key/reader-request';
import type { FaultRule } from '../../../standins/core/fault-kinds';
import type { LeakWorld } from './leak-world';
import {
  approveAndRetry,
  approveSigned,
  cancelParked,
  cancelWaiting,
  cancelWithKey,
  expire,
  killWithKey,
  leaveAlone,
  onceApprovable,
  reject,
  revoke,
  rotate,
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
  /** What its input says beside the names. */
  readonly input: Readonly<Record<string, object>>;
  /** Steers it to its end. */
  readonly steer: Steer;
  /** How it has to end; another end means that something else was played than meant. */
  readonly ends: string;
}

type Trouble = Omit<FaultRule, 'resource'> & { readonly resource?: string };

const CREATE = { source: { bucket: 'photos', accessKey: 'create' } };
const PREPARED = 'prepared';

/** Played alone, before the others: its worker is killed. */
export const KILLED = scenario('killed', PREPARED, killWithKey, [
  ram('CreateAccessKey', { kind: 'hang', when: 'after' }),
]);

/** To add one, add a line; `leaks.test.ts` plays and searches them all. */
export const LEAK_SCENARIOS: readonly LeakScenario[] = [
  scenario('plain', PREPARED, approveAndRetry),
  scenario('signed', PREPARED, approveSigned),
  scenario('source-key', PREPARED, approveAndRetry, [], CREATE),
  scenario('one-logon', PREPARED, approveAndRetry, [], {
    ramUser: { name: 'mgw-one-logon', programmaticAccess: false },
  }),

  // The SDKs' timeouts and broken connections quote the URL.
  scenario('no-answers', PREPARED, approveAndRetry, [
    ram('CreateLoginProfile', { kind: 'hang', when: 'after' }),
    oss('PutBucket', { kind: 'hang', when: 'after' }),
  ]),
  scenario('resets', PREPARED, approveAndRetry, [
    ram('CreateLoginProfile', { kind: 'reset' }),
    ram('AttachPolicyToUser', { kind: 'reset', when: 'after' }),
    oss('PutBucketTagging', { kind: 'reset' }),
  ]),
  scenario('lost-key', PREPARED, approveAndRetry, [ram('CreateAccessKey', { kind: 'reset', when: 'after' })]),
  // JSON.parse quotes what it cannot read: here an answer with a secret in it.
  scenario('cut-key', PREPARED, approveAndRetry, [
    ram('CreateAccessKey', { kind: 'cut', cutLength: 'consistent' }),
    ram('CreateAccessKey', { kind: 'cut' }),
  ]),
  scenario('strange-pages', PREPARED, approveAndRetry, [
    ram('CreateLoginProfile', { kind: 'html', when: 'after' }),
    ram('DeleteLoginProfile', { kind: 'error200' }),
    oss('PutBucketTagging', { kind: 'html' }),
  ]),
  scenario('empty-answers', PREPARED, approveAndRetry, [
    ram('CreateAccessKey', { kind: 'empty', when: 'after' }),
    ram('CreateLoginProfile', { kind: 'empty', when: 'after' }),
  ]),
  scenario('throttled', PREPARED, approveAndRetry, [
    ram('CreateUser', { kind: 'throttle', retryAfter: 1 }),
    ram('CreateAccessKey', { kind: 'throttle', retryAfter: 1 }),
    oss('PutBucket', { kind: 'throttle' }),
  ]),

  // The same at Kingsoft's IAM.
  ...(
    [
      ['cut', { kind: 'cut', cutLength: 'consistent' }],
      ['broken', { kind: 'cut' }],
      ['lost', { kind: 'reset', when: 'after' }],
      ['html', { kind: 'html', when: 'after' }],
      ['error200', { kind: 'error200', when: 'after' }],
      ['hang', { kind: 'hang', when: 'after' }],
    ] as const
  ).map(([what, fault]) =>
    scenario(
      `iam-${what}`,
      PREPARED,
      approveAndRetry,
      [iam(`iam-${what}`, 'CreateAccessKey', fault)],
      CREATE,
    ),
  ),
  scenario(
    'iam-denied',
    PREPARED,
    approveAndRetry,
    [iam('iam-denied', 'CreateAccessKey', { kind: 'status', status: 403, code: 'AccessDenied' })],
    CREATE,
  ),

  // These park with a vendor's error, and go on after `retry`.
  scenario('weak-password', PREPARED, approveAndRetry, [
    ram('CreateLoginProfile', {
      kind: 'status',
      status: 400,
      code: 'InvalidParameter.Password.Strength',
      message: 'The password is not strong enough.',
    }),
  ]),
  scenario('no-permission', PREPARED, approveAndRetry, [
    ram('AttachPolicyToUser', refused()),
    ram('CreateAccessKey', refused()),
  ]),
  scenario(
    'new-key-refused',
    PREPARED,
    onceApprovable(({ world, name }) =>
      world.rig.control.fault({ ...oss('', { ...refused(), times: 2 }), resource: `${name}-oss` }),
    ),
  ),
  scenario('unverified', PREPARED, approveAndRetry, [
    ram('ListAccessKeys', { ...refused(), after: 2, times: 2 }),
  ]),
  scenario('object-refused', PREPARED, approveAndRetry, [
    {
      service: 'oss',
      operation: 'PutObject',
      resource: 'sealed-credentials/prep/prepare/object-refused/*',
      ...refused('AccessDenied'),
    },
  ]),
  ...(['redirect', 'sealed', 'html', 'reset', 'hang'] as const).map((trouble) =>
    scenario(
      `vault-${trouble}`,
      PREPARED,
      onceApprovable(({ world, name }) => {
        world.vault.troubleAt.set(`/${name}/`, [trouble]);
      }),
    ),
  ),

  // These deliver nothing.
  scenario('rejected', 'rejected', reject),
  scenario('timed-out', 'approval timed out', leaveAlone, [], { approval: { timeout: '1 second' } }),
  scenario('not-valid', 'failed', leaveAlone, [], { approval: { timeout: 'soon' } }),
  scenario('cancelled', 'cancelled', cancelWaiting),
  scenario('terminated', 'terminated', terminateWaiting),
  scenario(
    'cancelled-with-key',
    'cancelled',
    cancelWithKey,
    [ram('CreateAccessKey', { kind: 'hang', when: 'after' })],
    CREATE,
  ),
  scenario('cancelled-parked', 'cancelled', cancelParked, [], CREATE),

  // What happens to credentials later.
  scenario('revoked', 'prepared, revoked', revoke),
  scenario('expired', 'prepared, revoked', expire, [], { credentials: { expireAfter: '4 seconds' } }),
  scenario('rotated', 'prepared, rotated', rotate(true)),
  scenario('not-confirmed', 'prepared, not confirmed', rotate(false)),
];

/** Starts a scenario's run, with its faults in force, and sees it to its end. */
export async function play({ name, faults, input, steer }: LeakScenario, world: LeakWorld): Promise<void> {
  for (const fault of faults) {
    await world.rig.control.fault({ ...fault, resource: fault.resource?.replace('NAME', name) });
  }
  const handle = await startPreparation(world.client, name, input);
  world.ends.set(name, await steer({ name, handle, world }));
}

function scenario(
  name: string,
  ends: string,
  steer: Steer,
  faults: LeakScenario['faults'] = [],
  input: LeakScenario['input'] = {},
): LeakScenario {
  return { name, ends, steer, faults, input };
}

type Fault = Omit<Trouble, 'service' | 'operation'>;

function ram(operation: string, fault: Fault): FaultRule {
  return { service: 'ram', operation, resource: 'mgw-NAME', ...fault };
}

function oss(operation: string, fault: Fault): FaultRule {
  return { service: 'oss', ...(operation === '' ? {} : { operation }), resource: 'NAME-oss', ...fault };
}

function iam(name: string, operation: string, fault: Fault): FaultRule {
  const { userName } = readerOf('photos', `ks3-oss-prep prepare/${name}`);
  return { service: 'iam', operation, resource: userName, ...fault };
}

function refused(code = 'NoPermission'): Fault {
  return { kind: 'status', status: 403, code, message: 'You are not authorized to do this action.' };
}
