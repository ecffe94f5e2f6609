import type { IamAccessKey, KsyunIam } from '../../clouds/ksyun-iam/port';

/** An AccessKey with the IAM user that it is of. */
export interface OwnedKey {
  readonly userName: string;
  /** Null where IAM does not tell. */
  readonly accountId: string | null;
  readonly key: IamAccessKey;
}

/** More than one user cannot own a key: an answer with many is one in which the question was not heeded. */
const FEW = 3;

/**
 * Whose an AccessKey is. IAM has no question for that, so the user that it names for the key is believed only where
 * the key is among that user's.
 *
 * @returns null where no IAM user has it: it is the main account's own, or of another account
 * @throws PrepError `Iam…`
 */
export async function ownerOfKey(
  iam: KsyunIam,
  accessKeyId: string,
  signal: AbortSignal,
): Promise<OwnedKey | null> {
  const named = await iam.usersWithAccessKey(accessKeyId, signal);
  const candidates = named.length > FEW ? [] : named;
  for (const { name, accountId } of candidates) {
    const key = await keyOf(iam, name, accessKeyId, signal);
    if (key !== undefined) {
      return { userName: name, accountId, key };
    }
  }
  const everybody = await iam.listAllAccessKeys(signal);
  const userName = everybody.find((key) => key.accessKeyId === accessKeyId)?.userName ?? '';
  const key = userName === '' ? undefined : await keyOf(iam, userName, accessKeyId, signal);
  return key === undefined
    ? null
    : { userName, accountId: (await iam.getUser(userName, signal))?.accountId ?? null, key };
}

async function keyOf(
  iam: KsyunIam,
  userName: string,
  accessKeyId: string,
  signal: AbortSignal,
): Promise<IamAccessKey | undefined> {
  const keys = await iam.listAccessKeys(userName, signal);
  return keys.find((key) => key.accessKeyId === accessKeyId);
}
