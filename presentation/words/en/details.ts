import type { PlannedUse } from '../planned';
import { counted } from './counted';
import { switched } from './switched';

/** What the current details of a run, its status and its plan say. */
export const details = {
  steps: {
    validate: 'Validate the input',
    preflight: 'Preflight, read-only',
    inventory: 'Inventory of the KS3 bucket',
    bucket: 'OSS bucket',
    user: 'RAM user, without any access',
    approval: 'Approval',
    settle: 'Compare with the plan, settle the bucket',
    sourceKey: 'Source AccessKey',
    grant: 'Grant the policies',
    logon: 'Console logon',
    accessKey: 'AccessKey',
    verify: 'Verify the access',
    result: 'Job form and sealed credentials',
  },
  fleetSteps: {
    validate: 'Validate the input',
    match: 'Buckets of the source account',
    prepare: 'Preparations',
    result: 'Summary',
  },
  revocationSteps: {
    validate: 'Validate the input',
    inspect: 'Check what can be revoked',
    expiry: 'Wait for the expiry',
    disable: 'Disable the AccessKey',
    grace: 'Grace period',
    remove: 'Remove and read back',
  },
  rotationSteps: {
    validate: 'Validate the input',
    inspect: 'The AccessKey to replace',
    issue: 'New AccessKey, sealed',
    deliver: 'Delivery',
    confirm: 'Confirmation that it is in use',
    disable: 'Disable the old AccessKey',
    grace: 'Grace period',
    remove: 'Remove and read back',
  },
  migrationSteps: {
    validate: 'Result of the preparation',
    source: 'Address of the source',
    destination: 'Address of the destination',
    verify: 'Verify both addresses',
    job: 'Migration job, not started',
    approval: 'Approval',
    launch: 'Launch',
    watch: 'Copying',
    failures: 'Failed objects',
    rounds: 'Incremental rounds',
    compare: 'Comparison of both sides',
    result: 'Read back and sign the result',
  },
  titles: {
    steps: ({ bucket, destination }: { bucket: string; destination: string | null }) =>
      `Preparation of KS3 bucket ${bucket}${destination === null ? '' : ` → OSS bucket ${destination}`}`,
    fleetSteps: ({ bucket }: { bucket: string }) => `Preparations of the buckets of ${bucket}`,
    revocationSteps: ({ bucket }: { bucket: string }) =>
      `Revocation of the credentials for KS3 bucket ${bucket}`,
    migrationSteps: ({ bucket, destination }: { bucket: string; destination: string | null }) =>
      `Migration of KS3 bucket ${bucket}${destination === null ? '' : ` → OSS bucket ${destination}`}`,
    rotationSteps: ({ bucket }: { bucket: string }) => `Rotation of an AccessKey for KS3 bucket ${bucket}`,
  },
  states: {
    pending: 'pending',
    running: 'running',
    done: 'done',
    skipped: 'skipped',
    'action required': 'action required',
    failed: 'failed',
    cancelled: 'cancelled',
    waiting: 'waiting',
  },

  // Headings
  cut: '… (cut; see the query "status")',
  running: 'Running',
  waitingForApproval: ({ until, reminders }: { until: string; reminders: number }) =>
    `Waiting for approval until ${until}${reminders === 0 ? '' : ` (reminder ${reminders})`}`,
  actionRequired: 'Action required',
  actionRequiredUntil: ({ until, reminders }: { until: string; reminders: number }) =>
    `Action required until ${until}; then the run ends and cleans up${reminders === 0 ? '' : ` (reminders: ${reminders})`}`,
  waitingFor: ({ what, until }: { what: string; until: string }) => `Waiting for ${what} until ${until}`,
  cleaningUp: ({ because }: { because: string }) => `Cleaning up: ${because}`,
  finished: ({ outcome }: { outcome: string }) => `Finished: ${outcome}`,
  columns: ['State', 'Step', 'Result'] as readonly string[],
  objects: 'Objects',
  bytes: 'Bytes',
  ignoredMessages: 'Messages not acted on',
  undelivered: 'Notifications not delivered',

  // What to do
  cancelAndStart:
    'Cancel this run: _Request Cancellation_, or the command below. Then start a new one: _More Actions_, _Start Workflow Like This One_.',
  orCancelAndStart:
    'Or, if it takes another input, cancel this run: _Request Cancellation_, or the command below. Then start a new one: _More Actions_, _Start Workflow Like This One_.',
  retry: 'After fixing the problem, send the `retry` signal:',
  prepared: ({ report, open }: { report: string; open: string }) =>
    `The result holds the job form and the sealed credentials: ${report}, ${open}.`,
  migrated: ({ report }: { report: string }) => `The report of the signed result:\n${report}`,
  maybeRetrying: 'A step that takes long may be retrying: see the tab Pending Activities.',
  readPlan: ({
    how,
    reject,
    missing,
    before,
  }: {
    how: string;
    reject: string;
    missing: number;
    before: string;
  }) =>
    `Read the plan (query "plan"), then ${how}, or reject it: ${reject}; ${missing} more ${missing === 1 ? 'approval is' : 'approvals are'} needed before ${before}.`,
  cancelNow: ({ command }: { command: string }) =>
    `Cancel this run with "Request Cancellation" or ${command}, and start a new one.`,
  retryNow: ({ example }: { example: string }) => `Fix the problem, then send the signal retry ${example}.`,
  approveSignedIn: ({ command }: { command: string }) =>
    `sign in to Temporal as yourself and approve it with ${command}`,
  sendApprove: ({ example }: { example: string }) => `send the update decide ${example}`,
  orSignWith: ({ paste, signers, command }: { paste: string; signers: string; command: string }) =>
    `${paste} (${signers}: ${command})`,
  signWith: ({ command }: { command: string }) => `sign it with ${command}`,

  // The plan that waits
  plan: 'Plan',
  planCut: 'The query `plan` and `npx prep status` show in full what is cut above.',
  planDigest: 'Plan digest',
  approvals: 'Approvals',
  approvalsOf: ({ count, required }: { count: number; required: number }) => `${count} of ${required}`,
  decisionBy: ({ decision, approver }: { decision: 'approve' | 'reject'; approver: string }) =>
    `${decision} by ${approver}`,
  signed: 'signed',
  sentBy: ({ principal }: { principal: string }) => `sent by ${principal}`,
  askedAgain: 'Asked again',
  whyAgain: 'because what was approved is no longer what would be done:',
  wholePlan: ({ tab }: { tab: string }) => `The complete plan is in the tab ${tab}, \`plan\`.`,
  draftReport: ({ command }: { command: string }) => `The draft of the report: ${command}.`,
  checkedPlan: 'checked the plan',
  wrongBucket: 'wrong bucket',
  pasteToDecide: ({
    decision,
    signIn,
    via,
  }: {
    decision: 'approve' | 'reject';
    signIn: boolean;
    via: 'update' | 'signal';
  }) =>
    `To ${decision} it, ${signIn ? 'sign in to Temporal as yourself and ' : ''}send the ${via === 'update' ? 'update `decide`' : `signal \`${decision}\``} with:`,
  needed: ({ missing, who }: { missing: number; who: string | null }) =>
    `Needed: ${missing} more ${missing === 1 ? 'approval' : 'approvals'}, from ${who ?? 'anybody who may send messages to this run'}.`,
  since: ({ since }: { since: string }) => `Since ${since}.`,
  by: ({ requester }: { requester: string }) => `Requested by ${requester}.`,
  approveSigned: ({ who }: { who: string }) => `${who} approve with a signature:`,
  signOffline: 'If the machine with the key cannot reach Temporal, this prints the JSON to paste:',
  rejectSigned: 'A rejection must be signed too: the same with `reject`, or `sign --reject`.',

  // Who may decide
  approvers: ({ who }: { who: string }) => `Approvers: ${who}.`,
  signs: ({ who }: { who: string }) => `${who} (signs)`,
  secondNow: ({ who }: { who: string }) => `Also, by now: ${who}.`,
  secondFrom: ({ who, from }: { who: string; from: string }) => `From ${from} also: ${who}.`,
  fourEyes: ({ requester }: { requester: string }) => `Not ${requester}, the requester (four eyes).`,
  commentRequired: 'An approval needs a comment.',
  rejectionsSigned: 'Rejections must be signed too.',
  principals: ({ all }: { all: boolean }) =>
    `${all ? 'Decisions' : 'Approvals'} must be sent as a signal by the approver's own Temporal account; the server verifies the sender.`,
  change: ({ what, was, now }: { what: string; was: string; now: string }) =>
    `${what}: was ${was}, is ${now}`,

  // Lines of the plan
  requestedBy: ({ who }: { who: string }) => `Requested by ${who} (unverified, from the input)`,
  prefix: ({ prefix, open }: { prefix: string; open: boolean }) =>
    `, prefix ${prefix}${open ? ' (does not end in "/": longer names match too)' : ''}`,
  from: ({ bucket, prefix, objects, bytes, at, endpoint, profile, region }: PlannedUse['source']) =>
    `From KS3 bucket ${bucket}${prefix}: ${counted(objects, 'object')}, ${bytes}, counted by ${at}, at ${endpoint} (profile ${profile}, region ${region})`,
  nothingFound: ({ prefix }: { prefix: string | null }) =>
    `WARNING: ${prefix === null ? 'the KS3 bucket is empty' : `no key starts with ${prefix}`}, so there is nothing to migrate`,
  readWith: ({ key }: { key: string }) => `Read with the configured AccessKey ${key}`,
  readWithNew: ({ user, bucket }: { user: string; bucket: string }) =>
    `Read with an AccessKey of a new Kingsoft IAM user ${user}, which may only list, locate and read bucket ${bucket}`,
  sealedTo: ({ recipient }: { recipient: string }) => `Credentials sealed to ${recipient}`,
  deliveredToOss: ({ bucket, prefix }: { bucket: string; prefix: string }) =>
    `Also delivered to OSS bucket ${bucket}${prefix === '' ? '' : `, ${prefix}`} (sealed)`,
  deliveredToVault: ({
    address,
    mount,
    content,
  }: {
    address: string;
    mount: string;
    content: 'sealed' | 'plain';
  }) => `Also delivered to ${address}, secrets engine ${mount} (${content})`,
  neverExpires: 'Never expires',
  expiresAfter: ({ time }: { time: string }) => `Expires after ${time}`,
  blocker: ({ objects, bytes, example, what }: PlannedUse['blocker']) =>
    `BLOCKER: ${counted(objects, 'object')}, ${bytes}${example === null ? '' : `, for example ${example}`}: ${what}`,
  storageClasses: ({ classes }: { classes: string }) => `Storage classes: ${classes}`,
  ofClass: ({ name, objects, bytes }: { name: string; objects: string; bytes: string }) =>
    `${name} ${counted(objects, 'object')} (${bytes})`,
  takesAtLeast: ({ time }: { time: string }) => `The first copy takes at least ${time}`,
  takes: ({ items }: { items: string }) => `It takes: ${items}`,
  noticed: ({ objects, bytes, what }: { objects: string; bytes: string; what: string }) =>
    `Notice: ${counted(objects, 'object')}, ${bytes}: ${what}`,
  adopted: ({ bucket, region }: { bucket: string; region: string }) =>
    `To OSS bucket ${bucket} in ${region}, ADOPTED: it exists, was not created by this preparation, and is used as it is`,
  adoptedIs: ({ settings }: { settings: string }) => `It is ${settings}`,
  created: ({ bucket, region, settings }: { bucket: string; region: string; settings: string }) =>
    `To OSS bucket ${bucket} in ${region}, created by this preparation: ${settings}`,
  approvalChanges: ({ what, from, to }: { what: string; from: string; to: string }) =>
    `The approval changes its ${what} from ${from} to ${to}`,
  settingValue: ({ on }: { on: boolean | null }) => switched(on),
  publicAccess: ({ blocked }: { blocked: boolean | null }) =>
    blocked === null
      ? 'public access blocked or not, OSS does not say'
      : `public access ${blocked ? 'blocked' : 'NOT blocked'}`,
  encryption: ({ encryption }: { encryption: string }) => `encryption ${encryption}`,
  versioning: ({ on }: { on: boolean }) => `versioning ${switched(on)}`,
  noTags: 'no tags',
  tags: ({ tags }: { tags: string }) => `tags ${tags}`,
  logon: ({ reset }: { reset: boolean }) =>
    `console logon${reset ? ' with a password that must be changed at once' : ''}`,
  oneKey: 'one AccessKey',
  and: ' and ',
  comma: ', ',
  customPolicy: ({ name }: { name: string }) => `${name} (custom)`,
  user: ({ user, account, access, policies }: PlannedUse['user']) =>
    `RAM user ${user} of account ${account} gets ${access}, with ${policies}`,
  beyond: ({ what, asked }: { what: string; asked: string }) =>
    `BEYOND THE CONFIGURATION, by the input: ${what} ${asked}`,
  deviates: ({ what, asked, configured }: { what: string; asked: string; configured: string }) =>
    `Other than configured, by the input: ${what} is ${asked}, configured is ${configured}`,
};
