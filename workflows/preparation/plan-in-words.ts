import { deliveryInWords } from '../../contracts/delivery';
import { humanBytes, humanCount, humanDuration } from '../../contracts/human-units';
import type { Plan } from '../../contracts/plan';

/** The plan in a few lines, for the details and the command line. */
export function planInWords({
  requestedBy,
  accountId,
  source,
  inventory,
  destination,
  ramUser,
  credentials,
  sourceKey,
}: Plan): string[] {
  const access = [
    ramUser.consoleLogon ? 'console logon' : '',
    ramUser.programmaticAccess ? 'one AccessKey' : '',
  ];
  const { expireAfterMs, recipients } = credentials;
  return [
    `From KS3 bucket ${source.bucket}${source.prefix === '' ? '' : `, prefix ${source.prefix}`}: ` +
      `${humanCount(inventory.objects)} objects, ${humanBytes(inventory.bytes)}, at ${source.endpoint}`,
    ...sourceKeyInWords(sourceKey, source),
    `To OSS bucket ${destination.bucket} in ${destination.region}, ${destination.storageClass}, ${destination.acl}`,
    `RAM user ${ramUser.name} of account ${accountId} gets ${access.filter((one) => one !== '').join(' and ')}, ` +
      `with ${ramUser.policies.map(({ name }) => name).join(', ')}`,
    `Credentials sealed to ${recipients.map(abbreviated).join(', ')}`,
    ...(credentials.delivery ?? []).map((target) => `Delivered also to ${deliveryInWords(target)}`),
    expireAfterMs === null
      ? 'No date to take them back'
      : `To be taken back within ${humanDuration(expireAfterMs)}`,
    ...(requestedBy === undefined ? [] : [`Asked for by ${requestedBy}, as the input says`]),
  ];
}

function sourceKeyInWords(sourceKey: Plan['sourceKey'], { bucket, accessKeyId }: Plan['source']): string[] {
  switch (sourceKey?.mode) {
    case undefined:
      return [];
    case 'use':
      return [`Read with the configured AccessKey ${accessKeyId}`];
    case 'create':
      return [
        `Read with one AccessKey of a new Kingsoft IAM user ${sourceKey.userName}, which may list, locate and read bucket ${bucket} alone`,
      ];
  }
}

function abbreviated(recipient: string): string {
  return recipient.length <= 20 ? recipient : `${recipient.slice(0, 12)}…${recipient.slice(-6)}`;
}
