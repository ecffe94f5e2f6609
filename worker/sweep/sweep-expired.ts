import { say } from '../../presentation/words/words';
import { iamIdentity } from '../../provisioning/identity/iam-identity';
import type { Identity } from '../../provisioning/identity/identity';
import { ramIdentity } from '../../provisioning/identity/ram-identity';
import { removeCredentials } from '../../provisioning/lifecycle/remove-credentials';
import type { Clouds } from '../../provisioning/clouds';
import { Ownership, readMark, type Marked } from '../../provisioning/trust/mark';
import type { WorkerKeys } from '../../provisioning/trust/worker-keys';
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

/** What a sweep did to one expired user. */
export type Swept =
  | { readonly user: string; readonly removed: readonly string[] }
  | { readonly user: string; readonly problem: string };

/**
 * Revokes delivered credentials that have expired and that no revocation has removed. It relies only on the clouds:
 * whoever can write to the Temporal namespace can end a waiting revocation, or take its workflow ID, but cannot
 * affect this. Idempotent; a failure for one user does not stop the others.
 *
 * @throws PrepError if a cloud does not list its users
 */
export async function sweepExpired(tools: SweepTools, signal: AbortSignal): Promise<Swept[]> {
  const users = [...(await ramUsers(tools, signal)), ...(await iamUsers(tools, signal))];
  const swept: Swept[] = [];
  for (const identity of users) {
    swept.push(await takenBack(identity, signal));
  }
  return swept;
}

async function ramUsers(tools: SweepTools, signal: AbortSignal): Promise<Identity[]> {
  const ram = tools.clouds.ram();
  const users = await ram.listUsers(signal);
  return users.flatMap(({ name, comments }) => {
    const preparation = overdue({ kind: 'ram-user', name }, comments, tools);
    return preparation === null
      ? []
      : [ramIdentity({ userName: name, bucket: '' }, owner(preparation, tools), ram)];
  });
}

async function iamUsers(tools: SweepTools, signal: AbortSignal): Promise<Identity[]> {
  const { clouds, settings } = tools;
  const identities: Identity[] = [];
  for (const profile of Object.keys(settings.sources)) {
    const iam = clouds.iam(profile);
    for (const { name, remark } of (await iam?.listUsers(signal)) ?? []) {
      const text = remark ?? (await iam?.getUser(name, signal))?.remark;
      const preparation = overdue({ kind: 'iam-user', name }, text, tools);
      if (iam !== null && preparation !== null) {
        // User and policy that are created for a source have one name.
        const reader = { userName: name, policyName: name, bucket: '' };
        identities.push(iamIdentity(reader, owner(preparation, tools), iam));
      }
    }
  }
  return identities;
}

/** The preparation of a user that expired long enough ago; null for any other user. */
function overdue(on: Marked, text: string | undefined, tools: SweepTools): string | null {
  const { keys, settings, now, delivered } = tools;
  const mark = readMark(keys, on, text);
  if (mark === 'not this product' || mark === 'not authentic' || mark.state === 'made') {
    return null;
  }
  const until = mark.until === null ? null : Date.parse(mark.until);
  delivered?.(until);
  return until !== null && now > until + settings.lifecycle.graceMs + MARGIN_MS ? mark.preparation : null;
}

function owner(preparation: string, { keys }: SweepTools): Ownership {
  return new Ownership(keys, preparation, '');
}

async function takenBack(identity: Identity, signal: AbortSignal): Promise<Swept> {
  const user = say('en', identity.what);
  try {
    const { removed } = await removeCredentials({ known: [], leftBehind: false }, identity, signal);
    return { user, removed: removed.map(({ what }) => say('en', what)) };
  } catch (error) {
    signal.throwIfAborted();
    // Errors of the table contain no secret; of any other error only the kind is shown.
    return { user, problem: error instanceof Error ? error.message : typeof error };
  }
}
