import { englishLeft } from '../english-left';
import { explainConnectionFailure } from '../../configuration/temporal/temporal-connection-error';
import type { TemporalTarget } from '../../configuration/temporal/temporal-target';
import { FakePreparations } from './fake-preparations';
import { chooseLanguage } from '../../client/language-choice';
import type { Command } from 'commander';
import type { CommandContext } from '../../client/command-context';
import { createProgram } from '../../client/program';
import { sayIn, wordsOf } from '../../presentation/words/words';
import { run } from './run-command';

/** A command line in a help. */
const EXAMPLE = /^ +\$ .*$/gm;

/** The words that lead to each command, the program and groups of commands included. */
function pathsOf(command: Command, path: readonly string[] = []): (readonly string[])[] {
  return [path, ...command.commands.flatMap((inner) => pathsOf(inner, [...path, inner.name()]))];
}

const CHINESE = /[\u4E00-\u9FFF]/;

describe('the language of a command line', () => {
  it.each([
    [['--lang', 'zh', 'status', 'photos'], {}],
    [['status', 'photos', '--lang', 'zh'], {}],
    [['status', '--lang=zh', 'photos'], { PREP_LANG: 'en' }],
    [['status', 'photos'], { PREP_LANG: 'zh', LC_ALL: 'en_US.UTF-8' }],
    [['status', 'photos'], { LC_ALL: 'zh_CN.UTF-8', LANG: 'C' }],
    [['status', 'photos'], { LC_MESSAGES: 'zh_CN', LANG: 'en_US' }],
    [['status', 'photos'], { LC_ALL: '', LANG: 'zh_CN.UTF-8' }],
  ])('is Chinese for %j with %j, whatever the place of the option', (argv, env) => {
    expect(chooseLanguage(argv, env)).toEqual({ argv: ['status', 'photos'], language: 'zh' });
  });

  it.each([{}, { LANG: 'C.UTF-8' }, { LC_ALL: 'de_DE', LANG: 'zh_CN' }])('is English with %j', (env) => {
    expect(chooseLanguage(['status'], env)).toEqual({ argv: ['status'], language: 'en' });
  });

  it.each([['--lang', 'fr'], ['--lang=fr']])('is refused if it is not ours (%s)', async (...lang) => {
    const ran = await run(['status', 'photos', '--json', ...lang]);
    expect(ran.exitCode).toBe(2);
    expect(ran.json().error).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining('fr') });
  });

  it('is that of the help, its headings included', async () => {
    const { out } = await run(['start', '--help', '--lang', 'zh']);
    expect(out).toMatch(/^用法：prep start/);
    expect(out).toContain('选项：');
    expect(out).toContain('示例：');
    expect(out).not.toMatch(/Options:|display help/);
  });

  it.each([
    [['nosuch'], '未知命令“nosuch”'],
    [['status', 'photos', '--jsn'], '未知选项“--jsn”\n（您是否想输入 --json？）'],
    [['status', 'a', 'b'], '参数过多：应为 1 个，实际为 2 个'],
    [['sign', 'photos'], '未指定必需的选项“--run <run-id>”'],
    [['inventory'], '请指定 KS3 存储空间。'],
    [['inventory', '--bucket'], '选项“--bucket <name>”缺少值'],
    [['estimate', 'x.json', '--class', 'IA', '--class', 'Archive'], '选项“--class <class>”被重复指定'],
    [['keygen', '--worker-key', '--payload-key', '--out', 'x'], '不能与选项'],
  ])('is that of what is refused: %j', async (argv, message) => {
    const ran = await run([...argv, '--lang', 'zh']);
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toContain(message);
    expect(ran.error).not.toContain('error: ');
  });

  it('is that of errors, also as JSON, whose keys and types stay', async () => {
    const ran = await run(['status', '--json', '--lang', 'zh']);
    expect(ran.json().error).toEqual({ type: 'InvalidInput', message: expect.stringMatching(CHINESE) });
  });

  it('leaves no English sentence in the help of any command, nor in what it says to a mistake', async () => {
    const say = { say: () => undefined, warn: () => undefined };
    const context = { language: 'zh', words: wordsOf('zh'), say: sayIn('zh'), terminal: say } as unknown;
    const program = createProgram([], context as CommandContext, async () => undefined);
    const left: string[] = [];
    for (const path of pathsOf(program)) {
      for (const argv of [['--help'], [], ['--nope'], ['a', 'b', 'c', 'd'], ['a', '--id', 'x', '--json']]) {
        const { out, error } = await run([...path, ...argv, '--lang', 'zh'], {
          preparations: new FakePreparations(),
        });
        left.push(...englishLeft(`${out}\n${error}`.replaceAll(EXAMPLE, '')));
      }
    }
    expect(left).toEqual([]);
  });

  it.each(['一天', '0 seconds'])('does not call the example of a duration wrong: %s', async (given) => {
    const argv = ['schedule', 'create', '--bucket', 'photos', '--every', given, '--lang', 'zh'];
    const { error } = await run(argv, { preparations: new FakePreparations() });
    expect(error).toMatch(/^prep: --every [^，]+；正确的写法如 "30 minutes"。$/m);
  });

  it.each<[string, readonly string[], string]>([
    ['an input file that is not there', ['start', '--input', '/nowhere/input.json'], ''],
    ['an input with problems', ['start', '--input', '-'], '{ "source": { "bucket": "A" }, "more": 1 }'],
    ['a person without a name', ['approve', 'photos', '--approver', ' '], ''],
    ['what Temporal cannot be reached with', ['status', 'photos'], ''],
  ])('leaves no English sentence in what is wrong: %s', async (_, argv, stdin) => {
    const target = { address: 'temporal:7233', namespace: 'default', tls: false } as TemporalTarget;
    const preparations = new FakePreparations();
    preparations.describe = async () => {
      throw await explainConnectionFailure(new Error('dns error'), target, {});
    };
    const { error } = await run([...argv, '--lang', 'zh'], { stdin, preparations });
    expect(error).toMatch(CHINESE);
    expect(englishLeft(error)).toEqual([]);
  });
});
