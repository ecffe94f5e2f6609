import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PrepProcess } from '../../client/prep-process';
import { CONFIGURED, MIGRATED_BUCKET, WITH_KEYS, type LeakWorld } from './leak-world';
import { fetchOnce } from '../../rig/fetch-once';

const MAX_AT_ONCE = 3;

/** A command, and the place that what it says belongs to. */
type Said = readonly [place: 'reports' | 'command line output', ...args: string[]];

const INVENTORY = ['inventory', '--direct', '--bucket', 'photos'] as const;

/** What people ask of runs of every end. */
const COMMANDS: readonly Said[] = [
  ['reports', 'report', '--id', 'run/plain'],
  ['reports', 'report', '--id', 'run/plain', '--format', 'json'],
  ['reports', 'report', '--id', 'run/not-delivered', '--format', 'markdown'],
  ['reports', 'report', '--id', 'run/rejected', '--format', 'markdown'],
  ['reports', 'report', '--id', 'run/plain', '--format', 'markdown', '--out', 'report.md'],
  ['command line output', 'status', '--id', 'run/plain', '--json'],
  ['command line output', 'status', '--id', 'run/cancelled-with-key', '--json'],
  ['command line output', 'status', '--id', 'run/not-valid', '--json'],
  ['command line output', 'status', '--id', 'rotate/mgw-rotated', '--json'],
  ['command line output', 'audit', '--id', 'run/signed', '--json'],
  ['command line output', 'doctor', '--bucket', 'photos', '--json'],
  ['command line output', ...INVENTORY, '--json'],
  ['reports', 'report', '--id', 'run/migration-of-migrated'],
  ['reports', 'report', '--id', 'run/migration-of-migrated-own-key', '--format', 'html', '--out', 'm.html'],
  ['reports', 'report', '--id', 'run/migration-of-migrated-own-key', '--format', 'csv', '--out', 'm.csv'],
  ['command line output', 'status', '--id', 'run/migration-of-migrated-own-key', '--json'],
  ['command line output', 'status', '--id', 'run/verification-of-migrated', '--json'],
];

/** The comparison of what was migrated. */
const verifyInto = (region: string): readonly string[] => [
  'verify',
  MIGRATED_BUCKET,
  '--direct',
  '--to',
  'migrated-oss',
  '--to-region',
  region,
  '--deep',
  '5',
  '--yes',
];

/** Lets the command line say everything, and the recipient open credentials into files of theirs. */
export async function runCommands(world: LeakWorld): Promise<void> {
  const verify = verifyInto(world.rig.standIns.summary.oss.region);
  const todo: Said[] = [...COMMANDS, ['command line output', ...verify, '--differences', 'differences.csv']];
  const next = async (): Promise<void> => {
    for (let said = todo.shift(); said !== undefined; said = todo.shift()) {
      const [place, ...args] = said;
      await run(world, place, args);
    }
  };
  await Promise.all([...Array.from({ length: MAX_AT_ONCE }, next), openInto(world)]);
  expectWritten(world, 'report.md', 'm.html', 'm.csv', 'differences.csv');
}

/** Lets two listings fail in the middle, for good, so that their checkpoints stay. */
export async function leaveCheckpoints(world: LeakWorld): Promise<void> {
  const { control, standIns } = world.rig;
  await control.fault({ service: 'ks3', kind: 'html', resource: 'photos', after: 1, times: 0 });
  await control.fault({ service: 'ks3', kind: 'status', status: 403, operation: 'HeadObject', times: 0 });
  const verify = verifyInto(standIns.summary.oss.region);
  await run(world, 'command line output', [...INVENTORY, '--checkpoint', 'inventory.json']);
  await run(world, 'command line output', [...verify, '--checkpoint', 'verify.json']);
  expectWritten(world, 'inventory.json', 'verify.json');
}

function expectWritten({ desk }: LeakWorld, ...names: readonly string[]): void {
  for (const name of names) {
    expect([name, existsSync(join(desk, name))]).toEqual([name, true]);
  }
}

async function run(world: LeakWorld, place: string, args: readonly string[]): Promise<void> {
  const { exitCode, out, error } = await new PrepProcess(args, world.desk, {
    ...world.workerEnv,
    ...WITH_KEYS,
  }).ended;
  if (place === 'reports') {
    // Done, rejected, or with failures: else it is no report.
    expect([0, 4, 5]).toContain(exitCode);
  }
  world.recordings.keep(place, `prep ${args.join(' ')}`, `${out}${error}`);
}

async function openInto(world: LeakWorld): Promise<void> {
  const identity = join(world.recipientsFolder, 'identity.txt');
  for (const [at, id] of ['run/plain', 'rotate/mgw-rotated'].entries()) {
    const out = join(world.recipientsFolder, `credentials-${at}.txt`);
    await run(world, 'command line output', ['open', '--id', id, '--identity', identity, '--out', out]);
    expect([id, existsSync(out)]).toEqual([id, true]);
  }
}

/** Settings of a worker that serves the codec endpoint. */
export const CODEC_ENV = {
  ...WITH_KEYS,
  PREP_CODEC_ORIGINS: 'http://127.0.0.1:8233',
  PREP_CODEC_TOKENS: `li.wei:${CONFIGURED.codecToken}`,
};

/** Asks the codec endpoint with a right token, a wrong one and the cookie of who signed in. */
export async function askCodecEndpoint(world: LeakWorld, http: string): Promise<void> {
  const url = `${http}/codec`;
  const signedIn = await fetchOnce(`${url}/sign-in`, {
    method: 'POST',
    headers: { Origin: http },
    body: new URLSearchParams({ token: CONFIGURED.codecToken }),
    redirect: 'manual',
  });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  world.codecCookie = Cookie.split('.').at(-1) ?? '';
  const asked: [number, Record<string, string>][] = [
    [200, { Authorization: `Bearer ${CONFIGURED.codecToken}` }],
    [401, { Authorization: `Bearer ${CONFIGURED.refusedCodecToken}` }],
    [200, { Origin: CODEC_ENV.PREP_CODEC_ORIGINS, Cookie }],
  ];
  for (const [status, headers] of asked) {
    const answer = await fetchOnce(`${url}/decode`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Namespace': 'default', ...headers },
      body: '{"payloads":[{}]}',
    });
    world.recordings.keep('codec endpoint', `decode, ${answer.status}`, await answer.text());
    expect(answer.status).toBe(status);
  }
}
