import { english } from '../../english';
import { inspectCredentials, whoseUndelivered } from '../../../provisioning/lifecycle/inspect-credentials';
import { ramIdentity } from '../../../provisioning/identity/ram-identity';
import type { RamDirectory } from '../../../clouds/ram/port';
import { PrepError } from '../../../contracts/prep-error';
import { rejection } from '../../clouds/alibaba/rejection';
import { FakeRam } from '../fake-ram';
import { interrupted } from '../interrupted-port';
import {
  ANOTHER_RUN,
  DELIVERED_AT,
  deliveredWith,
  foreignMarks,
  ON_USER,
  OWNERSHIP,
  RUN,
  USER,
  USER_MARK,
} from '../preparation';

const { signal } = new AbortController();
const UNTIL = '2026-03-05T04:05:06Z';

function ramWith(comments: string): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, comments, {
    keys: new Map([['LTAI1', 'Active']]),
    policies: [{ name: 'AliyunMGWFullAccess', type: 'System' }],
    password: 'x',
  });
  return ram;
}

/** The server's index of preparations that run. */
const running = (...workflowIds: string[]) => ({
  async *runningPreparations() {
    yield* workflowIds;
  },
});

function holding(ram: RamDirectory) {
  return ramIdentity({ bucket: 'photos', userName: USER }, OWNERSHIP, ram);
}

const inspect = (ram: RamDirectory, history = running(), number = 1) =>
  inspectCredentials(holding(ram), { number, scheduledAtMs: 0 }, history, signal);

describe('what is on a user', () => {
  it('is told whole where it was delivered, changing nothing', async () => {
    const { port, calls } = interrupted<RamDirectory>(
      ramWith(deliveredWith('LTAI1', UNTIL)),
      -1,
      'before its effect',
    );
    expect(english(await inspect(port))).toEqual({
      found: 'delivered',
      deliveredAt: DELIVERED_AT,
      until: UNTIL,
      besides: [],
      keys: [{ accessKeyId: 'LTAI1', status: 'Active', createdAt: expect.any(String) }],
      policies: ['AliyunMGWFullAccess'],
      logon: true,
    });
    expect(calls.filter((verb) => !/^(get|list)/.test(verb))).toEqual([]);
  });

  it('is not believed to be gone before it has been looked for repeatedly', async () => {
    for (const attempt of [1, 2, 3]) {
      expect(await rejection(inspect(new FakeRam(), running(), attempt))).toMatchObject({
        type: 'RamNotVisibleYet',
        effect: 'transient',
      });
    }
    expect(english(await inspect(new FakeRam(), running(), 4))).toEqual({
      found: 'nothing',
      why: `RAM has no user ${USER}`,
    });
  });

  it.each(foreignMarks(ON_USER))('is left alone where it is of %s', async (_, comments) => {
    expect(english(await inspect(ramWith(comments)))).toMatchObject({ found: 'kept' });
  });

  it.each([
    ['this workflow', USER_MARK, RUN.workflowId],
    ['another one', ANOTHER_RUN.made(ON_USER), ANOTHER_RUN.workflowId],
  ])(
    'is still being worked with while the run of %s that made it goes on',
    async (_, comments, workflowId) => {
      const found = english(await inspect(ramWith(comments), running('prepare/x', workflowId, 'prepare/y')));
      expect(found).toEqual({
        found: 'kept',
        why: expect.stringContaining(`${workflowId} still works with it`),
      });
      const history = running('prepare/x', workflowId);
      expect(await whoseUndelivered(holding(ramWith(comments)), history, signal)).toEqual({
        leftBehind: false,
        atWork: workflowId,
      });
    },
  );

  it('was left behind where the run that made it goes on no more', async () => {
    const others = running('prepare/x', `${RUN.workflowId}-2`);
    expect(english(await inspect(ramWith(USER_MARK), others))).toMatchObject({ found: 'left behind' });
    expect(await whoseUndelivered(holding(ramWith(USER_MARK)), others, signal)).toEqual({
      leftBehind: true,
      atWork: null,
    });
  });

  it('was not left behind where it was delivered, is somebody else’s or is gone', async () => {
    const rams = [
      ramWith(deliveredWith('LTAI1')),
      new FakeRam(),
      ...foreignMarks(ON_USER).map(([, c]) => ramWith(c)),
    ];
    for (const ram of rams) {
      expect(await whoseUndelivered(holding(ram), running(), signal)).toEqual({
        leftBehind: false,
        atWork: null,
      });
    }
  });

  it('is nothing to act on where the server does not say which runs go on', async () => {
    const unreadable = {
      // oxlint-disable-next-line require-yield -- it fails before it has one
      async *runningPreparations(): AsyncGenerator<string> {
        throw new PrepError('HistoryUnreadable', { resource: 'the runs of this namespace' });
      },
    };
    expect(await rejection(inspect(ramWith(USER_MARK), unreadable))).toMatchObject({
      type: 'HistoryUnreadable',
    });
  });
});
