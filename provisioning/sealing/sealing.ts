import { armor, Decrypter, Encrypter } from 'age-encryption';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';

/** A recipient that cannot be sealed to. */
export interface RecipientProblem {
  /** Its place in the list, from 0. */
  readonly index: number;
  /** What is wrong with it, in words; never its text, which may be a secret key pasted by mistake. */
  readonly problem: Phrase;
}

/**
 * Checks age recipients by sealing an empty text to each: `age1…`, and the post-quantum and hardware kinds that the
 * age library knows (`age1pq1…`, `age1tag1…`, `age1tagpq1…`).
 */
export async function recipientProblems(recipients: readonly string[]): Promise<RecipientProblem[]> {
  const checked = await Promise.all(recipients.map(problemOf));
  return checked.flatMap((problem, index) => (problem === null ? [] : [{ index, problem }]));
}

/**
 * Seals secrets with age so that each recipient can open them, and nobody else.
 *
 * @param secrets a record becomes JSON, a text stays as it is
 * @returns armored text (`-----BEGIN AGE ENCRYPTED FILE-----`), as `age --decrypt` takes it
 * @throws PrepError `RecipientRefused` if there is no recipient, or an invalid one
 */
export async function sealSecrets(
  secrets: Readonly<Record<string, string | Secret>> | string,
  recipients: readonly string[],
): Promise<string> {
  const resource = phrase('provisioning.theSecret');
  if (recipients.length === 0) {
    throw new PrepError('RecipientRefused', { resource, detail: phrase('provisioning.noRecipient') });
  }
  try {
    return await seal(plainText(secrets), recipients);
  } catch {
    const [first] = await recipientProblems(recipients);
    const detail = first === undefined ? undefined : phrase('input.recipientAt', first);
    throw new PrepError('RecipientRefused', { resource, detail });
  }
}

/**
 * Opens a sealed text.
 *
 * @param identities `AGE-SECRET-KEY-…`, one of which must match
 * @throws PrepError `SealedTextUnreadable`
 */
export async function openSealed(armored: string, identities: readonly string[]): Promise<string> {
  const resource = phrase('provisioning.sealedText');
  const decrypter = new Decrypter();
  try {
    identities.forEach((identity) => decrypter.addIdentity(identity.trim()));
  } catch {
    throw new PrepError('SealedTextUnreadable', { resource, detail: phrase('provisioning.notAnIdentity') });
  }
  let sealed: Uint8Array;
  try {
    sealed = armor.decode(armored);
  } catch {
    throw new PrepError('SealedTextUnreadable', { resource, detail: phrase('provisioning.notSealedText') });
  }
  try {
    return await decrypter.decrypt(sealed, 'text');
  } catch {
    throw new PrepError('SealedTextUnreadable', {
      resource,
      detail: phrase('provisioning.notOpened'),
    });
  }
}

async function seal(text: string, recipients: readonly string[]): Promise<string> {
  const encrypter = new Encrypter();
  recipients.forEach((recipient) => encrypter.addRecipient(recipient));
  return armor.encode(await encrypter.encrypt(text));
}

function plainText(secrets: Readonly<Record<string, string | Secret>> | string): string {
  if (typeof secrets === 'string') {
    return secrets;
  }
  const plain = Object.entries(secrets).map(
    ([name, value]) => [name, value instanceof Secret ? value.reveal() : value] as const,
  );
  return `${JSON.stringify(Object.fromEntries(plain), null, 2)}\n`;
}

async function problemOf(recipient: string): Promise<Phrase | null> {
  if (/AGE-(SECRET-KEY|PLUGIN)-|PRIVATE KEY/i.test(recipient)) {
    return phrase('input.recipientSecret');
  }
  if (recipient.startsWith('ssh-')) {
    return phrase('input.recipientSsh');
  }
  try {
    await seal('', [recipient]);
    return null;
  } catch {
    return recipient.startsWith('age1') ? phrase('input.recipientBroken') : phrase('input.notRecipient');
  }
}
