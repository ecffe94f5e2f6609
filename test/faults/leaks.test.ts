import { randomBytes } from 'node:crypto';
import { fingerprint, SecretSearch, type NamedSecret } from '../rig/secret-search';
import { KILLED, LEAK_SCENARIOS, play } from './leaks/leak-scenarios';
import { CONFIGURED, secretsOf, startLeakWorld, WITH_KEYS, type LeakWorld } from './leaks/leak-world';
import { DEAF_RECEIVERS } from './leaks/notify-channels';
import { PLACES, type PlaceName } from './leaks/places';
import { PLANTS } from './leaks/plants';
import { askCodecEndpoint, CODEC_ENV, leaveCheckpoints, runCommands } from './leaks/said-by-programs';
import { searchPlaces, type LeakReport } from './leaks/search-places';
import { approveAndRetry, cancelRefused, startPreparation } from './leaks/steering';

const WRONG_KEYS = {
  ...WITH_KEYS,
  KS3_ACCESS_KEY_SECRET: CONFIGURED.wrongKs3,
  KS3_IAM_ACCESS_KEY_SECRET: CONFIGURED.wrongIam,
  ALIBABA_ACCESS_KEY_SECRET: CONFIGURED.wrongAlibaba,
  PREP_DELIVERY_VAULT_SECRET_ID: CONFIGURED.wrongVault,
};

const PLACE_NAMES = Object.keys(PLACES) as PlaceName[];
/** Elsewhere there is no /proc to read other processes' command lines from. */
const READABLE = PLACE_NAMES.filter((place) => place !== 'command lines' || process.platform === 'linux');

let world: LeakWorld;
let secrets: NamedSecret[];
let report: LeakReport;

/**
 * Every scenario at the same time on one worker with a verbose log and no encryption; then one with payload
 * encryption and the codec endpoint; then one with wrong keys, whose worker continues to answer queries.
 */
beforeAll(async () => {
  world = await startLeakWorld();
  const { control } = world.rig;
  for (const fault of DEAF_RECEIVERS) {
    await control.fault(fault);
  }

  const killed = play(KILLED, world);
  await Promise.race([world.replaced, killed]);
  // Each of these makes a run wait, which is why all share them.
  await control.fault({ service: 'sts', kind: 'throttle' });
  await control.fault({ service: 'sts', kind: 'hang', after: 5 });
  await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'throttle', times: 3 });
  await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'reset', times: 3 });
  await control.set('propagation', { accessKeySeconds: 2, userReads: 1 });
  await Promise.all([killed, ...LEAK_SCENARIOS.map((scenario) => play(scenario, world))]);

  const { http } = await world.work(CODEC_ENV);
  await Promise.all([
    playWithKeys('encrypted', approveAndRetry),
    askCodecEndpoint(world, http),
    runCommands(world),
  ]);
  await world.work(WRONG_KEYS);
  await playWithKeys('wrong-keys', cancelRefused);
  await leaveCheckpoints(world);

  secrets = await secretsOf(world);
  report = await searchPlaces(world, secrets);
}, 900_000);

afterAll(() => world.stop());

async function playWithKeys(name: string, steer: typeof approveAndRetry): Promise<void> {
  const handle = await startPreparation(world.clientWithKeys, name);
  world.ends.set(name, await steer({ name, handle, world }));
}

it('no secret is anywhere, plain or encoded', () => {
  expect(report.leaks).toEqual([]);
});

describe('the search', () => {
  it('comes after scenarios that ended as they were to, with every fault that was arranged', async () => {
    const expected = [KILLED, ...LEAK_SCENARIOS].map(({ name, ends }) => [name, ends]);
    expect(Object.fromEntries(world.ends)).toEqual({
      ...Object.fromEntries(expected),
      encrypted: 'prepared',
      'wrong-keys': 'cancelled',
    });
    expect((await world.rig.control.faults()).filter(({ fired }) => fired === 0)).toEqual([]);
    expect([...world.vault.troubleAt.values()].flat()).toEqual([]);
  });

  it('was for every secret, also those that nobody got', () => {
    const { ram, ks3, iam, notify } = world.rig.standIns.summary;
    const issued = (kind: string) => secrets.filter(({ name }) => name.startsWith(kind)).length;
    const prepared = [...world.ends.values()].filter((end) => end.startsWith('prepared')).length;
    // More than one a run: those of lost answers and of rotations too.
    expect(issued('access-key-secret')).toBeGreaterThan(prepared);
    expect(issued('password')).toBeGreaterThan(prepared);
    expect(issued('token number')).toBeGreaterThan(prepared);
    expect(secrets.map(({ value }) => value)).toEqual(
      expect.arrayContaining([
        ...[ram, ks3, iam].map(({ accessKeySecret }) => accessKeySecret),
        ...[notify.dingtalk, notify.webhook].map(({ secret }) => secret),
        ...Object.values(CONFIGURED),
      ]),
    );
  });

  it.each(READABLE)('looked at something in every place: %s', (place) => {
    const looked = report.looked.get(place);
    expect(looked?.contents).toBeGreaterThan(0);
    expect(looked?.bytes).toBeGreaterThan(0);
  });

  it('saw the command lines of all programs', () => {
    const seen = world.commandLines.seen.join('\n');
    for (const program of ['dist/worker/main.js', 'dist/client/main.js open', 'server start-dev']) {
      expect(READABLE.includes('command lines') ? seen : program).toContain(program);
    }
  });

  it('says how much it looked at', () => {
    const looked = [...report.looked.values()];
    const bytes = looked.reduce((sum, one) => sum + one.bytes, 0);
    const summary = `Leak search: ${world.ends.size} scenarios, ${secrets.length} secrets, ${looked.length} places, ${(bytes / 2 ** 20).toFixed(1)} MiB, ${report.leaks.length} leaks\n`;
    expect(summary).not.toMatch(/ 0 (scenarios|secrets|places)/);
    process.stdout.write(summary);
  });
});

describe('a leak that is planted', () => {
  const planted = `Planted/+="&<${randomBytes(15).toString('base64')}`;
  let found: LeakReport;

  beforeAll(async () => {
    await Promise.all(READABLE.map(async (place) => PLANTS[place](world, planted)));
    found = await searchPlaces(world, [{ name: 'what was planted', value: planted }], /planted/);
  });

  it.each(READABLE)('is found, and told by its place and how it was written: %s', (place) => {
    const leaks = found.leaks.filter((leak) => leak.place === place);
    expect(leaks).not.toEqual([]);
    for (const leak of leaks) {
      expect(leak).toEqual({
        place,
        secret: `what was planted, ${fingerprint(planted)}`,
        form: expect.stringMatching(/^(plain|JSON|JSON in JSON|HTML|URL|form|hex|base64|base64url)$/),
        where: expect.any(String),
      });
    }
  });

  it('makes the test fail with a message that does not repeat it', () => {
    let message = '';
    try {
      expect(found.leaks).toEqual([]);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(fingerprint(planted));
    expect(new SecretSearch([planted]).in(message, 'message')).toEqual([]);
  });
});
