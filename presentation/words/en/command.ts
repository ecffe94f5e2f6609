import { pathWord, shellWord } from '../../text/shell-word';
import { minute } from '../../text/minute';
import type { Said, Say } from '../phrase';
import { counted } from './counted';
import { exactly } from './duration';
import { readFault, writeFault } from './file-faults';

interface CutOverBefore {
  readonly workflowId: string;
  readonly state: 'requested' | 'waiting for approval' | 'approved';
  readonly by: string | null;
  /** The command that comes next. */
  readonly next: string;
}

interface OtherKind {
  readonly workflowId: string;
  /** The name of the command. */
  readonly asked: string;
}

const runKinds = {
  preparation: 'a preparation',
  fleet: 'a batch',
  migration: 'a migration',
  inventory: 'an inventory',
  verification: 'a verification',
  part: 'the inventory of a preparation',
  revocation: 'a revocation',
  rotation: 'a rotation',
};

/** What commands answer and refuse. */
export const command = {
  // Which run
  twoBuckets: ({ argument, option }: { argument: string; option: string }) =>
    `Two KS3 buckets are named: ${argument}, and ${option} with --bucket. Name one.`,
  noBucket: 'Name the KS3 bucket.',
  bucketOrId: 'Name the KS3 bucket or the workflow ID (--id), not both.',
  notABucket: ({ name, problem }: { name: string; problem: Said }, say: Say) =>
    `${name} ${say(problem)}. A run whose workflow ID is none of ours is named with --id.`,
  nameRun: 'Name the KS3 bucket, or the workflow ID of the run with --id.',
  nameDelivered: 'Name the KS3 bucket that was prepared, or the workflow ID of its preparation with --id.',
  undecodable: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} holds data that is not JSON, so none of our workers or commands wrote it. See its history in the Web UI.`,
  noSuchRun: ({ workflowId }: { workflowId: string }) =>
    `There is no run with workflow ID ${workflowId} in this namespace. List the runs: npx prep list --all`,
  noBatch: ({ name }: { name: string }) =>
    `There is no batch ${name} in this namespace. List the batches: npx prep batch list --all`,
  noPreparation: ({ bucket }: { bucket: string }) =>
    `There is no preparation of KS3 bucket ${bucket}; start one: npx prep start --bucket ${bucket}`,
  scheduledInstead: ({ workflowId, fired, see }: Record<'workflowId' | 'fired' | 'see', string>) =>
    `There is no run with workflow ID ${workflowId}; the last one that a Schedule started for it is ${fired}. See: ${see}`,
  noMigration: ({ bucket }: { bucket: string }) =>
    `There is no migration of KS3 bucket ${bucket}. Start one: npx prep migrate ${bucket} (with rounds until a cut-over: --every "6 hours")`,
  alreadyFinished: ({ workflowId, state, see }: { workflowId: string; state: string; see: string }) =>
    `${workflowId} has already ended (${state}), so nothing was sent. See its result: ${see}`,
  notAnswered: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} is a run of another kind, which does not answer this command.`,
  runOfKind: ({ workflowId, asked, kind, use }: OtherKind & { kind: keyof typeof runKinds; use: string }) =>
    `${workflowId} is ${runKinds[kind]}, which "prep ${asked}" is not for. Use: ${use}`,
  foreignRun: ({ workflowId, asked, type, types }: OtherKind & { type: string; types: string }) =>
    `${workflowId} is a run of workflow type ${type}, which is not one of ks3-oss-prep (${types}), so "prep ${asked}" left it alone. See it in the Web UI.`,
  inventoryCancelSent: ({ workflowId }: { workflowId: string }) =>
    `Cancelling ${workflowId}; an inventory has nothing to clean up.`,
  serverSays: ({ details }: { details: string }) => `The Temporal server refused this: ${details}`,
  inventoryRun: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} is an inventory, which has no status of its own. Follow it with "npx prep inventory", or see it in the Web UI.`,

  // Command line
  invalidName: ({ option, why }: { option: string; why: Said }, say: Say) =>
    `${option} is not a valid name: it ${say(why)}.`,
  invalidDigest:
    '--digest takes the digest of the plan: all 64 hexadecimal digits, as the plan or the list of plans shows them. Without it, a decision about a single plan counts for the plan that is shown.',
  remarkTooLong: ({ option, characters, max }: { option: string; characters: number; max: number }) =>
    `${option} has ${characters} characters; at most ${max} are possible.`,
  invalidDuration: ({ option, why }: { option: string; why: Said }, say: Say) =>
    `${option} takes a duration such as "30 minutes"; it ${say(why)}.`,
  notANumber: ({ option, max }: { option: string; max: number }) =>
    `${option} must be a whole number from 1 to ${max}.`,
  notAChoice: ({ option, choices }: { option: string; choices: string }) =>
    `${option} must be one of ${choices}.`,
  nobodyIsMine: '--mine needs your name: set USER, or give --by NAME instead.',
  listWithoutAttributes:
    'This namespace does not have the search attributes, so every open run was asked and runs that have ended show no outcome. Register them: npx prep doctor --fix',
  listUnanswered: ({ count }: { count: number }) =>
    `No worker answered for ${count} open ${count === 1 ? 'run' : 'runs'}, so what ${count === 1 ? 'it waits' : 'they wait'} for is not known. Check that a worker runs: npx prep doctor`,
  listUnreadable: ({ count, why }: { count: number; why: Said }, say: Say) =>
    `What ${count} open ${count === 1 ? 'run waits' : 'runs wait'} for cannot be read here. ${say(why)}`,
  listStuck: ({ count, see }: { count: number; see: string }) =>
    `${count} open ${count === 1 ? 'run gets' : 'runs get'} no further, and a worker does not help. What to do: ${see}`,
  listCut: ({ limit }: { limit: number }) =>
    `Only the newest ${limit} are shown; there are more. Use --limit, or a filter.`,
  unknownLanguage: ({ given }: { given: string }) => `--lang ${given} is not supported; use en or zh.`,

  // Temporal
  serverSilent: 'The Temporal server no longer answers. Check that it is running, then try again.',
  serverRefuses: 'The Temporal server does not accept these credentials for this request.',
  noWorkerAnswers:
    'No worker answers for this run. Start one (npx prep worker) or check the one that runs, then try again.',
  workerGone: ({ at }: { at: string }) =>
    `No worker answers for this run; the last one was seen at ${minute(at)}. Start one (npx prep worker) or check the one that runs, then try again.`,
  workerSlow:
    'A worker is running but did not answer in time. Try again; if that does not help, check its log and the load of its machine.',
  updateUnanswered:
    'The decision was not answered in time and may still count. Check npx prep status before you send it again.',
  taskFailed: ({ workflowId, failure }: { workflowId: string; failure: string }) =>
    `The last workflow task of ${workflowId} failed; the server repeats it until a worker completes it. The failure: ${failure}.`,
  wrongTaskQueue: ({
    workflowId,
    taskQueue,
    right,
  }: {
    workflowId: string;
    taskQueue: string;
    right: string;
  }) =>
    `${workflowId} was started on task queue ${taskQueue}, which no worker of this product polls. Terminate it (it has done nothing) and start it on ${right}.`,
  noWorker: ({ taskQueue }: { taskQueue: string }) =>
    `No worker is polling task queue ${taskQueue}; nothing happens until one runs: npx prep worker`,
  lastPoll: ({ taskQueue, at }: { taskQueue: string; at: string }) =>
    `No worker has polled task queue ${taskQueue} since ${minute(at)}; if none runs any more, nothing happens until one does: npx prep worker`,
  attached: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} was already running; attached to the existing run (your new input was ignored).`,
  attachedAlone: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} was already running; attached to the existing run.`,
  otherInput: ({ at, there, here }: { at: string; there: Said; here: Said }, say: Say) =>
    `${at} is ${say(there)} there, and ${say(here)} was asked for`,
  notGiven: 'not given',
  openAsOther: ({ workflowId, type }: { workflowId: string; type: string }) =>
    `${workflowId} is open as a run of workflow type ${type}, so nothing was started. See in the Web UI whose run it is, and start again when it has ended.`,
  alreadyPrepared: ({
    workflowId,
    runId,
    at,
    revoke,
  }: {
    workflowId: string;
    runId: string;
    at: string | null;
    revoke: string;
  }) =>
    `${workflowId} is already prepared: run ${runId} delivered at ${minute(at ?? 'an unknown time')}, and its credentials are still valid. Nothing was started. To prepare it again, revoke them first: ${revoke}`,
  alreadyRejected: ({
    workflowId,
    runId,
    at,
    see,
  }: {
    workflowId: string;
    runId: string;
    at: string | null;
    see: string;
  }) =>
    `${workflowId} was rejected by its approvers: run ${runId} ended at ${minute(at ?? 'an unknown time')}. Nothing was started. See why: ${see}. To ask the approvers again, add --again.`,
  unknownCause: 'unknown cause',
  unexpected: ({ name }: { name: string }) =>
    `The command failed unexpectedly (${name}). Set PREP_DEBUG=1 to see where, and report it if it persists.`,

  // How a run ended
  runCancelled: 'The run was cancelled.',
  runTerminated: ({ why }: { why: string }) => `The run was terminated${why === '' ? '' : ` (“${why}”)`}.`,
  runTimedOut: 'The run timed out.',
  leftNothing: 'No worker ever worked on it, so it has left nothing behind.',
  leftByPreparation:
    'It could not clean up. It may have left the OSS bucket and the RAM user; if its plan was approved, also policies, a console logon and active AccessKeys. Starting the same bucket again takes them over; the following command removes them, except for the OSS bucket.',
  leftByRevocation:
    'It could not finish. Credentials that it was to revoke may still work, or be disabled but not removed. The following command revokes them.',
  leftByRotation:
    'It could not finish. A second AccessKey may be left, or the old one may be disabled. The following command rotates the AccessKey; if there are two, it names both and changes nothing.',
  leftByMigration:
    'It could not clean up. It may have left two addresses and a job at the migration service; a job that was launched continues. The following command finds them and continues with them; cancel it before the launch to remove them.',
  endedWithoutResult: (
    { type, message, see }: { type: string | null; message: Said; see: string },
    say: Say,
  ) => `The run ended without a result${type === null ? '' : ` (${type})`}. ${say(message)} See: ${see}`,
  notEnded: ({ waitsFor, commands }: { waitsFor: 'approval' | 'action' | null; commands: string[] }) => {
    const [first = '', ...more] = commands;
    const next = {
      approval: `It waits for an approval: ${first}`,
      action: `It requires an action, which ${first} shows. Then: ${more.join(', or ')}`,
    };
    return `The preparation has not ended yet, so there is no result. ${
      waitsFor === null ? `Follow it: ${first}` : next[waitsFor]
    }`;
  },
  notAPreparation: ({ workflowId, summary }: { workflowId: string; summary: Said }, say: Say) =>
    `${workflowId} is not a preparation: ${say(summary)}`,
  noReportYet: ({ workflowId, phase, next }: { workflowId: string; phase: string; next: string }) =>
    `There is no report yet: ${workflowId} is ${phase}.${next === '' ? '' : `\n${next}`}`,
  revokedSince: ({ at, see }: Record<'at' | 'see', string>) =>
    `These credentials no longer work; they were revoked by ${minute(at)}. See: ${see}`,
  revocationEnded: ({
    workflowId,
    at,
    until,
    revoke,
  }: Record<'workflowId' | 'at' | 'revoke', string> & { until: string | null }) =>
    `The run that was to revoke these credentials, ${workflowId}, was ended at ${minute(at)}. ` +
    `${until === null ? 'They do not expire' : `They stay valid until ${minute(until)}, when a worker revokes them`}. To revoke them now: ${revoke}`,
  rotatedSince: ({ accessKeyId, at, open }: Record<'accessKeyId' | 'at' | 'open', string>) =>
    `The AccessKey delivered here was replaced by ${accessKeyId} at ${minute(at)}. Open the new one: ${open}`,
  ofEarlierRun: ({
    workflowId,
    type,
    runId,
    at,
  }: {
    workflowId: string;
    type: string | null;
    runId: string;
    at: string | null;
  }) =>
    `The latest run of ${workflowId} ${type === null ? 'has not ended' : `ended without a result (${type})`}. This is about run ${runId}, which delivered at ${minute(at ?? 'an unknown time')}.`,
  notVerified:
    'This result was not verified because no public key of the workers is configured here. ' +
    'The people who run the workers find it with "npx prep doctor"; set it in [trust] public_keys, or PREP_TRUST_PUBLIC_KEYS.',
  notAuthentic: ({ workflowId, why }: { workflowId: string | null; why: Said }, say: Say) =>
    `${workflowId === null ? 'This result' : `The result of ${workflowId}`} was not signed by a worker of this configuration, so none of it is shown. ${say(why)} ` +
    'Check with "npx prep audit" and in the Web UI who completed the run, and inform the people who run the workers.',
  unsigned: 'It has no signature of a worker.',
  otherKey: 'It is signed with a key that is not among the configured public keys.',
  signatureWrong: 'Its signature does not match its content.',
  otherRun: 'A worker signed it for another run.',
  otherSource: 'A worker signed it for something else than what was asked.',
  older: 'It was listed before this run began, as in a run that was reset: repeat the command.',

  // Decisions, retry and cancel
  decisionRefused: ({ reason }: { reason: Said }, say: Say) => `Refused: ${say(reason)}.`,
  decisionCounted: ({
    decision,
    approver,
    approvals,
    required,
  }: {
    decision: 'approve' | 'reject';
    approver: string;
    approvals: number;
    required: number;
  }) =>
    `${decision === 'approve' ? 'Approval' : 'Rejection'} by ${approver} counted; ${approvals} of ${counted(required, 'approval')}`,
  signalNotJudged: ({ decision, workflowId, see }: { decision: string; workflowId: string; see: string }) =>
    `Sent ${decision} to ${workflowId} as a signal; no result yet. Check whether it counted: ${see}`,
  signalLeft: ({ decision, workflowId, see }: { decision: string; workflowId: string; see: string }) =>
    `Sent ${decision} to ${workflowId} as a signal, which is not answered. Check whether it counted: ${see}`,
  onlyWorkersAnswer: ({ why, decision }: { why: Said; decision: 'approve' | 'reject' }, say: Say) =>
    `${say(why)} Only a worker can answer an update. To leave the ${decision === 'approve' ? 'approval' : 'rejection'} for the next worker, send it as a signal: add --signal.`,
  planNotShown: ({ why }: { why: Said }, say: Say) => `The plan cannot be shown. ${say(why)}`,
  digestNeeded:
    'No worker is available to show the plan, so it is unknown what would be signed. Pass the digest of the plan that you have read with --digest.',
  noPlanToSign: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} has no plan yet: it has one once it waits for approval. Nothing was signed.`,
  planDiffers: ({ workflowId, digest, claimed }: { workflowId: string; digest: string; claimed: string }) =>
    `The worker shows a plan of ${workflowId} that does not match its digest (${digest}, not ${claimed}). Nothing was signed; check that worker.`,
  signedWith: ({ fingerprint }: { fingerprint: string }) => `Signed with ${fingerprint}`,
  notSigned: ({ keyFile }: { keyFile: string }) =>
    `ssh-keygen did not sign with ${keyFile}; its own message above says why. OpenSSH 8.1 or newer is required.`,
  noSshKeygen:
    'ssh-keygen, which signs approvals, was not found. Install OpenSSH 8.1 or newer, or sign on a machine that has it: npx prep sign --help',
  keyCannotSign: ({ keyFile, why }: { keyFile: string; why: Said }, say: Say) =>
    `The signature made with ${keyFile} ${say(why)}. Approvals are signed with ed25519 keys: ssh-keygen -t ed25519, or -t ed25519-sk on a security key.`,
  pasteSignal: ({ decision, workflowId }: { decision: string; workflowId: string }) =>
    `Paste it as the JSON of the signal "${decision}" of ${workflowId}; it is valid for this run and this plan only.`,
  nothingToRetry: ({ workflowId, phase }: { workflowId: string; phase: string }) =>
    `${workflowId} is ${phase} and no action is required, so nothing was sent.`,
  retrySent: ({ workflowId, see }: { workflowId: string; see: string }) =>
    `Sent retry to ${workflowId}. Follow it: ${see}`,
  noRounds: ({ workflowId, bucket }: { workflowId: string; bucket: string }) =>
    `${workflowId} has no rounds, so there is nothing to cut over: it ends by itself. To copy again what is newer, in rounds until a cut-over, wait for its end and start: npx prep migrate ${bucket} --round 2 --every "6 hours"`,
  cutOverRequestedBefore: ({ workflowId, state, by, next }: CutOverBefore) => {
    const who = by === null ? '' : ` by ${by}`;
    switch (state) {
      case 'requested':
        return `The cut-over of ${workflowId} has been requested${who} already. Its approval is asked for when the present round has finished. Follow it: ${next}`;
      case 'waiting for approval':
        return `The cut-over of ${workflowId} has been requested${who} already, and waits for its approval: ${next}`;
      case 'approved':
        return `The cut-over of ${workflowId} is approved already. Follow its last round: ${next}`;
    }
  },
  cutOverRequested: ({ workflowId, bucket }: { workflowId: string; bucket: string }) =>
    `Requested the cut-over of ${workflowId}. A round that runs is finished; no other starts until the cut-over is decided.
Before you approve it, stop everything that writes to KS3 bucket ${bucket}. Approved, a last round copies what is newer, both sides are compared unless the migration was started with --no-verify, and it ends. Rejected, the rounds continue.`,
  cancelSent: ({ workflowId, see }: { workflowId: string; see: string }) =>
    `Cancelling ${workflowId}; it removes what it created. Follow it: ${see}`,
  revocationCancelSent: ({ workflowId, see }: { workflowId: string; see: string }) =>
    `Cancelling ${workflowId}; an AccessKey that it disabled is enabled again, and the credentials stay valid until they are revoked by another run. Follow it: ${see}`,
  rotationCancelSent: ({ workflowId, see }: { workflowId: string; see: string }) =>
    `Cancelling ${workflowId}; an old AccessKey that it disabled is enabled again, and a new one that nobody confirmed is removed. Follow it: ${see}`,
  migrationCancelSent: ({ workflowId, see }: { workflowId: string; see: string }) =>
    `Cancelling ${workflowId}; it removes what was never launched. Follow it: ${see}`,
  cancelledBy: ({ from }: { from: string }) => `Cancelled by ${from}`,
  notCancelled: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} had already reached its end, so it was not cancelled.`,
  endedWithResult: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} had launched its job and nothing was being copied, so it ended with its result.`,

  // Credentials
  preparedUnknown: ({ workflowId }: { workflowId: string }) =>
    `The server no longer knows what ${workflowId} prepared. Name the KS3 bucket instead, and pass --destination, --prefix and --user if they are not the defaults.`,
  nothingKnown: ({ bucket, named }: { bucket: string; named: string }) =>
    `The server has no run of a preparation of KS3 bucket ${bucket}: check the name ("npx prep list --all" shows what there is). If the run is only gone by now, name the RAM user that it delivered: ${named}`,
  deliveredNothing: (
    {
      bucket,
      why,
      next,
      userName,
      named,
    }: { bucket: string; why: Said; next: Said | null; userName: string; named: string },
    say: Say,
  ) =>
    `The preparation of KS3 bucket ${bucket} delivered no credentials, so nothing was started. ${say(why)} ${next === null ? `If RAM user ${userName} has access all the same, name it: ${named}` : say(next)}`,
  deliveredBefore: (
    {
      workflowId,
      summary,
      runId,
      at,
    }: { workflowId: string; summary: Said; runId: string; at: string | null },
    say: Say,
  ) =>
    `The latest run of ${workflowId} delivered nothing. ${say(summary)} This is about run ${runId}, which delivered at ${minute(at ?? 'an unknown time')}.`,
  nothingDelivered: ({ workflowId, cancel }: { workflowId: string; cancel: string }) =>
    `${workflowId} has not delivered anything yet. To end it and remove what it created, cancel it: ${cancel}`,
  graceOrNow: 'Use --grace or --now, not both.',
  revokeSummary: ({ userName }: { userName: string }) => `Revoke the credentials of RAM user ${userName}`,
  migrateSummary: ({ bucket }: { bucket: string }) => `Migrate KS3 bucket ${bucket}`,
  nothingPrepared: (
    { workflowId, why, next, open }: { workflowId: string; why: Said | null; next: string; open: boolean },
    say: Say,
  ) =>
    `No run of ${workflowId} has ended with a prepared bucket, so there is nothing to migrate. ${open ? 'The latest has not ended yet: ' : `${why === null ? '' : `${say(why)} `}Prepare it first: `}${next}`,
  rotateSummary: ({ holder }: { holder: Said }, say: Say) => `Replace the AccessKey of ${say(holder)}`,
  revokesNow: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} was already waiting or running and revokes the credentials now.`,
  started: ({ workflowId }: { workflowId: string }) => `Started ${workflowId}`,
  unsureOfSourceKey: ({ revoke }: { revoke: string }) =>
    `No result of the preparation says whether it created a dedicated source AccessKey. If it did, revoke that too once this run has ended: ${revoke}`,
  noDedicatedKey: ({ bucket }: { bucket: string }) =>
    `No dedicated source AccessKey was created: KS3 bucket ${bucket} is read with the configured one, which its owner replaces.`,
  nothingToConfirm: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} is not waiting for a confirmation; nothing was sent.`,
  confirmed: ({ see }: { see: string }) =>
    `Confirmed: the old AccessKey is now being removed. Follow it: ${see}`,
  codeWithoutConfirm: '--code and --identity confirm a new AccessKey: add --confirm. Nothing was sent.',
  codeNeeded: ({ open }: { open: string }) =>
    `Pass the confirmation code that "${open}" shows with --code, or the age identity that opens the new key with --identity.`,
  notIssuedYet: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} has not issued a new AccessKey yet.`,
  nothingToOpen: ({ summary }: { summary: Said }, say: Say) =>
    `There are no credentials to open: ${say(summary)}`,
  sealedOrResult: 'Name the sealed text (--sealed) or a result, not both.',
  runOrResult: 'Name the preparation or the file of its result (--result), not both.',
  notAResult: ({ file }: { file: string }) =>
    `${file} is not the result of a preparation. Save one with: npx prep report BUCKET --format json --out ${pathWord(file)}`,
  credentialsWritten: ({ userName, file }: { userName: string; file: string }) =>
    `Wrote the credentials of user ${userName} to ${file}, which only you can read (mode 0600).`,
  written: ({ file }: { file: string }) => `Wrote ${file}`,

  // Files
  invalidInput: ({ lines }: { lines: readonly Said[] }, say: Say) =>
    `The input is not valid; nothing was started.\n${lines.map((line) => `- ${say(line)}`).join('\n')}`,
  fileUnreadable: ({ file, code }: { file: string; code: string }) =>
    `${file} cannot be read: ${readFault(code)}.`,
  notText: ({
    file,
    kind,
  }: {
    file: string | null;
    kind: 'excel' | 'openDocument' | 'zip' | 'gzip' | 'utf16' | 'pdf';
  }) => {
    const [what, todo] = {
      excel: ['an Excel workbook', 'Export it as CSV (UTF-8)'],
      openDocument: ['an OpenDocument spreadsheet', 'Export it as CSV (UTF-8)'],
      zip: ['a ZIP archive', 'Unpack it'],
      gzip: ['compressed by gzip', 'Unpack it'],
      utf16: ['in UTF-16', 'Save it in UTF-8 (Excel: "CSV UTF-8")'],
      pdf: ['a PDF document', 'Export the text that it shows'],
    }[kind];
    return `${file ?? 'Standard input'} is ${what}, not text in UTF-8. ${todo}, and give that file.`;
  },
  notUtf8: ({ file }: { file: string | null }) =>
    `${file ?? 'Standard input'} is not text in UTF-8, so names in it could be misread. Save it in UTF-8; Excel calls that "CSV UTF-8".`,
  notJson: ({ file, why }: { file: string | null; why: Said | null }, say: Say) =>
    `${file ?? 'Standard input'} is not JSON${why === null ? '' : `: ${say(why)}`}.`,
  identityUnreadable: ({ file, code }: { file: string; code: string }) =>
    `The identity file ${file} cannot be read: ${readFault(code)}.`,
  identityNotPrivate: ({ file }: { file: string }) =>
    `Others can read the identity file ${file}, so it is not used. Make it private: chmod 600 ${pathWord(file)}`,
  noIdentity: ({ file }: { file: string | null }) =>
    `${file === null ? 'Standard input' : `The identity file ${file}`} holds no age identity (AGE-SECRET-KEY-…).`,
  notAllIdentities: ({ file }: { file: string | null }) =>
    `${file === null ? 'Standard input' : `The identity file ${file}`} holds lines that are not age identities (AGE-SECRET-KEY-…).`,
  fileExists: ({ file, replaceable }: { file: string; replaceable: boolean }) =>
    `${file} already exists and was left unchanged. ${replaceable ? 'Add --force to replace it, or choose another file.' : 'Choose another file, or remove this one.'}`,
  fileUnwritable: ({ file, code }: { file: string; code: string }) =>
    `${file} cannot be written: ${writeFault(code)}.`,
  outputUnwritable: ({ code }: { code: string }) =>
    `Standard output could not be written: ${writeFault(code)}. What arrived there is not whole; write it somewhere else.`,
  stateFolderRefused: ({ folder, code }: { folder: string; code: string }) =>
    `The state folder ${folder} cannot be created: ${writeFault(code)}. Name a file with --checkpoint.`,
  publicKeysUnreadable: ({ problem }: { problem: Said }, say: Say) => `--public ${say(problem)}`,

  // Inventory
  profileNotDirect: '--profile names credentials of a worker; --direct takes them from the environment.',
  timeoutNotDirect: '--timeout ends the wait for a worker; --direct lists by itself.',
  timeoutWithoutWait: '--timeout limits how long --wait waits; add --wait.',
  listsStill: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} still ran when --timeout had passed, and continues. Repeat the command to wait for its result.`,
  onlyDirect: ({ options }: { options: string }) => `Only with --direct: ${options}.`,
  inventorySummary: ({ bucket }: { bucket: string }) => `Inventory of KS3 bucket ${bucket}`,
  prepareSummary: ({ bucket }: { bucket: string }) => `Prepare the migration of KS3 bucket ${bucket} to OSS`,
  interrupted: 'Interrupted.',
  waitsForStore: (
    { resource, since, patienceMs }: { resource: Said; since: string; patienceMs: number },
    say: Say,
  ) =>
    `${say(resource)} has been unavailable since ${minute(since)}. The listing resumes as soon as it answers; after ${exactly(patienceMs)} the command gives up (--patience).`,
  noTotalYet: ({ happened, left }: { happened: Said; left: Said }, say: Say) =>
    `${say(happened)} There is no total yet. ${say(left)}`,
  nothingCounted: 'Nothing was counted.',
  checkpointLeft: ({ objects, file, resume }: { objects: string; file: string; resume: string }) =>
    `${counted(objects, 'object was', 'objects were')} counted; the checkpoint is ${file}. To resume, run: ${resume}`,
  noCheckpointLeft: ({ objects, why }: { objects: string; why: Said }, say: Say) =>
    `${counted(objects, 'object was', 'objects were')} counted, but no checkpoint was written: ${say(why)}`,
  checkpointNotKept: ({ why }: { why: Said }, say: Say) =>
    `The checkpoint is not kept up to date: ${say(why)} The command continues.`,
  checkpointUnreadable: ({ file, code }: { file: string; code: string | null }) =>
    `The checkpoint ${file} cannot be read: ${code === null ? 'it is not JSON' : readFault(code)}.`,
  notACheckpoint: ({ file }: { file: string }) => `${file} is not a checkpoint of an inventory.`,
  leftUnchanged: 'It was left unchanged. Choose another file with --checkpoint.',
  checkpointInUse: ({ file }: { file: string }) =>
    `${file} is the checkpoint of a listing that did not end; it was left unchanged. Resume it with --resume ${pathWord(file)}, or delete the file to begin again.`,
  checkpointStays: ({ file, why }: { file: string; why: Said }, say: Say) =>
    `The listing has ended, but its checkpoint ${file} was not deleted: ${say(why)}`,
  otherListing: ({
    file,
    what,
    counted: found,
    asked,
  }: {
    file: string;
    what: string;
    counted: string;
    asked: string;
  }) =>
    `${file} belongs to another listing: its ${what} is ${found}, not ${asked}. Repeat the options of that listing, or name another file.`,

  // Keys
  outMissing: '--out is missing: name the file to create, for example npx prep keygen --out identity.txt',
  publicNeedsWorkerKey: '--public needs --worker-key: only worker keys have a public key to print.',
  tokenName:
    '--codec-token takes a name of up to 64 letters, digits and . _ @ + -, which the access log shows; for example li.wei',
  nameBucketOrUser:
    'Name the bucket that a dedicated user will read (--bucket), or the IAM user that needs another AccessKey (--user).',
  nameRecipients:
    'Name the recipients of the secret with --recipient age1… (npx prep keygen --out identity.txt creates one), or set credentials.recipients; nothing was created.',
  badRecipients: ({ problems }: { problems: readonly { index: number; problem: Said }[] }, say: Say) =>
    `Nothing was created: ${problems.map(({ index, problem }) => `recipient ${index + 1} ${say(problem)}`).join('; ')}.`,
  badBucket: ({ bucket, why }: { bucket: string; why: Said }, say: Say) => `--bucket ${bucket} ${say(why)}.`,
  iamUser: ({ name }: { name: string }) => `Kingsoft IAM user ${name}`,
  noIamUser: ({ userName }: { userName: string }) => `There is no Kingsoft IAM user ${userName}.`,
  noSuchKey: ({ userName, accessKeyId }: { userName: string; accessKeyId: string }) =>
    `Kingsoft IAM user ${userName} has no AccessKey ${accessKeyId}.`,
  keyInUse: (
    { accessKeyId, uses, change }: { accessKeyId: string; uses: readonly Said[]; change: string },
    say: Say,
  ) =>
    `AccessKey ${accessKeyId} was left unchanged: ${uses.map(say).join('; ')}. To ${change} it anyway, add --force.`,
  usedByConfiguration: ({ uses }: { uses: string }) => `the configuration uses it (${uses})`,
  lastActive: 'it is the last active AccessKey of its user',
  otherActive: ({ others }: { others: string }) => `its user has another active AccessKey, ${others}`,
  keyDisabled: ({ userName, accessKeyId }: { userName: string; accessKeyId: string }) =>
    `Disabled AccessKey ${accessKeyId} of Kingsoft IAM user ${userName}.`,
  keyDeleted: ({ userName, accessKeyId }: { userName: string; accessKeyId: string }) =>
    `Deleted AccessKey ${accessKeyId} of Kingsoft IAM user ${userName}.`,
  removed: ({ what }: { what: Said }, say: Say) => `Removed ${say(what)}.`,
  kept: ({ what, why }: { what: Said; why: Said }, say: Say) => `Kept ${say(what)}: ${say(why)}.`,
  ownerUnknown: ({ accessKeyId }: { accessKeyId: string }) =>
    `Kingsoft IAM shows no user that owns AccessKey ${accessKeyId}. If a user owns it, name the user with --user; change a key of the main account in the console.`,
  configuredOwnerUnknown: ({ accessKeyId }: { accessKeyId: string }) =>
    `Kingsoft IAM shows no user that owns AccessKey ${accessKeyId}; it may belong to the main account. Name a user with --user.`,
  userNotOurs: ({ userName }: { userName: string }) =>
    `Kingsoft IAM user ${userName} was not created by ks3-oss-prep, so it was left unchanged. Without --with-user only the AccessKey is deleted.`,
  confirmNeeded: ({ change, accessKeyId }: { change: string; accessKeyId: string }) =>
    `There is no terminal to ask for confirmation. To ${change} the AccessKey, repeat its ID: --confirm ${accessKeyId}`,
  typeKeyId: ({ change }: { change: string }) => `Type the AccessKey ID to ${change} it: `,
  notConfirmed: ({ accessKeyId }: { accessKeyId: string }) =>
    `That is not ${accessKeyId}; nothing was changed.`,
  orphanKeys: ({ userName, orphans, first }: { userName: string; orphans: string; first: string }) =>
    `The answer to CreateAccessKey was lost, and with it the secret of the key. IAM user ${userName} now has ${orphans}: ` +
    `if nobody else created it, delete it and try again: npx prep source-key delete ${shellWord(first)} --user ${shellWord(userName)}`,
  keyNotHandedOver: (
    { accessKeyId, userName, why }: { accessKeyId: string; userName: string; why: Said },
    say: Say,
  ) =>
    `AccessKey ${accessKeyId} of Kingsoft IAM user ${userName} was created, but could not be handed over, and may still exist: ${say(why)} ` +
    `Delete it and try again: npx prep source-key delete ${shellWord(accessKeyId)} --user ${shellWord(userName)}`,
  handedOverBefore: ({ userName }: { userName: string }) =>
    `Kingsoft IAM user ${userName} already has a delivered AccessKey; nothing was created. ` +
    `See it: npx prep source-key list --user ${shellWord(userName)}. To create another, delete that one first: npx prep source-key delete ID --with-user`,
  noProfile: ({ profile, known }: { profile: string; known: string }) =>
    `There is no source profile ${profile}; configured profiles: ${known}.`,

  // Notification channels
  noChannels:
    'No channel is configured: add a [[notify]] table to prep.toml (docs/notifications.md shows how).',
  noSuchChannel: ({ channel, known }: { channel: string; known: string }) =>
    `There is no channel ${channel}; configured channels: ${known}.`,
};
