import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-command';

const COMMANDS = readdirSync(join(__dirname, '../../client/commands')).map((file) =>
  file.replace(/\.ts$/, ''),
);

describe('the command line', () => {
  it('lists every command, the exit codes and the environment in its help', async () => {
    const ran = await run(['--help']);
    expect(ran.exitCode).toBe(0);
    expect(COMMANDS.filter((name) => !new RegExp(`^  ${name} `, 'm').test(ran.out))).toEqual([]);
    expect(ran.out).toMatch(/3 {2}waiting for approval\n {2}4 {2}rejected/);
    expect(ran.out).toContain('TEMPORAL_UI');
  });

  it.each(COMMANDS)('explains %s with a description and at least two examples', async (name) => {
    const ran = await run([name, '--help']);
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatch(/^Usage: prep .+\n\n[A-Z].{20}/);
    expect(ran.out).toContain('--json');
    expect(
      ran.out.split('Examples:')[1]?.match(new RegExp(`npx prep ${name}\\b`, 'g'))?.length,
    ).toBeGreaterThanOrEqual(2);
  });

  it.each([[['status']], [['batch', 'start']], [[]]])(
    'explains %j as "help" of other tools does',
    async (argv) => {
      const help = await run(['help', ...argv]);
      expect(help).toMatchObject({ exitCode: 0, error: '' });
      expect(help.out).toBe((await run([...argv, '--help'])).out);
    },
  );

  it('shows its version', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(await run(['--version'])).toMatchObject({ exitCode: 0, out: `${version}\n` });
  });

  it('shows the help where no command is given, and exits with 2', async () => {
    expect(await run([])).toMatchObject({ exitCode: 2, error: expect.stringContaining('Commands:') });
  });

  it.each([[['nosuch']], [['status', 'photos', '--nosuch']], [['status', 'a', 'b']], [['verify']]])(
    'exits with 2 for %j, and prints one JSON object where asked',
    async (argv) => {
      const ran = await run(argv);
      expect(ran).toMatchObject({ exitCode: 2, out: '', error: expect.stringContaining('error: ') });
      const asJson = await run([...argv, '--json']);
      expect(asJson.exitCode).toBe(2);
      expect(asJson.json()).toEqual({ error: { type: 'InvalidInput', message: expect.any(String) } });
    },
  );

  it.each([
    [['keygen', '--out', ''], '--out <file>'],
    [['start', '--input='], '--input <file>'],
    [['open', 'photos', '--identity', '', '--lang', 'zh'], '--identity <file>'],
    [['status', '--id', ''], '--id <workflow-id>'],
    [['source-key', 'create', '--bucket', 'photos', '--recipient', 'age1', '--out', ''], '--out <file>'],
  ])('says of %j which option has no value, as where a variable is not set', async (argv, flags) => {
    const ran = await run([...argv, '--json']);
    expect(ran.exitCode).toBe(2);
    expect(ran.json().error.message).toContain(flags);
  });

  it('takes an empty prefix for what it is', async () => {
    expect((await run(['start', '--bucket', 'PHOTOS', '--prefix', ''])).error).toMatch(/--bucket: /);
  });

  it('shows a message and no stack trace, unless PREP_DEBUG asks for it', async () => {
    // There is nothing to connect with, so this is an unexpected error.
    const ran = await run(['status', 'photos']);
    expect(ran).toMatchObject({
      exitCode: 1,
      out: '',
      error: expect.stringMatching(/^prep: The command failed unexpectedly \(Error\)\. .+\n$/),
    });
    const asJson = await run(['status', 'photos', '--json']);
    expect(asJson.json()).toMatchObject({ error: { type: 'Failed' } });
    const debugged = await run(['status', 'photos'], { env: { PREP_DEBUG: '1' } });
    expect(debugged.error).toMatch(/\n {4}at /);
  });

  it('lets nothing that others wrote steer the terminal', async () => {
    const odd = await run([
      'report',
      '--id',
      'evil\u001B]0;title\u0007\u001B[2Jid',
      '--format',
      'x\u001B[2J',
    ]);
    expect(odd.error).toContain(String.raw`x\u{1B}[2J`);
    expect(odd.error.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
