import { english } from '../../english';
import type { JobReport } from '../../../clouds/mgw/port';
import { Secret } from '../../../contracts/credentials/secret';
import { PrepError } from '../../../contracts/prep-error';
import { FakeOss } from '../fake-oss';
import { checkFailures, type FailureTools } from '../../../provisioning/migration/check-failures';
import { destinationEnd, sourceEnd } from '../../../provisioning/migration/ends';
import { ensureAddress } from '../../../provisioning/migration/ensure-address';
import { ensureJob, isLaunched } from '../../../provisioning/migration/ensure-job';
import { requireNoOtherRun } from '../../../provisioning/migration/other-runs';
import { launchJob } from '../../../provisioning/migration/launch-job';
import { launchPlan } from '../../../provisioning/migration/launch-plan';
import { migrationNames, repairNames } from '../../../provisioning/migration/names';
import { migratedResult } from '../../../provisioning/migration/migration-result';
import { repairJob } from '../../../provisioning/migration/repair-job';
import { undoMigration } from '../../../provisioning/migration/undo-migration';
import { verifyAddress } from '../../../provisioning/migration/verify-address';
import { watchJob } from '../../../provisioning/migration/watch-job';
import { interrupted, whateverIsLost } from '../interrupted-port';
import { FakeMgw, finish, moveTo, type FakeJob } from './fake-mgw';
import { MIGRATION, ownershipOf, toolsOf, typeOf } from './migration-world';

const signal = new AbortController().signal;
const { names, copy } = MIGRATION;
const access = { accessKeyId: 'AKLTsource', accessKeySecret: new Secret('source-secret') };

async function createAll(service: FakeMgw, ownership = ownershipOf()): Promise<void> {
  await ensureAddress({ name: names.source, end: sourceEnd(MIGRATION), access }, ownership, service, signal);
  const { role } = MIGRATION;
  const destination = { name: names.destination, end: destinationEnd(MIGRATION), access: { role } };
  await ensureAddress(destination, ownership, service, signal);
  await ensureJob({ names, copy, repairs: null }, ownership, service, signal);
}

const everything = ({ addresses, jobs }: FakeMgw) => [...addresses.keys(), ...jobs.keys()].sort();
/** What is not shown then counts as missing. */
const LAST = { number: 4, scheduledAtMs: 0 };

/** A look at what a job left behind: the first one, in the last attempt, if nothing else is said. */
function failuresOf(
  service: FakeMgw,
  { number = 0, oss = new FakeOss(), attempt = LAST }: Partial<FailureTools> & { number?: number } = {},
) {
  const tools = { migration: MIGRATION, ownership: ownershipOf(), service, oss, attempt };
  return checkFailures(number, tools, signal);
}

const ALL = [names.source, names.destination, names.job].sort();

describe('names', () => {
  it('are the same for every run, and fit the service', () => {
    expect(migrationNames(MIGRATION)).toEqual(names);
    for (const name of Object.values(repairNames(MIGRATION, 100))) {
      expect(name).toMatch(/^[a-z0-9][a-z0-9_-]{2,62}$/);
    }
  });

  it('differ with the AccessKey and the role, which no address can change, and with the round', () => {
    const source = { ...MIGRATION.source, accessKeyId: 'AKLTother' };
    expect(migrationNames({ ...MIGRATION, source }).source).not.toBe(names.source);
    expect(migrationNames({ ...MIGRATION, role: 'other' }).destination).not.toBe(names.destination);
    expect(migrationNames({ ...MIGRATION, source }).job).toBe(names.job);
    expect(migrationNames({ ...MIGRATION, round: 2 }).job).not.toBe(names.job);
  });
});

describe('addresses and the job', () => {
  it('are created once, whatever call is lost', async () => {
    await whateverIsLost(
      () => new FakeMgw(),
      async (service, lost, loss) => {
        const { port, calls } = interrupted(service, lost, loss);
        await createAll(port);
        return calls.length;
      },
      (service, what) => {
        expect([what, everything(service)]).toEqual([what, ALL]);
        expect([...service.jobs.values()].map(({ status }) => status)).toEqual(['begin']);
      },
    );
  });

  it('of an earlier run of the same preparation are used', async () => {
    const service = new FakeMgw();
    await createAll(service, ownershipOf('migrate/photos-2026-01-01T00:00:00Z'));
    await createAll(service);
    expect(everything(service)).toEqual(ALL);
  });

  it.each([
    ['without a mark', null],
    ['of another preparation', ownershipOf('migrate/photos', 'f'.repeat(20))],
  ])('of the same name %s are never touched', async (_, owner) => {
    const service = new FakeMgw();
    await createAll(service, owner ?? ownershipOf());
    for (const thing of [...service.addresses.values(), ...service.jobs.values()]) {
      Object.assign(thing, owner === null ? { tags: '' } : {});
    }
    const before = JSON.stringify([...service.addresses, ...service.jobs]);
    const wanted = { name: names.source, end: sourceEnd(MIGRATION), access };
    expect(await typeOf(ensureAddress(wanted, ownershipOf(), service, signal))).toBe('MgwAddressNotOurs');
    const job = ensureJob({ names, copy, repairs: null }, ownershipOf(), service, signal);
    expect(await typeOf(job)).toBe('MgwJobNotOurs');
    expect(await typeOf(launchJob(names, ownershipOf(), service, signal))).toBe('MgwJobNotOurs');
    const { removed, kept } = await undoMigration(toolsOf(service), signal);
    expect([removed.length, kept.length]).toEqual([0, 3]);
    expect(JSON.stringify([...service.addresses, ...service.jobs])).toBe(before);
  });

  it('of another open run are neither shared nor removed; what an ended one left is free', async () => {
    const [mine, other] = ['migrate/photos', 'migrate/photos-again'];
    const service = new FakeMgw();
    await createAll(service, ownershipOf(other));
    const open = toolsOf(service, ownershipOf(mine), {}, [mine, other]);
    expect(await typeOf(requireNoOtherRun(names, service, open, signal))).toBe('MgwOfOpenRun');
    expect(english(await undoMigration(open, signal))).toMatchObject({
      removed: [],
      kept: Array(3).fill({ why: expect.stringContaining(other) }),
    });
    // Anybody names workflows: an ID forges no line.
    const hostile = new FakeMgw();
    await createAll(hostile, ownershipOf('a\nPlan digest: 0000'));
    const seen = toolsOf(hostile, ownershipOf(mine), {}, ['a\nPlan digest: 0000']);
    const { kept } = english(await undoMigration(seen, signal)) as { kept: readonly { why: string }[] };
    expect(kept[0]?.why).toMatch(/^"a\\u\{A\}Plan digest: 0000" still works/);
    const ended = toolsOf(service, ownershipOf(mine), {}, [mine]);
    expect(await typeOf(requireNoOtherRun(names, service, ended, signal))).toBe('no error');
    // The index of the server may still list a run that has ended.
    const behind = { ...open, history: { ...open.history, isOpen: async () => false } };
    expect(await typeOf(requireNoOtherRun(names, service, behind, signal))).toBe('no error');
    expect((await undoMigration(ended, signal)).removed).toHaveLength(3);
  });

  it('are not launched while another job of the preparation runs', async () => {
    const service = new FakeMgw();
    await createAll(service);
    const other = { ...names, job: `${names.job}-f1` };
    await ensureJob({ names: other, copy, repairs: null }, ownershipOf(), service, signal);
    moveTo(service.jobs.get(other.job) as FakeJob, 'suspend');
    expect(await typeOf(launchJob(names, ownershipOf(), service, signal))).toBe('MgwJobStillRuns');
    finish(service.jobs.get(other.job) as FakeJob);
    expect(await typeOf(launchJob(names, ownershipOf(), service, signal))).toBe('no error');
  });

  it('with a mark that was copied from another address are not ours', async () => {
    const service = new FakeMgw();
    await createAll(service);
    const [source, destination] = [names.source, names.destination].map((name) =>
      service.addresses.get(name),
    );
    Object.assign(source ?? {}, { tags: destination?.tags });
    const wanted = { name: names.source, end: sourceEnd(MIGRATION), access };
    expect(await typeOf(ensureAddress(wanted, ownershipOf(), service, signal))).toBe('MgwAddressNotOurs');
  });

  it.each([
    { bucket: 'other' },
    { prefix: 'other/' },
    { domain: 'other.example' },
    { type: 's3' },
    { accessKeyId: 'AKLTother' },
  ])('of ours that are not as wanted are refused: %j', async (change) => {
    const service = new FakeMgw();
    await createAll(service);
    Object.assign(service.addresses.get(names.source) ?? {}, change);
    expect(await typeOf(launchPlan(MIGRATION, ownershipOf(), service, signal))).toBe('MgwAddressDiffers');
  });

  it.each([
    { overwrite: 'always' },
    { maxFilesPerSecond: null },
    { maxFilesPerSecond: 1 },
    { source: 'other' },
  ])('a job that somebody changed is not launched: %j', async (change) => {
    const service = new FakeMgw();
    await createAll(service);
    Object.assign(service.jobs.get(names.job) ?? {}, change);
    expect(await typeOf(launchPlan(MIGRATION, ownershipOf(), service, signal))).toBe('MgwJobDiffers');
  });

  it('a limit that the service has of itself is part of what is approved', async () => {
    const service = new FakeMgw();
    await createAll(service);
    const plan = () => launchPlan(MIGRATION, ownershipOf(), service, signal);
    const before = await plan();
    expect(before.plan.job.maxBandwidth).toBeNull();
    Object.assign(service.jobs.get(names.job) ?? {}, { maxBandwidth: 2_000_000_000 });
    const after = await plan();
    expect(after.plan.job).toMatchObject({ maxBandwidth: 2_000_000_000, maxFilesPerSecond: 500 });
    expect(after.digest).not.toBe(before.digest);
  });

  it('are verified: an answer that is not there yet is waited for, and the words of a refusal are the service’s', async () => {
    const service = new FakeMgw();
    const pending = { outcome: 'pending', status: '' } as const;
    service.verification = { outcome: 'pending', status: 'unreachable' };
    const impatient = verifyAddress(names.source, service, signal, { patienceMs: 0, everyMs: 1 });
    await expect(impatient).rejects.toMatchObject({
      type: 'MgwAddressPending',
      context: { detail: 'unreachable' },
    });

    const answers = [pending, pending, { outcome: 'available' }] as const;
    let asked = 0;
    const slow = Object.assign(new FakeMgw(), {
      verifyAddress: async () => answers[asked++] ?? pending,
    });
    await verifyAddress(names.source, slow, signal, {
      patienceMs: 60_000,
      everyMs: 1,
    });
    expect(asked).toBe(3);

    service.verification = { outcome: 'refused', code: 'InvalidAccessKey', message: 'no such key' };
    await expect(verifyAddress(names.source, service, signal)).rejects.toMatchObject({
      type: 'MgwAddressRefused',
      context: { code: 'InvalidAccessKey', detail: 'no such key' },
    });
  });
});

describe('a launch', () => {
  it('happens once, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const service = new FakeMgw();
        const launches: string[] = [];
        service.launched = (job) => {
          launches.push(job.name);
          moveTo(job, 'doing');
        };
        return { service, launches, ready: createAll(service) };
      },
      async ({ service, ready }, lost, loss) => {
        await ready;
        const { port, calls } = interrupted(service, lost, loss);
        await launchJob(names, ownershipOf(), port, signal);
        return calls.length;
      },
      ({ service, launches }, what) => {
        expect([what, service.jobs.get(names.job)?.status]).toEqual([what, 'doing']);
        expect([what, launches]).toEqual([what, [names.job]]);
      },
    );
  });
});

describe('a job whose status says nothing of a launch', () => {
  it.each(['unknown', 'deleting'] as const)('is not taken for launched, nor launched: %s', async (status) => {
    const service = new FakeMgw();
    await createAll(service);
    const job = service.jobs.get(names.job) as FakeJob;
    job.status = status;
    expect(() => isLaunched(job)).toThrow(PrepError);
    expect(await typeOf(launchJob(names, ownershipOf(), service, signal))).toBe('MgwJobConflict');
    expect(job.status).toBe(status);
  });
});

describe('the result', () => {
  it('has the jobs of all rounds in their order, however many there are', async () => {
    const service = new FakeMgw();
    const rounds = 20;
    for (let round = 1; round <= rounds; round++) {
      const at = { names: migrationNames({ ...MIGRATION, round }), copy, repairs: null };
      await ensureJob(at, ownershipOf(), service, signal);
      finish(service.jobs.get(at.names.job) as FakeJob);
    }
    const { jobs } = await migratedResult(
      {
        migration: MIGRATION,
        launch: { version: '', launchedAt: '', planDigest: '', rounds: true, decisions: [] },
        last: { round: rounds, number: 0 },
        reader: null,
        cutOver: null,
        verification: null,
        compared: MIGRATION.source,
        attempt: LAST,
      },
      { workflowId: 'migrate/photos', runId: 'run-1' },
      ownershipOf(),
      service,
      signal,
    );
    expect(jobs.map(({ job }) => job)).toEqual([...service.jobs.keys()]);
  });
});

describe('undoing', () => {
  it('removes all that was never launched, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const service = new FakeMgw();
        return { service, ready: createAll(service) };
      },
      async ({ service, ready }, lost, loss) => {
        await ready;
        const { port, calls } = interrupted(service, lost, loss);
        await undoMigration(toolsOf(port), signal);
        return calls.length;
      },
      ({ service }, what) => expect([what, everything(service)]).toEqual([what, []]),
    );
  });

  it('leaves what was launched, with its addresses', async () => {
    const service = new FakeMgw();
    service.launched = (job) => moveTo(job, 'doing');
    await createAll(service);
    await launchJob(names, ownershipOf(), service, signal);
    const { removed, kept } = await undoMigration(toolsOf(service), signal);
    expect([removed.length, kept.length]).toEqual([0, 3]);
    expect(everything(service)).toEqual(ALL);
  });
});

describe('watching', () => {
  async function launched(): Promise<FakeMgw> {
    const service = new FakeMgw();
    service.launched = () => undefined;
    await createAll(service);
    await launchJob(names, ownershipOf(), service, signal);
    return service;
  }
  const jobOf = (service: FakeMgw) => service.jobs.get(names.job) ?? fail();
  const fail = (): never => {
    throw new Error('no such job');
  };

  it('says how far the job is', async () => {
    const service = await launched();
    const look = () => watchJob(names, ownershipOf(), service, signal);
    expect(await look()).toMatchObject({ state: 'running', figures: null });
    moveTo(jobOf(service), 'doing', { copiedObjects: 4 });
    expect(await look()).toMatchObject({ state: 'running', figures: { copiedObjects: '4' } });
    moveTo(jobOf(service), 'suspend');
    expect(await look()).toMatchObject({ state: 'suspended' });
    for (const status of ['launching', 'preparing', 'closing', 'deleting'] as const) {
      moveTo(jobOf(service), status);
      expect([status, await look()]).toMatchObject([status, { state: 'running' }]);
    }
    moveTo(jobOf(service), 'unknown');
    expect(await look()).toMatchObject({ state: 'unknown' });
    moveTo(jobOf(service), 'confirmed');
    expect(await look()).toMatchObject({ state: 'finished' });
    finish(jobOf(service));
    expect(await look()).toMatchObject({ state: 'finished', figures: { failedObjects: '0' } });
  });

  it('takes the newest figures, which not every row of the history has', async () => {
    const service = await launched();
    moveTo(jobOf(service), 'doing', { copiedObjects: 4 });
    const [row] = jobOf(service).history;
    jobOf(service).history.unshift({ ...(row ?? fail()), figures: null });
    expect((await watchJob(names, ownershipOf(), service, signal)).figures?.copiedObjects).toBe('4');
  });

  it('stops for a person where the service interrupted the job, with its words', async () => {
    const service = await launched();
    moveTo(jobOf(service), 'interrupted', {}, 'the source bucket is gone');
    await expect(watchJob(names, ownershipOf(), service, signal)).rejects.toMatchObject({
      type: 'MgwJobInterrupted',
      context: { detail: 'the source bucket is gone' },
    });
  });

  it('stops for a person where objects failed, and repairs them once, whatever call is lost', async () => {
    const failing = await launched();
    finish(jobOf(failing), 3);
    expect(await typeOf(failuresOf(failing))).toBe('MgwObjectsFailed');
    await whateverIsLost(
      () => {
        const ready = launched().then((service) => {
          finish(jobOf(service), 3);
          service.launched = (job) => finish(job);
          return service;
        });
        return { ready };
      },
      async ({ ready }, lost, loss) => {
        const { port, calls } = interrupted(await ready, lost, loss);
        await repairJob(1, toolsOf(port), signal);
        return calls.length;
      },
      async ({ ready }, what) => {
        const service = await ready;
        const again = repairNames(MIGRATION, 1);
        expect([what, everything(service)]).toEqual([what, [...ALL, again.source, again.job].sort()]);
        expect(service.jobs.get(again.job)).toMatchObject({
          repairs: `version-of-${names.job}`,
          status: 'finished',
        });
        expect(await failuresOf(service)).toBe(1);
        expect(await failuresOf(service, { number: 1 })).toBeNull();
      },
    );
  });

  it('takes no job for one without failures whose figures may still come', async () => {
    const service = await launched();
    finish(jobOf(service), 3);
    const { history } = jobOf(service);
    const rows = history.splice(0);
    const check = (number: number) => {
      const attempt = { number, scheduledAtMs: 0 };
      return failuresOf(service, { attempt });
    };
    expect(await typeOf(check(1))).toBe('MgwFailuresNotListed');
    history.push(...rows);
    expect(await typeOf(check(2))).toBe('MgwObjectsFailed');
    history.splice(0);
    expect(await check(LAST.number)).toBeNull();
    const about = {
      migration: MIGRATION,
      launch: { version: '', launchedAt: '', planDigest: '', rounds: false, decisions: [] },
      last: { round: MIGRATION.round, number: 0 },
      reader: null,
      cutOver: null,
      verification: null,
      compared: MIGRATION.source,
      attempt: LAST,
    };
    const run = { workflowId: 'migrate/photos', runId: 'run-1' };
    const result = await migratedResult(about, run, ownershipOf(), service, signal);
    expect(english(result)).toMatchObject({
      outcome: 'migrated with failures',
      summary: [expect.any(String), expect.stringContaining(`no figures of job ${names.job}`)],
    });
  });

  it.each<[string, JobReport, string]>([
    [
      'it is written',
      { status: 'finished', failedObjects: 'aliyun_import_report/1/failed_list/' },
      'They are listed with the reasons in oss://photos-oss/aliyun_import_report/1/failed_list/.',
    ],
    ['there is none', { status: 'none' }, 'The report of the job in the destination bucket names them.'],
    [
      'it failed',
      { status: 'failed', message: 'no' },
      'The report of the job in the destination bucket names them.',
    ],
  ])('says where the report lists what failed, if %s', async (_, report, sentence) => {
    const service = await launched();
    finish(jobOf(service), 3);
    service.report = report;
    const failure = failuresOf(service);
    await expect(failure).rejects.toThrow(`3 objects of ${names.job} failed. ${sentence}`);
  });

  it.each([
    ['its first rows', 'a%20b.jpg,b%2C.jpg,3,NoSuchKey%3A%20gone\n', ['a b.jpg, b,.jpg, 3, NoSuchKey: gone']],
    ['ten rows of many', '1\n'.repeat(20), Array.from({ length: 10 }, () => '1')],
    [
      'whole rows alone',
      `${'x'.repeat(500)}\n${'y'.repeat(20_000)}`.slice(0, 16_384),
      [`${'x'.repeat(299)}…`],
    ],
    ['rows that are not encoded', '100%,\u202e\n', ['100%,\\u{202E}']],
    ['nothing where there is no list', null, []],
  ])('shows of what failed %s', async (_, text, findings) => {
    const service = await launched();
    finish(jobOf(service), 3);
    service.report = { status: 'finished', failedObjects: 'aliyun_import_report/1/failed_list/' };
    const oss = new FakeOss();
    oss.text = text;
    await expect(failuresOf(service, { oss })).rejects.toMatchObject({
      type: 'MgwObjectsFailed',
      context: { findings },
    });
  });

  it('says what failed where its list cannot be read', async () => {
    const service = await launched();
    finish(jobOf(service), 3);
    service.report = { status: 'finished', failedObjects: 'aliyun_import_report/1/failed_list/' };
    const refusing = {
      beginningOf: () => Promise.reject(new PrepError('OssAccessDenied', { resource: 'it' })),
    };
    await expect(failuresOf(service, { oss: refusing })).rejects.toMatchObject({
      type: 'MgwObjectsFailed',
      context: { findings: [] },
    });
  });

  it('says what failed where the report cannot be asked for', async () => {
    const service = await launched();
    finish(jobOf(service), 3);
    service.jobReport = () => Promise.reject(new PrepError('MgwAccessDenied', { resource: 'the report' }));
    expect(await typeOf(failuresOf(service))).toBe('MgwObjectsFailed');
  });

  it('waits for the list of the failed objects', async () => {
    const service = await launched();
    finish(jobOf(service), 3);
    jobOf(service).failed = 'not listed yet';
    expect(await typeOf(repairJob(1, toolsOf(service), signal))).toBe('MgwFailuresNotListed');
    jobOf(service).failed = 'none';
    expect(await repairJob(1, toolsOf(service), signal)).toBeNull();
  });
});
