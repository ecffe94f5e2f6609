import { encryptionOf } from '../../contracts/inputs/bucket-settings';
import type { PreparedResult } from '../../contracts/runs/result';
import { named } from '../text/foreign-text';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';
import type { Row } from './aligned-lines';

/** The OSS bucket as it was prepared. */
export function destinationRows({ destination }: PreparedResult, language: Language): Row[] {
  const { report } = wordsOf(language);
  const { acl, blockPublicAccess } = destination;
  const tags = Object.entries(destination.tags).map(([name, value]) => `${named(name)}=${named(value)}`);
  return [
    [report.form.bucket, destination.bucket],
    [report.region, destination.region],
    [report.storageClass, `${destination.storageClass}, ${destination.redundancy}`],
    [report.access, blockPublicAccess ? report.publicAccessBlocked({ acl }) : acl],
    [report.encryption, encryptionOf(destination)],
    [report.versioning, report.switched(destination.versioning)],
    ...(tags.length === 0 ? [] : [[report.tags, tags.join(', ')] as const]),
    ...(destination.adopt ? [[report.adopted, report.adoptedAsIs] as const] : []),
  ];
}

/** The RAM user that the migration works with. */
export function userRows({ account }: PreparedResult, language: Language): Row[] {
  const { report } = wordsOf(language);
  return [
    [report.account, account.accountId],
    [report.user, account.userName],
    [report.signInName, account.signIn?.userPrincipalName ?? report.noLogon],
    [report.signInLink, account.signIn?.url ?? report.noLogon],
    [report.form.accessKeyId, account.accessKeyId ?? report.noAccessKey],
    [report.policies, account.policies.map((name) => named(name)).join(', ')],
  ];
}

/** What was created at Kingsoft Cloud; nothing if the configured AccessKey is used. */
export function sourceKeyRows({ sourceKey }: PreparedResult, language: Language): Row[] {
  if (sourceKey?.mode !== 'create') {
    return [];
  }
  const { report } = wordsOf(language);
  return [
    [report.account, sourceKey.accountId ?? report.unknownAccount],
    [report.user, sourceKey.userName],
    [report.form.accessKeyId, sourceKey.accessKeyId],
    [report.policy, sourceKey.policyName],
  ];
}

/** Which secrets are sealed, in words. */
export function sealedSecrets({ sealedCredentials }: PreparedResult, language: Language): string[] {
  const { report } = wordsOf(language);
  return [
    sealedCredentials.password === null ? '' : report.password,
    sealedCredentials.accessKey === null ? '' : report.secret,
    sealedCredentials.sourceAccessKey ? report.sourceSecret : '',
  ].filter((one) => one !== '');
}
