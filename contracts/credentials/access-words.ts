import { phrase } from '../../presentation/words/words';
import type { Phrase } from '../../presentation/words/phrase';

const user = (userName: string): Phrase => phrase('resource.ramUser', { name: userName });
const iamUser = (userName: string): Phrase => phrase('resource.iamUser', { name: userName });

/** What a user has, as reports name what was removed: one thing, one phrase, wherever it is named. */
export const accessWords = {
  accessKey: (accessKeyId: string): Phrase => phrase('resource.accessKey', { id: accessKeyId }),
  policy: (policy: string, userName: string): Phrase =>
    phrase('provisioning.policyOf', { name: policy, user: user(userName) }),
  logon: (userName: string): Phrase => phrase('provisioning.logonOf', { user: user(userName) }),
  user,
  iamAttachment: (policy: string, userName: string): Phrase =>
    phrase('provisioning.policyOf', { name: policy, user: iamUser(userName) }),
  iamPolicy: (policy: string): Phrase => phrase('resource.iamPolicy', { name: policy }),
  iamUser,
} as const;
