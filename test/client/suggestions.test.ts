import { run } from './run-command';

describe('a command that does not exist', () => {
  it.each([
    ['stat', 'status'],
    ['stats', 'status'],
    ['inv', 'inventory'],
    ['aprove', 'approve'],
    ['ls', 'list'],
    ['show', 'status'],
    ['describe', 'status'],
    ['get', 'status'],
    ['delete', 'cancel'],
    ['rm', 'cancel'],
    ['abort', 'cancel'],
    ['stop', 'cancel'],
    ['decline', 'reject'],
    ['Deny', 'reject'],
    ['resume', 'retry'],
    ['cutover', 'cut-over'],
    ['follow', 'watch'],
    ['decrypt', 'open'],
    ['schedule unpause', 'resume'],
    ['schedule remove', 'delete'],
    ['schedule show', 'describe'],
    ['schedule status', 'describe'],
    ['schedule stop', 'pause'],
    ['schedule run', 'trigger'],
    ['schedule add', 'create'],
    ['batch ls', 'list'],
    ['batch create', 'start'],
    ['batch abort', 'cancel'],
    ['source-key remove', 'delete'],
  ])('%s: suggests %s, and is wrong usage', async (given, meant) => {
    const ran = await run(given.split(' '));
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining(`(did you mean ${meant}?)`) });
    const chinese = await run([...given.split(' '), '--lang', 'zh']);
    expect(chinese).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining(`（您是否想输入 ${meant}？）`),
    });
  });

  it.each(['help nope', 'nope --help', 'nope -h', 'help schedule nope', 'schedule nope --help'])(
    '%s: has no help',
    async (given) => {
      const ran = await run(given.split(' '));
      expect(ran).toMatchObject({ exitCode: 2, out: '' });
      expect(ran.error).toContain('nope');
    },
  );

  it('has no help in JSON either', async () => {
    const ran = await run(['help', 'stat', '--json']);
    expect([ran.exitCode, ran.json().error.type]).toEqual([2, 'InvalidInput']);
    expect(ran.json().error.message).toContain('status');
  });

  it.each([
    'help',
    '--help',
    'help schedule',
    'help schedule create',
    'batch --help',
    'status photos --help',
  ])('%s is help all the same', async (given) => {
    const ran = await run(given.split(' '));
    expect(ran).toMatchObject({ exitCode: 0, error: '' });
    expect(ran.out).toContain('Usage: prep');
  });
});

describe('an argument that is empty', () => {
  it.each(['estimate', 'verify', 'status', 'migrate', 'start'])('is refused: %s', async (command) => {
    const ran = await run([command, '']);
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining(' is empty') });
    const chinese = await run([command, '', '--lang', 'zh', '--json']);
    expect(chinese.json().error.message).toMatch(/^参数“.+”为空/);
  });
});
