import { disableKeys, enableKeys, type FoundBefore } from '../../../provisioning/lifecycle/disable-keys';
import type { RamDirectory } from '../../../clouds/ram/port';
import type { DisabledKeys } from '../../../contracts/credentials/credential-lifecycle';
import { rejection } from '../../clouds/alibaba/rejection';
import { FakeRam } from '../fake-ram';
import { interrupted, whateverIsLost } from '../interrupted-port';
import { ANOTHER_PREPARATION, deliveredWith, ON_USER, USER, USER_MARK } from '../preparation';
import { OLD, NEW, everything, withBoth, holding, keysOf, signal } from './lifecycle-world';

describe('keys are disabled', () => {
  /** What the attempts of a step keep of one another, by where they work. */
  const memories = new WeakMap<object, readonly string[]>();
  const memoryOf = (of: object): FoundBefore => ({
    known: memories.get(of) ?? null,
    remember: (active) => memories.set(of, active),
  });

  it('all of them, which is read back and on record, whatever call is lost; and enabled again', async () => {
    let disabled: DisabledKeys | null = null;
    await whateverIsLost(
      () => withBoth(OLD),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        disabled = await disableKeys('all', holding(port), signal, memoryOf(ram));
        return calls.length;
      },
      (ram, what) => {
        expect({ what, keys: keysOf(ram), disabled }).toEqual({
          what,
          keys: [
            [OLD, 'Inactive'],
            [NEW, 'Inactive'],
          ],
          disabled: { userName: USER, keys: [OLD, NEW], disabledAt: expect.any(String) },
        });
      },
    );
    await whateverIsLost(
      () => {
        const ram = withBoth(OLD, 'Inactive');
        ram.user(USER).keys.set(OLD, 'Inactive');
        return ram;
      },
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        await enableKeys({ keys: [OLD] }, holding(port), signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, keys: keysOf(ram) }).toEqual({
          what,
          keys: [
            [OLD, 'Active'],
            [NEW, 'Inactive'],
          ],
        }),
    );
  });

  it('and enables none again that was disabled before, whatever call is lost', async () => {
    await whateverIsLost(
      () => {
        const ram = withBoth(NEW);
        ram.user(USER).keys.set(OLD, 'Inactive');
        return ram;
      },
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        const disabled = await disableKeys('all', holding(port), signal, memoryOf(ram));
        expect(disabled).toMatchObject({ keys: [OLD, NEW], before: [OLD] });
        await enableKeys(disabled, holding(port), signal);
        return calls.length;
      },
      (ram, what) =>
        expect({ what, keys: keysOf(ram) }).toEqual({
          what,
          keys: [
            [OLD, 'Inactive'],
            [NEW, 'Active'],
          ],
        }),
    );
  });

  it('and enabled again by a run that has no answer, whatever call of the disabling and of the enabling is lost', async () => {
    for (const loss of ['before its effect', 'after its effect'] as const) {
      const { port: whole, calls } = interrupted<RamDirectory>(everything(), -1, loss);
      await disableKeys('all', holding(whole), signal);
      for (let lost = 0; lost <= calls.length; lost++) {
        await whateverIsLost(
          () => everything(),
          async (ram, lostLater, lossLater) => {
            const disabling = interrupted<RamDirectory>(ram, lost, loss);
            await disableKeys('all', holding(disabling.port), signal).catch(() => null);
            const { port, calls: enabling } = interrupted<RamDirectory>(ram, lostLater, lossLater);
            await enableKeys(null, holding(port), signal);
            return enabling.length;
          },
          (ram, what) =>
            expect({ what, lost, keys: keysOf(ram), mark: ram.user(USER).comments }).toEqual({
              what,
              lost,
              keys: [[OLD, 'Active']],
              mark: deliveredWith(OLD),
            }),
        );
      }
    }
  });

  it('and enabled again by a later run, as what an earlier one disabled is nobody else’s doing', async () => {
    const ram = everything();
    await disableKeys('all', holding(ram), signal);
    const again = await disableKeys('all', holding(ram), signal);
    expect(await enableKeys(again, holding(ram), signal)).toEqual([OLD]);
    expect(keysOf(ram)).toEqual([[OLD, 'Active']]);

    ram.user(USER).keys.set(OLD, 'Inactive');
    const byHand = await disableKeys('all', holding(ram), signal);
    for (const disabled of [byHand, null]) {
      expect(await enableKeys(disabled, holding(ram), signal)).toEqual([]);
    }
    expect(keysOf(ram)).toEqual([[OLD, 'Inactive']]);
  });

  it('and none is enabled of a user that was replaced, or is no longer delivered, if none was disabled', async () => {
    for (const comments of [USER_MARK, ANOTHER_PREPARATION.made(ON_USER), '']) {
      const ram = everything(comments);
      ram.user(USER).keys.set(OLD, 'Inactive');
      expect(await enableKeys(null, holding(ram), signal)).toEqual([]);
      expect(keysOf(ram)).toEqual([[OLD, 'Inactive']]);
    }
    expect(await enableKeys(null, holding(new FakeRam()), signal)).toEqual([]);
  });

  it('only the replaced ones, where one is in use', async () => {
    const ram = withBoth(NEW);
    expect(await disableKeys('replaced', holding(ram), signal)).toMatchObject({ keys: [OLD] });
    expect(keysOf(ram)).toEqual([
      [OLD, 'Inactive'],
      [NEW, 'Active'],
    ]);
  });

  it('none where the key in use does not work, or is gone', async () => {
    const gone = withBoth(NEW);
    gone.user(USER).keys.delete(NEW);
    for (const ram of [withBoth(NEW, 'Inactive'), gone]) {
      const error = await rejection(disableKeys('replaced', holding(ram), signal));
      expect(error).toMatchObject({ type: 'AccessChanged', effect: 'parked' });
      expect(ram.user(USER).keys.get(OLD)).toBe('Active');
    }
  });

  it('none of a user that is gone; and none of one that is not delivered', async () => {
    expect(await disableKeys('all', holding(new FakeRam()), signal)).toBeNull();
    await enableKeys({ keys: [OLD] }, holding(new FakeRam()), signal);
    for (const comments of [USER_MARK, ANOTHER_PREPARATION.made(ON_USER), '']) {
      const ram = everything(comments);
      expect(await rejection(disableKeys('all', holding(ram), signal))).toMatchObject({
        type: 'CredentialsGone',
      });
      expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
    }
  });

  it('and waited for until RAM shows it', async () => {
    const ram = everything();
    ram.setAccessKeyStatus = async () => 'changed';
    expect(await rejection(disableKeys('all', holding(ram), signal))).toMatchObject({
      type: 'RamNotVisibleYet',
      effect: 'transient',
    });
  });
});
