import type { Said, Say } from '../phrase';

/** What errors, findings and reports are about. A phrase that belongs to another one takes it as `of`. */
export const resource = {
  // KS3 and Kingsoft Cloud's IAM
  ks3Account: ({ accessKeyId }: { accessKeyId: string }) => `KS3 account of AccessKey ${accessKeyId}`,
  ks3Bucket: ({ name }: { name: string }) => `KS3 bucket ${name}`,
  sourceProfile: ({ name }: { name: string }) => `source profile ${name}`,
  iam: 'Kingsoft Cloud IAM',
  iamUser: ({ name }: { name: string }) => `Kingsoft IAM user ${name}`,
  iamUserWithoutName: 'an IAM user without a name',
  iamUsers: 'the users of Kingsoft IAM',
  iamPolicy: ({ name }: { name: string }) => `Kingsoft IAM policy ${name}`,
  iamAccessKeys: 'the AccessKeys of all IAM users',
  accessKeyOwner: ({ id }: { id: string }) => `the owner of AccessKey ${id}`,

  // OSS
  oss: 'OSS',
  ossBucket: ({ name }: { name: string }) => `OSS bucket ${name}`,

  // Data Online Migration
  mgw: 'Data Online Migration',
  mgwAddress: ({ name }: { name: string }) => `migration address ${name}`,
  mgwJob: ({ name }: { name: string }) => `migration job ${name}`,
  launchOf: ({ name }: { name: string }) => `the launch of migration job ${name}`,
  mgwAddresses: 'the data addresses of the account',
  mgwJobs: 'the migration jobs of the account',

  // RAM and STS
  ram: 'RAM',
  sts: 'STS',
  account: ({ id }: { id: string }) => `account ${id}`,
  passwordPolicy: 'the password policy of the account',
  signInDomain: 'the sign-in domain of the account',
  accessKeyIdentity: ({ id }: { id: string }) => `the identity of AccessKey ${id}`,
  ramUser: ({ name }: { name: string }) => `RAM user ${name}`,
  ramUserOfAccount: ({ name, account }: { name: string; account: string }) =>
    `RAM user ${name} of account ${account}`,
  ramUserWithoutName: 'a RAM user without a name',
  ramUsers: 'the RAM users of the account',
  ramPolicy: ({ name, type }: { name: string; type?: 'System' | 'Custom' | undefined }) =>
    `RAM ${type === undefined ? '' : `${type.toLowerCase()} `}policy ${name}`,

  // What a user has, at either cloud; `of` is the user
  accessKey: ({ id }: { id: string }) => `AccessKey ${id}`,
  accessKeyOf: ({ id, of }: { id: string; of: Said }, say: Say) => `AccessKey ${id} of ${say(of)}`,
  accessKeyInUseOf: ({ of }: { of: Said }, say: Say) => `The AccessKey in use of ${say(of)}`,
  policiesOf: ({ names, of }: { names: readonly string[]; of: Said }, say: Say) =>
    `Policy ${names.join(', ')} of ${say(of)}`,
  logonOf: ({ of }: { of: Said }, say: Say) => `Console logon of ${say(of)}`,
  markOf: ({ of }: { of: Said }, say: Say) => `The mark of ${say(of)}`,
  deliveryMarkOf: ({ of }: { of: Said }, say: Say) => `The delivery mark of ${say(of)}`,
  removalOf: ({ of }: { of: readonly Said[] }, say: Say) => `The removal of ${of.map(say).join(', ')}`,
  statusOf: ({ of }: { of: readonly Said[] }, say: Say) => `The status of ${of.map(say).join(', ')}`,

  // Delivery
  ossObject: ({ bucket, key }: { bucket: string; key: string }) => `OSS object oss://${bucket}/${key}`,
  vault: 'Vault',
  vaultAt: ({ address }: { address: string }) => `Vault at ${address}`,
  vaultLogon: ({ address, mount }: { address: string; mount: string }) =>
    `Vault at ${address}, AppRole logon at auth/${mount}`,
  vaultEngine: ({ address, mount }: { address: string; mount: string }) =>
    `Vault at ${address}, secrets engine ${mount}`,
  vaultSecret: ({ address, path }: { address: string; path: string }) =>
    `Vault at ${address}, secret ${path}`,

  // Runs
  thisPreparation: 'This preparation',
  thisMigration: 'This migration',
  migration: ({ from, to }: { from: string; to: string }) =>
    `The migration of KS3 bucket ${from} to OSS bucket ${to}`,
  planOf: ({ workflowId }: { workflowId: string }) => `The plan of ${workflowId}`,
  planForAccount: ({ id }: { id: string }) => `The plan for account ${id}`,
  activity: ({ type }: { type: string }) => `Activity ${type}`,
  workflow: ({ id }: { id: string }) => `Workflow ${id}`,
  step: ({ title }: { title: string }) => `Step "${title}"`,
};
