import { inspect } from 'node:util';
import { say } from '../../../presentation/words/words';
import { makePayloadKey, parsePayloadKeys } from '../../../configuration/encryption/payload-keys';

const [first, second] = [makePayloadKey(), makePayloadKey()];
const [one, two] = [first.secret.reveal(), second.secret.reveal()];

function keys(text: string) {
  const parsed = parsePayloadKeys(text);
  return parsed.ok ? parsed.keys : say('en', parsed.problem);
}

it('makes keys of 32 random bytes whose ID follows from them', () => {
  expect(Buffer.from(one, 'base64')).toHaveLength(32);
  expect(one).not.toBe(two);
  expect(first.id).toMatch(/^[0-9a-f]{12}$/);
  expect(keys(one)).toMatchObject([{ id: first.id }]);
  expect(one).not.toContain(first.id);
});

it.each([
  ['a line each', `${one}\n${two}\n`],
  ['with comments', `# made 2026-11-25\n${one} # the new one\n\n  ${two}\r\n`],
  ['in a variable', `${one},${two}`],
])('reads keys %s in their order', (_, text) => {
  expect(keys(text)).toMatchObject([{ id: first.id }, { id: second.id }]);
});

it.each([
  ['', 'holds no payload key'],
  ['# nothing but a comment\n', 'holds no payload key'],
  [`${one}\nnot-a-key`, 'holds as key 2 what is not 32 bytes in base64'],
  [Buffer.alloc(31, 1).toString('base64'), 'holds as key 1 what is not 32 bytes'],
  [Buffer.alloc(33, 1).toString('base64'), 'holds as key 1 what is not 32 bytes'],
  [Buffer.alloc(32, 1).toString('hex'), 'holds as key 1 what is not 32 bytes'],
  [Buffer.alloc(32, 0xfb).toString('base64url'), 'holds as key 1 what is not 32 bytes'],
  // The same bytes as AAA…A=, written with bits that base64 drops.
  [`${'A'.repeat(42)}B=`, 'holds as key 1 what is not 32 bytes'],
  [`${one}\n${two}\n${one}`, 'holds the same payload key twice'],
  [
    Array.from({ length: 51 }, () => makePayloadKey().secret.reveal()).join('\n'),
    'holds 51 payload keys; 50 at most',
  ],
])('refuses %j and quotes nothing of it', (text, problem) => {
  const found = keys(text);

  expect(found).toContain(problem);
  for (const word of text.split(/\s+/).filter((part) => part.length > 20)) {
    expect(found).not.toContain(word);
  }
});

it('never shows a key where one is logged, inspected or serialised', () => {
  expect(`${first.secret} ${JSON.stringify(first)} ${inspect(first)}`).not.toContain(one.slice(0, 12));
});
