import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../../../client/command-context';
import { createProgram } from '../../../client/program';
import { LANGUAGES } from '../../../presentation/words/language';
import { phrase, say, wordsOf } from '../../../presentation/words/words';

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

it.each(FILES)('%s quotes paths within commands for the shell', (file) => {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  const command = /\b(?:chmod|chown)\b[^`.]*\$\{path\}|(?:chmod [\w-]+|--[a-z]+) \$\{(?:file|path|out)\}/g;
  expect(source.match(command) ?? []).toEqual([]);
});

it.each(LANGUAGES)('a path in a command is one word of a shell, and no option (%s)', (language) => {
  for (const [path, word] of [
    ["li wei's key", String.raw`'li wei'\''s key'`],
    ['-k', './-k'],
    ['密钥.txt', "'密钥.txt'"],
  ] as const) {
    const said = [
      phrase('command.identityNotPrivate', { file: path }),
      phrase('configuration.othersAccess', { mode: '644', path }),
    ].map((one) => say(language, one));
    expect(said.map((one) => one.slice(one.indexOf('chmod')))).toEqual([
      `chmod 600 ${word}`,
      `chmod 600 ${word}`,
    ]);
  }
});

it.each(FILES)('%s quotes names within commands for the shell', (file) => {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  expect(
    source.match(/npx prep [^`]*--(?:id|user|profile|prepared|prefix) \$\{(?!shellWord)\w+\}/g) ?? [],
  ).toEqual([]);
});

it.each(LANGUAGES)('the ID of a Schedule in a command is one word of a shell (%s)', (language) => {
  const scheduleId = "li wei's";
  for (const one of [
    phrase('schedule.exists', { scheduleId }),
    phrase('schedule.firesNever', { scheduleId }),
    phrase('schedule.triggered', { scheduleId }),
  ]) {
    const said = say(language, one);
    expect(said).toContain(String.raw`--id 'li wei'\''s'`);
    expect(said).toContain('"li wei\'s"');
  }
});
