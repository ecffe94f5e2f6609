import { renderProblems } from '../english';
import { say } from '../../presentation/words/words';
import { parseInventoryInput, parsePreparationInput } from '../../contracts/inputs/preparation-input';

/** Every problem as `path: what is wrong`, without the examples. */
function problemsIn(raw: unknown): string[] {
  const parsed = parsePreparationInput(raw);
  return parsed.ok ? [] : parsed.problems.map(({ path, problem }) => `${path}: ${say('en', problem)}`);
}

describe('the input of a preparation', () => {
  it('needs nothing but the source bucket', () => {
    expect(parsePreparationInput({ source: { bucket: 'photos' } })).toEqual({
      ok: true,
      value: { source: { bucket: 'photos' } },
    });
  });

  it.each([
    [undefined, ': is missing'],
    [null, ': must be an object, but is null'],
    ['photos', ': must be an object, but is a string'],
    [
      '{"source":{"bucket":"photos"}}',
      ': must be an object, but is a string that holds one: leave out the quotes around it',
    ],
    ['[1]', ': must be an object, but is a string'],
    [[{ source: { bucket: 'photos' } }], ': must be an object, but is a list'],
    [{}, 'source: is missing'],
    [{ source: {} }, 'source.bucket: is missing'],
    [{ source: { bucket: 7 } }, 'source.bucket: must be a string, but is a number'],
    [
      { source: { bucket: 'photos' }, approval: { timeout: '1 day', required: 1.5 } },
      'approval.required: must be a whole number, but is a fraction',
    ],
  ])('refuses %j and says why', (raw, problem) => {
    expect(problemsIn(raw)).toEqual([problem]);
  });

  it('reports every problem at once', () => {
    const problems = problemsIn({
      source: { bucket: 'Photos', prefix: '/a' },
      destination: { bucket: 'x', storageClass: 'Hot' },
      approval: { timeout: 'soon', required: 0 },
    });
    expect(problems.map((line) => line.split(':')[0])).toEqual([
      'source.bucket',
      'source.prefix',
      'destination.bucket',
      'destination.storageClass',
      'approval.timeout',
      'approval.required',
    ]);
  });

  it('asks whether a misspelt field was meant to be another', () => {
    expect(problemsIn({ source: { bucket: 'photos' }, ramuser: { name: 'x' } })).toEqual([
      'ramuser: is not a known field; did you mean "ramUser"?',
    ]);
    expect(problemsIn({ source: { bucket: 'photos', prefx: 'a' } })).toEqual([
      'source.prefx: is not a known field; did you mean "prefix"?',
    ]);
  });

  it.each(['ab', 'a'.repeat(64), 'Photos', 'photos_1', '-photos', 'photos-', 'kss-photos'])(
    'refuses %j, which KS3 forbids as a bucket name',
    (bucket) => {
      expect(problemsIn({ source: { bucket } })[0]).toMatch(/^source\.bucket: is not a KS3 bucket name/);
    },
  );

  it.each(['ab', 'Photos', 'photos.oss', 'photos_oss'])(
    'refuses %j, which OSS forbids as a bucket name',
    (bucket) => {
      expect(problemsIn({ source: { bucket: 'photos' }, destination: { bucket } })[0]).toMatch(
        /^destination\.bucket: is not an OSS bucket name/,
      );
    },
  );

  it.each([
    ['http://ks3-cn-beijing.ksyuncs.com', 'plain http is accepted for loopback addresses only'],
    ['https://ks3-cn-beijing.ksyuncs.com/photos', 'must be the bare host'],
    ['ks3-cn-beijing.ksyuncs.com', 'has no scheme: write https://ks3-cn-beijing.ksyuncs.com'],
    ['a b', 'is not a URL'],
    ['https://key:secret@ks3-cn-beijing.ksyuncs.com', 'must not hold a user name or password'],
  ])('refuses the endpoint %s', (endpoint, problem) => {
    expect(problemsIn({ source: { bucket: 'photos', endpoint } })[0]).toContain(problem);
  });

  it.each([
    ['Beijing', 'is not an OSS region; OSS spells it "cn-beijing"'],
    ['BEIJING', 'is not an OSS region; OSS spells it "cn-beijing"'],
    ['JR_BEIJING', 'is not an OSS region'],
  ])('explains the OSS region %s', (region, problem) => {
    expect(problemsIn({ source: { bucket: 'photos' }, destination: { region } })).toEqual([
      `destination.region: ${problem}`,
    ]);
  });

  it('accepts plain http for a loopback endpoint', () => {
    expect(problemsIn({ source: { bucket: 'photos', endpoint: 'http://127.0.0.1:9000' } })).toEqual([]);
  });

  it('takes a region with or without the oss- of endpoint names', () => {
    const parsed = parsePreparationInput({
      source: { bucket: 'photos' },
      destination: { region: 'oss-cn-beijing' },
    });
    expect(parsed.ok && parsed.value.destination?.region).toBe('cn-beijing');
  });

  it('shows a valid example beside each problem', () => {
    const parsed = parsePreparationInput({ source: { bucket: 'photos' }, approval: { timeout: 'soon' } });
    expect(parsed.ok ? '' : renderProblems(parsed.problems)).toBe(
      '- approval.timeout: is not a duration; for example "3 days"',
    );
  });

  it.each([
    ['Photos', 'and no "P"'],
    ['photos_1', 'and no "_"'],
    ['ｐhotos', 'and no "ｐ" (U+FF50)'],
    ['pho\u{200B}tos', 'and no "\\u{200B}" (U+200B)'],
    ['-photos', 'at both ends'],
  ])('shows the first sign of %j that no name has', (bucket, shown) => {
    expect(problemsIn({ source: { bucket } })[0]).toContain(shown);
  });

  it('never repeats the value that was sent, which may be a secret in the wrong place', () => {
    const parsed = parsePreparationInput({ source: { bucket: 'LTAI-very-secret' } });
    expect(parsed.ok ? '' : renderProblems(parsed.problems)).not.toContain('LTAI-very-secret');
  });
});

describe('the input of an inventory', () => {
  it('takes a source and nothing else', () => {
    expect(parseInventoryInput({ source: { bucket: 'photos' } }).ok).toBe(true);
    expect(parseInventoryInput({ source: { bucket: 'photos' }, destination: {} }).ok).toBe(false);
  });
});

describe('a text in an input', () => {
  const prepared = (more: object) => problemsIn({ source: { bucket: 'photos' }, ...more });

  it.each<[string, object, string]>([
    [
      'a tag',
      { destination: { tags: { team: 'a\u202Eb' } } },
      'destination.tags.team: has a value with characters that cannot be seen: "a\\u{202E}b"',
    ],
    [
      'the key of a tag',
      { destination: { tags: { 'te\u200Bam': 'media' } } },
      'destination.tags.te\u200Bam: has a key with characters that cannot be seen: "te\\u{200B}am"',
    ],
    [
      'a display name of letters that nobody sees',
      { ramUser: { displayName: 'a\u3164b' } },
      'ramUser.displayName: has a text with characters that cannot be seen: "a\\u{3164}b"',
    ],
    [
      'a policy',
      { ramUser: { policies: ['Aliyun\nOSS'] } },
      'ramUser.policies.0: has a text with characters that cannot be seen: "Aliyun\\u{A}OSS"',
    ],
    [
      'a name of a person',
      { requestedBy: 'zhao\u00AD.lei' },
      'requestedBy: holds "\\u{AD}" (character 5 of "zhao\\u{AD}.lei"), which cannot be seen; names are of letters, digits and punctuation',
    ],
    [
      'an approver of two alphabets',
      { approval: { approvers: ['li.w\u0435i'] } },
      'approval.approvers.0: mixes alphabets: "\u0435" (U+0435) in "li.w\u0435i" is of another one than the letters around it',
    ],
  ])('is refused where it hides something: %s', (_, more, problem) => {
    expect(prepared(more)).toEqual([problem]);
  });

  it('may be any prefix that KS3 takes', () => {
    expect(problemsIn({ source: { bucket: 'photos', prefix: 'a\nb\u202E/' } })).toEqual([]);
  });
});
