import type { IamAccessKey, KsyunIam } from '../../clouds/ksyun-iam/port';

/** An AccessKey with the IAM user that it is of. */
export interface OwnedKey {
  readonly userName: string;
  /** Null if IAM does not say. */
  readonly accountId: string | null;
  readonly key: IamAccessKey;
}

/** More than one user cannot own a key: an answer with many is one in which the question was not heeded. */
const FEW = 3;

/**
 * Finds the owner of an AccessKey. IAM has no such query, so the user it names for the key counts only if that user
 * lists the key.
 *
 * @returns null if no IAM user has it: it belongs to the main account, or to another account
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
