import { connectSinks } from '../../../provisioning/delivery/sinks';
import type { Content, RunEvidence } from '../../rig/run-evidence';
import { contentsBelow } from '../../rig/secret-search';
import { settingsFor } from '../../rig/settings';
import { DELIVERY_BUCKET, type LeakWorld } from './leak-world';

type Contents = (
  world: LeakWorld,
  runs: readonly RunEvidence[],
) => readonly Content[] | Promise<readonly Content[]>;

const DATABASE = /^temporal\.db/;
const LOGS = ['temporal.log', 'worker.log'];

/**
 * Everywhere that secrets are looked for. A new place is a line here, and a line in `plants.ts` that puts a secret there,
 * without which this does not compile.
 */
export const PLACES = {
  histories: (_, runs) => runs.flatMap(({ history }) => history),
  'decrypted payloads': (_, runs) => runs.flatMap(({ payloads }) => payloads),
  'descriptions of runs': (_, runs) => runs.flatMap(({ description }) => description),
  'answers to queries': (_, runs) => runs.flatMap(({ answers }) => answers),
  'pending activities': ({ pending }) =>
    pending.seen.map((bytes) => ({ where: 'a pending activity', bytes })),
  "server's database": filesOf((name) => DATABASE.test(name)),
  "server's log": filesOf((name) => name === 'temporal.log'),
  'worker log': filesOf((name) => name === 'worker.log'),
  'working folders': filesOf((name) => !DATABASE.test(name) && !LOGS.includes(name)),
  metrics: recorded('metrics'),
  health: recorded('health'),
  'codec endpoint': recorded('codec endpoint'),
  reports: recorded('reports'),
  'command line output': recorded('command line output'),
  'command lines': ({ commandLines }) =>
    commandLines.seen.map((bytes) => ({ where: 'the command line of a process', bytes })),
  'deliveries to OSS': objectsDelivered,
  'deliveries to Vault': ({ vault }) =>
    [...vault.secrets].map(([path, { versions }]) => ({
      where: `Vault secret ${path}`,
      bytes: JSON.stringify(versions),
    })),
  notifications: ({ rig }) =>
    rig.standIns.notify.inbox
      .messages()
      .map((message) => ({ where: `a message to ${message.kind}`, bytes: JSON.stringify(message) })),
  'requests to Vault': ({ vault }) => vault.calls.map((bytes) => ({ where: 'a request to Vault', bytes })),
  'requests to clouds': async ({ rig }) =>
    (await rig.control.audit()).map((call) => ({
      where: `a request to ${call.service}`,
      bytes: JSON.stringify(call),
    })),
} satisfies Record<string, Contents>;

export type PlaceName = keyof typeof PLACES;

function recorded(place: string): Contents {
  return ({ recordings }) => recordings.in(place);
}

/** Of the folder that server, workers and operators share. */
function filesOf(which: (name: string) => boolean): Contents {
  return ({ rig: { folder } }) => contentsBelow(folder, which);
}

async function objectsDelivered({ rig }: LeakWorld): Promise<Content[]> {
  const settings = settingsFor(rig.standIns.summary, []);
  const { texts } = connectSinks(settings).bucket({
    kind: 'oss',
    bucket: DELIVERY_BUCKET,
    region: settings.defaults.region,
    prefix: '',
  });
  const keys = (await rig.control.ossBucket(DELIVERY_BUCKET))?.objects ?? [];
  return Promise.all(
    keys.map(async (key) => ({
      where: `OSS object ${key}`,
      bytes: (await texts.read(DELIVERY_BUCKET, key, new AbortController().signal)) ?? '',
    })),
  );
}
