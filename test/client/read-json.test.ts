import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../client/read-json';
import { readText } from '../../client/read-text';
import type { CommandError } from '../../client/command-error';
import { say } from '../../presentation/words/words';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

const folder = mkdtempSync(join(tmpdir(), 'read-json-'));
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(text: string, language: 'en' | 'zh' = 'en'): string {
  try {
    parseJson(text, 'in.json');
  } catch (error) {
    return say(language, (error as CommandError).said);
  }
  return 'taken';
}

describe('a text that is no JSON is refused with the place and what is wrong there', () => {
  it.each([
    ['', 'it is empty'],
    [' \n\t', 'it is empty'],
    ['{"a": 1,\n "b": }', 'line 2, column 7: a value is expected'],
    ['{"a": 1\r\n"b": 2}', 'line 2, column 1: a comma is expected'],
    ['{"a" 1}', 'line 1, column 6: a colon is expected'],
    ['{"a": 1,}', 'line 1, column 9: a comma before it is one too many'],
    ['[1,\n]', 'line 2, column 1: a comma before it is one too many'],
    ['{"a": "x', 'line 1, column 7: a closing double quote is missing'],
    ['{"a": [1, 2', 'line 1, column 12: a closing ] is missing'],
    ['{"a": {}\n', 'line 2, column 1: a closing } is missing'],
    ['{"a": 1}\n}', 'line 2, column 1: something follows the end of the JSON'],
    ['// what\n{}', 'line 1, column 1: JSON has no comments'],
    ['{"前": “x”}', 'line 1, column 7: JSON has no “; write "'],
    ['{"a"：1}', 'line 1, column 5: JSON has no ：; write :'],
    ["{'a': 1}", 'line 1, column 2: JSON has no \'; write "'],
    ['{"a": "x\ty"}', 'line 1, column 7: a tab or another control character'],
    [String.raw`{"a": "C:\temp\x"}`, 'line 1, column 7: JSON has no such escape'],
    ['bucket: photos', 'line 1, column 1: a text must be in double quotes'],
  ])('%j: %s', (text, why) => {
    expect(refusal(text)).toContain(`in.json is not JSON: ${why}`);
    const chinese = refusal(text, 'zh');
    expect(chinese).toContain('in.json 不是 JSON：');
    expect(chinese).not.toMatch(/expected|missing|JSON has|column/);
  });

  it('quotes nothing of it but the one sign that JSON does not have', () => {
    for (const text of ['AGE-SECRET-KEY-1Q', '{"secret": "abc', '{"secret": abc}', '“abc”']) {
      expect(refusal(text)).not.toMatch(/AGE|abc/);
    }
  });

  it('takes what is JSON', () => {
    expect(parseJson('{"a": [1, "x"]}', null)).toEqual({ a: [1, 'x'] });
  });
});

describe('a file that a user gives', () => {
  const write = (name: string, bytes: Uint8Array | string) => {
    const file = join(folder, name);
    writeFileSync(file, bytes, { mode: 0o600 });
    return file;
  };
  const NO_STDIN = async () => '';

  it('may begin with a byte order mark', async () => {
    const file = write('bom.json', '\uFEFF{"source": {"bucket": "photos"}}');
    expect(await readText(file, NO_STDIN)).toBe('{"source": {"bucket": "photos"}}');
  });

  it.each([
    ['GBK', 'is not text in UTF-8', Uint8Array.from([0x22, 0xd5, 0xd5, 0xc6, 0xac, 0x22])],
    ['UTF-16', 'is in UTF-16', Buffer.from('\uFEFF{"a": "照片"}', 'utf16le')],
  ])('is refused by every command if it is in %s, and starts nothing', async (encoding, why, bytes) => {
    const file = write(`${encoding}.json`, bytes);
    const identity = write(
      'identity.txt',
      'AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SPYUDGU',
    );
    const preparations = new FakePreparations();
    for (const argv of [
      ['start', 'photos', '--input', file],
      ['batch', 'start', 'q1', '--file', file],
      ['batch', 'approve', 'q1', '--plans', file, '--approver', 'li.wei'],
      ['estimate', file],
      ['open', '--result', file, '--identity', identity],
      ['open', '--sealed', file, '--identity', identity],
    ]) {
      const ran = await run(argv, { preparations });
      expect([argv[0], ran.exitCode, ran.error]).toEqual([
        argv[0],
        2,
        expect.stringContaining(`${file} ${why}`),
      ]);
    }
    expect(preparations.started).toEqual([]);
  });
});
