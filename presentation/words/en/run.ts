import { named, quoted } from '../../text/foreign-text';
import { minute } from '../../text/minute';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Said, Say } from '../phrase';
import { duration } from './duration';
import { counted } from './counted';

const plurals = { signal: 'signals', update: 'updates', query: 'queries' };

/** A message that a kind of run does not know, and the one that was probably meant. */
interface UnknownMessage {
  readonly kind: keyof typeof plurals;
  readonly name: string;
  readonly meant: { readonly kind: keyof typeof plurals; readonly name: string } | null;
  readonly known: readonly string[];
}

/** What a run shows of itself: notes of its steps, what it waits for, messages it did not act on. */
export const run = {
  // Notes of steps
  checks: ({ count }: { count: number }) => counted(count, 'check'),
  found: ({ objects, bytes }: { objects: string; bytes: string }) =>
    `${counted(humanCount(objects), 'object')}, ${humanBytes(bytes)}`,
  countedSoFar: ({ objects, bytes, objectsPerSecond, secondsLeft }: CountedSoFar) =>
    `${counted(humanCount(objects), 'object')}, ${humanBytes(bytes)} so far, ${humanCount(objectsPerSecond)} objects/s${secondsLeft === null ? '' : `, about ${duration(secondsLeft * 1000)} left`}`,
  bucketIn: ({ bucket, region }: { bucket: string; region: string }) => `${bucket} in ${region}`,
  usedAsIs: ({ bucket }: { bucket: string }) => `${bucket}, used as it is`,
  configuredKey: 'the configured AccessKey is used',
  notRequested: 'not requested',
  decidedBy: ({ verdict, approvers }: { verdict: string; approvers: readonly string[] }) =>
    approvers.length === 0 ? verdict : `${verdict} by ${approvers.join(', ')}`,
  prepared: 'prepared',
  'already prepared': 'already prepared',
  rejected: 'rejected',
  'approval timed out': 'approval timed out',
  rotated: 'rotated',
  'not confirmed': 'not confirmed',
  cancelled: 'cancelled',
  draft: 'The preparation has not ended. Nothing in this draft is signed.',
  cleanedUp: (
    { removed, kept }: { removed: readonly Said[]; kept: readonly { what: Said; why: Said }[] },
    say: Say,
  ) =>
    `Removed: ${removed.map(say).join(', ') || 'nothing'}.${kept.length === 0 ? '' : ` Kept: ${kept.map(({ what, why }) => `${say(what)} (${say(why)})`).join(', ')}.`}`,
  notDelivered: 'the run ended before anything was delivered',
  logon: 'logon',
  all: ({ what }: { what: readonly Said[] }, say: Say) => what.map(say).join(', '),
  each: ({ what }: { what: readonly Said[] }, say: Say) => what.map(say).join('; '),
  lookedAgain: 'looked again',
  requestedBy: ({ by }: { by: string | null }) => `requested by ${somebody(by)}`,
  removedCount: ({ count }: { count: number }) => `${count} removed`,
  noKey: 'there is no AccessKey',
  noGrace: 'no grace period',
  enabledAgain: ({ keys }: { keys: readonly string[] }) =>
    keys.length === 0 ? 'cancelled' : `cancelled: enabled again: ${keys.join(', ')}`,
  keyCreated: ({ key, at }: { key: string; at: string }) =>
    `${key}, created ${at === '' ? 'at an unknown time' : at}`,
  inResultOnly: 'in the result only',
  notConfirmed: 'nobody confirmed in time',
  confirmedBy: ({ by }: { by: string | null }) => `by ${somebody(by)}`,
  nothing: 'nothing',

  // Waits
  expiry: 'the expiry of the credentials',
  grace: 'the end of the grace period',
  confirmation: 'the confirmation of the new AccessKey',
  revokeNow: ({ example }: { example: string }) =>
    `To revoke them now, send the \`revoke\` signal: ${example}`,
  endGrace: ({ example }: { example: string }) =>
    `To remove them now, send the \`revoke\` signal: ${example}. To enable them again, cancel this run.`,
  confirm: ({ example }: { example: string }) =>
    `When the new AccessKey is in use, send the \`confirm\` signal: ${example}. Without it the new AccessKey is removed and the old one stays.`,

  // Messages that were not acted on
  noticedAt: ({ at, said }: { at: string; said: Said }, say: Say) => `${minute(at)}: ${say(said)}`,
  doesNotCount: ({ name, who, why }: { name: string; who: string; why: Said }, say: Say) =>
    `"${name}" from ${named(who)} does not count: ${say(why)}.`,
  notCounted: ({ name, who, why }: { name: string; who: string | null; why: Said }, say: Say) =>
    `"${name}" from ${somebody(who)} does not count. ${say(why)}`,
  ignored: ({ name, who, why }: { name: string; who: string | null; why: Said }, say: Say) =>
    `"${name}" from ${somebody(who)} was ignored: ${say(why)}.`,
  nothingToRetry: 'no step requires action now',
  noKeyYet: 'there is no new AccessKey yet',
  noneWaits: 'no new AccessKey is waiting for a confirmation',
  unknownMessage: ({ kind, name, meant, known }: UnknownMessage & { readonly known: readonly string[] }) =>
    [
      `There is no ${kind} ${quoted(name, 60)}${kind === 'signal' ? '; it was ignored' : ''}.`,
      ...(meant === null ? [] : [`Did you mean the ${meant.kind} "${meant.name}"?`]),
      known.length === 0
        ? `This kind of run takes no ${plurals[kind]}; its current details show what it does.`
        : `Available ${plurals[kind]}: ${known.join(', ')}.`,
    ].join(' '),

  notDeliveredYet: ({ failing }: { failing: readonly { channel: Said; why: Said }[] }, say: Say) =>
    `Not delivered yet: ${failing.map(({ channel, why }) => `${say(channel)}: ${say(why)}`).join('; ')}`,
  undelivered: ({ event, channel, why }: { event: string; channel: Said; why: Said }, say: Say) =>
    `"${event}" to ${say(channel)}: ${say(why)}`,
  allChannels: 'all channels',
  noWorkerDelivered: 'no worker was available to deliver it',

  // What went wrong
  thisStep: 'this step',
  timedOut: ({ type }: { type: string }) => `Every attempt timed out (${type}).`,
  runOf: ({ workflowId }: { workflowId: string }) => `Run ${workflowId}`,
  idTaken: 'Another run holds its workflow ID.',
  terminated: 'It was terminated.',
  timeUp: 'The Temporal server ended it when its time was up.',
  cancelledAlone: 'It was cancelled by itself.',
  workflowTypes: ({
    types,
    meant,
  }: {
    types: readonly string[];
    meant: { readonly type: string; readonly input: string } | null;
  }) =>
    `${meant === null ? '' : `Did you mean ${meant.type}, with an input such as ${meant.input}? `}Available types: ${types.join(', ')}.`,
  resumeUnreadable: ({ reason }: { reason: Said }, say: Say) =>
    `resume (the second argument): could not be decoded: ${say(reason)}`,
  noExpiry: ({ example }: { example: string }) => `at: there is no expiry on record; for example ${example}`,

  // Labels in the timeline of the Web UI
  removeSourceKey: 'Remove the source AccessKey',
  removeUndeliveredKey: 'Remove an undelivered source AccessKey',
  removeRamUser: 'Remove the RAM user',
  removeBucket: 'Remove the OSS bucket',
  compare: 'Compare with the last run and the approved plan',
  lookUpLast: 'Look up how the last run ended',
  lookUpSkipped: 'Look up skipped firings of the Schedule',
  skippedFirings: ({ skipped, scheduleId }: { skipped: number; scheduleId: string }) =>
    `${skipped} ${skipped === 1 ? 'firing' : 'firings'} of Schedule ${named(scheduleId)} ${skipped === 1 ? 'was' : 'were'} skipped because this run is open.`,
  endsEarly: ({ at, until }: { at: string; until: string }) =>
    `The server ends this run at ${minute(at)}, because of the timeout it was started with. Its approval may take until ${minute(until)}, and a run that the server ends cleans up nothing. Approve or cancel it before, or cancel it now and start it without a timeout.`,
  signResult: 'Sign the result',
  awaitAction: 'Wait for somebody to act',
  awaitDecision: 'Wait for the decision',
  awaitNotifications: 'Wait for the last notifications',
  freezePlan: 'Freeze the plan',
  confirmApproval: 'Confirm the approval',
  revokeGranted: 'Revoke what was granted',
  deliver: 'Deliver the sealed credentials',
  markDelivered: 'Mark as delivered',
  findDelivery: 'Check whether it was marked as delivered',
  markSourceKey: 'Mark the source AccessKey as delivered',
  checkCancelled: 'Check whether the run was cancelled',
  revokeOn: ({ userName, date }: { userName: string; date: string }) =>
    `Revoke the credentials of RAM user ${userName} on ${date}`,
  inventoryOf: ({ bucket }: { bucket: string }) => `Inventory of KS3 bucket ${bucket}`,
  listing: 'Listing',
  complete: 'Complete',
  deal: 'Divide what is left to list',
  list: ({ bucket, round, part, parts }: ListedPart) =>
    `List KS3 bucket ${bucket}, ${round === 0 ? 'first slice' : `round ${round}, part ${part} of ${parts}`}`,
  proveComplete: 'Prove that it is complete',
  remove: ({ what }: { what: Said }, say: Say) => `Remove ${say(what)}`,
  disableKeysOf: ({ what }: { what: Said }, say: Say) => `Disable the AccessKeys of ${say(what)}`,
  enableKeysOf: ({ what }: { what: Said }, say: Say) => `Enable the AccessKeys of ${say(what)} again`,
  disableKey: ({ key }: { key: string }) => `Disable AccessKey ${key}`,
  enableKey: ({ key }: { key: string }) => `Enable AccessKey ${key} again`,
  removeUnconfirmed: 'Remove the AccessKey that nobody confirmed',
  removeOldKey: 'Remove the old AccessKey',
  readBackAndSign: 'Read back, and sign the result',
  notify: ({ event, fleet }: { event: string; fleet: string | null }) =>
    fleet === null ? `Notify: ${event}` : `Notify: ${event}, unless ${named(fleet)} does`,

  // Answers to updates
  revokedNow: 'the credentials are revoked now',
  inUse: 'the new AccessKey is the one in use',
  noKeyWaits: 'No new AccessKey is waiting for a confirmation.',
  endedFirst: 'The rotation ended before this could be checked.',
};

interface ListedPart {
  readonly bucket: string;
  readonly round: number;
  readonly part: number;
  readonly parts: number;
}

interface CountedSoFar {
  readonly objects: string;
  readonly bytes: string;
  readonly objectsPerSecond: number;
  readonly secondsLeft: number | null;
}

function somebody(name: string | null): string {
  return name === null ? 'somebody' : named(name);
}
