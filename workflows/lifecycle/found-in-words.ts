import type { Part } from '../../activities/lifecycle-activities';
import type { FoundCredentials } from '../../contracts/credentials/credential-lifecycle';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/credentials/access-words';

/** What is on a part, in a few words. */
export function foundInWords({ found }: FoundPart): Said {
  return found.found === 'delivered'
    ? phrase('run.all', {
        what: [
          ...found.keys.map(({ accessKeyId }) => accessKeyId),
          ...found.policies,
          ...(found.logon ? [phrase('run.logon')] : []),
        ],
      })
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

/** The delivery that was found: whatever is delivered under the same name later is another one. */
export function deliveryOf({ found }: FoundPart): string | null | undefined {
  return found.found === 'delivered' ? found.deliveredAt : found.found === 'unknown' ? undefined : null;
}

/** A part of the revocation, as it was found before anything was changed. */
export interface FoundPart {
  readonly part: Part;
  readonly userName: string;
  /** The user, in words. */
  readonly what: Said;
  /** `unknown`: its cloud could not be asked. That holds up nothing else: it is asked again when it is removed. */
  readonly found: FoundCredentials | { readonly found: 'unknown'; readonly why: Said };
}
