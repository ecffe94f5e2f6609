import type { Policy } from './identity-model';

const allow = (...actions: string[]): string =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/** Name, document and description of the system policies that preparations and their operators may use. */
const known: readonly [name: string, document: string, description: string][] = [
  ['AdministratorAccess', allow('*'), 'Provides full access to Alibaba Cloud services and resources.'],
  ['AliyunOSSFullAccess', allow('oss:*'), 'Provides full access to Object Storage Service (OSS).'],
  [
    'AliyunOSSReadOnlyAccess',
    allow('oss:Get*', 'oss:List*'),
    'Provides read-only access to Object Storage Service (OSS).',
  ],
  ['AliyunMGWFullAccess', allow('mgw:*'), 'Provides full access to Data Online Migration.'],
  [
    'AliyunOSSImportFullAccess',
    allow('oss-import:*', 'mgw:*', 'oss:ListBuckets', 'oss:GetBucketInfo'),
    'Provides full access to the data import service of OSS.',
  ],
  ['AliyunOSSImportReadOnlyAccess', allow('oss-import:Get*', 'oss-import:List*'), 'Read-only access.'],
  ['AliyunRAMFullAccess', allow('ram:*'), 'Provides full access to Resource Access Management.'],
  [
    'AliyunRAMReadOnlyAccess',
    allow('ram:Get*', 'ram:List*'),
    'Provides read-only access to Resource Access Management.',
  ],
  ['AliyunSTSAssumeRoleAccess', allow('sts:AssumeRole'), 'Provides access to AssumeRole of STS.'],
  ['ReadOnlyAccess', allow('*:Get*', '*:List*', '*:Describe*'), 'Provides read-only access.'],
];

/** A fresh copy, from which a test may remove one. */
export function systemPolicies(): Policy[] {
  const createdAt = new Date('2015-04-28T10:00:00Z');
  return known.map(([name, document, description]) => ({
    name,
    type: 'System',
    description,
    document,
    createdAt,
  }));
}
