import { settings } from './settings';
import { minute } from '../../text/minute';
import type { Said, Say } from '../phrase';
import { duration } from './duration';
import { switched } from './switched';
import { agreeing, counted } from './counted';

type Key = { accessKeyId: string };
type Command = { command: string };

/** Checks, and what the steps of a preparation find and remove. */
export const provisioning = {
  // Names of checks
  alibabaIdentity: 'Alibaba identity',
  ossBucket: 'OSS bucket',
  ramUser: 'RAM user',
  policy: ({ name }: { name: string }) => `Policy ${name}`,
  passwordPolicy: 'Password policy',
  signInDomain: 'Sign-in domain',
  ks3Endpoint: 'KS3 endpoint',
  ks3Prefix: 'KS3 prefix',
  ks3List: 'KS3 list',
  ks3Location: 'KS3 location',
  ks3Read: 'KS3 read',
  ks3AccessKey: 'KS3 AccessKey',
  sourceAccessKey: 'Source AccessKey',
  deliveryToOss: 'Delivery to OSS',
  deliveryToVault: 'Delivery to Vault',
  newKeyIdentity: 'New AccessKey: identity',
  newKeyBucket: 'New AccessKey: bucket',
  withNewKey: ({ check }: { check: Said }, say: Say) => `New ${say(check)}`,
  accessKey: 'AccessKey',
  policies: 'Policies',
  consoleLogon: 'Console logon',

  // Preflight
  finding: ({ name, type, message }: { name: Said; type: string; message: Said }, say: Say) =>
    `${say(name)} (${type}): ${say(message)}`,
  identityIs: ({ arn }: { arn: string }) => `The configured AccessKey is ${arn}.`,
  identityIsAccount: ({ arn }: { arn: string }) =>
    `The configured AccessKey is the account's own (${arn}) and has every permission.`,
  otherAccount: ({ account, arn }: { account: string; arn: string }) =>
    `STS reports account ${account} (${arn}).`,
  bucketWillBeCreated: ({ bucket, region }: { bucket: string; region: string }) =>
    `OSS bucket ${bucket} does not exist yet and will be created in ${region}.`,
  bucketOfEarlierRun: ({ bucket }: { bucket: string }) =>
    `OSS bucket ${bucket} was created by an earlier run of this preparation.`,
  bucketUsedAsItIs: ({ bucket }: { bucket: string }) => `OSS bucket ${bucket} exists and is used as it is.`,
  bucketLifecycleRules: ({ bucket, rules }: { bucket: string; rules: number }) =>
    `OSS bucket ${bucket} has ${counted(rules, 'lifecycle rule')}. The migration keeps modification times, so ${agreeing(rules, 'it', 'they')} may apply to migrated objects immediately.`,
  userWillBeCreated: ({ name }: { name: string }) =>
    `RAM user ${name} does not exist yet and will be created.`,
  userOfEarlierRun: ({ name }: { name: string }) =>
    `RAM user ${name} was created by an earlier run of this preparation; nothing was delivered with it.`,
  policyExists: ({ name, type }: { name: string; type: string }) => `${type} policy ${name} exists.`,
  policyWillBeCreated: ({ name }: { name: string }) =>
    `Custom policy ${name} does not exist yet and will be created.`,
  passwordsAccepted: ({ length }: { length: number }) =>
    `Passwords of the account need at least ${counted(length, 'character')}; one can be generated.`,
  signsInAs: ({ name }: { name: string }) => `The user will sign in as ${name}.`,
  signsInAsGuessed: ({ name, source }: { name: string; source: 'account-alias' | 'account-id' }) =>
    `The account's default domain could not be read. ${name} is derived from the account ${source === 'account-alias' ? 'alias' : 'ID'}.`,
  ks3EndpointUsed: ({ endpoint }: { endpoint: string }) => `KS3 requests go to ${endpoint}.`,
  ks3Empty: ({ bucket, prefix }: { bucket: string; prefix: string }) =>
    `KS3 bucket ${bucket} has no object${prefix === '' ? '' : ` under ${prefix}`}: there is nothing to migrate.`,
  ks3MayList: ({ bucket }: { bucket: string }) => `The AccessKey can list KS3 bucket ${bucket}.`,
  ks3OtherRegion: ({ location, region }: { location: string; region: string }) =>
    `KS3 reports ${location}; the request was for region ${region}.`,
  ks3NoLocation: ({ bucket, region }: { bucket: string; region: string }) =>
    `KS3 does not report the region of bucket ${bucket}; ${region} is assumed.`,
  ks3In: ({ bucket, location }: { bucket: string; location: string }) =>
    `KS3 bucket ${bucket} is in ${location}.`,
  ks3NothingToRead: ({ bucket }: { bucket: string }) => `KS3 bucket ${bucket} has no object to try reading.`,
  ks3Archived: ({ bucket }: { bucket: string }) =>
    `The first object of KS3 bucket ${bucket} is archived. Archived objects must be restored before the migration.`,
  ks3MayRead: ({ bucket }: { bucket: string }) => `The AccessKey can read objects of KS3 bucket ${bucket}.`,
  ownerNotChecked: ({ accessKeyId, profile }: Key & { profile: string }) =>
    `The owner of AccessKey ${accessKeyId} was not checked: no Kingsoft IAM is configured for source profile ${profile}.`,
  ownerNotAnswered: ({ accessKeyId }: Key) =>
    `The owner of AccessKey ${accessKeyId} could not be checked: Kingsoft IAM did not answer in time.`,
  ownerNotFound: ({ accessKeyId, why }: Key & { why: Said }, say: Say) =>
    `The owner of AccessKey ${accessKeyId} could not be checked: ${say(why)}`,
  ownerUnknown: ({ accessKeyId }: Key) =>
    `AccessKey ${accessKeyId} belongs to no user that Kingsoft IAM lists: it may be the main account's own, which has every permission. {"source":{"accessKey":"create"}} creates a dedicated one that can only read the bucket.`,
  ownerIs: (
    {
      accessKeyId,
      user,
      account,
      created,
      used,
      disabled,
    }: Key & { user: string; account: string; created: Said; used: Said; disabled: boolean },
    say: Say,
  ) =>
    `AccessKey ${accessKeyId} belongs to Kingsoft IAM user ${user}${account === '' ? '' : ` of account ${account}`}; it was created ${say(created)} and last used ${say(used)}.${disabled ? ' It is disabled.' : ''}`,
  unknownTime: 'at a time that IAM does not report',
  atTime: ({ time }: { time: string }) => `at ${time}`,
  ago: ({ ageMs }: { ageMs: number }) => `${duration(ageMs)} ago`,
  neverUsed: 'never, or not recently',
  configuredKeyUsed: 'The configured AccessKey is used.',
  readerWillBeCreated: ({ name, bucket }: { name: string; bucket: string }) =>
    `Kingsoft IAM user ${name} does not exist yet. It will be created after the approval, with an AccessKey that can only list, locate and read KS3 bucket ${bucket}.`,
  readerOfEarlierRun: ({ name }: { name: string }) =>
    `Kingsoft IAM user ${name} was created by an earlier run of this preparation.`,

  // Delivery
  bucketAcceptsSealed: ({ bucket }: { bucket: string }) =>
    `OSS bucket ${bucket}, which is private, accepts the sealed credentials.`,
  vaultAccepts: ({ address, plain }: { address: string; plain: boolean }) =>
    `Vault at ${address} accepts ${plain ? 'the credentials in plain text' : 'the sealed credentials'}.`,
  otherVault: 'The worker is now configured for another Vault or secrets engine.',
  deliveryBucketMissing: 'The bucket does not exist.',
  deliveryBucketElsewhere: ({ region, expected }: { region: string; expected: string }) =>
    `The bucket is in ${region}, not in ${expected}.`,
  deliveryBucketNotPrivate: ({ acl }: { acl: string }) =>
    `The bucket has the ACL ${acl}; it must be private.`,
  writtenNotReadable: 'It was written but cannot be read back yet.',
  writtenDiffers: 'It was written, but different content was read back.',
  writtenByOther: 'Another attempt wrote at the same time.',
  plainCredentialGone:
    'The plain credential that was written there is gone; it is still in the sealed credentials.',

  // Bucket
  bucketRegion: ({ region, expected }: { region: string; expected: string }) =>
    `It is in ${region}, not in ${expected}.`,
  bucketStorageClass: ({ found, expected }: { found: string; expected: string }) =>
    `Its storage class is ${found}, not ${expected}.`,
  bucketRedundancy: ({ found, expected }: { found: string; expected: string }) =>
    `Its redundancy is ${found}, not ${expected}.`,
  bucketSetting: ({
    setting,
    found,
    expected,
  }: {
    setting: string;
    found: string;
    expected: readonly string[];
  }) =>
    `Its ${settings.ofBucket[setting] ?? setting} is ${value(found)}, not ${expected.map(value).join(' or ')}.`,
  bucketKeptSetting: ({
    bucket,
    setting,
    found,
    expected,
  }: {
    bucket: string;
    setting: string;
    found: string;
    expected: string;
  }) =>
    `OSS bucket ${bucket} is used as it is: its ${settings.ofBucket[setting] ?? setting} is ${value(found)}, not ${value(expected)}.`,
  bucketAsPlanned: ({ bucket, acl, encryption }: { bucket: string; acl: string; encryption: string }) =>
    `OSS bucket ${bucket} matches the approved plan: ${acl}, encryption ${encryption}.`,
  bucketDelivered: ({ at }: { at: string }) => `it was delivered at ${minute(at)}`,
  bucketOfOtherRun: 'another run of the same preparation created it',
  bucketNotEmpty: 'it contains objects',

  // Users and their access
  markOfPreparation: ({ preparation }: { preparation: string }) =>
    `Its mark names preparation ${preparation}.`,
  markNotAuthentic: 'Its mark of this product was not made by a worker of this configuration.',
  markMissing: 'It carries no mark of this product.',
  delivered: (
    {
      at,
      until,
      access,
      rotate,
      revoke,
    }: { at: string; until: string | null; access: Said[]; rotate: string; revoke: string },
    say: Say,
  ) =>
    `Credentials were delivered at ${minute(at)} and ${until === null ? 'never expire' : `expire on ${minute(until)}`}; the user has ${access.map(say).join(', ') || 'no access any more'}. To replace the AccessKey: ${rotate}. To revoke everything: ${revoke}.`,
  issuedKey: ({ accessKeyId, createdAt, active }: Key & { createdAt: string; active: boolean }) =>
    `AccessKey ${accessKeyId} (issued ${createdAt === '' ? 'at an unknown time' : createdAt}, ${active ? 'active' : 'inactive'})`,
  logon: 'console logon',
  deliveredAt: ({ at }: { at: string }) => `its credentials were delivered at ${minute(at)}`,
  usedByOtherRun: 'another run of the same preparation works with it',
  attachedElsewhere: 'it is attached to another user',
  policyOf: ({ name, user }: { name: string; user: Said }, say: Say) => `policy ${name} of ${say(user)}`,
  logonOf: ({ user }: { user: Said }, say: Say) => `console logon of ${say(user)}`,
  blockedBy: ({ what }: { what: string }) => `It cannot be deleted while it has: ${what}.`,
  notListed: ({ directory }: { directory: string }) => `${directory} does not list it.`,
  notListedDeleted: ({ directory }: { directory: string }) =>
    `${directory} does not list it, so it was deleted again.`,
  listedBeside: ({ directory, others }: { directory: string; others: readonly string[] }) =>
    `${directory} also lists ${others.join(', ')}, so it was deleted again.`,
  notActive: 'It is not active.',
  exactlyOneKey: ({ user, accessKeyId }: Key & { user: Said }, say: Say) =>
    `${say(user)} has exactly one AccessKey, ${accessKeyId}, active.`,
  hasKeys: ({ keys }: { keys: readonly string[] }) => `It has AccessKey ${keys.join(', ')}.`,
  hasLogon: 'It has console logon.',
  hasBeyond: ({ policies, groups }: { policies: readonly string[]; groups: readonly string[] }) =>
    `It has ${[...policies.map((name) => `policy ${name}`), ...groups.map((name) => `the group ${name}`)].join(', ')}.`,
  exactPolicies: ({ user, policies }: { user: Said; policies: readonly string[] }, say: Say) =>
    `${say(user)} has ${policies.join(' and ')}, and is in no group.`,
  logonRecreated: 'It was created again, with another password.',
  logonNotTried: ({ user }: { user: Said }, say: Say) =>
    `Console logon of ${say(user)} is enabled, but no program can try it: sign in once with the link.`,
  logonByOtherAttempt: 'Another attempt of this step created it at the same time.',
  policyDiffers: 'A custom policy of that name permits something other than the plan.',
  policyShared: 'It was created by this preparation, but is also attached to another user.',
  iamListsPolicies: ({ count }: { count: number }) => `IAM lists ${counted(count, 'policy', 'policies')}.`,
  passwordNeeds: ({ length, different }: { length: number; different: number }) =>
    `It requires ${counted(length, 'character')}, ${different} of them different.`,
  keyIs: ({ arn }: { arn: string }) => `STS identifies the key as ${arn}.`,
  keyReachesBucket: ({ bucket }: { bucket: string }) => `The key can read and write OSS bucket ${bucket}.`,
  keyNotTriedOnBucket: ({ bucket }: { bucket: string }) =>
    `The key was not tried on OSS bucket ${bucket}: its policies reach OSS through a RAM role.`,
  noSourceKeyPlanned: 'The plan has no source AccessKey.',
  noSourceNamed: 'No source is named.',
  profileGone: "The worker's configuration no longer has this source profile.",
  noRecipient: 'None was named.',
  theSecret: 'The secret',
  sealedText: 'The sealed text',
  notAnIdentity: 'One of the identities is not an age identity.',
  notSealedText: 'It is not a complete age text.',
  notOpened: 'None of the identities opens it, or it was changed.',
  givenAs: ({ what }: { what: string }) => `The ${what} given to this run`,
  historyOf: ({ workflowId, runId }: { workflowId: string; runId: string }) =>
    `The history of ${workflowId}, run ${runId},`,
  decisionOf: ({ decision, approver }: { decision: string; approver: string }) =>
    `It is the ${decision} of ${approver}.`,
  unknownError: ({ name, frame }: { name: string; frame: string }) =>
    `It was a ${name}${frame === '' ? '' : ` ${frame}`}.`,

  // Approval
  otherAccountNow: ({ account }: { account: string }) => `The configuration is now for account ${account}.`,
  planChanged: ({ changes }: { changes: readonly Said[] }, say: Say) =>
    `The configuration or the input has changed: ${changes.map(say).join('; ')}.`,
  changed: ({ what, was, now }: { what: string; was: Said; now: Said }, say: Say) =>
    `${what} was ${say(was)} and is ${say(now)}`,
  otherPlan: 'It is for another plan.',
  approvalsCount: ({ count, required }: { count: number; required: number }) =>
    `${count} of ${required} approvals count under the current approval policy.`,
  approvalNotAttested: ({ runId }: { runId: string }) =>
    `No worker of this configuration attests it for run ${runId}.`,

  // Results
  ready: ({ from, to }: { from: string; to: string }) =>
    `KS3 bucket ${from} is ready to be migrated to OSS bucket ${to}.`,
  readyInPart: ({ from, to, blockers }: { from: string; to: string; blockers: readonly Said[] }, say: Say) =>
    `KS3 bucket ${from} is prepared for OSS bucket ${to}, but not all of it can be migrated as it is: ${blockers.map(say).join(' ')}`,
  notPrepared: ({ because, removed }: { because: Said; removed: readonly Said[] }, say: Say) =>
    `No credentials were issued: ${say(because)}. Removed: ${removed.map(say).join(', ') || 'nothing'}.`,
  blocker: ({ objects, happens, remedy }: { objects: string; happens: Said; remedy: Said }, say: Say) =>
    `${counted(objects, 'object')}: ${say(happens)} ${say(remedy)}`,
  secretOfOwner: ({ accessKeyId }: Key) => `the secret of ${accessKeyId}, which only its owner holds`,
  inSealedCredentials: 'in the sealed credentials',
  noKeyRequested: 'none was requested',
  firstBlockers: 'First resolve the warnings about objects that cannot be migrated as they are.',
  openCredentials: ({ command }: Command) => `Open the sealed credentials: ${command}`,
  tryLogon: ({ url }: { url: string }) => `Try the console logon, which no program can verify: ${url}`,
  authorizeRole: ({ bucket }: { bucket: string }) =>
    `Authorize the RAM role through which Data Online Migration reaches OSS bucket ${bucket}: its console offers this when you create the data address of the destination.`,
  migrateNext: ({ command }: Command) =>
    `Migrate: ${command} creates both data addresses and the job, has the launch approved, and watches it. By hand, create them in the console of Data Online Migration with the values of the job form.`,
  revokeWhenDone: ({ about, withSourceKey }: { about: string; withSourceKey: boolean }) =>
    `When the migration is done, revoke the credentials${withSourceKey ? ', including the source AccessKey and its Kingsoft IAM user' : ''}: npx prep revoke ${about}`,
  revokedAutomatically: ({ at, workflowId }: { at: string; workflowId: string }) =>
    `Otherwise they are revoked automatically on ${minute(at)} (${workflowId}).`,
};

/** Of a setting that is on or off; of any other as OSS calls it. */
const VALUES: Readonly<Record<string, string>> = {
  true: switched(true),
  false: switched(false),
  null: switched(null),
};

function value(text: string): string {
  return VALUES[text] ?? text;
}
