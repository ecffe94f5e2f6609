import type { Disturbance, Late } from './conductor';
import { ACTIVITIES, atCall, Cases, lateAttempts } from './exactly-what-was-approved';
import { memoryWorld } from './memory-world';
import type * as Model from './provisioning-model';

jest.mock('@temporalio/workflow', () =>
  jest
    .requireActual<typeof Model>('./provisioning-model')
    .withoutTemporal(jest.requireActual('@temporalio/workflow')),
);
jest.mock('../../../provisioning/sealing/sealing', () => jest.requireActual<object>('./unsealed'));

let cases: Cases;
/** Of a run that nothing disturbs. */
let calls: readonly string[];

beforeAll(async () => {
  cases = new Cases(await memoryWorld());
  ({ calls } = await cases.run());
});

afterAll(() => process.stdout.write(`Interleavings in memory: ${cases.count}\n`));

describe('one active key, which is the sealed one, and exactly the access that was approved', () => {
  it('whatever goes wrong at one call', async () => {
    for (const disturbance of calls.flatMap((_, call) => atCall(call))) {
      expect((await cases.run(disturbance)).disturbed).toBe(true);
    }
  });

  it('whatever activity is done twice', async () => {
    for (const activity of ACTIVITIES) {
      expect((await cases.run({ kind: 'done twice', activity })).disturbed).toBe(true);
    }
  });

  it('whatever takes effect unheard at two calls', async () => {
    const unheard = (call: number): Disturbance[] =>
      atCall(call).filter(({ kind }) => kind === 'answer lost' || kind === 'killed after');
    for (let first = 0; first < calls.length; first++) {
      for (let second = first + 1; second < calls.length; second++) {
        for (const one of unheard(first)) {
          for (const other of unheard(second)) {
            expect((await cases.run(one, other)).disturbed).toBe(true);
          }
        }
      }
    }
  });

  it.each<Late['goesOn']>(['to its end', 'for one call'])(
    'whenever an attempt that was taken for dead goes on, %s',
    async (goesOn) => {
      const left = new Map<string, Late[]>();
      await lateAttempts(calls, goesOn, async (late) => {
        const { disturbed, strayKeys } = await cases.run(late);
        if (strayKeys > 0) {
          left.set(calls[late.call] ?? '', [...(left.get(calls[late.call] ?? '') ?? []), late]);
        }
        return disturbed;
      });
      // Nothing can prevent a CreateAccessKey that takes effect after everything was read back, and whose worker is
      // dead by then. Nobody knows the secret of that key, and a later check removes it.
      const [afterTheLastLook] = [...left.values()];
      expect([...left.keys()]).toEqual(goesOn === 'to its end' ? [] : ['createAccessKey']);
      expect((afterTheLastLook ?? []).every(({ until }) => until >= calls.length)).toBe(true);
    },
  );
});
