import type { Secret } from '../../contracts/secret';
import type { IamAccess, SourceProfile } from '../../contracts/settings';
import { NO_IAM, type FileSettings } from './settings-schema';

const PUBLIC_IAM = 'https://iam.api.ksyun.com';
/** Hosts of public KS3, internal ones of its regions included. */
const PUBLIC_KS3 = /(^|\.)ks3-[a-z0-9-]+\.(ksyuncs|ksyun)\.com$/;

/**
 * How a source's IAM is reached; undefined where it is not configured: switched off, or a private cloud's, whose
 * address nobody can guess. A private cloud's AccessKey is never shown to the public IAM.
 *
 * @param ks3 the source's own AccessKey, for where IAM is given none of its own, and the authorities of its certificates
 * @param secret of IAM's own AccessKey
 */
export function iamAccess(
  checked: FileSettings['source'][string],
  ks3: Pick<SourceProfile, 'accessKeyId' | 'accessKeySecret' | 'sessionToken' | 'caCertificates'>,
  secret: Secret | undefined,
): IamAccess | undefined {
  const byDefault = PUBLIC_KS3.test(new URL(checked.endpoint).hostname) ? PUBLIC_IAM : NO_IAM;
  const { iam_endpoint: endpoint = byDefault, iam_region: region, iam_access_key_id: own } = checked;
  if (endpoint === NO_IAM) {
    return undefined;
  }
  const { caCertificates } = ks3;
  return own !== undefined && secret !== undefined
    ? { endpoint, region, accessKeyId: own, accessKeySecret: secret, caCertificates }
    : { endpoint, region, ...ks3 };
}
