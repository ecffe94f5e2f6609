import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { msToTs } from '@temporalio/common/lib/time';
import { realPreparations } from './real-preparations';
import { TASK_QUEUE } from '../../contracts/names';
import { startTemporal } from '../rig/temporal';
import { until } from '../rig/until';
import { run } from './run-command';

let temporal: TestWorkflowEnvironment;
beforeAll(async () => {
  temporal = await startTemporal();
});
afterAll(() => temporal.teardown());

const prep = (...argv: string[]) =>
  run(['schedule', ...argv], {
    preparations: realPreparations(temporal.client),
  });

describe('prep schedule, against a Temporal server', () => {
  it('creates a Schedule with explicit times and policies, and with the input that start would send', async () => {
    const what = ['--bucket', 'photos', '--to', 'pictures-oss', '--requested-by', 'li.wei'];
    const cron = ['--cron', '0 3 * * *', '--cron', '30 12 * * MON', '--time-zone', 'Asia/Shanghai'];
    const interval = ['--every', '2 days', '--jitter', '10 minutes'];
    const ran = await prep('create', ...what, ...cron, ...interval, '--json');
    expect([ran.exitCode, ran.json().warnings]).toEqual([0, [expect.stringContaining('No worker')]]);
    expect(ran.json()).toMatchObject({
      scheduleId: 'prep-photos',
      workflowId: 'prepare/photos',
      input: {
        source: { bucket: 'photos' },
        destination: { bucket: 'pictures-oss' },
        requestedBy: 'li.wei',
      },
      cron: ['0 3 * * *', '30 12 * * MON'],
      everyMs: [172_800_000],
      timeZone: 'Asia/Shanghai',
      jitterMs: 600_000,
      overlap: 'skip',
      catchUpMs: 3_600_000,
      paused: false,
      last: null,
      running: [],
      started: 0,
      skipped: 0,
      missed: 0,
    });
    expect(ran.json().next.length).toBeGreaterThan(1);

    const again = await prep('create', '--bucket', 'photos', '--every', '1 day', '--json');
    expect([again.exitCode, again.json().error]).toEqual([
      2,
      { type: 'InvalidInput', message: expect.stringContaining('npx prep schedule delete --id prep-photos') },
    ]);
  });

  it.each([
    ['@daily', 'UTC', /T00:00:00/],
    ['@every 6h', 'UTC', /T(00|06|12|18):00:00/],
    ['0 3 * * *', 'Asia/Kathmandu', /T21:15:00/],
    // Nothing at an hour that summer time skips.
    ['30 2 14-15 3 *', 'America/New_York', /-03-1[45]T0[67]:30:00/],
  ])('takes %s in the time zone %s', async (cron, timeZone, next) => {
    const ran = await prep(
      'create',
      '--bucket',
      'odd-times',
      '--cron',
      cron,
      '--time-zone',
      timeZone,
      '--json',
    );
    await prep('delete', '--id', 'prep-odd-times');
    expect(ran.exitCode).toBe(0);
    expect(ran.json().next.filter((at: string) => !next.test(at))).toEqual([]);
    expect(ran.json().next.filter((at: string) => at.startsWith('2027-03-14'))).toEqual([]);
  });

  it('warns of a time that never comes, in either language, and refuses what is none', async () => {
    const never = ['create', '--bucket', 'never', '--cron', '0 3 31 2 *'];
    const ran = await prep(...never, '--json');
    expect(ran.json()).toMatchObject({
      next: [],
      warnings: [expect.any(String), expect.stringContaining('prep-never never fires')],
    });
    await prep('delete', '--id', 'prep-never');
    expect((await prep(...never, '--lang', 'zh')).error).toContain('永远不会触发');
    for (const wrong of [
      ['--cron', '0 25 * * *'],
      ['--cron', '每天'],
      ['--cron', '0 3 * * *', '--time-zone', 'Asia/Bejing'],
      ['--cron', 'CRON_TZ=UTC 0 3 * * *', '--time-zone', 'Asia/Shanghai'],
    ]) {
      const refused = await prep('create', '--bucket', 'wrong', ...wrong, '--json');
      expect([refused.exitCode, refused.json().error.message]).toEqual([
        2,
        expect.stringContaining('Check the expression, the time zone and the durations.'),
      ]);
    }
  });

  it('shows what a firing started, and counts those that were skipped because it is open', async () => {
    await prep('create', '--bucket', 'films', '--every', '1 day', '--paused');
    expect((await prep('trigger', 'films')).out).toContain('npx prep schedule describe --id prep-films');
    const fired = await until(
      async () => {
        const state = (await prep('describe', 'films', '--json')).json();
        return state.running.length > 0 ? state : undefined;
      },
      { patienceMs: 20_000, wanted: () => 'the Schedule to start a run' },
    );
    const { workflowId } = fired.running[0];
    expect(workflowId).toMatch(/^prepare\/films-\d{4}-\d\d-\d\dT/);
    expect(fired).toMatchObject({ paused: true, started: 1, last: { workflowId, phase: 'running' } });
    const { raw } = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(raw.executionConfig?.userMetadata?.summary).toBeTruthy();

    const second = (await prep('trigger', 'films')).out;
    expect(second).toContain(`starts no run: ${workflowId} is open`);
    expect(second).toContain(`npx prep status --id ${workflowId}`);
    expect(second).not.toContain('what it started');
    expect((await prep('trigger', 'films', '--json')).json()).toMatchObject({
      done: 'trigger',
      skippedBecauseOf: { workflowId },
    });
    const skipped = await until(
      async () => {
        const text = (await prep('describe', 'films')).out;
        return text.includes('has skipped 2 firings') ? text : undefined;
      },
      { patienceMs: 20_000, wanted: () => 'both later firings to be skipped' },
    );
    expect(skipped).toMatch(/Skipped +2\n/);
    expect(skipped).toContain(`npx prep status --id ${workflowId}`);
    expect(skipped).toContain('Schedule prep-films: paused');

    // `start` finds the run that the Schedule started instead of starting a second one.
    const start = await run(['start', '--bucket', 'films', '--json'], {
      preparations: realPreparations(temporal.client),
    });
    expect(start.json()).toMatchObject({ workflowId, attached: true });

    // How the last run ended is the first question in the morning.
    await temporal.client.workflow.getHandle(workflowId).terminate();
    expect((await prep('list')).out).toMatch(/prep-films +.*Z \(terminated\)/);
    expect((await prep('list', '--lang', 'zh')).out).toMatch(/Z（已终止）/);
    expect((await prep('describe', 'films')).out).toContain(`(${workflowId}, terminated)`);
  });

  it('lists the others, and describes what is left of one, if what somebody put there cannot be decoded', async () => {
    const foreign = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('none') };
    const { workflowService } = temporal.client;
    for (const [scheduleId, type] of [
      ['prep-foreign', 'prepareMigration'],
      ['nightly-batch', 'prepareMigrations'],
      ['of-others', 'somethingElse'],
    ] as const) {
      await workflowService.createSchedule({
        namespace: 'default',
        scheduleId,
        requestId: scheduleId,
        memo: { fields: { note: foreign } },
        schedule: {
          spec: { interval: [{ interval: msToTs('1 day') }] },
          state: { paused: true },
          action: {
            startWorkflow: {
              workflowId: 'prepare/foreign',
              workflowType: { name: type },
              taskQueue: { name: TASK_QUEUE },
              input: { payloads: [foreign] },
            },
          },
        },
      });
    }
    await prep('create', '--bucket', 'readable', '--every', '1 day');
    const listed = await until(
      async () => {
        const { schedules } = (await prep('list', '--json')).json();
        const of = (id: string) => schedules.find((one: { scheduleId: string }) => one.scheduleId === id);
        return of('prep-readable') && of('prep-foreign') && of('nightly-batch')
          ? [of('prep-readable'), of('prep-foreign'), of('of-others')]
          : undefined;
      },
      { patienceMs: 20_000, wanted: () => 'the Schedules in the list' },
    );
    expect(listed).toMatchObject([
      { input: { source: { bucket: 'readable' } }, unreadable: null },
      {
        input: null,
        unreadable: expect.stringContaining('The input of prep-foreign cannot be decoded'),
        everyMs: [86_400_000],
        paused: true,
      },
      undefined,
    ]);
    expect((await prep('list')).out).toContain('The input of prep-foreign cannot be decoded');
    expect((await prep('describe', 'foreign')).out).toContain('The input of prep-foreign cannot be decoded');
    expect((await prep('trigger', 'foreign')).exitCode).toBe(0);
    await prep('delete', 'foreign');
    await prep('delete', 'readable');
    await temporal.client.schedule.getHandle('nightly-batch').delete();
    await temporal.client.schedule.getHandle('of-others').delete();
  });

  it('pauses and resumes it with a note, lists it, and deletes it', async () => {
    await prep(
      'create',
      '--bucket',
      'music',
      '--every',
      '6 hours',
      '--overlap',
      'buffer-one',
      '--catch-up',
      '5 minutes',
    );
    expect((await prep('pause', 'music', '--note', 'a freeze')).exitCode).toBe(0);
    expect((await prep('describe', 'music', '--json')).json()).toMatchObject({
      paused: true,
      note: 'a freeze',
      overlap: 'buffer-one',
      catchUpMs: 300_000,
    });
    expect((await prep('resume', '--id', 'prep-music', '--json')).json()).toEqual({
      scheduleId: 'prep-music',
      done: 'resume',
    });
    await until(
      async () =>
        (await prep('list', '--json'))
          .json()
          .schedules.some((one: { scheduleId: string }) => one.scheduleId === 'prep-music')
          ? true
          : undefined,
      { patienceMs: 20_000, wanted: () => 'the Schedule in the list' },
    );
    await until(
      async () =>
        /prep-music +active +every 6 hours \(UTC\)/.test((await prep('list')).out) ? true : undefined,
      { patienceMs: 20_000, wanted: () => 'the Schedule to be active again' },
    );
    expect((await prep('list', '--lang', 'zh')).out).toMatch(/prep-music +启用 +每 6 小时/);
    expect((await prep('describe', 'music', '--lang', 'zh')).out).toMatch(/补跑窗口 +5 分钟/);
    expect((await prep('delete', 'music')).exitCode).toBe(0);
    const gone = await prep('describe', 'music', '--json');
    expect([gone.exitCode, gone.json().error.type]).toEqual([1, 'NotFound']);
  });

  it('creates a Schedule of verifications, which is named and listed like the others', async () => {
    const when = ['--cron', '0 6 * * *', '--verify', '--json'];
    const ran = await prep('create', '--bucket', 'films', '--to', 'films-2', ...when);
    expect(ran.json()).toMatchObject({
      scheduleId: 'verify-films',
      workflowId: 'verify/films',
      input: { source: { bucket: 'films' }, destination: { bucket: 'films-2' } },
    });
    const { action } = await temporal.client.schedule.getHandle('verify-films').describe();
    expect(action).toMatchObject({ workflowType: 'verifyMigration', taskQueue: TASK_QUEUE });
    await until(
      async () => {
        const { schedules } = (await prep('list', '--json')).json();
        const ids = (schedules as { scheduleId: string }[]).map(({ scheduleId }) => scheduleId);
        return ids.includes('verify-films') ? true : undefined;
      },
      { patienceMs: 20_000, wanted: () => 'the Schedule in the list' },
    );
    const strange = await prep('create', '--bucket', 'films', '--user', 'mgw-films', ...when);
    expect([strange.exitCode, strange.json().error.message]).toEqual([2, expect.stringContaining('ramUser')]);
  });

  it.each([
    ['a time that is missing', ['create', '--bucket', 'papers'], 'Say when'],
    [
      'an expression that is none',
      ['create', '--bucket', 'papers', '--cron', 'at night'],
      'refused the Schedule',
    ],
    [
      'a zone that is none',
      ['create', '--bucket', 'papers', '--every', '1 day', '--time-zone', 'Mars/Base'],
      'refused the Schedule',
    ],
    [
      'an interval that is none',
      ['create', '--bucket', 'papers', '--every', 'daily'],
      '--every takes a duration',
    ],
    [
      'a policy that is none',
      ['create', '--bucket', 'papers', '--every', '1 day', '--overlap', 'wait'],
      '--overlap must be one of skip, buffer-one',
    ],
    [
      'a window that is shorter than the server allows',
      ['create', '--bucket', 'papers', '--every', '1 day', '--catch-up', '5 seconds'],
      '--catch-up must be at least 10 seconds',
    ],
    ['an input that is invalid', ['create', '--bucket', 'NO', '--every', '1 day'], '- --bucket: '],
    ['a Schedule that is not named', ['pause'], 'Name the KS3 bucket of the Schedule'],
  ])('refuses %s with exit code 2', async (_, argv, why) => {
    const ran = await prep(...argv, '--json');
    expect(ran.json().error).toEqual({ type: 'InvalidInput', message: expect.stringContaining(why) });
    expect(ran.exitCode).toBe(2);
  });

  it('speaks Chinese', async () => {
    const ran = await prep('describe', 'nothing', '--lang', 'zh', '--json');
    expect(ran.json().error.message).toBe(
      '该命名空间中没有 Schedule prep-nothing。查看列表：npx prep schedule list',
    );
  });
});
