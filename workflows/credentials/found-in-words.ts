import type { Said } from '../../presentation/words/phrase';
import { accessWords } from '../../contracts/access-words';
import type { FoundPart } from '../revoke-credentials';

/** What is on a part, in a few words. */
export function foundInWords({ found }: FoundPart): Said {
  return found.found === 'delivered'
    ? [
        ...found.keys.map(({ accessKeyId }) => accessKeyId),
        ...found.policies,
        ...(found.logon ? ['logon'] : []),
      ].join(', ')
    : found.why;
}

/** What was found of it, in the words in which its removal is told. */
export function knownOf({ part, what, userName, found }: FoundPart): Said[] {
  if (found.found !== 'delivered') {
    return [];
  }
  const policy = (name: string) =>
    part === 'access' ? accessWords.policy(name, userName) : accessWords.iamAttachment(name, userName);
  return [
    ...found.keys.map(({ accessKeyId }) => accessWords.accessKey(accessKeyId)),
    ...found.policies.map(policy),
    ...(found.logon ? [accessWords.logon(userName)] : []),
    ...found.besides,
    what,
  ];
}
