import { minute } from '../../../presentation/text/minute';
import type { Said } from '../../../presentation/words/phrase';
import { english } from '../../english';
import { accessWords } from '../../../contracts/credentials/access-words';
import { disableKeys } from '../../../provisioning/lifecycle/disable-keys';
import { removeCredentials } from '../../../provisioning/lifecycle/remove-credentials';
import type { RamDirectory } from '../../../clouds/ram/port';
import { rejection } from '../../clouds/alibaba/rejection';
import { interrupted, whateverIsLost } from '../interrupted-port';
import {
  ANOTHER_PREPARATION,
  ANOTHER_RUN,
  DELIVERED_AT,
  deliveredWith,
  foreignMarks,
  ON_USER,
  USER,
  USER_MARK,
} from '../preparation';
import { OLD, LATER, everything, holding, keysOf, KNOWN, signal } from './lifecycle-world';

describe('revoking credentials', () => {
  const remove = (ram: RamDirectory, known: readonly Said[] = [], leftBehind = false) =>
    removeCredentials({ known, leftBehind }, holding(ram), signal);

  it.each([
    ['that were delivered', deliveredWith(OLD), false],
    ['that a run left behind', USER_MARK, true],
    ['that another run of the preparation left behind', ANOTHER_RUN.made(ON_USER), true],
  ])('%s leaves nothing and reports everything, whatever call is lost', async (_, comments, leftBehind) => {
    let report: Awaited<ReturnType<typeof removeCredentials>> | undefined;
    await whateverIsLost(
      () => everything(comments),
      async (ram, lost, loss) => {
        const { port, calls } = interrupted<RamDirectory>(ram, lost, loss);
        report = await remove(port, KNOWN, leftBehind);
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

  it.each([
    ...foreignMarks(ON_USER).map(([who, comments]) => [who, comments, 'mark']),
    ['a run that may go on', USER_MARK, 'nothing has been delivered with it'],
  ])('touches nothing of %s', async (_, comments, why) => {
    const ram = everything(comments);
    const before = structuredClone(ram.user(USER));
    expect(english(await remove(ram, KNOWN))).toEqual({
      removed: [],
      kept: [{ what: `RAM user ${USER}`, why: expect.stringContaining(why) }],
      proof: [],
    });
    expect(ram.user(USER)).toEqual(before);
  });

  it('takes off as well what was put on in the middle of it', async () => {
    const ram = everything();
    const deleteUser = ram.deleteUser.bind(ram);
    let late = true;
    ram.deleteUser = async (name) => {
      if (late) {
        late = false;
        await ram.createAccessKey(name);
      }
      return deleteUser(name);
    };
    const { removed } = await remove(ram);
    expect(removed.map(({ what }) => what)).toEqual([
      KNOWN[0],
      KNOWN[1],
      KNOWN[2],
      accessWords.accessKey('LTAI1'),
      KNOWN[3],
    ]);
    expect(ram.users.size).toBe(0);
  });

  it('leaves alone what was delivered again since it was looked at, and says so', async () => {
    for (const deliveredAt of ['2026-01-01T00:00:00Z', null]) {
      const ram = everything();
      expect(await disableKeys('all', holding(ram), signal, { deliveredAt })).toBeNull();
      const report = await removeCredentials(
        { known: KNOWN, leftBehind: deliveredAt === null, deliveredAt },
        holding(ram),
        signal,
      );
      expect(report).toMatchObject({ removed: [], kept: [{ what: accessWords.user(USER) }], proof: [] });
      expect(english(report.kept[0]?.why)).toContain(`delivered again at ${minute(DELIVERED_AT)}`);
      expect(keysOf(ram)).toEqual([[OLD, 'Active']]);
    }
    const ram = everything();
    await disableKeys('all', holding(ram), signal, { deliveredAt: DELIVERED_AT });
    expect(keysOf(ram)).toEqual([[OLD, 'Inactive']]);
    const same = { known: KNOWN, leftBehind: false, deliveredAt: DELIVERED_AT };
    expect(await removeCredentials(same, holding(ram), signal)).toMatchObject({ kept: [] });
  });

  it.each([
    ['it is delivered again', deliveredWith(OLD), deliveredWith(OLD, null, LATER), false],
    ['somebody else has the user by now', deliveredWith(OLD), ANOTHER_PREPARATION.made(ON_USER), false],
    ['a run works with it again', deliveredWith(OLD), USER_MARK, false],
    ['what was left behind is delivered after all', USER_MARK, deliveredWith(OLD), true],
    ['another run takes over what was left behind', USER_MARK, ANOTHER_RUN.made(ON_USER), true],
  ])('stops at once where, in the middle of it, %s', async (_, before, after, leftBehind) => {
    const ram = everything(before);
    const list = ram.listPolicies.bind(ram);
    ram.listPolicies = async (name) => {
      ram.user(name).comments = after;
      return list(name);
    };
    const error = await rejection(remove(ram, [], leftBehind));
    expect(error).toMatchObject({ type: 'CredentialsGone' });
    expect(ram.user(USER)).toMatchObject({ password: 'x', policies: [{ name: 'AliyunMGWFullAccess' }] });
  });

  it('waits while RAM still shows the user', async () => {
    const ram = everything();
    ram.deleteUser = async () => ({ outcome: 'removed' });
    expect(await rejection(remove(ram))).toMatchObject({ type: 'RamNotVisibleYet', effect: 'transient' });
  });
});
