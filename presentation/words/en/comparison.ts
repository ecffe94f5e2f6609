import { minute } from '../../text/minute';
import { named } from '../../text/foreign-text';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Said, Say } from '../phrase';
import { agreeing, counted } from './counted';

type Names = readonly string[];
type OfUser<More = object> = { user: Said } & More;

/** What a run finds of a preparation whose credentials were delivered before, compared with the last run and the plan. */
export const comparison = {
  prepared: ({ bucket }: { bucket: string }) =>
    `KS3 bucket ${bucket} is already prepared; nothing was issued or changed.`,
  notNeeded: 'already prepared',
  unchanged: ({ since }: { since: string | null }) =>
    since === null
      ? 'No earlier run is on record to compare with.'
      : `Nothing has changed since the last run, which counted at ${minute(since)}.`,
  growth: ({ objects, bytes, since }: { objects: string; bytes: string; since: string }) =>
    `Since ${minute(since)}: ${signed(objects, humanCount)} ${agreeing(objects.replace('-', ''), 'object', 'objects')}, ${signed(bytes, humanBytes)}.`,
  newFinding: ({ objects, happens, remedy }: { objects: string; happens: Said; remedy: Said }, say: Say) =>
    `New finding, ${counted(humanCount(objects), 'object')}: ${say(happens)} ${say(remedy)}`,

  // Drift
  userGone: ({ user }: OfUser, say: Say) => `${say(user)} no longer exists, or is not marked as delivered.`,
  keyGone: ({ user }: OfUser, say: Say) => `${say(user)} no longer has the AccessKey that was delivered.`,
  keyDisabled: ({ user, accessKeyId }: OfUser<{ accessKeyId: string }>, say: Say) =>
    `AccessKey ${accessKeyId} of ${say(user)} is disabled.`,
  otherKeys: ({ user, keys }: OfUser<{ keys: Names }>, say: Say) =>
    `${say(user)} has AccessKey ${keys.join(', ')}, which was not delivered.`,
  policiesMissing: ({ user, policies }: OfUser<{ policies: Names }>, say: Say) =>
    `${say(user)} no longer has policy ${policies.join(', ')}.`,
  policiesAdded: ({ user, policies }: OfUser<{ policies: Names }>, say: Say) =>
    `${say(user)} has policy ${policies.join(', ')}, which was not approved.`,
  inGroups: ({ user, groups }: OfUser<{ groups: Names }>, say: Say) =>
    `${say(user)} is in group ${groups.join(', ')}, which was not approved.`,
  logon: ({ user, enabled }: OfUser<{ enabled: boolean }>, say: Say) =>
    enabled
      ? `${say(user)} has console logon, which was not approved.`
      : `${say(user)} no longer has console logon.`,
  bucketGone: ({ bucket }: { bucket: string }) => `OSS bucket ${bucket} no longer exists.`,
  bucketElsewhere: ({ bucket, region }: { bucket: string; region: string }) =>
    `OSS bucket ${bucket} is now in ${region}.`,
  bucketUnmarked: ({ bucket }: { bucket: string }) =>
    `OSS bucket ${bucket} no longer carries the mark of this preparation.`,
  bucketDiffers: ({ bucket, what }: { bucket: string; what: Said }, say: Say) =>
    `OSS bucket ${bucket} differs from the approved plan. ${say(what)}`,
  bucketTags: ({ bucket }: { bucket: string }) =>
    `The tags of OSS bucket ${bucket} differ from the approved plan.`,

  // A preparation that was rejected
  notAskedAgain: ({ workflowId, command }: Record<'workflowId' | 'command', string>) =>
    `That was in ${named(workflowId)}; its approvers are not asked again. To ask them: ${command}`,
};

function signed(difference: string, inUnits: (amount: string) => string): string {
  return difference.startsWith('-') ? `−${inUnits(difference.slice(1))}` : `+${inUnits(difference)}`;
}
