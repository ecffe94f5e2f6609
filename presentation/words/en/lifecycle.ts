import { minute } from '../../text/minute';
import type { Said, Say } from '../phrase';

type Key = { accessKeyId: string };

/** Revoking and rotating what was delivered. */
export const lifecycle = {
  accessKeys: 'AccessKeys',
  iamUser: 'Kingsoft IAM user',
  noUser: ({ directory, name }: { directory: string; name: string }) => `${directory} has no user ${name}`,
  userGone: ({ directory, name }: { directory: string; name: string }) => `${directory} has no user ${name}.`,
  ramUserGone: ({ name }: { name: string }) =>
    `RAM has no user ${name} any more; its AccessKeys, policies and console logon are gone with it.`,
  iamUserGone: ({ name }: { name: string }) =>
    `Kingsoft IAM has no user ${name} any more; its AccessKeys and the policy that was created for it are gone with it.`,
  atWork: ({ workflowId }: { workflowId: string }) =>
    `${workflowId} still works with it; reject or cancel that run, and it removes what it created`,
  nothingDelivered: 'nothing has been delivered with it',
  neverDelivered: 'the run that created it ended without delivering it',
  found: ({ what }: { what: Said }, say: Say) => `Found instead: ${say(what)}`,
  deliveredAgain: ({ at }: { at: string }) =>
    `it was delivered again at ${minute(at)}, after this run had looked at it; to revoke that, start another revocation`,
  takenOver: 'Another run has taken it over or delivered it in the meantime.',
  otherCode: ({ accessKeyId }: Key) => `The code is not the one for AccessKey ${accessKeyId}.`,
  noKeyToReplace: 'It has no AccessKey that could be replaced.',
  deliveredKeyGone: 'The AccessKey that was delivered no longer exists.',
  twoKeys: ({ one, other }: { one: string; other: string }) => `They are ${one} and ${other}.`,
  notDisabledBefore: ({ keys }: { keys: readonly string[] }) =>
    `AccessKey ${keys.join(', ')} was not disabled before.`,
  graceEnds: ({ at }: { at: string }) => `It ends at ${minute(at)}.`,
  keyNotUsable: 'It does not exist or is not active, so the other key is left as it is.',
  keyNotListed: ({ directory }: { directory: string }) =>
    `${directory} no longer lists it, so the other key is left as it is.`,
  keyNotActive: 'It is not active, so the other key is left as it is.',
  otherKeyConfirmed: 'Another AccessKey was confirmed in the meantime.',
  keysLeft: ({ user, keys }: { user: Said; keys: readonly { id: string; active: boolean }[] }, say: Say) => {
    const shown = keys.map(({ id, active }) => `${id}, ${active ? 'active' : 'inactive'}`);
    const count =
      shown.length === 0
        ? 'no AccessKey'
        : shown.length === 1
          ? `one AccessKey, ${shown[0]}`
          : `${shown.length} AccessKeys (${shown.join('; ')})`;
    return `${say(user)} has ${count}.`;
  },
  revoked: ({ removed }: { removed: readonly Said[] }, say: Say) =>
    `This was removed: ${removed.map(say).join(', ')}.`,
  nothingRevoked: 'Nothing was changed.',
  nothingToRevoke: 'Nothing was changed.',
  leftAlone: ({ what, why }: { what: Said; why: Said }, say: Say) =>
    `${say(what)} was left alone: ${say(why)}.`,
  rotated: ({ accessKeyId, user, removed }: Key & { user: Said; removed: readonly Said[] }, say: Say) =>
    `AccessKey ${accessKeyId} of ${say(user)} is in use; ${removedWords(removed, say)}.`,
  notConfirmed: (
    {
      accessKeyId,
      user,
      removed,
      inUse,
    }: Key & { user: Said; removed: readonly Said[]; inUse: string | null },
    say: Say,
  ) =>
    `AccessKey ${accessKeyId} of ${say(user)} was not confirmed in time; ${removedWords(removed, say)}, and ${inUse === null ? 'no key is left' : `AccessKey ${inUse} stays`}.`,
};

function removedWords(removed: readonly Said[], say: Say): string {
  return removed.length === 0 ? 'nothing had to be removed' : `${removed.map(say).join(', ')} was removed`;
}
