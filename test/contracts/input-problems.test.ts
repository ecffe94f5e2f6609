import { parseFleetInput } from '../../contracts/inputs/fleet-input';
import type { Parsed } from '../../contracts/inputs/input-problems';
import { parseRevocationInput } from '../../contracts/inputs/lifecycle-input';
import { parseInventoryInput, parsePreparationInput } from '../../contracts/inputs/preparation-input';
import { parseVerificationInput } from '../../contracts/inputs/verification-input';
import { say } from '../../presentation/words/words';

const source = { bucket: 'photos' };

test('a row of a fleet that is neither a name nor an input is told what it must be', () => {
  expect(problemsOf(parseFleetInput({ buckets: [1, null, 'photos', ['a']] }))).toEqual([
    'buckets.0: must be a string or an object, but is a number; 应为字符串或对象，但实际是数字',
    'buckets.1: must be a string or an object, but is null; 应为字符串或对象，但实际是null',
    'buckets.3: must be a string or an object, but is a list; 应为字符串或对象，但实际是列表',
  ]);
});

test.each(['soon', '', '2026-13-01', '2026-02-30', '2026-03-01T25:00Z'])(
  'the date %p is one problem',
  (ignoreAfter) => {
    expect(problemsOf(parseVerificationInput({ source, ignoreAfter }))).toEqual([
      'ignoreAfter: must be a date, or a time with its zone; 必须是日期，或带时区的时间',
    ]);
  },
);

test.each(['x.evil.example/', '@127.0.0.1:8500/', 'cn-beijing.evil.example#', 'cn-beijing$(id)'])(
  'the region %p, which would become part of a host, is none of a verification',
  (region) => {
    expect(problemsOf(parseVerificationInput({ source, destination: { region } }))).toEqual([
      'destination.region: is not an OSS region; 不是 OSS 地域',
    ]);
  },
);

test.each(['2026-02-30T10:00:00Z', '2026-12-24'])('%p is no time of a revocation', (at) => {
  expect(problemsOf(parseRevocationInput({ source, at }))).toEqual([
    'at: is not a time such as 2026-12-24T10:00:00Z; 不是有效的时间，格式如 2026-12-24T10:00:00Z',
  ]);
});

test.each([5, null, [], {}])('the time of a revocation given as %p is told what it must be', (at) => {
  expect(problemsOf(parseRevocationInput({ source, at }))).toEqual([
    expect.stringMatching(/^at: must be a string, but is .+; 应为字符串，但实际是.+$/),
  ]);
});

test('a field that only a preparation has is unknown to an inventory, which names those it knows', () => {
  expect(problemsOf(parseInventoryInput({ source, destination: {}, sorce: {} }))).toEqual([
    'destination: is not a known field; known are source; 不是已知字段；已知字段有 source',
    'sorce: is not a known field; did you mean "source"?; 不是已知字段；是否应为 "source"？',
  ]);
});

const examplesIn = (parsed: Parsed<unknown>) =>
  parsed.ok ? [] : parsed.problems.map(({ path, example }) => [path, example]);

test('a misspelt field is shown an example of the field that was meant, and one that nobody knows none', () => {
  expect(
    examplesIn(parsePreparationInput({ source, destnation: {}, approval: { timout: '1 day' }, color: 1 })),
  ).toEqual([
    ['approval.timout', '"3 days"'],
    ['destnation', '{"destination":{"bucket":"photos-oss","region":"cn-beijing"}}'],
    ['color', undefined],
  ]);
});

test('an input without its section is shown that section by name, not what was sent', () => {
  expect(examplesIn(parsePreparationInput({ bucket: 'music' }, 'prepare/music'))).toEqual([
    ['source', '{"source":{"bucket":"music"}}'],
    ['bucket', undefined],
  ]);
});

test('an input of a fleet is told every problem: of its own fields, its defaults and its rows', () => {
  const raw = {
    concurency: 3,
    defaults: { aproval: {} },
    buckets: ['photos', 7, 'photos', { source: { bucket: 'films', prefx: 'a/' } }],
  };
  expect(examplesIn(parseFleetInput(raw))).toEqual([
    ['buckets.1', expect.any(String)],
    ['concurency', '20'],
    ['defaults.aproval', expect.stringContaining('{"approval":')],
    ['buckets.2', undefined],
    ['buckets.3.source.prefx', '"archive/2024/"'],
  ]);
  const matching = parseFleetInput({ match: ['photos-*'], agian: true, defaults: { aproval: {} } });
  expect(examplesIn(matching).map(([path]) => path)).toEqual(['agian', 'defaults.aproval']);
});

function problemsOf(parsed: Parsed<unknown>): string[] {
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, problem }) => `${path}: ${say('en', problem)}; ${say('zh', problem)}`);
}
