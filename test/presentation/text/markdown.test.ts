import fc from 'fast-check';
import { code, plain } from '../../../presentation/text/markdown';
import { anyText, HOSTILE_TEXTS, UNSEEN } from '../../rig/hostile-texts';

/** The rest of Markdown without code spans and escaped characters: the only place for markup. */
function withoutText(markdown: string): string {
  return markdown.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
}

const MARKUP = /[*`[~<]|^[#>+=-]|^\d+[.)]|!\[|&#|@|:\/\/|www\./;

describe.each(Object.entries(HOSTILE_TEXTS))('%s', (_, text) => {
  it('is text in Markdown', () => {
    expect(withoutText(plain(text))).not.toMatch(MARKUP);
    expect(plain(text)).not.toMatch(UNSEEN);
    expect(plain(text)).not.toContain('\n');
  });

  it('is one code span', () => {
    expect(withoutText(code(text))).toBe('');
    expect(code(text)).not.toMatch(UNSEEN);
    expect(code(text)).not.toContain('\n');
  });
});

it('shows ordinary sentences as they are', () => {
  const sentence = 'KS3 bucket photos_2024 is ready (61,234 objects); next: check it.';
  expect(plain(sentence)).toBe(sentence);
});

it('makes addresses code, since readers make links of them', () => {
  expect(plain('asked was https://ks3-cn-beijing.ksyuncs.com here')).toBe(
    'asked was `https://ks3-cn-beijing.ksyuncs.com` here',
  );
});

it('makes code of the address alone where a Chinese sentence has no spaces', () => {
  expect(plain('Endpoint http://127.0.0.1:4000（地域 BEIJING）')).toBe(
    'Endpoint `http://127.0.0.1:4000`（地域 BEIJING）',
  );
  expect(plain('登录名为 mgw@1.onaliyun.com。')).toBe('登录名为 `mgw@1.onaliyun.com`。');
  expect(plain('试登录一次：https://signin.example/login，再继续')).toBe(
    '试登录一次：`https://signin.example/login`，再继续',
  );
});

it.each([
  ['Send `{ "by": "YOUR-NAME" }` as signal `retry`.', 'Send `{ "by": "YOUR-NAME" }` as signal `retry`.'],
  ['Add {"destination":{"adopt":true}} to the input.', 'Add `{"destination":{"adopt":true}}` to the input.'],
  ['请发送 { "by": "YOUR-NAME", "code": "…" }。', '请发送 `{ "by": "YOUR-NAME", "code": "…" }`。'],
  [
    'Revoke them: npx prep revoke photos --user mgw-photos --now, and start again (--again).',
    'Revoke them: `npx prep revoke photos --user mgw-photos --now`, and start again (`--again`).',
  ],
  [
    '请运行 npx prep verify photos --to photos-oss --to-region cn-beijing。',
    '请运行 `npx prep verify photos --to photos-oss --to-region cn-beijing`。',
  ],
  [
    'To copy again: npx prep migrate photos --round 2 --overwrite "if newer"',
    'To copy again: `npx prep migrate photos --round 2 --overwrite "if newer"`',
  ],
  [
    "Compare: npx prep verify photos --source-prefix '2024 a/' --profile archive. Keep it.",
    "Compare: `npx prep verify photos --source-prefix '2024 a/' --profile archive`. Keep it.",
  ],
  ['See: npx prep status photos. It says more.', 'See: npx prep status photos. It says more.'],
  ['KS3 has "2024/00.jpg", and 3 more.', 'KS3 has "`2024/00.jpg`", and 3 more.'],
])('makes code of what is to be copied: %s', (sentence, markdown) => {
  expect(plain(sentence)).toBe(markdown);
});

it.each(['a lone ` in a name', '{ no JSON }', '{ "not closed', '`a|b`', 'a -- b'])(
  'leaves as text what is none: %s',
  (sentence) => {
    expect(withoutText(plain(sentence)).replace(/\\|/g, '')).not.toMatch(MARKUP);
    expect(plain(sentence).replace(/\\([^\w\s])/g, '$1')).toBe(sentence);
  },
);

it('leaves no markup of any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(withoutText(plain(text))).not.toMatch(MARKUP);
      expect(withoutText(code(text))).toBe('');
    }),
  );
});
