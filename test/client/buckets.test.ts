import { ks3Environment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { Control } from '../rig/control';
import { run, type Ran } from './run-command';

let standIns: StandIns;
let control: Control;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  standIns = await startStandIns({
    buckets: [
      { name: 'videos', synthetic: 'hex:2500' },
      { name: 'photos-2024', synthetic: 'hex:1200' },
      { name: 'photos-2023', synthetic: 'hex:10' },
    ],
  });
  control = new Control(standIns);
  env = ks3Environment(standIns.summary);
});
afterEach(() => control.clearFaults());
afterAll(() => standIns.stop());

const buckets = (...more: string[]): Promise<Ran> => run(['buckets', '--path-style', ...more], { env });

const namesIn = (ran: Ran): string[] =>
  (ran.json() as { buckets: { name: string }[] }).buckets.map(({ name }) => name);

describe('prep buckets', () => {
  it('lists every bucket of the account, by name, with its region', async () => {
    const ran = await buckets('--json');
    expect(namesIn(ran)).toEqual(['photos-2023', 'photos-2024', 'videos']);
    expect(ran.json()).toMatchObject({
      buckets: [
        { region: standIns.summary.ks3.region, createdAt: expect.stringMatching(/^\d{4}-.+Z$/) },
        {},
        {},
      ],
      failed: 0,
    });
    expect(await buckets()).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^3 KS3 buckets\nBucket +Region +Created\nphotos-2023 /),
    });
  });

  it.each([
    ['photos-*', ['photos-2023', 'photos-2024']],
    ['photos-202?', ['photos-2023', 'photos-2024']],
    ['videos', ['videos']],
    ['photos', []],
    ['photos.2023', []],
  ])('lists what the pattern %s matches', async (pattern, names) => {
    expect(namesIn(await buckets('--json', '--match', pattern))).toEqual(names);
  });

  it('counts each bucket if asked to, and all of them together', async () => {
    const ran = await buckets('--totals', '--json', '--match', 'videos', '--match', 'photos-2024');
    expect(ran.json()).toMatchObject({
      buckets: [
        { name: 'photos-2024', objects: '1200', blocked: expect.stringMatching(/^[1-9]/) },
        { name: 'videos', objects: '2500' },
      ],
      objects: '3700',
      bytes: expect.stringMatching(/^\d+$/),
    });
  });

  it('shows what it could count, where a bucket cannot be', async () => {
    await control.fault({
      service: 'ks3',
      operation: 'ListObjectsV2',
      resource: 'videos*',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    });
    const ran = await buckets('--totals');
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toMatch(/photos-2024 .+ 1,200 /);
    expect(ran.out).toMatch(/videos .+ Ks3AccessDenied/);
  });

  it('says what is wrong with an endpoint, before a key is sent to it', async () => {
    expect(await buckets('--endpoint', 'http://ks3.example.com')).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('--endpoint: must start with https://'),
    });
  });

  it('names one remedy if the buckets of an IP address cannot be counted', async () => {
    const { error } = await run(['buckets', '--totals'], { env });
    expect(error).toContain('127.0.0.1');
    expect(error).toContain('Set KS3_PATH_STYLE');
    expect(error).not.toMatch(/bare regional host|worker|retry/);
  });

  it('says that the key may not list buckets', async () => {
    await control.fault({
      service: 'ks3',
      operation: 'ListBuckets',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    });
    expect(await buckets()).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('KS3 account of AccessKey'),
    });
  });
});
