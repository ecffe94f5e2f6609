import { named, quoted } from '../../text/foreign-text';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Said, Say } from '../phrase';

/** What a run shows of itself: notes of its steps, what it waits for, messages it did not act on. */
export const run = {
  // Notes of steps
  checks: ({ count }: { count: number }) => `${count} checks`,
  found: ({ objects, bytes }: { objects: string; bytes: string }) =>
    `${humanCount(objects)} objects, ${humanBytes(bytes)}`,
  bucketIn: ({ bucket, region }: { bucket: string; region: string }) => `${bucket} in ${region}`,
  usedAsIs: ({ bucket }: { bucket: string }) => `${bucket}, used as it is`,
  configuredKey: 'the configured AccessKey is used',
  notRequested: 'not requested',
  decidedBy: ({ verdict, approvers }: { verdict: string; approvers: readonly string[] }) =>
    approvers.length === 0 ? verdict : `${verdict} by ${approvers.join(', ')}`,
  lookedAgain: 'looked again',
  requestedBy: ({ by }: { by: string }) => `requested by ${named(by)}`,
  removedCount: ({ count }: { count: number }) => `${count} removed`,
  noKey: 'there is no AccessKey',
  noGrace: 'no grace period',
  enabledAgain: 'cancelled: enabled again',
  keyCreated: ({ key, at }: { key: string; at: string }) =>
    `${key}, created ${at === '' ? 'at an unknown time' : at}`,
  inResultOnly: 'in the result only',
  notConfirmed: 'nobody confirmed in time',
  confirmedBy: ({ by }: { by: string }) => `by ${named(by)}`,
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
  doesNotCount: ({ name, who, why }: { name: string; who: string; why: Said }, say: Say) =>
    `"${name}" from ${named(who)} does not count: ${say(why)}.`,
  notCounted: ({ name, who, why }: { name: string; who: string; why: Said }, say: Say) =>
    `"${name}" from ${named(who)} does not count. ${say(why)}`,
  ignored: ({ name, who, why }: { name: string; who: string; why: Said }, say: Say) =>
    `"${name}" from ${named(who)} was ignored: ${say(why)}.`,
  nothingToRetry: 'no step requires action now',
  noKeyYet: 'there is no new AccessKey yet',
  noneWaits: 'no new AccessKey is waiting for a confirmation',
  unknownSignal: ({ name, known }: { name: string; known: readonly string[] }) =>
    `There is no signal ${quoted(name, 60)}; it was ignored. Available signals: ${known.join(', ')}.`,

  // Answers to updates
  revokedNow: 'the credentials are revoked now',
  inUse: 'the new AccessKey is the one in use',
  noKeyWaits: 'No new AccessKey is waiting for a confirmation.',
  endedFirst: 'The rotation ended before this could be checked.',
};
