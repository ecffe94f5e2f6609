import { phrase } from '../../presentation/words/words';
import { setTimeout as pause } from 'node:timers/promises';
import { Ownership } from '../../provisioning/trust/mark';
import { preparationId } from '../../contracts/runs/preparation-id';
import { makeReader } from '../../provisioning/identity/issue-source-key';
import { markSourceKeyDelivered } from '../../provisioning/identity/mark-delivered';
import { readerOf } from '../../provisioning/request/reader-request';
import { iamIdentity, readerNamed } from '../../provisioning/identity/iam-identity';
import { cleanUp } from '../../provisioning/identity/remove-identity';
import { PrepError } from '../../contracts/prep-error';
import { MAX_MESSAGE_BYTES } from '../../contracts/inputs/input-limits';
import { parseInput } from '../../contracts/inputs/input-problems';
import { ks3BucketName } from '../../contracts/inputs/resource-names';
import { CommandError } from '../command-error';
import type { SourceIam } from './source-iam';

const ATTEMPTS = 3;
const BETWEEN_MS = 1000;

/**
 * A dedicated IAM user of a bucket with its AccessKey, as a preparation makes it, but without a run: a lost call is
 * repeated, and after a failure everything that was created is cleaned up.
 */
export async function createReaderKey(
  { profile, source, clouds, iam, workerKeys }: SourceIam,
  bucket: string,
  recipients: readonly string[],
  signal: AbortSignal,
): Promise<SealedKey> {
  const named = parseInput(ks3BucketName(), bucket, {}, MAX_MESSAGE_BYTES);
  if (!named.ok) {
    const why = named.problems[0]?.problem ?? '';
    throw new CommandError('InvalidInput', phrase('command.badBucket', { bucket, why }));
  }
  // No preparation: there is no bucket without a name.
  const owner = preparationId({ source: { bucket, prefix: '' }, destination: { bucket: '' } });
  const ownership = new Ownership(workerKeys, owner, `source-key/${bucket}`);
  const reader = readerOf(bucket, owner);
  const user = iamIdentity(readerNamed(reader, bucket), ownership, iam);
  const { endpoint, region, accessKeyId: configured } = source;
  const asked = { profile, bucket, prefix: '', endpoint, region, accessKeyId: configured };
  const withdraw = () => repeated(unhurried(), () => cleanUp({ delivered: 'keep' }, user, unhurried()));
  try {
    const issued = await repeated(signal, () =>
      makeReader({ source: asked, reader, ownership, recipients }, clouds, signal),
    );
    const { accessKeyId, accountId, sealedSecret } = issued;
    const { userName } = reader;
    return {
      accessKeyId,
      userName,
      accountId,
      sealedSecret,
      handedOver: () =>
        repeated(unhurried(), () =>
          markSourceKeyDelivered(
            user,
            accessKeyId,
            { deliveredAt: new Date().toISOString(), expiresAt: null },
            unhurried(),
          ),
        ),
      withdraw: async () => (await withdraw()).kept.length === 0,
    };
  } catch (error) {
    if (error instanceof PrepError && error.type === 'AlreadyPrepared') {
      throw new CommandError(error.type, phrase('command.handedOverBefore', { userName: reader.userName }));
    }
    // After any failure, also Ctrl-C, nothing remains that nobody has received.
    await withdraw().catch(() => undefined);
    throw error;
  }
}

/** For work that completes even after Ctrl-C. */
const unhurried = (): AbortSignal => new AbortController().signal;

/** Every step of it may run twice, so transient errors are retried. */
async function repeated<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PrepError) || error.effect !== 'transient' || attempt === ATTEMPTS) {
        throw error;
      }
      await pause(error.context.retryAfterMs ?? BETWEEN_MS, undefined, { signal });
    }
  }
}

/** A created key with its secret sealed. */
export interface SealedKey {
  readonly accessKeyId: string;
  readonly userName: string;
  readonly accountId: string | null;
  readonly sealedSecret: string;
  /** Marks it as delivered; called once the sealed text is written. */
  readonly handedOver: () => Promise<void>;
  /** Removes what was created and cannot be handed over; false if it is delivered by now. */
  readonly withdraw: () => Promise<boolean>;
}
