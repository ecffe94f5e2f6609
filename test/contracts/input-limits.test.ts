import { renderProblems } from '../english';
import { english } from '../english';
import fc from 'fast-check';
import { abridged, sizeProblem } from '../../contracts/inputs/input-limits';
import type { Parsed } from '../../contracts/inputs/input-problems';
import { say } from '../../presentation/words/words';
import { parseMigrationInput } from '../../contracts/inputs/migration-input';
import { parseRotationInput } from '../../contracts/inputs/lifecycle-input';
import { readApprove, readDecide, readRetry } from '../../contracts/messages';
import { parsePreparationInput } from '../../contracts/inputs/preparation-input';

function many<T>(count: number, one: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => one(at));
}

const unknownFields = (count: number) => Object.fromEntries(many(count, (at) => [`field-${at}`, at]));
const source = { bucket: 'photos' };

function problemsOf(parsed: Parsed<unknown>): string[] {
  return parsed.ok ? [] : renderProblems(parsed.problems).split('\n');
}

describe('an input', () => {
  it('with more problems than anybody reads lists 20, and how many more there are', () => {
    const lines = problemsOf(parsePreparationInput({ source, ...unknownFields(3000) }));
    expect(lines).toHaveLength(21);
    expect(lines[0]).toMatch(/^- field-0: is not a known field; known are source, /);
    expect(lines.at(-1)).toBe('- … and 2,980 more');
  });

  it.each([
    ['60,000 unknown fields', unknownFields(60_000)],
    ['a long text', { source: { bucket: 'x'.repeat(3_000_000) } }],
    ['a long name', { ['x'.repeat(3_000_000)]: 1 }],
    ['a long list', { source, credentials: { recipients: many(100_000, () => 'age1…') } }],
    ['a list of a million', many(1_000_000, () => 0)],
    ['100,000 tags', { source, destination: { tags: unknownFields(100_000) } }],
  ])('that is too large (%s) is refused with one short problem', (_, raw) => {
    expect(problemsOf(parsePreparationInput(raw))).toEqual([
      '- input: is larger than 64 KiB; for example {"source":{"bucket":"photos"}}',
    ]);
  });

  it('that is deeper than any stack is refused', () => {
    const deep = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`) as unknown;
    expect(problemsOf(parsePreparationInput({ source, deep }))).toEqual([
      expect.stringContaining('input: is nested more than 32 levels deep'),
    ]);
  });

  it('is quoted in bounded words', () => {
    const long = 'x'.repeat(60_000);
    for (const raw of [
      { [long]: 1 },
      { source: { ...source, [long]: 1 } },
      { source: { bucket: long, region: long, profile: long, endpoint: long, prefix: long } },
      { source, destination: { tags: { [long]: 1 } } },
      { source, credentials: { expireAfter: long, recipients: [long] } },
    ]) {
      const lines = problemsOf(parsePreparationInput(raw));
      expect(lines).not.toEqual([]);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(500);
    }
  });

  it('cannot make its problems too many to record, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
        const text = problemsOf(parsePreparationInput({ source: raw, ...raw })).join('\n');
        expect(text.length).toBeLessThan(8000);
      }),
    );
  });

  it.each([
    ['ramUser.policies', { ramUser: { policies: many(21, () => 'AliyunOSSFullAccess') } }, 20],
    ['approval.approvers', { approval: { approvers: many(101, (at) => `person-${at}`) } }, 100],
    ['credentials.recipients', { credentials: { recipients: many(17, () => 'age1…') } }, 16],
  ])('has a longest list of %s', (path, fields, most) => {
    expect(problemsOf(parsePreparationInput({ source, ...fields }))).toEqual([
      expect.stringMatching(`^- ${path}: must be at most ${most} long`),
    ]);
  });

  it('says of a whole number that is too large what it may be, and not how long', () => {
    const problems = problemsOf(parseMigrationInput({ source, maxFilesPerSecond: 1e99 }));
    expect(problems).not.toContainEqual(expect.stringContaining('long'));
    expect(problems).toContainEqual(expect.stringMatching(/^- maxFilesPerSecond: must be at most 100000/));
  });

  it('leaves room for the mark among the 20 tags of a bucket', () => {
    const tagged = (count: number) =>
      parsePreparationInput({
        source,
        destination: { tags: Object.fromEntries(many(count, (at) => [`k${at}`, 'v'])) },
      });
    expect(tagged(19).ok).toBe(true);
    expect(problemsOf(tagged(20))).toEqual([expect.stringContaining('destination.tags: holds more than 19')]);
  });

  it('of a rotation has the same limits', () => {
    expect(problemsOf(parseRotationInput({ source, ...unknownFields(60_000) }))).toHaveLength(1);
    const recipients = many(17, () => 'age1…');
    expect(problemsOf(parseRotationInput({ source, credentials: { recipients } }))).toHaveLength(1);
  });
});

describe('a message', () => {
  it.each([
    ['approve', readApprove],
    ['decide', readDecide],
    ['retry', readRetry],
  ])('%s that is too large is one short problem', (name, read) => {
    for (const raw of [unknownFields(60_000), { by: 'x'.repeat(20_000) }, many(1_000_000, () => 0)]) {
      expect(english(read(raw))).toMatchObject({
        ok: false,
        problem: expect.stringMatching(`^"${name}" was not understood: its input is larger than 16 KiB`),
      });
    }
  });

  it('with many problems is told of in few words', () => {
    const read = readApprove(unknownFields(1000));
    expect(say('en', read.ok ? '' : read.problem)).toMatch(
      /^"approve" was not understood: approver is missing; .{400,500}…\. Send/,
    );
  });

  it('with the longest remark and signature is taken', () => {
    const raw = { approver: '李'.repeat(128), comment: '照'.repeat(2000), signature: 'x'.repeat(4096) };
    expect(readApprove(raw)).toMatchObject({ ok: true });
  });
});

describe('sizeProblem', () => {
  it('counts what JSON takes, to the byte', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        expect(sizeProblem(value, bytes)).toBeNull();
        expect(say('en', sizeProblem(value, bytes - 1) ?? '')).toMatch(/^is larger than/);
      }),
    );
  });

  it('takes what TOML has and JSON has not', () => {
    expect(sizeProblem({ at: new Date(0), count: 5n, nothing: undefined }, 1000)).toBeNull();
  });
});

describe('abridged', () => {
  it('leaves no half of a character', () => {
    expect(abridged('ab😀cd', 4)).toBe('ab…');
    expect(abridged('ab😀cd', 6)).toBe('ab😀cd');
  });
});
