import type { Clouds } from '../../../provisioning/clouds';
import { Ownership, type Marked } from '../../../provisioning/trust/mark';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import { PrepError } from '../../../contracts/prep-error';
import { makeWorkerKey } from '../../../configuration/trust/worker-keys';
import { sweepExpired, type Swept } from '../../../worker/sweep/sweep-expired';
import { sweepUntil } from '../../../worker/sweep/sweep-loop';
import { FakeIam } from '../../provisioning/fake-iam';
import { FakeRam } from '../../provisioning/fake-ram';
import { whateverIsLost } from '../../provisioning/interrupted-port';
import { ANOTHER_PREPARATION, foreignMarks, KEYS, OWNERSHIP } from '../../provisioning/preparation';
import { SETTINGS } from '../../provisioning/settings';

const { signal } = new AbortController();
const MINUTE_MS = 60_000;
const UNTIL = '2021-03-05T04:05:06Z';
const OVERDUE = Date.parse(UNTIL) + 16 * MINUTE_MS;
const settings = { ...SETTINGS, lifecycle: { ...SETTINGS.lifecycle, graceMs: 0 } };

const onRam = (name: string): Marked => ({ kind: 'ram-user', name });
const onIam = (name: string): Marked => ({ kind: 'iam-user', name });

function delivered(on: Marked, until: string | null = UNTIL, ownership: Ownership = OWNERSHIP): string {
  return ownership.delivered(on, { at: '2021-02-03T04:05:06Z', until, key: 'key' });
}

class World {
  readonly ram = new FakeRam();
  readonly iam = new FakeIam();

  readonly clouds = {
    ram: () => this.ram,
    iam: (profile: string) => (profile === 'default' ? this.iam : null),
  } as unknown as Clouds;

  addUser(name: string, comments: string): void {
    this.ram.add(name, comments, { keys: new Map([[`LTAI-${name}`, 'Active']]), password: 'x' });
  }

  /** A dedicated reader: user and policy have one name. */
  addReader(name: string, remark: string, description?: string): void {
    const mark = description ?? OWNERSHIP.made({ kind: 'iam-policy', name });
    const krn = this.iam.addPolicy(name, mark, '{}');
    this.iam.add(name, remark, { keys: new Map([[`AKLT-${name}`, 'Active']]), policies: [krn] });
  }

  sweep(now = OVERDUE, keys = KEYS, by = settings): Promise<Swept[]> {
    return sweepExpired({ settings: by, clouds: this.clouds, keys, now }, signal);
  }

  get left(): string[] {
    return [...this.ram.users.keys(), ...this.iam.users.keys()];
  }
}

describe('a sweep', () => {
  it('revokes what has expired at both clouds, whichever preparation delivered it, and tells it', async () => {
    const world = new World();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    world.addUser('mgw-b', delivered(onRam('mgw-b'), UNTIL, ANOTHER_PREPARATION));
    world.addReader('mgw-r', delivered(onIam('mgw-r')));
    expect(await world.sweep()).toEqual([
      {
        user: 'RAM user mgw-a',
        removed: ['AccessKey LTAI-mgw-a', 'console logon of RAM user mgw-a', 'RAM user mgw-a'],
      },
      { user: 'RAM user mgw-b', removed: expect.arrayContaining(['RAM user mgw-b']) },
      {
        user: 'Kingsoft IAM user mgw-r',
        removed: expect.arrayContaining([
          'AccessKey AKLT-mgw-r',
          'Kingsoft IAM policy mgw-r',
          'Kingsoft IAM user mgw-r',
        ]),
      },
    ]);
    expect([world.left, world.iam.policies.size]).toEqual([[], 0]);
    expect(await world.sweep()).toEqual([]);
  });

  it('finds the mark of an IAM user also where a list does not have it', async () => {
    const world = new World();
    world.iam.listsRemarks = false;
    world.addReader('mgw-r', delivered(onIam('mgw-r')));
    world.addReader('theirs', '', 'theirs');
    await world.sweep();
    expect(world.left).toEqual(['theirs']);
  });

  it('leaves everything that has not expired, was not delivered, or is not ours', async () => {
    const world = new World();
    const on = onRam('mgw-a');
    world.addUser('later', delivered(onRam('later'), '2021-03-05T04:15:06Z'));
    world.addUser('never', delivered(onRam('never'), null));
    world.addUser('made', OWNERSHIP.made(onRam('made')));
    foreignMarks(onRam('x')).forEach(([, comments], at) => world.addUser(`foreign-${at}`, comments));
    // The mark of somebody else's user, copied: it is overdue, but not of this one.
    world.addUser('copied', delivered(on));
    const theirs = new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] });
    const forged = new Ownership(theirs, OWNERSHIP.preparation, '');
    world.addUser('forged', delivered(onRam('forged'), UNTIL, forged));
    world.addReader('reader', delivered(onIam('reader'), null));
    // Of a RAM user of that name.
    world.addReader('swapped', delivered(onRam('swapped')));
    const before = world.left;
    expect(await world.sweep()).toEqual([]);
    expect(world.left).toEqual(before);
  });

  it('leaves a revocation the time for its own work: the grace period and a quarter of an hour', async () => {
    const world = new World();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    const graceMs = 60 * MINUTE_MS;
    const by = { ...settings, lifecycle: { ...settings.lifecycle, graceMs } };
    expect(await world.sweep(OVERDUE, KEYS, by)).toEqual([]);
    expect(await world.sweep(Date.parse(UNTIL) + 14 * MINUTE_MS)).toEqual([]);
    expect(await world.sweep(OVERDUE + graceMs, KEYS, by)).toHaveLength(1);
  });

  describe('of access that no run delivered', () => {
    const DAY_MS = 24 * 60 * MINUTE_MS;
    /** When FakeRam and FakeIam have created everything. */
    const CREATED = Date.parse('2026-01-02T03:04:05Z');
    const by = { ...settings, credentials: { ...settings.credentials, expireAfterMs: DAY_MS } };
    const made = (on: Marked) => OWNERSHIP.made(on);

    it('takes it once it is older than delivered access gets, and leaves the user to its run', async () => {
      const world = new World();
      world.addUser('mgw-a', made(onRam('mgw-a')));
      world.addReader('mgw-photos-01234567', made(onIam('mgw-photos-01234567')));
      expect(await world.sweep(CREATED + DAY_MS, KEYS, by)).toEqual([]);
      expect(await world.sweep(CREATED + DAY_MS + 16 * MINUTE_MS, KEYS, by)).toEqual([
        { user: 'RAM user mgw-a', removed: ['AccessKey LTAI-mgw-a', 'console logon of RAM user mgw-a'] },
        {
          user: 'Kingsoft IAM user mgw-photos-01234567',
          removed: expect.arrayContaining(['AccessKey AKLT-mgw-photos-01234567']),
        },
      ]);
      expect(world.ram.user('mgw-a')).toMatchObject({ keys: new Map(), password: null });
      expect(await world.sweep(CREATED + 2 * DAY_MS, KEYS, by)).toEqual([]);
    });

    it('leaves what is new on a user that is old, as that of a plan that waited long', async () => {
      const world = new World();
      world.addUser('mgw-a', made(onRam('mgw-a')));
      const issuedAt = new Date(CREATED + 3 * DAY_MS).toISOString();
      world.ram.keyTimes.set('LTAI-mgw-a', issuedAt);
      world.ram.user('mgw-a').logonCreatedAt = issuedAt;
      expect(await world.sweep(CREATED + 3 * DAY_MS + MINUTE_MS, KEYS, by)).toEqual([]);
    });

    it('leaves the user that the migration service reads as, and everything if nothing expires', async () => {
      const world = new World();
      const reader = 'mgw-photos-01234567-job';
      world.addReader(reader, made(onIam(reader)));
      expect(await world.sweep(CREATED + 300 * DAY_MS, KEYS, by)).toEqual([]);
      world.addUser('mgw-a', made(onRam('mgw-a')));
      expect(await world.sweep(CREATED + 300 * DAY_MS)).toEqual([]);
      expect(world.ram.user('mgw-a').keys.size).toBe(1);
    });

    it('stops as soon as it is delivered after all', async () => {
      const world = new World();
      world.addUser('mgw-a', made(onRam('mgw-a')));
      const list = world.ram.listAccessKeys.bind(world.ram);
      world.ram.listAccessKeys = async (name) => {
        world.ram.user(name).comments = delivered(onRam(name), null);
        return list(name);
      };
      const swept = await world.sweep(CREATED + 2 * DAY_MS, KEYS, by);
      expect(swept).toMatchObject([{ problem: expect.any(String) }]);
      expect(world.ram.user('mgw-a').keys.size).toBe(1);
    });
  });

  it('continues with others if one cannot be revoked, and says why', async () => {
    const world = new World();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    world.ram.user('mgw-a').groups.push('admins');
    world.addUser('mgw-b', delivered(onRam('mgw-b')));
    const [first, second] = await world.sweep();
    expect(first).toEqual({ user: 'RAM user mgw-a', problem: expect.stringContaining('Group') });
    expect(second).toMatchObject({ removed: expect.arrayContaining(['RAM user mgw-b']) });
    expect(world.left).toEqual(['mgw-a']);
  });

  it('stops at once where the user is prepared again in the middle of it', async () => {
    const world = new World();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    const list = world.ram.listPolicies.bind(world.ram);
    world.ram.listPolicies = async (name) => {
      world.ram.user(name).comments = OWNERSHIP.made(onRam(name));
      return list(name);
    };
    expect(await world.sweep()).toMatchObject([{ problem: expect.any(String) }]);
    expect(world.ram.user('mgw-a').password).toBe('x');
  });

  it('revokes everything in the end, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const world = new World();
        world.addUser('mgw-a', delivered(onRam('mgw-a')));
        return world;
      },
      async (world, lost, loss) => {
        const verbs = ['listUsers', 'getUser', 'listAccessKeys', 'deleteAccessKey', 'deleteUser'] as const;
        const verb = verbs[lost];
        if (verb !== undefined) {
          const real = world.ram[verb].bind(world.ram) as (...given: unknown[]) => Promise<unknown>;
          const lossy = async (...given: unknown[]) => {
            if (loss === 'after its effect') {
              await real(...given);
            }
            Object.assign(world.ram, { [verb]: real });
            throw new PrepError('RamUnavailable', { resource: verb });
          };
          Object.assign(world.ram, { [verb]: lossy });
        }
        await world.sweep();
        return verbs.length;
      },
      (world, what) => expect({ what, left: world.left }).toEqual({ what, left: [] }),
    );
  });

  it.each(['ram', 'iam'] as const)(
    'revokes at one cloud what has expired if the other, %s, lists nothing',
    async (away) => {
      const world = new World();
      world.addUser('mgw-a', delivered(onRam('mgw-a')));
      world.addReader('mgw-r', delivered(onIam('mgw-r')));
      Object.assign(world[away], {
        listUsers: () => Promise.reject(new PrepError('RamNoPermission', { resource: 'their users' })),
      });
      expect(await world.sweep()).toEqual(
        expect.arrayContaining([
          { user: null, problem: expect.stringContaining('their users') },
          expect.objectContaining({ removed: expect.any(Array) }),
        ]),
      );
      expect(world.left).toEqual([away === 'ram' ? 'mgw-a' : 'mgw-r']);
    },
  );

  it('shows of an error that nothing foresaw only its kind', async () => {
    const world = new World();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    world.ram.listAccessKeys = () => Promise.reject(new TypeError('https://…?secret'));
    expect(await world.sweep()).toEqual([{ user: 'RAM user mgw-a', problem: 'TypeError' }]);
  });
});

describe('sweeps go on', () => {
  it('after one that failed, until they are told to stop; each is logged', async () => {
    const world = new World();
    const stop = new AbortController();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    const list = world.ram.listUsers.bind(world.ram);
    let sweeps = 0;
    world.ram.listUsers = async () => {
      sweeps += 1;
      if (sweeps === 1) {
        throw new PrepError('RamUnavailable', { resource: 'RAM' });
      }
      return list();
    };
    const logged: string[] = [];
    const log = (level: string) => (message: string) => {
      logged.push(`${level}: ${message}`);
      if (level === 'warn') {
        stop.abort();
      }
    };
    const logger = { warn: log('warn'), error: log('error') } as unknown as Parameters<typeof sweepUntil>[2];
    const often = { ...settings, lifecycle: { ...settings.lifecycle, sweepEveryMs: 1 } };
    await sweepUntil(stop.signal, { settings: often, clouds: world.clouds, keys: KEYS }, logger);
    expect(logged).toEqual([
      expect.stringMatching(/^error: The sweep .* failed$/),
      expect.stringMatching(/^warn: Credentials whose expiry had passed were revoked/),
    ]);
    expect(world.left).toEqual([]);
  });

  it.each([
    ['shows what it saw', 'iam', [[Date.parse(UNTIL)]]],
    ['shows nothing if it saw nothing', 'ram', []],
  ] as const)('and %s if %s does not list its users', async (_, away, shown) => {
    const world = new World();
    const stop = new AbortController();
    world.addUser('mgw-a', delivered(onRam('mgw-a')));
    Object.assign(world[away], {
      listUsers: () => Promise.reject(new PrepError('RamUnavailable', { resource: 'users' })),
    });
    const logged: string[] = [];
    const error = (message: string, { reason }: { reason?: string } = {}) => {
      logged.push(`${message}: ${reason}`);
      stop.abort();
    };
    const logger = { warn: () => undefined, error } as unknown as Parameters<typeof sweepUntil>[2];
    const reported: unknown[] = [];
    const report = (expiries: readonly (number | null)[]) => void reported.push(expiries);
    await sweepUntil(stop.signal, { settings, clouds: world.clouds, keys: KEYS, report }, logger);
    expect(reported).toEqual(shown);
    expect(logged).toEqual([expect.stringMatching(/^The sweep .* failed: .*users/)]);
  });
});
