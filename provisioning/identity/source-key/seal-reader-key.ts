import type { DeliveryOwner } from '../../../contracts/delivery';
import type { SourceRequest } from '../../../contracts/preparation';
import type { AccessKeyPair } from '../../clouds';
import { sealSecrets } from '../../sealing/sealing';

/**
 * Seals an AccessKey of a source, with whose it is and what it is for.
 *
 * @returns age armor of `{ kind, accountId, userName, bucket, endpoint, accessKeyId, accessKeySecret }`
 * @throws PrepError `RecipientRefused`
 */
export function sealReaderKey(
  { bucket, endpoint }: Pick<SourceRequest, 'bucket' | 'endpoint'>,
  { accountId, userName }: DeliveryOwner,
  {
    accessKeyId,
    accessKeySecret,
    confirmationCode,
  }: AccessKeyPair & { readonly confirmationCode?: string | undefined },
  recipients: readonly string[],
): Promise<string> {
  return sealSecrets(
    {
      kind: 'source-access-key',
      ...(accountId === null ? {} : { accountId }),
      userName,
      bucket,
      endpoint,
      accessKeyId,
      accessKeySecret,
      ...(confirmationCode === undefined ? {} : { confirmationCode }),
    },
    recipients,
  );
}
