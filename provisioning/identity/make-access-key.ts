import { setTimeout as delay } from 'node:timers/promises';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { AccessKeyPair } from '../clouds';
import type { Identity } from './identity';

/** For whom an AccessKey is made, and what stays beside it. */
export interface NewAccessKey {
  /** Keys that stay; every other one is the orphan of a lost answer. */
  readonly keep: readonly string[];
  /** Asked before each change; throws where the user must not be changed any more. */
  readonly stillOurs: () => Promise<unknown>;
  /** Makes the code that confirms the key, to be sealed with it; absent where none has to. */
  readonly confirmation?: (accessKeyId: string) => string;
}

/** How long something that was just made is waited for, and how often it is looked for. Milliseconds. */
export interface Patience {
  readonly patienceMs: number;
  readonly everyMs: number;
}

/** RAM lists a fresh key at once or within seconds (Terraform's provider waits for it); of IAM nothing is documented. */
const LISTED_WITHIN: Patience = { patienceMs: 10_000, everyMs: 500 };

/**
 * Makes one AccessKey, so that the user has exactly that one beside those to keep.
 *
 * CreateAccessKey has no idempotency token and tells the secret once. Every other key on the user is therefore deleted
 * before. Where another one appears all the same, another attempt runs at the same time: the key made here is taken
 * back, because only one of the two can be the recorded one, and the attempt fails and is repeated.
 *
 * @throws PrepError `RamNotVisibleYet` or `IamNotVisibleYet`, the cloud's own, what `stillOurs` throws, or the signal's reason
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

/** Keys beside a fresh one that are not to be there; null if the directory does not list the fresh one in time. */
async function strangersBeside(
  fresh: string,
  keep: readonly string[],
  identity: Identity,
  signal: AbortSignal,
  { patienceMs, everyMs }: Patience,
): Promise<string[] | null> {
  for (const until = Date.now() + patienceMs; ; await delay(everyMs, undefined, { signal })) {
    const listed = (await identity.listKeys(signal)).map(({ accessKeyId }) => accessKeyId);
    const strangers = listed.filter((id) => id !== fresh && !keep.includes(id));
    if (strangers.length > 0 || listed.includes(fresh)) {
      return strangers;
    }
    if (Date.now() >= until) {
      return null;
    }
  }
}
