import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishLeft } from '../../english-left';

const FOLDER = join(__dirname, '../../../presentation/words/zh');

/** The texts of a catalogue, without what is put into them. */
function textsIn(source: string): string[] {
  let plain = source;
  for (let before = ''; before !== plain;) {
    before = plain;
    // The innermost first: a text within a text is code of that.
    plain = plain.replace(/\$\{[^`{}]*\}/g, '…').replace(/(\$\{[^`{}]*)`([^`]*)`/g, '$1"$2"');
  }
  return plain.match(/`[^`]*`|'(?:[^'\\\n]|\\.)*'/g) ?? [];
}

it.each(readdirSync(FOLDER))('%s holds no English sentence', (file) => {
  const texts = textsIn(readFileSync(join(FOLDER, file), 'utf8')).map((text) => text.slice(1, -1));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.flatMap(englishLeft)).toEqual([]);
});
