import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../../client/command-context';
import { EXIT } from '../../client/exit-codes';
import { createProgram } from '../../client/program';
import { wordsOf } from '../../presentation/words/words';
import { projectRoot } from '../setup/checkout';

const context: Partial<CommandContext> = { language: 'en', words: wordsOf('en') };
const { commands } = createProgram([], context as CommandContext, async () => undefined);

const pageOf = (...at: readonly string[]) => readFileSync(path.join(projectRoot, ...at), 'utf8');
const README = pageOf('README.md');
const CLI = pageOf('docs', 'cli.md');

/** The commands that run something, each with the words that lead to it. */
function leaves(command: Command, words: readonly string[] = []): { words: string[]; options: string[] }[] {
  const here = [...words, command.name()];
  return command.commands.length > 0
    ? command.commands.flatMap((inner) => leaves(inner, here))
    : [{ words: here, options: command.options.flatMap(({ long }) => long ?? []) }];
}

/** The section of docs/cli.md whose heading names a command, up to the next heading. */
function sectionOf(name: string): string {
  const sections = CLI.split(/^###? /m);
  return sections.find((section) => section.split('\n')[0]?.split(/[ ,]+/).includes(name)) ?? '';
}

describe.each(commands.map((command) => [command.name(), command] as const))('prep %s', (name, command) => {
  it('is in the README and has a section of its own in docs/cli.md, with every command under it', () => {
    expect(README.match(/`prep [a-z-]+/g)).toContain(`\`prep ${name}`);
    expect(leaves(command).filter(({ words }) => !sectionOf(name).includes(words.join(' ')))).toEqual([]);
  });

  it('has its options in docs/cli.md', () => {
    const options = leaves(command).flatMap((leaf) => leaf.options);
    expect([...new Set(options)].filter((option) => !CLI.includes(option))).toEqual([]);
  });
});

it.each(Object.entries(EXIT))('the exit code of "%s" is in the README and in docs/cli.md', (_, code) => {
  expect(README.match(/^Exit codes: .*(\n.+)*/m)?.[0]).toMatch(new RegExp(`\\b${code} `));
  expect(CLI).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
});

/** The pages that users read, each with what its blocks of code hold, line by line. */
const PAGES = ['README.md', 'README.zh.md', ...readdirSync(path.join(projectRoot, 'docs'))]
  .filter((file) => file.endsWith('.md'))
  .map((file) => [file, codeOf(file.startsWith('README') ? pageOf(file) : pageOf('docs', file))] as const);

/** What the lines of blocks of code are, fenced or indented; a line that ends with `\` continues on the next one. */
function codeOf(page: string): string[] {
  const whole = page.replaceAll(/\\\n\s*/g, ' ').split('\n');
  let fenced = false;
  return whole.filter((line) => {
    const isFence = /^\s*```/.test(line);
    fenced = isFence ? !fenced : fenced;
    return !isFence && (fenced || /^ {4}\S/.test(line));
  });
}

/** The words of a command of ours that a line begins with or pipes into, as a shell takes them; null if it holds none. */
function wordsIn(line: string): string[] | null {
  const [, command] = /^(?:\s*(?:\S+\s+.*\|\s+)?)npx prep ([^#|>]*)/.exec(line) ?? [];
  const found = command?.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g);
  return found?.map((word) => word.replaceAll(/['"]/g, '')) ?? null;
}

it.each(PAGES)('every command in the code of %s is accepted as it stands', async (_, lines) => {
  const refused: string[] = [];
  for (const argv of lines.map(wordsIn).filter((words) => words !== null)) {
    const quiet = { say: () => undefined, warn: () => undefined };
    const around = { ...context, terminal: quiet } as unknown as CommandContext;
    const program = createProgram(argv, around, async () => undefined);
    await program.parseAsync(argv, { from: 'user' }).catch(({ message }: Error) => {
      refused.push(`${argv.join(' ')}: ${message}`);
    });
  }
  expect(refused.filter((line) => !PLACEHOLDERS.test(line))).toEqual([]);
});

/** What a reader puts something else for, which the command says. */
const PLACEHOLDERS = /YOUR-NAME|DIGEST|3f2a…/;
