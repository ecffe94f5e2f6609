import { ACTIVITIES, atCall, Cases, lateAttempts } from './exactly-what-was-approved';
import { httpWorld } from './http-world';
import type * as Model from './provisioning-model';

jest.mock('@temporalio/workflow', () =>
  jest
    .requireActual<typeof Model>('./provisioning-model')
    .withoutTemporal(jest.requireActual('@temporalio/workflow')),
);

/** Calls that change something. The enumeration in memory has all of it at the others too. */
const CHANGES = ['createUser', 'attachPolicy', 'createLogonProfile', 'createAccessKey', 'updateComments'];
const FOREIGN = { name: 'mgw-1-of-others', comments: 'ks3-oss-prep prepare/of-others', keys: 2 };

let world: Awaited<ReturnType<typeof httpWorld>>;
let cases: Cases;
let calls: readonly string[];
let others: unknown;

beforeAll(async () => {
  world = await httpWorld();
  await world.control.arrange('ram', 'create-user', {
    ...FOREIGN,
    policies: ['AliyunOSSFullAccess'],
    loginPassword: 'Correct-Horse-42',
  });
  others = await ofOthers();
  cases = new Cases(world);
  ({ calls } = await cases.run());
});

afterAll(async () => {
  process.stdout.write(`Interleavings over HTTP: ${cases.count}\n`);
  await world.stop();
});

/** What no preparation created: another user, and the provisioning identity. */
async function ofOthers(): Promise<unknown> {
  const { users, rootAccessKeys } = (await world.control.arrange('ram', 'state')) as {
    users: { name: string }[];
    rootAccessKeys: unknown;
  };
  return [rootAccessKeys, users.filter(({ name }) => name === FOREIGN.name || name === 'prep-operator')];
}

describe('over HTTP and the SDKs: one active key, which is the sealed one, and exactly what was approved', () => {
  it('whatever goes wrong at one call', async () => {
    const disturbances = calls.flatMap((verb, call) =>
      atCall(call).filter(({ kind }) => CHANGES.includes(verb) || kind === 'answer lost'),
    );
    for (const disturbance of disturbances) {
      expect((await cases.run(disturbance)).disturbed).toBe(true);
    }
  });

  it('whatever activity is done twice', async () => {
    for (const activity of ACTIVITIES) {
      expect((await cases.run({ kind: 'done twice', activity })).disturbed).toBe(true);
    }
  });

  it.each(['createLogonProfile', 'createAccessKey'])(
    'whenever an attempt that froze at %s goes on',
    async (at) => {
      const atChange = calls.map((verb) => (verb === at ? verb : null));
      await lateAttempts(atChange, 'to its end', async (late) => {
        const { disturbed, strayKeys } = await cases.run(late);
        expect({ late, strayKeys }).toEqual({ late, strayKeys: 0 });
        return disturbed;
      });
    },
  );

  it('and nothing of anybody else is touched', async () => {
    expect(await ofOthers()).toEqual(others);
    const changed = (await world.control.audit()).filter(({ effect }) => effect !== undefined);
    expect(changed.filter(({ resource }) => !/^mgw-\d+$/.test(resource ?? ''))).toEqual([]);
    const created = changed.filter(({ operation }) => operation === 'CreateUser');
    expect(created).toHaveLength(cases.count);
  });
});
