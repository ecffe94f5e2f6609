import { english } from '../../english';
import type { MigrationService } from '../../../clouds/mgw/port';
import type { Migration } from '../../../contracts/migration/migration';
import { PrepError } from '../../../contracts/prep-error';
import type { Clouds } from '../../../provisioning/clouds';
import { destinationEnd, sourceEnd } from '../../../provisioning/migration/ends';
import { ensureAddress } from '../../../provisioning/migration/ensure-address';
import { ensureJob } from '../../../provisioning/migration/ensure-job';
import {
  ensureReadFrom,
  ensureSource,
  type SourceTools,
} from '../../../provisioning/migration/ensure-source';
import type { OtherRuns } from '../../../provisioning/migration/other-runs';
import { launchJob } from '../../../provisioning/migration/launch-job';
import { launchPlan } from '../../../provisioning/migration/launch-plan';
import { migrationNames, repairNames } from '../../../provisioning/migration/names';
import { keyIn, readerIdentity } from '../../../provisioning/migration/reader-key';
import { repairJob } from '../../../provisioning/migration/repair-job';
import { revokeReader } from '../../../provisioning/migration/revoke-reader';
import { removeReader, undoMigration } from '../../../provisioning/migration/undo-migration';
import { readerOf, serviceReaderOf } from '../../../provisioning/request/reader-request';
import { FakeIam } from '../fake-iam';
import { FakeKs3 } from '../fake-ks3';
import { whateverIsLost, type Loss } from '../interrupted-port';
import { FakeMgw, finish, moveTo, type FakeJob } from './fake-mgw';
import { MIGRATION, ownershipOf, toolsOf, typeOf } from './migration-world';

const { signal } = new AbortController();
const reader = serviceReaderOf('photos', MIGRATION.preparation);
const WITH_READER: Migration & { readonly reader: typeof reader } = {
  ...MIGRATION,
  reader,
  names: migrationNames({ ...MIGRATION, reader }),
};
const { names, copy } = WITH_READER;

/** Both clouds behind their ports. */
class World {
  readonly iam = new FakeIam();
  readonly mgw = new FakeMgw();

  /** @param lost number of the call that is lost, whichever port it is to; negative for none */
  tools(lost = -1, loss: Loss = 'after its effect'): { tools: SourceTools & OtherRuns; calls: () => number } {
    let left = lost;
    let calls = 0;
    const counted = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get(target, verb: string) {
          const member: unknown = Reflect.get(target, verb, target);
          if (typeof member !== 'function') {
            return member;
          }
          return async (...given: unknown[]): Promise<unknown> => {
            calls += 1;
            const isLost = left === 0;
            left -= 1;
            if (isLost && loss === 'before its effect') {
              throw new PrepError('MgwUnavailable', { resource: verb });
            }
            const answer: unknown = await member.apply(target, given);
            if (isLost) {
              throw new PrepError('MgwUnavailable', { resource: verb });
            }
            return answer;
          };
        },
      });
    const iam = counted(this.iam);
    const clouds: Partial<Clouds> = { iam: () => iam, ks3: () => new FakeKs3() };
    const service: MigrationService = counted<FakeMgw>(this.mgw);
    return {
      tools: { ...toolsOf(service, ownershipOf(), clouds), migration: WITH_READER },
      calls: () => calls,
    };
  }

  get keys(): string[] {
    return [...(this.iam.users.get(reader.userName)?.keys.keys() ?? [])];
  }

  get job(): FakeJob {
    return this.mgw.jobs.get(names.job) as FakeJob;
  }

  async createAll(): Promise<this> {
    const { tools } = this.tools();
    await ensureSource(tools, signal);
    const { role } = WITH_READER;
    const to = { name: names.destination, end: destinationEnd(WITH_READER), access: { role } };
    await ensureAddress(to, tools.ownership, tools.service, signal);
    await ensureJob({ names, copy, repairs: null }, tools.ownership, tools.service, signal);
    return this;
  }

  async launched(): Promise<this> {
    this.mgw.launched = (job) => moveTo(job, 'doing');
    await this.createAll();
    const { tools } = this.tools();
    await launchJob(names, tools.ownership, tools.service, signal);
    return this;
  }
}

async function whateverCallIsLost(
  start: () => Promise<World>,
  work: (tools: SourceTools & OtherRuns) => Promise<unknown>,
  then: (world: World, what: string) => void,
): Promise<void> {
  await whateverIsLost(
    () => start(),
    async (ready, lost, loss) => {
      const { tools, calls } = (await ready).tools(lost, loss);
      await work(tools);
      return calls();
    },
    async (ready, what) => then(await ready, what),
  );
}

describe('the key that is issued for the service', () => {
  it('is one of a user of its own, whose names differ from those of what is delivered', () => {
    const delivered = readerOf('photos', MIGRATION.preparation);
    expect(reader.userName).not.toBe(delivered.userName);
    expect(reader.policy.document).toBe(delivered.policy.document);
    const long = serviceReaderOf('b'.repeat(63), MIGRATION.preparation);
    expect(long.userName).toHaveLength(64);
    expect(names.source).not.toBe(MIGRATION.names.source);
  });

  it('is the only one of its user, and the one in the address, whatever call is lost', async () => {
    await whateverCallIsLost(
      async () => new World(),
      (tools) => ensureSource(tools, signal),
      (world, what) => {
        const address = world.mgw.addresses.get(names.source);
        expect([what, world.keys]).toEqual([what, [address?.accessKeyId]]);
        expect([what, keyIn(address ?? { tags: '' })]).toEqual([what, address?.accessKeyId]);
        expect(world.mgw.secrets.at(-1)).toBe(`secret-of-${address?.accessKeyId}`);
      },
    );
  });

  it('is replaced with its address where the service shows the address too late', async () => {
    const world = new World();
    const { tools } = world.tools();
    const late = world.mgw.address.bind(world.mgw);
    await ensureSource(tools, signal);
    world.mgw.address = async () => null;
    expect(await typeOf(ensureSource(tools, signal))).toBe('MgwNotVisibleYet');
    world.mgw.address = late;
    await ensureSource(tools, signal);
    expect(world.keys).toEqual([keyIn(world.mgw.addresses.get(names.source) ?? { tags: '' })]);
  });

  it('is shown in the plan, with its user', async () => {
    const world = await new World().createAll();
    const { plan } = await launchPlan(WITH_READER, ownershipOf(), world.mgw, signal);
    expect(plan.source).toMatchObject({ accessKeyId: world.keys[0], iamUser: reader.userName });
  });

  it('is not issued for a user that somebody else made, which is not touched', async () => {
    const world = new World();
    world.iam.add(reader.userName, 'made by hand', { keys: new Map([['AKLTforeign', 'Active']]) });
    expect(await typeOf(ensureSource(world.tools().tools, signal))).toBe('IamUserNotOurs');
    expect([world.keys, world.mgw.addresses.size]).toEqual([['AKLTforeign'], 0]);
  });

  it('stays as it is once its job is launched', async () => {
    const world = await new World().launched();
    const before = world.keys;
    await ensureSource(world.tools().tools, signal);
    expect(world.keys).toEqual(before);
    const next = { ...WITH_READER, round: 2, names: migrationNames({ ...WITH_READER, round: 2 }) };
    const { tools } = world.tools();
    expect(await typeOf(ensureSource({ ...tools, migration: next }, signal))).toBe('MgwJobStillRuns');
    expect(world.keys).toEqual(before);
    finish(world.job);
    await ensureSource({ ...tools, migration: next }, signal);
    expect(world.keys).toHaveLength(1);
    expect(world.keys).not.toEqual(before);
  });

  it('is explained where somebody deleted it under a job that was not launched', async () => {
    const world = await new World().createAll();
    world.iam.users.get(reader.userName)?.keys.clear();
    expect(await typeOf(ensureSource(world.tools().tools, signal))).toBe('MgwAddressDiffers');
  });

  it('is another one for a repair, as the secret of the first is nowhere, whatever call is lost', async () => {
    const again = repairNames(WITH_READER, 1);
    await whateverCallIsLost(
      async () => {
        const world = await new World().launched();
        finish(world.job, 3);
        world.mgw.launched = (job) => moveTo(job, 'doing');
        return world;
      },
      (tools) => repairJob(1, tools, signal),
      (world, what) => {
        const address = world.mgw.addresses.get(again.source);
        expect([what, world.keys]).toEqual([what, [address?.accessKeyId]]);
        expect(world.mgw.jobs.get(again.job)).toMatchObject({ status: 'doing' });
      },
    );
  });
});

describe('the user that was created for the service', () => {
  const left = ({ iam, mgw }: World) => [
    iam.users.size,
    iam.policies.size,
    mgw.addresses.size,
    mgw.jobs.size,
  ];

  it('goes with what was never launched, whatever call is lost', async () => {
    await whateverCallIsLost(
      () => new World().createAll(),
      (tools) => undoMigration(tools, signal),
      (world, what) => expect([what, left(world)]).toEqual([what, [0, 0, 0, 0]]),
    );
  });

  it('goes when the job has finished, and not before', async () => {
    const world = await new World().launched();
    const { tools } = world.tools();
    expect(english(await removeReader(tools, signal))).toMatchObject({
      removed: [],
      kept: [{ why: expect.stringContaining(`job ${names.job} reads with its AccessKey`) }],
    });
    expect(world.keys).toHaveLength(1);
    finish(world.job);
    expect((await removeReader(tools, signal))?.kept).toEqual([]);
    expect(left(world)).toEqual([0, 0, 2, 1]);
  });

  it('is left by a revocation, at an expiry too, while a job reads with its key, and revoked afterwards', async () => {
    const world = await new World().launched();
    const { tools } = world.tools();
    let running = ['migrate/photos'];
    const history = {
      async *runningPreparations() {
        yield* running;
      },
    };
    const identity = readerIdentity(WITH_READER, tools.ownership, tools.clouds);
    const revoked = async () =>
      english(await revokeReader(identity, WITH_READER, () => world.mgw, history, signal));
    expect(await revoked()).toMatchObject({
      removed: [],
      kept: [{ why: expect.stringContaining(names.job) }],
    });
    finish(world.job);
    expect(await revoked()).toMatchObject({
      removed: [],
      kept: [{ why: expect.stringContaining('migrate/photos') }],
    });
    running = [];
    expect(await revoked()).toMatchObject({ removed: [{}, {}, {}, {}], kept: [] });
    expect(await revoked()).toEqual({ removed: [], kept: [], proof: [] });
  });

  it('is not needed where the service reads with the configured key', async () => {
    const world = new World();
    const { tools } = world.tools();
    await ensureReadFrom(
      { name: 'any-name', end: sourceEnd(MIGRATION), job: 'any-job' },
      { ...tools, migration: MIGRATION },
      signal,
    );
    expect([world.mgw.secrets, world.iam.users.size]).toEqual([['source-secret'], 0]);
    expect(await removeReader({ ...tools, migration: MIGRATION }, signal)).toBeNull();
  });
});
