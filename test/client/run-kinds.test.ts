import { describe, expect, it } from '@jest/globals';
import { isFor, kindOf, RUN_COMMANDS, type RunCommand } from '../../client/runs/run-kinds';
import { RunFailedError } from '../../client/runs/preparations';
import { englishLeft } from '../english-left';
import { PREPARED } from '../presentation/report/results';
import { FakePreparations, PARKED, RUNNING, WAITING, type Look } from './fake-preparations';
import { run } from './run-command';

const ARGUMENTS: Readonly<Record<RunCommand, readonly string[]>> = {
  status: [],
  watch: ['--until-input'],
  retry: ['--by', 'li.wei'],
  cancel: ['--no-wait'],
  open: ['--identity', '-'],
  report: [],
  'cut-over': ['--by', 'li.wei'],
  audit: [],
  approve: ['--approver', 'li.wei'],
  reject: ['--approver', 'li.wei'],
  revoke: [],
  rotate: [],
};
const IDENTITY = 'AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SPYUDGU';

/** Workflow ID and type of a run of each kind, and the command that is named for it. */
const RUNS: readonly (readonly [id: string, type: string, use: string])[] = [
  ['prepare/photos', 'prepareMigration', ''],
  ['inventory/photos', 'inventoryBucket', 'npx prep inventory --bucket photos'],
  ['prepare/photos/inventory', 'inventoryBucket', 'npx prep status photos'],
  ['revoke/mgw-photos', 'revokeCredentials', 'npx prep status --id revoke/mgw-photos'],
  ['rotate/mgw-photos', 'rotateCredentials', 'rotate/mgw-photos'],
  ['nightly-1', 'inventoryBucket', 'npx prep inventory --bucket photos'],
  ['verify/photos', 'verifyMigration', 'npx prep status --id verify/photos'],
  ['migrate/photos/verification', 'verifyMigration', 'npx prep status --id migrate/photos/verification'],
  ['migrate/photos', 'migrateBucket', 'npx prep status --id migrate/photos'],
  ['batch/photos', 'prepareMigrations', 'npx prep batch'],
  ['orders/42', 'shipOrder', 'See it in the Web UI'],
  ['prepare/photos', 'shipOrder', 'See it in the Web UI'],
];

const STATES: readonly (readonly [string, Look, unknown])[] = [
  ['running', { state: 'running', status: RUNNING }, undefined],
  ['waiting for an approval', { state: 'running', status: WAITING }, undefined],
  ['parked', { state: 'running', status: PARKED }, undefined],
  ['without a worker', { state: 'running' }, undefined],
  ['completed', { state: 'completed' }, PREPARED],
  ['completed with nothing', { state: 'completed' }, undefined],
  ['failed', { state: 'failed' }, new RunFailedError('Failed', 'it failed')],
  ['terminated', { state: 'terminated' }, new RunFailedError('Terminated', 'it was terminated')],
  ['timed out', { state: 'timed out' }, new RunFailedError('TimedOut', 'it timed out')],
  ['not found', {}, null],
];

/** Words of JavaScript and of libraries. */
const RAW = /BUCKET|undefined|Cannot read|is not a function|unexpectedly|[Rr]egistered|\bnull\b|\[object/;

interface Tried {
  readonly preparations: FakePreparations;
  readonly said: string;
  readonly exitCode: number;
}

async function tried(
  command: RunCommand,
  [id, type]: (typeof RUNS)[number],
  [state, look, ending]: (typeof STATES)[number],
  language = 'en',
): Promise<Tried> {
  const preparations = new FakePreparations();
  preparations.looks =
    state === 'not found'
      ? []
      : [
          { ...look, type },
          { state: 'completed', type },
        ];
  // The last look stays, so that whoever watches comes to an end.
  preparations.input = { source: { bucket: 'photos' } };
  preparations.ending = look.state === 'running' ? PREPARED : ending;
  const argv = [command, '--id', id, ...ARGUMENTS[command], '--lang', language];
  const { out, error, exitCode } = await run(argv, { preparations, stdin: IDENTITY });
  return { preparations, said: `${out}\n${error}`, exitCode };
}

describe.each(RUN_COMMANDS)('prep %s', (command) => {
  it.each(RUNS)('says of %s (%s) what it is and what fits, if it is not for that', async (...about) => {
    const [workflowId, type, use] = about;
    const fits = isFor(command, kindOf({ workflowId, type }));
    const found: string[] = [];
    for (const state of STATES) {
      const { preparations, said, exitCode } = await tried(command, about, state);
      const { signals, cancelled, updates, decisions, started } = preparations;
      const sent = [signals, cancelled, updates, decisions, started].flat().length;
      const refused =
        exitCode !== 0 && said.includes(`"prep ${command}"`) && said.includes(use) && sent === 0;
      if (RAW.test(said) || !(fits || refused || state[0] === 'not found')) {
        found.push(`${state[0]}: ${said}`);
      }
    }
    expect(found).toEqual([]);
  });
});

it.each<[RunCommand, string]>([
  ['status', 'npx prep batch status photos'],
  ['watch', 'npx prep batch watch photos'],
  ['cancel', 'npx prep batch cancel photos'],
  ['retry', 'npx prep batch retry photos'],
  ['report', 'npx prep batch report photos'],
  ['approve', 'npx prep batch plans photos'],
])('says instead of "prep %s" of a fleet: %s', async (command, use) => {
  const about = ['batch/photos', 'prepareMigrations', use] as const;
  expect((await tried(command, about, STATES[0]!)).said).toContain(`Use: ${use}\n`);
});

it('leaves no English sentence in Chinese', async () => {
  for (const about of RUNS.slice(1)) {
    const { said } = await tried('audit', about, STATES[0] ?? ['', {}, undefined], 'zh');
    expect(englishLeft(said.replace(/npx prep [^。]+|"prep audit"/g, ''))).toEqual([]);
  }
});

describe('a command that is given what is no name of a bucket', () => {
  const others: readonly (readonly string[])[] = [
    ['start'],
    ['inventory'],
    ['migrate'],
    ['verify', '--to', 'photos-oss', '--to-region', 'cn-beijing'],
    ['schedule create', '--every', '1 day'],
    ['sign', '--run', 'run-1', '--approver', 'li.wei', '--key', 'k', '--digest', 'f'.repeat(64)],
  ];
  const commands = [...RUN_COMMANDS.map((command) => [command, ...ARGUMENTS[command]]), ...others];

  it.each(commands.map(([command = '', ...rest]) => [command, rest] as const))(
    'prep %s %j shows what was given, asks nobody and proposes no command with it',
    async (command, rest) => {
      const ran = await run([...command.split(' '), 'pho\u{200b}tos', ...rest], { stdin: IDENTITY });
      expect([ran.exitCode, ran.out]).toEqual([2, '']);
      expect(ran.error).toContain('is not a KS3 bucket name');
      expect(ran.error).toContain('"\\u{200B}" (U+200B)');
      expect(ran.error).not.toContain('npx prep');
    },
  );
});

it.each(['describe', 'pause', 'resume', 'trigger', 'delete'])(
  'schedule %s refuses what is no name of a bucket before it connects, and shows it',
  async (command) => {
    const { exitCode, error } = await run(['schedule', command, 'photos\u200B']);
    expect([exitCode, error]).toEqual([
      2,
      expect.stringContaining(String.raw`"photos\u{200B}" is not a KS3 bucket`),
    ]);
    const inChinese = await run(['schedule', command, 'pho tos', '--lang', 'zh']);
    expect(inChinese.error).toContain('"pho tos" 不是有效的 KS3 存储空间名称');
  },
);
