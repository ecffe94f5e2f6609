import { setTimeout as delay } from 'node:timers/promises';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { AccessKeyPair } from '../clouds';
import type { Identity } from './identity';

/** Whose AccessKey is created, and which keys to keep. */
export interface NewAccessKey {
  /** Keys that stay; every other one is the orphan of a lost answer. */
  readonly keep: readonly string[];
  /** Called before each change; throws if the user must not be changed any more. */
  readonly stillOurs: () => Promise<unknown>;
  /** Creates the code that confirms the key, to be sealed with it; absent if no confirmation is needed. */
  readonly confirmation?: (accessKeyId: string) => string;
}

/** How long to wait until something new is visible, and how often to check. Milliseconds. */
export interface Patience {
  readonly patienceMs: number;
  readonly everyMs: number;
}

/** RAM lists a fresh key at once or within seconds (Terraform's provider waits for it); of IAM nothing is documented. */
const LISTED_WITHIN: Patience = { patienceMs: 10_000, everyMs: 500 };

/**
 * Creates one AccessKey, so that the user has exactly that one in addition to those to keep.
 *
 * CreateAccessKey has no idempotency token and returns the secret once. So every other key of the user is deleted
 * before. If another one appears nevertheless, another attempt runs at the same time. Only one of the two can be the
 * recorded one, so this key is deleted, and the attempt fails and is repeated.
 *
 * @throws PrepError `RamNotVisibleYet` or `IamNotVisibleYet`, the cloud's own, what `stillOurs` throws, or the
 *   signal's reason
 */
export async function makeAccessKey(
  identity: Identity,
  { keep, stillOurs }: NewAccessKey,
  signal: AbortSignal,
  listedWithin: Patience = LISTED_WITHIN,
): Promise<AccessKeyPair> {
  for (const { accessKeyId } of await identity.listKeys(signal)) {
    if (!keep.includes(accessKeyId)) {
      await stillOurs();
      await identity.deleteKey(accessKeyId, signal);
    }
  }
  await stillOurs();
  signal.throwIfAborted();
  const { accessKeyId, secret } = await identity.createKey(signal);
  const strangers = await strangersBeside(accessKeyId, keep, identity, signal, listedWithin);
  if (strangers === null || strangers.length > 0) {
    await identity.deleteKey(accessKeyId, signal);
    const { words, what } = identity;
    throw new PrepError(words.notVisibleYet, {
      resource: phrase('resource.accessKeyOf', { id: accessKeyId, of: what }),
      detail:
        strangers === null
          ? phrase('provisioning.notListedDeleted', { directory: words.directory })
          : phrase('provisioning.listedBeside', { directory: words.directory, others: strangers }),
    });
  }
  return { accessKeyId, accessKeySecret: secret };
}

/** Unexpected keys next to a new one; null if the directory does not list the new one in time. */
async function strangersBeside(
  fresh: string,
  keep: readonly string[],
  identity: Identity,
  signal: AbortSignal,
  { patienceMs, everyMs }: Patience,
): Promise<string[] | null> {
  for (const until = performance.now() + patienceMs; ; await delay(everyMs, undefined, { signal })) {
    const listed = (await identity.listKeys(signal)).map(({ accessKeyId }) => accessKeyId);
    const strangers = listed.filter((id) => id !== fresh && !keep.includes(id));
    if (strangers.length > 0 || listed.includes(fresh)) {
      return strangers;
    }
    if (performance.now() >= until) {
      return null;
    }
  }
}
