import { pathWord } from '../../presentation/text/shell-word';
import { rm } from 'node:fs/promises';
import type { SealedKey } from './create-reader-key';
import { phrase, type Words } from '../../presentation/words/words';
import { recipientProblems, sealSecrets } from '../../provisioning/sealing/sealing';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { PrepError } from '../../contracts/prep-error';
import type { Answer } from '../answer';
import { CommandError, saidOf } from '../command-error';
import { EXIT } from '../exit-codes';
import { demandNewFile, writePrivateFile } from '../private-file';
import { createReaderKey } from './create-reader-key';
import type { SourceIam } from './source-iam';

/** What to create, and where to write its sealed secret. */
export interface CreateKeyRequest {
  /** A dedicated IAM user with a policy for this bucket only. */
  readonly bucket?: string | undefined;
  /** Another AccessKey of this IAM user, which must exist. */
  readonly user?: string | undefined;
  readonly recipients: readonly string[];
  /** File for the sealed text; without it the text is part of the answer. */
  readonly out?: string | undefined;
}

/**
 * Creates an AccessKey. Its secret leaves this function sealed to the recipients, and in no other form. A key that cannot be
 * handed over is removed again.
 *
 * @throws CommandError `InvalidInput`, `NotFound`, `FileRefused`; PrepError `Iam…`
 */
export async function createKey(
  iamOfSource: SourceIam,
  request: CreateKeyRequest,
  words: Words['terminal']['sourceKeys'],
  signal: AbortSignal,
): Promise<Answer> {
  const { bucket, user, out, recipients } = request;
  if ((bucket === undefined) === (user === undefined)) {
    throw new CommandError('InvalidInput', phrase('command.nameBucketOrUser'));
  }
  await demandRecipients(recipients);
  if (out !== undefined) {
    await demandNewFile(out);
  }
  const made =
    bucket === undefined
      ? await createUserKey(iamOfSource.iam, user ?? '', recipients, signal)
      : await createReaderKey(iamOfSource, bucket, recipients, signal);
  const { accessKeyId, userName, accountId, sealedSecret } = made;
  await handOver(made, out);
  const where = out === undefined ? { sealed: sealedSecret } : { file: out };
  return {
    exitCode: EXIT.done,
    json: { accessKeyId, userName, accountId, recipients, ...where },
    text: [
      words.created(accessKeyId, userName, recipients.join(', ')),
      ...(out === undefined ? [sealedSecret.trimEnd()] : []),
      words.openIt(
        `npx prep open --sealed ${out === undefined ? 'FILE' : pathWord(out)} --identity IDENTITY-FILE`,
      ),
    ].join('\n'),
  };
}

/** Writes the sealed text, if to a file, and marks the key as delivered. */
async function handOver(made: SealedKey, out: string | undefined): Promise<void> {
  let isWritten = false;
  try {
    if (out !== undefined) {
      await writePrivateFile(out, made.sealedSecret);
      isWritten = true;
    }
    await made.handedOver();
  } catch (error) {
    const { accessKeyId, userName } = made;
    if (!(await made.withdraw().catch(() => false))) {
      const about = { accessKeyId, userName, why: saidOf(error) };
      throw new CommandError('Failed', phrase('command.keyNotHandedOver', about));
    }
    if (out !== undefined && isWritten) {
      await rm(out, { force: true });
    }
    throw error;
  }
}

/** @throws CommandError `InvalidInput` */
async function demandRecipients(recipients: readonly string[]): Promise<void> {
  if (recipients.length === 0) {
    throw new CommandError('InvalidInput', phrase('command.nameRecipients'));
  }
  const problems = await recipientProblems(recipients);
  if (problems.length > 0) {
    throw new CommandError('InvalidInput', phrase('command.badRecipients', { problems }));
  }
}

/** Another key of a user that this product did not create: nothing else of that user is changed or cleaned up. */
async function createUserKey(
  iam: KsyunIam,
  userName: string,
  recipients: readonly string[],
  signal: AbortSignal,
): Promise<SealedKey> {
  const user = await iam.getUser(userName, signal);
  if (user === null) {
    throw new CommandError('NotFound', phrase('command.noIamUser', { userName }));
  }
  const before = await iam.listAccessKeys(userName, signal);
  const { accessKeyId, secret } = await iam
    .createAccessKey(userName, signal)
    .catch(async (error: unknown) => {
      throw await withOrphans(
        error,
        iam,
        userName,
        before.map((key) => key.accessKeyId),
      );
    });
  const { accountId } = user;
  const sealedSecret = await sealSecrets(
    {
      kind: 'source-access-key',
      ...(accountId === null ? {} : { accountId }),
      userName,
      accessKeyId,
      accessKeySecret: secret,
    },
    recipients,
  );
  return {
    accessKeyId,
    userName,
    accountId,
    sealedSecret,
    handedOver: async () => undefined,
    async withdraw() {
      await iam.deleteAccessKey(userName, accessKeyId, new AbortController().signal);
      return true;
    },
  };
}

/**
 * If the answer to CreateAccessKey was lost, a key may exist whose secret nobody has. It is reported but not deleted,
 * because somebody else may have created a key of that user at the same time.
 */
async function withOrphans(
  error: unknown,
  iam: KsyunIam,
  userName: string,
  before: readonly string[],
): Promise<unknown> {
  if (!(error instanceof PrepError) || error.type !== 'IamUnavailable') {
    return error;
  }
  const after = await iam.listAccessKeys(userName, new AbortController().signal).catch(() => []);
  const orphans = after.map((key) => key.accessKeyId).filter((id) => !before.includes(id));
  return orphans.length === 0
    ? error
    : new CommandError(
        error.type,
        phrase('command.orphanKeys', { userName, orphans: orphans.join(', '), first: orphans[0] ?? '' }),
      );
}
