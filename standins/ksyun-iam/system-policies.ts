import { parseDocument } from './policy-document';
import type { IamPolicy } from './identity-model';

const allow = (...actions: string[]): string =>
  JSON.stringify({ Version: '2015-11-01', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

const known: readonly [name: string, document: string][] = [
  ['AdministratorAccess', allow('*')],
  ['ReadOnlyAccess', allow('*:Get*', '*:List*', '*:Describe*')],
  ['IAMFullAccess', allow('iam:*')],
  ['IAMReadOnlyAccess', allow('iam:Get*', 'iam:List*')],
  ['KS3FullAccess', allow('ks3:*')],
  ['KS3ReadOnlyAccess', allow('ks3:Get*', 'ks3:List*')],
];

export function systemPolicies(): IamPolicy[] {
  return known.map(([name, document], at) => ({
    krn: `krn:ksc:iam::ksc:policy/${name}`,
    id: `system-${at + 1}`,
    name,
    description: `${name}, a system policy`,
    type: 'system',
    document,
    statements: parseDocument(document),
    createdAt: new Date('2016-01-01T00:00:00Z'),
  }));
}
