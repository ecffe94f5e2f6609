import { english } from '../english';
import { ramIdentity } from '../../provisioning/identity/ram-identity';
import { removeIdentity } from '../../provisioning/identity/remove-identity';
import type { RamDirectory } from '../../clouds/ram/port';
import { rejection } from '../clouds/alibaba/rejection';
import { FakeRam } from './fake-ram';
import { interrupted, whateverIsLost } from './interrupted-port';
import { OWNERSHIP, USER, USER_MARK } from './preparation';

const { signal } = new AbortController();
const allowed = async () => undefined;
const removeUser = (ram: RamDirectory, stillOurs: () => Promise<unknown>) =>
  removeIdentity(ramIdentity({ userName: USER, bucket: 'photos' }, OWNERSHIP, ram), stillOurs, signal);

function ramWith(given: Parameters<FakeRam['add']>[2] = {}): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, USER_MARK, {
    keys: new Map([['LTAI1', 'Active']]),
    policies: [{ name: 'AliyunOSSFullAccess', type: 'System' }],
    password: 'x',
    mfa: true,
    ...given,
  });
  return ram;
}

describe('removing a user', () => {
  it('takes off its access first, asks before each change, and tells all of it', async () => {
    const ram = ramWith();
    const { port, calls } = interrupted<RamDirectory>(ram, -1, 'before its effect');
    let asked = 0;
    const { removed } = await removeUser(port, async () => void asked++);
    expect(english(removed)).toEqual([
      'AccessKey LTAI1',
      `policy AliyunOSSFullAccess of RAM user ${USER}`,
      `console logon of RAM user ${USER}`,
      `RAM user ${USER}`,
    ]);
    const changes = calls.filter((verb) => !/^(get|list)/.test(verb));
    expect(asked).toBe(changes.length);
    expect(changes.at(-1)).toBe('deleteUser');
  });

  it('ends with none, whatever call is lost', async () => {
    await whateverIsLost(
      () => ramWith(),
      async (ram, lost, loss) => {
        // The second attempt finds no user, as its caller checks first.
        if (!ram.users.has(USER)) {
          return 0;
        }
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await removeUser(port, allowed);
        return calls.length;
      },
      (ram, what) => expect({ what, users: ram.users.size }).toEqual({ what, users: 0 }),
    );
  });

  it('stops where it must not be changed any more', async () => {
    for (let permitted = 0; permitted < 5; permitted++) {
      const ram = ramWith();
      let left = permitted;
      const stillOurs = async () => {
        if (left-- === 0) {
          throw new Error('not ours any more');
        }
      };
      await expect(removeUser(ram, stillOurs)).rejects.toThrow('not ours any more');
      expect(ram.users.has(USER)).toBe(true);
    }
  });

  it('waits for what RAM counts but does not list yet, and parks for what is somebody’s', async () => {
    const unlisted = ramWith();
    unlisted.listPolicies = async () => [];
    expect(await rejection(removeUser(unlisted, allowed))).toMatchObject({
      type: 'RamNotVisibleYet',
      effect: 'transient',
    });
    const grouped = ramWith({ groups: ['admins'] });
    expect(await rejection(removeUser(grouped, allowed))).toMatchObject({
      type: 'RamRequestRefused',
      effect: 'parked',
    });
    expect(grouped.users.has(USER)).toBe(true);
  });
});
