import { accessWords } from '../../contracts/access-words';
import type { RamCredentials } from '../../contracts/credential-lifecycle';
import type { RamDirectory } from '../../clouds/ram/port';
import { RAM_WORDS } from '../identity/key-directory';
import type { Ownership } from '../trust/mark';
import { removeUser } from '../identity/remove-user';
import type { KeyHolder } from './key-holder';

/** The RAM user of a preparation. */
export function ramHolder(credentials: RamCredentials, ownership: Ownership, ram: RamDirectory): KeyHolder {
  const { userName } = credentials;
  const what = accessWords.user(userName);
  const exists = async (signal: AbortSignal) => (await ram.getUser(userName, signal)) !== null;
  return {
    credentials,
    ownership,
    words: RAM_WORDS,
    what,
    keys: ram,
    on: { kind: 'ram-user', name: userName },
    async marking(signal) {
      return (await ram.getUser(userName, signal))?.comments ?? null;
    },
    setMarking: (text, signal) => ram.updateComments(userName, text, signal),
    listKeys: (signal) => ram.listAccessKeys(userName, signal),
    async belongings(signal) {
      const [policies, logon] = await Promise.all([
        ram.listPolicies(userName, signal),
        ram.getLogonProfile(userName, signal),
      ]);
      return { policies: policies.map(({ name }) => name), logon: logon !== null };
    },
    async remove(stillOurs, signal) {
      const removed = (await exists(signal)) ? await removeUser(userName, ram, signal, stillOurs) : [];
      return { removed, kept: [] };
    },
    remains: async (signal) => ((await exists(signal)) ? [what] : []),
    nothingRemains: `RAM has no user ${userName} any more; its AccessKeys, policies and console logon are gone with it.`,
  };
}
