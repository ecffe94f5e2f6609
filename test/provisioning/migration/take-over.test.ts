import type { MigrationService } from '../../../clouds/mgw/port';
import { Secret } from '../../../contracts/credentials/secret';
import type { Settings } from '../../../contracts/settings';
import { ensureJob } from '../../../provisioning/migration/ensure-job';
import { ensureSource } from '../../../provisioning/migration/ensure-source';
import { launchJob } from '../../../provisioning/migration/launch-job';
import { ensureDestination, launchRound } from '../../../provisioning/migration/launch-round';
import { migrationNames, repairNames } from '../../../provisioning/migration/names';
import { requireNoOtherRun } from '../../../provisioning/migration/other-runs';
import { createdByOther } from '../../../provisioning/migration/ownership-tags';
import { repairJob } from '../../../provisioning/migration/repair-job';
import { takeOver } from '../../../provisioning/migration/take-over';
import { undoMigration } from '../../../provisioning/migration/undo-migration';
import { interrupted, whateverIsLost } from '../interrupted-port';
import { FakeMgw, finish, moveTo, type FakeJob } from './fake-mgw';
import { MIGRATION, ownershipOf, SETTINGS, toolsOf, typeOf } from './migration-world';

const { signal } = new AbortController();
const { names, copy } = MIGRATION;
const [ENDED, FIRST, SECOND] = ['migrate/ended', 'migrate/first', 'migrate/second'] as const;
const OPEN = [FIRST, SECOND];

const runOf = (workflowId: string, service: MigrationService, open: readonly string[] = OPEN) =>
  toolsOf(service, ownershipOf(workflowId), {}, open);

/** The steps of a run up to its launch decision. */
async function create(
  workflowId: string,
  service: MigrationService,
  open: readonly string[] = OPEN,
): Promise<void> {
  const tools = runOf(workflowId, service, open);
  const alone = () => requireNoOtherRun(names, service, tools, signal);
  await alone();
  await takeOver(names, ['source', 'destination'], service, tools, signal);
  await ensureSource(tools, signal);
  await alone();
  await ensureDestination(tools, signal);
  await alone();
  await ensureJob({ names, copy, repairs: null }, tools.ownership, service, signal);
  await alone();
}

async function leftBehind(workflowId: string = ENDED): Promise<FakeMgw> {
  const service = new FakeMgw();
  service.launched = (job) => moveTo(job, 'doing');
  await create(workflowId, service, [workflowId]);
  return service;
}

/** Which of the runs created what there is, each once. */
function owners({ addresses, jobs }: FakeMgw): string[] {
  const kinds = [
    ...[...addresses.values()].map((one) => ['mgw-address', one] as const),
    ...[...jobs.values()].map((one) => ['mgw-job', one] as const),
  ];
  const by = kinds.map(([kind, one]) =>
    [ENDED, FIRST, SECOND].find((run) => createdByOther(ownershipOf(run), kind, one) === null),
  );
  return [...new Set(by.map(String))];
}

describe('what a run left behind that has ended', () => {
  it('is created again by the run that takes it over, so that a third run finds an owner at work', async () => {
    const service = await leftBehind();
    await create(FIRST, service);
    expect([service.addresses.size, service.jobs.size, owners(service)]).toEqual([2, 1, [FIRST]]);
    expect(await typeOf(create(SECOND, service))).toBe('MgwOfOpenRun');
    expect((await undoMigration(runOf(SECOND, service), signal)).removed).toEqual([]);
    expect([service.addresses.size, service.jobs.size, owners(service)]).toEqual([2, 1, [FIRST]]);
  });

  it('is taken over once, whatever call is lost', async () => {
    await whateverIsLost(
      () => ({ ready: leftBehind() }),
      async ({ ready }, lost, loss) => {
        const { port, calls } = interrupted(await ready, lost, loss);
        await create(FIRST, port);
        return calls.length;
      },
      async ({ ready }, what) => {
        const service = await ready;
        expect([what, service.addresses.size, service.jobs.size]).toEqual([what, 2, 1]);
        expect([what, owners(service)]).toEqual([what, [FIRST]]);
      },
    );
  });

  it('has at most one owner, wherever a second run comes in between that takes it over as well', async () => {
    const { port, calls } = interrupted(await leftBehind(), -1, 'after its effect');
    await create(FIRST, port);
    for (let at = 0; at <= calls.length; at++) {
      const service = await leftBehind();
      let number = 0;
      let second: Promise<string> | undefined;
      const between = new Proxy(service, {
        get(target, verb) {
          const member: unknown = Reflect.get(target, verb, target);
          return typeof member !== 'function'
            ? member
            : async (...given: unknown[]): Promise<unknown> => {
                second ??= number++ === at ? typeOf(create(SECOND, service)) : undefined;
                await second;
                return member.apply(target, given) as unknown;
              };
        },
      });
      const first = await typeOf(create(FIRST, between));
      const ends = [first, await (second ?? typeOf(create(SECOND, service)))].toSorted();
      // Never do both go on.
      expect([at, ends]).toEqual([at, ['MgwOfOpenRun', 'no error']]);
      // What both have launched, in whatever order, is one job.
      const launching = [FIRST, SECOND].map(async (run) => {
        const tools = runOf(run, service);
        await requireNoOtherRun(names, service, tools, signal);
        return launchJob(names, tools.ownership, service, signal);
      });
      const launched = (await Promise.all(launching.map(typeOf))).filter((type) => type === 'no error');
      expect([at, launched.length]).toEqual([at, service.jobs.size]);
      expect([at, service.addresses.size]).toEqual([at, 2]);
    }
  });

  it('stays if it was launched, with its addresses', async () => {
    const service = await leftBehind();
    await launchJob(names, ownershipOf(ENDED), service, signal);
    await create(FIRST, service);
    expect([service.jobs.get(names.job)?.status, owners(service)]).toEqual(['doing', [ENDED]]);
  });

  it('stays if another job uses it, which nobody can remove', async () => {
    const service = await leftBehind();
    const other = { ...names, job: 'of-somebody' };
    await service.createJob({ ...other, name: other.job, ...copy, repairs: null, tags: '' });
    await create(FIRST, service);
    expect([service.addresses.size, service.jobs.has('of-somebody')]).toEqual([2, true]);
  });

  it('is waited for as long as the service shows what was removed', async () => {
    const service = await leftBehind();
    service.deleteJob = async () => 'deleted';
    expect(await typeOf(create(FIRST, service))).toBe('MgwNotVisibleYet');
    expect(owners(service)).toEqual([ENDED]);
  });
});

describe('what an earlier run created between other addresses', () => {
  const OTHERS = ['AKLTother', 'oss-import-other'] as const;
  const [accessKeyId, role] = OTHERS;
  /** The migration of a worker that has another AccessKey and role by now. */
  const changed = { ...MIGRATION, role, source: { ...MIGRATION.source, accessKeyId } };
  const now = { ...changed, names: migrationNames(changed) };
  const settings = {
    sources: {
      default: { ...SETTINGS.sources['default'], accessKeyId, accessKeySecret: new Secret('other-secret') },
    },
  } as unknown as Settings;
  const toolsNow = (service: MigrationService) => ({ ...runOf(FIRST, service), migration: now, settings });

  async function begin(service: MigrationService): Promise<void> {
    const tools = toolsNow(service);
    await takeOver(now.names, ['source', 'destination'], service, tools, signal);
    await ensureSource(tools, signal);
    await ensureDestination(tools, signal);
    await ensureJob({ names: now.names, copy, repairs: null }, tools.ownership, service, signal);
  }

  it.each([
    ['this workflow', FIRST],
    ['another one', ENDED],
  ])('leaves no address with an old key, whatever call is lost: of %s', async (_, creator) => {
    await whateverIsLost(
      () => ({ ready: leftBehind(creator) }),
      async ({ ready }, lost, loss) => {
        const { port, calls } = interrupted(await ready, lost, loss);
        await begin(port);
        return calls.length;
      },
      async ({ ready }, what) => {
        const { addresses, jobs } = await ready;
        expect([what, [...addresses.keys()].toSorted()]).toEqual([
          what,
          [now.names.source, now.names.destination].toSorted(),
        ]);
        expect([...jobs.values()].map(({ source }) => source)).toEqual([now.names.source]);
      },
    );
  });

  it('stays as it is if it was launched, and no other address is created', async () => {
    const service = await leftBehind(FIRST);
    await launchJob(names, ownershipOf(FIRST), service, signal);
    await expect(begin(service)).rejects.toMatchObject({ type: 'MgwJobDiffers' });
    expect([...service.addresses.keys()].toSorted()).toEqual([names.source, names.destination].toSorted());
  });
});

describe('what nobody of this preparation left', () => {
  it.each([
    ['without a mark', ''],
    ['of another preparation', null],
  ])('is never removed: %s', async (_, tags) => {
    const service = await leftBehind();
    for (const [kind, one] of [
      ...[...service.addresses.values()].map((address) => ['mgw-address', address] as const),
      ...[...service.jobs.values()].map((job) => ['mgw-job', job] as const),
    ]) {
      const foreign = `ks3-oss-prep:${ownershipOf(ENDED, 'f'.repeat(20)).made({ kind, name: one.name }).replaceAll(' ', '_')}`;
      Object.assign(one, { tags: tags ?? foreign });
    }
    const before = JSON.stringify([...service.addresses, ...service.jobs]);
    expect(await typeOf(create(FIRST, service))).toBe('MgwAddressNotOurs');
    expect(JSON.stringify([...service.addresses, ...service.jobs])).toBe(before);
  });
});

describe('what follows a job that two runs watch, since one that has ended launched it', () => {
  async function watchedByTwo(): Promise<FakeMgw> {
    const service = await leftBehind();
    await launchJob(names, ownershipOf(ENDED), service, signal);
    finish(service.jobs.get(names.job) as FakeJob, 3);
    return service;
  }

  it('is repaired by one of them', async () => {
    const service = await watchedByTwo();
    const repair = repairNames(MIGRATION, 1);
    await repairJob(1, runOf(FIRST, service), signal);
    service.jobs.delete(repair.job);
    expect(await typeOf(repairJob(1, runOf(SECOND, service), signal))).toBe('MgwOfOpenRun');
    await repairJob(1, runOf(SECOND, service, [SECOND]), signal);
    expect([...service.jobs.keys()]).toEqual([names.job, repair.job]);
    expect(
      createdByOther(ownershipOf(SECOND), 'mgw-job', service.jobs.get(repair.job) as FakeJob),
    ).toBeNull();
  });

  it('has its next round from one of them', async () => {
    const service = await leftBehind();
    expect(await typeOf(launchRound(runOf(FIRST, service, [ENDED, FIRST]), signal))).toBe('MgwOfOpenRun');
    await launchRound(runOf(FIRST, service), signal);
    expect([service.jobs.get(names.job)?.status, owners(service)]).toEqual(['doing', [FIRST]]);
    expect(await typeOf(launchRound(runOf(SECOND, service), signal))).toBe('MgwOfOpenRun');
  });
});
