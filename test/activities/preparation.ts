import type { Preparation } from '../../contracts/preparation';

/** age1… of an identity that nobody has. */
const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
export const MARK = 'ks3-oss-prep prepare/photos';
export const USER = 'mgw-photos';
export const BUCKET = 'photos-oss';

interface Changes {
  readonly destination?: Partial<Preparation['destination']>;
  readonly ramUser?: Partial<Preparation['ramUser']>;
  readonly recipients?: readonly string[];
  readonly sourceKey?: Preparation['sourceKey'];
}

/** A preparation with every default filled in, apart from what is given. */
export function preparationWith({
  destination,
  ramUser,
  recipients = [RECIPIENT],
  sourceKey = { mode: 'use' },
}: Changes = {}): Preparation {
  return {
    source: {
      profile: 'default',
      bucket: 'photos',
      prefix: '',
      endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
      region: 'BEIJING',
      accessKeyId: 'AKLTsource',
    },
    destination: {
      bucket: BUCKET,
      region: 'cn-beijing',
      storageClass: 'Standard',
      redundancy: 'LRS',
      acl: 'private',
      blockPublicAccess: true,
      encryption: 'AES256',
      versioning: false,
      tags: {},
      adopt: false,
      ...destination,
    },
    ramUser: {
      name: USER,
      displayName: USER,
      consoleLogon: true,
      programmaticAccess: true,
      passwordResetRequired: false,
      policies: [
        { name: 'AliyunOSSFullAccess', type: 'System' },
        { name: 'AliyunMGWFullAccess', type: 'System' },
      ],
      ...ramUser,
    },
    approval: { approvers: [], required: 1, timeoutMs: 1000, remindEveryMs: 1000 },
    credentials: { recipients, expireAfterMs: null },
    account: { id: '1234567890123456', site: 'international' },
    sourceKey,
    mark: MARK,
  };
}
