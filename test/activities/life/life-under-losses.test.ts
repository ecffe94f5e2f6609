import { generateIdentity, identityToRecipient } from 'age-encryption';
import { findReplaceableKey } from '../../../activities/life/find-replaceable-key';
import { issueReplacementKey } from '../../../activities/life/issue-replacement-key';
import { ramHolder } from '../../../activities/life/ram-holder';
import { removeCredentials } from '../../../activities/life/remove-credentials';
import { removeOtherKeys } from '../../../activities/life/remove-other-keys';
import { setKeyStatus } from '../../../activities/life/set-key-status';
import { openSealed } from '../../../activities/sealing';
import type { RamDirectory } from '../../../clouds/ram/port';
import type { DeliveredAccess, Rotation } from '../../../contracts/credential-life';
import type { IssuedAccessKey } from '../../../contracts/provisioning';
import { rejection } from '../../clouds/alibaba/rejection';
import { FakeRam } from '../fake-ram';
import { interrupted, whateverIsLost } from '../interrupted-port';
import { MARK, USER } from '../preparation';

const { signal } = new AbortController();
const ACCOUNT = '1234567890123456';
const DELIVERED_AT = '2026-02-03T04:05:06Z';
const OLD = 'LTAIold';

const credentials: DeliveredAccess = {
  bucket: 'photos',
  userName: USER,
  account: { id: ACCOUNT, site: 'international' },
  preparedBy: 'prepare/photos',
  mark: MARK,
  deliveredAt: DELIVERED_AT,
};

function everything(): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, `${MARK} delivered ${DELIVERED_AT} until 2026-03-05`, {
    keys: new Map([[OLD, 'Active']]),
    policies: [{ name: 'AliyunMGWFullAccess', type: 'System' }],
    password: 'x',
    mfa: true,
  });
  return ram;
}

const holding = (ram: RamDirectory, about = credentials) => ramHolder(about, ram);

const keysOf = (ram: FakeRam) => [...ram.user(USER).keys];

const KNOWN = [
  `AccessKey ${OLD}`,
  `policy AliyunMGWFullAccess of RAM user ${USER}`,
  `console logon of RAM user ${USER}`,
  `RAM user ${USER}`,
];

describe('taking credentials back', () => {
  it('leaves nothing and reports everything, whatever call is lost', async () => {
    let report: Awaited<ReturnType<typeof removeCredentials>> | undefined;
    await whateverIsLost(
      everything,
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        report = await removeCredentials({ known: KNOWN }, holding(port), signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, users: ram.users.size, removed: report?.removed.map((one) => one.what) }).toEqual({
          what,
          users: 0,
          removed: KNOWN,
        }),
    );
  });

  it('takes off as well what was put on in the middle of it', async () => {
    const ram = everything();
    const remove = ram.deleteUser.bind(ram);
    let late = true;
    ram.deleteUser = async (name) => {
      if (late) {
        late = false;
        await ram.createAccessKey(name);
      }
      return remove(name);
    };
    const { removed } = await removeCredentials({ known: [] }, holding(ram), signal);
    expect(removed.map(({ what }) => what)).toEqual([
      KNOWN[0],
      KNOWN[1],
      KNOWN[2],
      'AccessKey LTAI1',
      KNOWN[3],
    ]);
    expect(ram.users.size).toBe(0);
  });

  it('stops at once where the user is delivered anew in the middle of it', async () => {
    const ram = everything();
    const list = ram.listPolicies.bind(ram);
    ram.listPolicies = async (name) => {
      ram.user(name).comments = `${MARK} delivered 2026-04-04T04:04:04Z`;
      return list(name);
    };
    const error = await rejection(removeCredentials({ known: [] }, holding(ram), signal));
    expect(error).toMatchObject({ type: 'CredentialsGone' });
    expect(ram.user(USER)).toMatchObject({ password: 'x', policies: [{ name: 'AliyunMGWFullAccess' }] });
  });

  it('waits while RAM still shows the user', async () => {
    const ram = everything();
    ram.deleteUser = async () => ({ outcome: 'removed' });
    const error = await rejection(removeCredentials({ known: [] }, holding(ram), signal));
    expect(error).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
  });
});

describe('the status of a key', () => {
  it('is set and read back, whatever call is lost', async () => {
    await whateverIsLost(
      everything,
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        const time = await setKeyStatus({ keys: [OLD], status: 'Inactive' }, holding(port), signal);
        expect(Date.parse(time ?? '')).toBeGreaterThan(0);
        return calls.length;
      },
      (ram, what) => expect({ what, keys: keysOf(ram) }).toEqual({ what, keys: [[OLD, 'Inactive']] }),
    );
  });

  it('is of no concern where the user is gone', async () => {
    const request = { keys: [OLD], status: 'Inactive' } as const;
    expect(await setKeyStatus(request, holding(new FakeRam()), signal)).toBeNull();
  });

  it('is not changed where the key in use does not work, or is gone', async () => {
    for (const others of [[], [['LTAInew', 'Inactive']]] as ['LTAInew', 'Inactive'][][]) {
      const ram = everything();
      others.forEach(([id, status]) => ram.user(USER).keys.set(id, status));
      const request = { keys: [OLD], status: 'Inactive', mustWork: 'LTAInew' } as const;
      const error = await rejection(setKeyStatus(request, holding(ram), signal));
      expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked' });
      expect(ram.user(USER).keys.get(OLD)).toBe('Active');
    }
  });
});

describe('a new key', () => {
  async function world() {
    const identity = await generateIdentity();
    const rotation: Rotation = {
      credentials,
      recipients: [await identityToRecipient(identity)],
      destination: null,
      delivery: [],
      confirmWithinMs: 1000,
      graceMs: 0,
      requestedBy: 'li.wei',
    };
    const cloudsOver = (ram: RamDirectory) => ({
      ram: () => ram,
      iam: () => null,
      sts: () => ({
        whoAmI: async () => {
          const arn = `acs:ram::${ACCOUNT}:user/${USER}`;
          return { accountId: ACCOUNT, arn, identityType: 'RAMUser', principalId: '2' };
        },
      }),
      oss: () => {
        throw new Error('not needed');
      },
      ks3: () => {
        throw new Error('not needed');
      },
    });
    return { identity, rotation, cloudsOver };
  }

  it('is exactly one beside the old one, and it is the sealed one, whatever call is lost', async () => {
    const { identity, rotation, cloudsOver } = await world();
    let last: IssuedAccessKey | undefined;
    await whateverIsLost(
      everything,
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        last = await issueReplacementKey({ rotation, oldKey: OLD, policies: [] }, cloudsOver(port), signal);
        return calls.length;
      },
      async (ram, what) => {
        const opened = JSON.parse(await openSealed(last?.sealedSecret ?? '', [identity])) as Record<
          string,
          string
        >;
        const fresh = opened['accessKeyId'] ?? '';
        expect({ what, keys: keysOf(ram), recorded: last?.accessKeyId }).toEqual({
          what,
          keys: [
            [OLD, 'Active'],
            [fresh, 'Active'],
          ],
          recorded: fresh,
        });
        expect(opened['accessKeySecret']).toBe(`secret-of-${fresh}`);
      },
    );
  });

  it('that does not work is taken back', async () => {
    const { rotation, cloudsOver } = await world();
    const ram = everything();
    const refused = {
      ...cloudsOver(ram),
      iam: () => null,
      sts: () => ({
        whoAmI: async () => {
          const arn = `acs:ram::${ACCOUNT}:user/somebody`;
          return { accountId: ACCOUNT, arn, identityType: 'RAMUser', principalId: '2' };
        },
      }),
    };
    const patience = { patienceMs: 0, everyMs: 1 };
    const request = { rotation, oldKey: OLD, policies: [] };
    const error = await rejection(issueReplacementKey(request, refused, signal, { patience }));
    expect(error).toMatchObject({ type: 'NewKeyRefused', effect: 'parked' });
    expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
  });

  it('takes the place of the old one, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const ram = everything();
        ram.user(USER).keys.set('LTAInew', 'Active');
        return ram;
      },
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        const request = { keep: 'LTAInew', mustWork: true, known: [OLD] };
        const { removed } = await removeOtherKeys(request, holding(port), signal);
        expect(removed.map(({ what }) => what)).toEqual([`AccessKey ${OLD}`]);
        return calls.length;
      },
      (ram, what) => expect({ what, keys: keysOf(ram) }).toEqual({ what, keys: [['LTAInew', 'Active']] }),
    );
  });

  it('replaces nothing where there are two, or none, or where the credentials are not those', async () => {
    const two = everything();
    two.user(USER).keys.set('LTAIx', 'Inactive');
    expect(await rejection(findReplaceableKey(holding(two), signal))).toMatchObject({
      type: 'SecondAccessKey',
      effect: 'parked',
    });
    const none = everything();
    none.user(USER).keys.clear();
    const other = { ...credentials, deliveredAt: '2026-01-01T00:00:00Z' };
    for (const [ram, of] of [
      [none, credentials],
      [new FakeRam(), credentials],
      [everything(), other],
    ] as const) {
      expect(await rejection(findReplaceableKey(holding(ram, of), signal))).toMatchObject({
        type: 'CredentialsGone',
      });
    }
  });
});
