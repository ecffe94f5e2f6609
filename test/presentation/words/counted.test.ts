import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phrase, say } from '../../../presentation/words/words';

const FOLDER = join(__dirname, '../../../presentation/words/en');

/** A number that is put in front of a plural whatever it is; `2 of 1 objects` and `1 objects/s` are meant so. */
const PLURAL =
  /(?<!of )\$\{[\w.()]+\} (objects|pages|buckets|checks|ranges|plans|requests|items|lifecycle rules)\b(?!\/s)/g;

it.each(readdirSync(FOLDER))('%s writes one of a thing as one', (file) => {
  expect(readFileSync(join(FOLDER, file), 'utf8').match(PLURAL) ?? []).toEqual([]);
});

const BUCKETS = { source: 'photos', destination: 'photos-oss', refused: '0', kept: '0', list: null };

it.each([
  ['1', '1', '1 object is missing, 1 is only at the destination, 1 has another size.'],
  ['1000', '0', '1,000 objects are missing, 0 are only at the destination, 0 have another size.'],
])('says of %s and %s what differs', (missing, others, text) => {
  const different = phrase('migration.different', { ...BUCKETS, missing, extra: others, otherSize: others });
  expect(say('en', different)).toContain(text);
});

it.each([
  ['0', '0', '0', 'A migration job deletes nothing'],
  ['5', '5', '0', 'OSS refuses 5 of the missing keys'],
  ['0', '0', '2', 'This migration overwrites nothing'],
])(
  'says of %s missing objects, %s of them refused, %s kept, what no job changes',
  (missing, refused, kept, text) => {
    const about = { ...BUCKETS, missing, refused, kept, extra: '1', otherSize: kept };
    expect(say('en', phrase('migration.different', about))).toContain(text);
  },
);
