import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../../../client/command-context';
import { createProgram } from '../../../client/program';
import { LANGUAGES } from '../../../presentation/words/language';
import { wordsOf } from '../../../presentation/words/words';

const FOLDER = join(__dirname, '../../../presentation/words');
const context: Partial<CommandContext> = { language: 'en', words: wordsOf('en') };
const { commands } = createProgram([], context as CommandContext, async () => undefined);
const NAMES = commands.map((command) => command.name()).join('|');

const FILES = LANGUAGES.flatMap((language) =>
  readdirSync(join(FOLDER, language)).map((file) => join(language, file)),
);

it.each(FILES)('%s names commands as they are pasted, with npx', (file) => {
  const source = readFileSync(join(FOLDER, file), 'utf8').replaceAll(/^ *(\/\/|\/?\*).*$/gm, '');
  expect(source.match(new RegExp(`(?<!npx )\\bprep (?:${NAMES})\\b.*`, 'g')) ?? []).toEqual([]);
});
