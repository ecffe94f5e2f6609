import type { Said } from '../../presentation/words/phrase';
import { say } from '../../presentation/words/words';
import { iamIdentity } from '../../provisioning/identity/iam-identity';
import type { Identity } from '../../provisioning/identity/identity';
import { ramIdentity } from '../../provisioning/identity/ram-identity';
import { strip } from '../../provisioning/identity/remove-identity';
import { removeCredentials, stillMadeBy } from '../../provisioning/lifecycle/remove-credentials';
import { isServiceReader } from '../../provisioning/request/reader-request';
import type { Clouds } from '../../provisioning/clouds';
import {
  Ownership,
  readMark,
  type DeliveredMark,
  type Mark,
  type Marked,
} from '../../provisioning/trust/mark';
import type { WorkerKeys } from '../../provisioning/trust/worker-keys';
import { PrepError } from '../../contracts/prep-error';
import type { Settings } from '../../contracts/settings';

/** How long a revocation that begins at the expiry may take, in addition to the grace period, before the sweep acts. */
const MARGIN_MS = 15 * 60_000;

/** What a sweep works with. */
export interface SweepTools {
  readonly settings: Settings;
  readonly clouds: Clouds;
  readonly keys: WorkerKeys;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Told of every user with delivered credentials: milliseconds since 1970 at which they expire; null for never. */
  readonly delivered?: ((untilMs: number | null) => void) | undefined;
}

/** What a sweep did to one expired user; without a user, the problem is that a cloud did not list its users. */
export type Swept =
  | { readonly user: string; readonly removed: readonly string[] }
  | { readonly user: string | null; readonly problem: string };

/** A user of this product in a cloud. */
interface FoundUser {
  readonly identity: Identity;
  readonly mark: Mark;
  /** Null if its cloud does not say. */
  readonly createdAt: string | null;
  /** When it got its console logon; null if it has none. */
  readonly logonAt: (signal: AbortSignal) => Promise<string | null>;
}

/**
 * Revokes delivered credentials that have expired and that no revocation has removed, and access that was granted and never
 * delivered, once it is older than delivered access gets by the configuration: whoever keeps a run from delivering
 * keeps nothing longer. It relies only on the clouds: whoever can write to the Temporal namespace can end a waiting
 * revocation, or take its workflow ID, but cannot affect this. Idempotent; a failure for one user does not stop the
 * others, nor does a cloud that does not list its users: an account of Kingsoft may be closed after its migration.
 */
export async function sweepExpired(tools: SweepTools, signal: AbortSignal): Promise<Swept[]> {
  const profiles = Object.keys(tools.settings.sources);
  const lists = [
    () => ramUsers(tools, signal),
    ...profiles.map((profile) => () => iamUsers(profile, tools, signal)),
  ];
  const swept: Swept[] = [];
  for (const list of lists) {
    try {
      for (const one of await list()) {
        const done = isDue(one, tools) ? await revoked(one, tools, signal) : null;
        if (done !== null) {
          swept.push(done);
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      swept.push({ user: null, problem: problemOf(error) });
    }
  }
  return swept;
}

function isDue({ mark, createdAt }: FoundUser, tools: SweepTools): boolean {
  return mark.state === 'delivered' ? isOverdue(mark, tools) : createdAt === null || isOld(createdAt, tools);
}

/** Errors of the table contain no secret; of any other error only the kind is shown. */
function problemOf(error: unknown): string {
  return error instanceof PrepError ? error.message : error instanceof Error ? error.name : typeof error;
}

async function ramUsers(tools: SweepTools, signal: AbortSignal): Promise<FoundUser[]> {
  const ram = tools.clouds.ram();
  const users = await ram.listUsers(signal);
  return users.flatMap(({ name, comments, createdAt }) => {
    const mark = markOf({ kind: 'ram-user', name }, comments, tools);
    return mark === null
      ? []
      : [
          {
            identity: ramIdentity({ userName: name, bucket: '' }, owner(mark, tools), ram),
            mark,
            createdAt,
            logonAt: async (until) => (await ram.getLogonProfile(name, until))?.createdAt ?? null,
          },
        ];
  });
}

async function iamUsers(profile: string, tools: SweepTools, signal: AbortSignal): Promise<FoundUser[]> {
  const iam = tools.clouds.iam(profile);
  const found: FoundUser[] = [];
  for (const { name, remark, createdAt } of (await iam?.listUsers(signal)) ?? []) {
    const text = remark ?? (await iam?.getUser(name, signal))?.remark;
    const mark = markOf({ kind: 'iam-user', name }, text, tools);
    // That of the migration service is never delivered, and is there as long as its jobs run.
    if (iam !== null && mark !== null && !isServiceReader(name)) {
      // User and policy that are created for a source have one name.
      const reader = { userName: name, policyName: name, bucket: '' };
      const identity = iamIdentity(reader, owner(mark, tools), iam);
      found.push({ identity, mark, createdAt, logonAt: async () => null });
    }
  }
  return found;
}

/** The mark of a user; null if it is none of this product. */
function markOf(on: Marked, text: string | undefined, { keys, delivered }: SweepTools) {
  const mark = readMark(keys, on, text);
  if (mark === 'not this product' || mark === 'not authentic') {
    return null;
  }
  if (mark.state === 'delivered') {
    delivered?.(mark.until === null ? null : Date.parse(mark.until));
  }
  return mark;
}

/** Whether delivered credentials expired long enough ago. */
function isOverdue({ until }: DeliveredMark, { settings, now }: SweepTools): boolean {
  return until !== null && now > Date.parse(until) + settings.lifecycle.graceMs + MARGIN_MS;
}

/** Whether something that was not delivered is older than delivered access may get; not if nobody knows its age. */
function isOld(createdAt: string, { settings, now }: SweepTools): boolean {
  const { expireAfterMs } = settings.credentials;
  return (
    expireAfterMs !== null &&
    now > Date.parse(createdAt) + expireAfterMs + settings.lifecycle.graceMs + MARGIN_MS
  );
}

function owner({ preparation }: Mark, { keys }: SweepTools): Ownership {
  return new Ownership(keys, preparation, '');
}

/** Null if nothing had to be done. */
async function revoked(user: FoundUser, tools: SweepTools, signal: AbortSignal): Promise<Swept | null> {
  const { identity, mark } = user;
  const name = say('en', identity.what);
  try {
    const removed =
      mark.state === 'delivered'
        ? (await removeCredentials({ known: [], leftBehind: false }, identity, signal)).removed.map(
            ({ what }) => what,
          )
        : await strippedOfOld(user, mark.by, tools, signal);
    return removed === null ? null : { user: name, removed: removed.map((what) => say('en', what)) };
  } catch (error) {
    signal.throwIfAborted();
    return { user: name, problem: problemOf(error) };
  }
}

/** Takes the access of a user that no run delivered, if any of it is old; the user stays for a run that still works with it. */
async function strippedOfOld(
  { identity, logonAt }: FoundUser,
  madeBy: string,
  tools: SweepTools,
  signal: AbortSignal,
): Promise<Said[] | null> {
  const logon = await logonAt(signal);
  const keys = await identity.listKeys(signal);
  const granted = [...keys.map(({ createdAt }) => createdAt), ...(logon === null ? [] : [logon])];
  return granted.some((createdAt) => isOld(createdAt, tools))
    ? strip(identity, () => stillMadeBy(madeBy, identity, signal), signal)
    : null;
}
