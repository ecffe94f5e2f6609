import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure } from '@temporalio/activity';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../activities/activities';
import type { Attested } from '../../contracts/approval/attested';
import type { InventoryResult } from '../../contracts/listing/inventory';
import type { Migration } from '../../contracts/migration/migration';
import type { PresentedPlan } from '../../contracts/runs/plan';
import type { ApprovalPolicy, Settings } from '../../contracts/settings';
import type { SideCheckpoint, VerificationResult } from '../../contracts/migration/verification';
import { startSearch } from '../../inventory/verification/find-differences';
import { startSide } from '../../inventory/verification/list-side';
import type { Clouds } from '../../provisioning/clouds';
import { ensureJob } from '../../provisioning/migration/ensure-job';
import { ensureSource } from '../../provisioning/migration/ensure-source';
import { ensureDestination } from '../../provisioning/migration/launch-round';
import { migrationNames } from '../../provisioning/migration/names';
import { verificationAbout } from '../../provisioning/trust/verification-about';
import { validatePreparation } from '../../provisioning/request/validate-preparation';
import { inventoryAbout } from '../../provisioning/trust/inventory-about';
import { validateVerification } from '../../provisioning/request/validate-verification';
import { Attestor } from '../../provisioning/trust/attestor';
import { FakeRam } from '../provisioning/fake-ram';
import { FakeMgw, moveTo } from '../provisioning/migration/fake-mgw';
import { MIGRATION, ownershipOf, toolsOf } from '../provisioning/migration/migration-world';
import { SETTINGS } from '../provisioning/settings';

const { signal } = new AbortController();
const quiet = new DefaultLogger('ERROR', () => undefined);
const RUN = { workflowId: 'migrate/photos', runId: 'run-1' };
const INPUT = { source: { bucket: 'photos' }, requestedBy: 'li.wei' };
const attestor = new Attestor(ownershipOf().keys);

/** A small migration in rounds, which people approve. */
const SMALL: Migration = { ...MIGRATION, everyMs: 3_600_000 };
/** Another one of the same bucket, which nobody was asked about: it replaces whatever the destination holds. */
const OTHER: Migration = (() => {
  const other = {
    ...MIGRATION,
    preparation: 'fedcba9876543210fedc',
    destination: { ...MIGRATION.destination, bucket: 'precious' },
    copy: { ...MIGRATION.copy, overwrite: 'always' as const },
    verification: { source: { bucket: 'photos' }, destination: { bucket: 'precious' } },
  };
  return { ...other, names: migrationNames(other) };
})();

const attested = (migration: Migration): Attested<Migration> =>
  attestor.attest('migration', { workflowId: RUN.workflowId }, migration);

/** The activities of a worker in front of a migration service. */
function worker(
  approval: Partial<ApprovalPolicy> = {},
  changed: Partial<Settings> = {},
  heartbeatDetails?: unknown,
) {
  const service = new FakeMgw();
  const settings = { ...SETTINGS, approval: { ...SETTINGS.approval, ...approval }, ...changed };
  const history = {
    async *runningPreparations() {},
    isOpen: async () => false,
    async *signalsSince() {},
    async *results() {},
    skippedFirings: async () => 0,
  } as unknown as Parameters<typeof createActivities>[0]['history'];
  const ram = new FakeRam();
  const clouds = {
    ram: () => ram,
    mgw: () => service,
    ks3: () => ({ close: () => undefined }),
    sts: () => ({ whoAmI: async () => ({ accountId: MIGRATION.accountId, arn: 'x', identityType: 'x' }) }),
  } as unknown as Clouds;
  const activities = createActivities({ settings, clouds, history, runs: {} as never });
  /** What a workflow that somebody wrote gets from an activity. */
  const asked = async <Name extends keyof typeof activities>(
    name: Name,
    ...args: Parameters<(typeof activities)[Name]>
  ): Promise<Awaited<ReturnType<(typeof activities)[Name]>>> => {
    const activity = activities[name] as (...all: unknown[]) => Promise<never>;
    const info = { workflowExecution: RUN, heartbeatDetails };
    const environment = new MockActivityEnvironment(info, { logger: quiet });
    return environment.run<[], never, () => Promise<never>>(() => activity(...args));
  };
  return { service, ram, asked };
}

/** Both addresses and the job of a migration, not launched. */
async function created(migration: Migration, service: FakeMgw): Promise<void> {
  const ownership = ownershipOf(RUN.workflowId, migration.preparation);
  const tools = { ...toolsOf(service, ownership), migration };
  await ensureSource(tools, signal);
  await ensureDestination(tools, signal);
  await ensureJob(
    { names: migration.names, copy: migration.copy, repairs: null },
    ownership,
    service,
    signal,
  );
}

type Worker = ReturnType<typeof worker>;

/** The approval of what a decision shows, as an approver without a key gives it. */
async function approved(
  { asked }: Worker,
  migration: Migration,
  decision: 'launch' | 'rounds' | 'cut-over',
  {
    input = INPUT,
    approver = 'wang.fang',
    askedBy,
  }: { input?: object; approver?: string; askedBy?: string } = {},
) {
  const about = { input, migration: attested(migration), ...(askedBy === undefined ? {} : { askedBy }) };
  const plan = await asked('presentLaunch', { ...about, decision, earlier: null });
  const request = { decision: 'approve', approver, comment: '', planDigest: plan.value.digest } as const;
  const taken = [{ request, via: 'signal' as const, at: new Date().toISOString() }];
  const { approval } = await asked('confirmLaunch', { ...about, plan, taken });
  return { plan, approval: approval as NonNullable<typeof approval> };
}

async function launchedSmall(at: Worker) {
  await created(SMALL, at.service);
  const decided = await approved(at, SMALL, 'launch');
  return at.asked('launchMigration', {
    ...decided,
    input: INPUT,
    migration: attested(SMALL),
    decision: 'launch',
  });
}

const typeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ApplicationFailure ? String(error.type) : String(error)),
  );

/** What a worker attests of a comparison of both sides. */
const compared = (migration: Migration, value: Partial<VerificationResult>) => {
  const about = verificationAbout(validateVerification(migration.verification, SETTINGS));
  return { ...attestor.attest('verification', about, value as VerificationResult), about };
};

/** A side of which a worker has listed so many objects; to its end, unless it is in parts. */
const listed = (
  side: 'source' | 'destination',
  objects: string,
  inParts = false,
  startedAt = new Date().toISOString(),
): Attested<SideCheckpoint> => {
  const about = verificationAbout(validateVerification({ source: { bucket: 'photos' } }, SETTINGS));
  const begun = startSide();
  const { sums } = begun;
  const listing = { ...begun.listing, totals: { ...begun.listing.totals, startedAt } };
  const digest = objects === '0' ? '0'.repeat(32) : 'f'.repeat(32);
  const chunk = { after: '', until: null, objects, bytes: objects, digest };
  const reached = {
    listing: inParts ? listing : { ...listing, ranges: [] },
    sums: { ...sums, chunks: [chunk] },
  };
  return attestor.attest('verified-side', { ...about, side }, reached);
};

describe('whoever schedules the activities of a worker', () => {
  it('launches nothing with the approved launch of another migration under the same workflow ID', async () => {
    const at = worker();
    const launch = await launchedSmall(at);
    const before = [...at.service.jobs.keys()];
    const migration = attested(OTHER);
    for (const found of [null, compared(OTHER, { identical: false })]) {
      const request = { migration, launch, round: 1, number: 0, different: found };
      expect(await typeOf(at.asked('launchRound', request))).toBe('NotAuthentic');
    }
    expect([...at.service.jobs.keys()]).toEqual(before);
  });

  it('goes on with the rounds that were approved', async () => {
    const at = worker();
    const launch = await launchedSmall(at);
    const request = { migration: attested(SMALL), launch, round: 2, number: 0, different: null };
    expect(await typeOf(at.asked('launchRound', request))).toBe('done');
    expect(at.service.jobs.size).toBe(2);
  });

  it('gets nothing watched, repaired or concluded as another migration', async () => {
    const at = worker();
    const launch = await launchedSmall(at);
    await created(OTHER, at.service);
    const request = { migration: attested(OTHER), launch, round: 1, number: 0 };
    expect(await typeOf(at.asked('watchMigration', request))).toBe('NotAuthentic');
    expect(await typeOf(at.asked('checkFailures', request))).toBe('NotAuthentic');
    expect(await typeOf(at.asked('repairMigration', { ...request, number: 1 }))).toBe('NotAuthentic');
    expect(await typeOf(at.asked('resumeMigration', { ...request, cutOver: null }))).toBe('NotAuthentic');
    const concluded = at.asked('concludeMigration', { ...request, cutOver: null, verification: null });
    expect(await typeOf(concluded)).toBe('NotAuthentic');
  });

  it('concludes nothing with a comparison that is older than the launch', async () => {
    const at = worker();
    const compare: Migration = { ...SMALL, verification: { source: { bucket: 'photos' } } };
    await created(compare, at.service);
    const decided = await approved(at, compare, 'launch');
    const migration = attested(compare);
    const launch = await at.asked('launchMigration', {
      ...decided,
      input: INPUT,
      migration,
      decision: 'launch',
    });
    const concluded = async (beforeMs: number) => {
      const startedAt = new Date(Date.now() - beforeMs).toISOString();
      const [source, destination] = [
        listed('source', '3', false, startedAt),
        listed('destination', '3', false, startedAt),
      ];
      const verification = await worker().asked('compareSides', {
        input: { source: { bucket: 'photos' } },
        source,
        destination,
      });
      const request = { migration, launch, round: 1, number: 0, cutOver: null, verification };
      return at.asked('concludeMigration', request);
    };
    expect(await typeOf(concluded(3_600_000))).toBe('NotAuthentic');
    // By a worker whose clock is behind that of the one that launched, as far as clouds take signatures of both.
    expect(await concluded(600_000)).toMatchObject({ verification: { identical: true } });
  });

  it('gets no job signed as migrated that still copies', async () => {
    const at = worker();
    at.service.launched = (job) => moveTo(job, 'doing');
    const launch = await launchedSmall(at);
    const request = { migration: attested(SMALL), launch, round: 1, number: 0 };
    const result = await at.asked('concludeMigration', { ...request, cutOver: null, verification: null });
    expect(result.outcome).toBe('migrated with failures');
  });

  it('gets sides that differ signed as identical by no search of another comparison', async () => {
    const input = { source: { bucket: 'photos' } };
    const about = verificationAbout(validateVerification(input, SETTINGS));
    const [source, destination] = [listed('source', '3'), listed('destination', '0')];
    const search = attestor.attest('search', about, startSearch([]));
    const at = worker({}, {}, { rangesLeft: 0, search });
    expect(await typeOf(at.asked('compareSides', { input, source, destination }))).toBe('NotAuthentic');
  });

  it('gets no part of two sides signed as identical', async () => {
    const input = { source: { bucket: 'photos' } };
    const [source, destination] = [listed('source', '3', true), listed('destination', '3', true)];
    const request = { input, source, destination };
    expect(await typeOf(worker().asked('compareSides', request))).toBe('NotAuthentic');
    const whole = { ...request, source: listed('source', '3'), destination: listed('destination', '3') };
    expect((await worker().asked('compareSides', whole)).value).toMatchObject({ identical: true });
  });

  it('has no side compared that is older than the result says', async () => {
    const input = { source: { bucket: 'photos' } };
    const startedAt = '2026-01-02T03:04:05.000Z';
    const [now, before] = [listed('source', '3'), listed('destination', '3', false, startedAt)];
    const compare = { input, source: now, destination: before };
    expect((await worker().asked('compareSides', compare)).value).toMatchObject({ startedAt });
  });

  it('makes no launch of the approval of a cut-over', async () => {
    const at = worker();
    await launchedSmall(at);
    const decided = await approved(at, SMALL, 'cut-over', { askedBy: 'zhao.min' });
    const launch = at.asked('launchMigration', {
      ...decided,
      input: INPUT,
      migration: attested(SMALL),
      askedBy: 'zhao.min',
      decision: 'cut-over' as 'rounds',
    });
    expect(await typeOf(launch)).toBe('NotAuthentic');
  });

  it('lets no requester approve the launch by another name in the input of that step', async () => {
    const at = worker({ fourEyes: true });
    await created(SMALL, at.service);
    const input = { ...INPUT, requestedBy: 'zhao.min' };
    const decided = await approved(at, SMALL, 'launch', { input, approver: 'li.wei' });
    expect(decided.approval).toBeNull();
  });

  it('has no key of the configuration handed over for an endpoint that it does not allow any more', async () => {
    const { default: usual } = SETTINGS.sources;
    const sources = { default: { ...usual, endpoint: 'https://ks3.example.com' } } as Settings['sources'];
    const at = worker({}, { sources });
    const made = at.asked('ensureMigrationSource', { migration: attested(SMALL) });
    expect(await typeOf(made)).toBe('MigrationNotConfigured');
    expect(at.service.addresses.size).toBe(0);
  });

  it('gets no result signed with another outcome than it may have', async () => {
    const at = worker();
    await created(SMALL, at.service);
    const { plan } = await approved(at, SMALL, 'launch');
    const undone = attestor.attest('undo', { ...RUN }, { removed: [], kept: [] });
    const forged = at.asked('concludeUnlaunched', {
      migration: attested(SMALL),
      plan,
      undone,
      outcome: 'migrated' as 'launch rejected',
      because: '',
    });
    expect(await typeOf(forged)).toBe('NotAuthentic');
  });

  it('has no key enabled again that somebody disabled by hand', async () => {
    const at = worker();
    const input = { source: { bucket: 'photos' } };
    const { id, ramUser } = await validatePreparation(input, SETTINGS);
    const on = { kind: 'ram-user', name: ramUser.name } as const;
    const delivery = { at: '2026-11-24T05:01:22Z', until: null, key: 'LTAIleaked' };
    at.ram.add(ramUser.name, ownershipOf(RUN.workflowId, id).delivered(on, delivery), {
      keys: new Map([['LTAIleaked', 'Inactive']]),
    });
    const part = { input, part: 'access' as const };
    const disabled = await at.asked('disableKeys', { ...part, before: [] } as typeof part);
    await at.asked('enableKeys', { ...part, disabled });
    expect(at.ram.user(ramUser.name).keys.get('LTAIleaked')).toBe('Inactive');
  });

  it('gets no preparation signed as prepared that nobody approved', async () => {
    const { id, source } = await validatePreparation({ source: { bucket: 'photos' } }, SETTINGS);
    const plan = { plan: { preparation: id, source }, digest: 'd' } as unknown as PresentedPlan;
    const forged = worker().asked('concludeUndone', {
      input: null,
      plan: attestor.attest('plan', { workflowId: RUN.workflowId }, plan),
      inventory: attestor.attest('inventory', inventoryAbout(source), {} as InventoryResult),
      undone: [],
      outcome: 'prepared' as 'rejected',
      because: '',
    });
    expect(await typeOf(forged)).toBe('NotAuthentic');
  });
});
