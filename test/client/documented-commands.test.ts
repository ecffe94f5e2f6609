import { readFileSync } from 'node:fs';
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
