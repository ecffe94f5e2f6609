import { english } from '../english';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { openSealed, recipientProblems, sealSecrets } from '../../provisioning/sealing/sealing';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';

interface KeyPair {
  identity: string;
  recipient: string;
}

/** The recipient of https://age-encryption.org/v1, for which no identity is at hand here. */
const STRANGER = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
/** A point of small order: well-formed, but nothing sealed to it would be secret. */
const SMALL_ORDER = 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z';

let ours: KeyPair;
let theirs: KeyPair;
let postQuantum: KeyPair;
beforeAll(async () => {
  ours = await keyPair(await generateX25519Identity());
  theirs = await keyPair(await generateX25519Identity());
  postQuantum = await keyPair(await generateHybridIdentity());
});

async function keyPair(identity: string): Promise<KeyPair> {
  return { identity, recipient: await identityToRecipient(identity) };
}

async function rejection(call: Promise<unknown>): Promise<PrepError> {
  const error: unknown = await call.then(
    () => new Error('resolved'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PrepError);
  expect((error as PrepError).cause).toBeUndefined();
  return error as PrepError;
}

describe('sealSecrets', () => {
  it('seals to several recipients, each of whom opens it alone', async () => {
    const sealed = await sealSecrets('the secret\n', [ours.recipient, theirs.recipient]);
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(sealed).toMatch(/\n-----END AGE ENCRYPTED FILE-----\n$/);
    expect(sealed).not.toContain('the secret');
    expect(await openSealed(sealed, [ours.identity])).toBe('the secret\n');
    expect(await openSealed(sealed, [theirs.identity])).toBe('the secret\n');
  });

  it('writes a record as JSON, secrets in clear only inside', async () => {
    const secrets = { accessKeyId: 'LTAI1', accessKeySecret: new Secret('s3cr3t'), note: '给运维' };
    const sealed = await sealSecrets(secrets, [postQuantum.recipient]);
    expect(JSON.parse(await openSealed(sealed, [postQuantum.identity]))).toEqual({
      accessKeyId: 'LTAI1',
      accessKeySecret: 's3cr3t',
      note: '给运维',
    });
  });

  it('never seals the same text the same way', async () => {
    const twice = [await sealSecrets('x', [ours.recipient]), await sealSecrets('x', [ours.recipient])];
    expect(twice[0]).not.toBe(twice[1]);
  });

  it.each<[string, () => string[], string]>([
    ['nobody', () => [], 'None was named'],
    ['one bad among good', () => [ours.recipient, 'age1oops'], 'Number 2 is not a valid age recipient'],
    ['a point of small order', () => [SMALL_ORDER], 'Number 1 is not a valid age recipient'],
  ])('refuses %s, without quoting the secret', async (_, recipients, detail) => {
    const error = await rejection(sealSecrets('very-secret-text', recipients()));
    expect(error).toMatchObject({ type: 'RecipientRefused', effect: 'restart' });
    expect(error.message).toContain(detail);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('very-secret-text');
  });
});

describe('recipientProblems', () => {
  it('finds none in the kinds that age has', async () => {
    const kinds = [ours.recipient, postQuantum.recipient, STRANGER];
    expect(await recipientProblems(kinds)).toEqual([]);
  });

  it('names every bad one by its place, never by its text', async () => {
    const bad = [
      STRANGER.slice(0, -1),
      ours.recipient,
      ours.identity,
      `${ours.identity} `.toLowerCase(),
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ',
      'li.wei@example.com',
      SMALL_ORDER,
      '',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r',
      '-----BEGIN PGP PUBLIC KEY BLOCK-----',
      ours.recipient.toUpperCase(),
      `${ours.recipient.slice(0, 10)}\u{200B}${ours.recipient.slice(10)}`,
    ];
    const problems = english(await recipientProblems(bad));
    expect(problems).toEqual([
      { index: 0, problem: expect.stringContaining('not copied completely') },
      { index: 2, problem: expect.stringContaining('is a secret key') },
      { index: 3, problem: expect.stringContaining('is a secret key') },
      { index: 4, problem: expect.stringContaining('is an SSH key') },
      { index: 5, problem: 'is not an age recipient' },
      { index: 6, problem: expect.stringContaining('not a valid age recipient') },
      { index: 7, problem: 'is not an age recipient' },
      { index: 8, problem: expect.stringContaining('is a secret key') },
      { index: 9, problem: 'is not an age recipient' },
      { index: 10, problem: 'is not an age recipient' },
      { index: 11, problem: expect.stringContaining('not a valid age recipient') },
    ]);
    expect(JSON.stringify(problems).toUpperCase()).not.toContain(ours.identity);
  });
});

describe('openSealed', () => {
  it('takes what a chat or a mail made of the text', async () => {
    const sealed = await sealSecrets('x', [ours.recipient]);
    const pasted = `\n  ${sealed.replaceAll('\n', '\r\n')}\n\n`;
    expect(await openSealed(pasted, [`${theirs.identity}\n`, ` ${ours.identity}\n`])).toBe('x');
  });

  it.each<[string, (sealed: string) => [string, string[]], string]>([
    ['the wrong identity', (sealed) => [sealed, [theirs.identity]], 'None of the identities opens it'],
    ['no identity', (sealed) => [sealed, []], 'None of the identities opens it'],
    ['a recipient for an identity', (sealed) => [sealed, [ours.recipient]], 'is not an age identity'],
    ['half of the text', (sealed) => [sealed.slice(0, 200), [ours.identity]], 'not a complete age text'],
    ['a changed text', (sealed) => [changed(sealed), [ours.identity]], 'or it was changed'],
  ])('says what is wrong with %s', async (_, make, detail) => {
    const [armored, identities] = make(await sealSecrets('very-secret-text', [ours.recipient]));
    const error = await rejection(openSealed(armored, identities));
    expect(error).toMatchObject({ type: 'SealedTextUnreadable', effect: 'fatal' });
    expect(error.message).toContain(detail);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('AGE-SECRET-KEY-1');
  });
});

/** Another character in the last line of the content. */
function changed(sealed: string): string {
  const at = sealed.indexOf('\n-----END') - 6;
  return `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
}
