import { openSealed } from '../../provisioning/sealing/sealing';
import { createCallerIdentity } from '../../clouds/sts/adapter';
import type { PreparedResult } from '../../contracts/runs/result';
import { Secret } from '../../contracts/credentials/secret';
import type { StandIns } from '../../standins/stand-ins';

/** What the recipient finds in a sealed text. */
export type OpenedCredentials = Readonly<Record<string, string>>;

/** Opens the two sealed texts of a result as their recipient does. */
export async function openCredentials(
  { sealedCredentials }: PreparedResult,
  identity: string,
): Promise<{ accessKey: OpenedCredentials; logon: OpenedCredentials }> {
  const open = async (sealed: string | null) =>
    JSON.parse(await openSealed(sealed ?? '', [identity])) as OpenedCredentials;
  return {
    accessKey: await open(sealedCredentials.accessKey),
    logon: await open(sealedCredentials.password),
  };
}

/** Calls STS with an opened AccessKey; returns its owner, and rejects if it does not work. */
export async function callerWith(accessKey: OpenedCredentials, standIns: StandIns): Promise<string> {
  const sts = createCallerIdentity({
    accessKeyId: accessKey['accessKeyId'] ?? '',
    accessKeySecret: new Secret(accessKey['accessKeySecret'] ?? ''),
    endpoint: standIns.summary.sts.endpoint,
  });
  const { arn } = await sts.whoAmI(new AbortController().signal);
  return arn;
}
