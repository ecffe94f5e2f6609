import type { MigrationService } from '../../../clouds/mgw/port';
import type { Migration } from '../../../contracts/migration/migration';
import { PrepError } from '../../../contracts/prep-error';
import { Secret } from '../../../contracts/credentials/secret';
import type { Settings } from '../../../contracts/settings';
import type { Clouds } from '../../../provisioning/clouds';
import type { SourceTools } from '../../../provisioning/migration/ensure-source';
import type { OtherRuns } from '../../../provisioning/migration/other-runs';
import { migrationNames } from '../../../provisioning/migration/names';
import { Ownership } from '../../../provisioning/trust/mark';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import { WORKER_KEY } from '../../rig/worker-key';

const wanted = {
  preparation: '0123456789abcdef0123',
  round: 1,
  source: {
    profile: 'default',
    bucket: 'photos',
    prefix: '',
    endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
    region: 'BEIJING',
    accessKeyId: 'AKLTsource',
  },
  reader: null,
  destination: { bucket: 'photos-oss', region: 'cn-beijing', prefix: '' },
  role: 'oss-import-photos',
};

export const MIGRATION: Migration = {
  ...wanted,
  prepared: { workflowId: 'prepare/photos', runId: 'run-1', planDigest: 'a'.repeat(64) },
  accountId: '1234567890123456',
  region: 'cn-beijing',
  names: migrationNames(wanted),
  copy: { overwrite: 'if newer', maxBandwidth: null, maxFilesPerSecond: 500 },
  inventory: { objects: '10', bytes: '100', digest: 'b'.repeat(64), finishedAt: '2026-11-24T05:01:22Z' },
  estimate: { seconds: 60, sourceRequests: '21', destinationRequests: '20', bytes: '100' },
  everyMs: null,
  verification: null,
  requestedBy: 'li.wei',
  watchEveryMs: 1000,
  notify: false,
  language: 'en',
};

/** The worker's configuration, as far as it matters for the source. */
export const SETTINGS = {
  sources: {
    default: {
      endpoint: wanted.source.endpoint,
      region: wanted.source.region,
      allowedEndpoints: [],
      allowedRegions: [],
      accessKeyId: 'AKLTsource',
      accessKeySecret: new Secret('source-secret'),
    },
  },
} as unknown as Settings;

/**
 * What steps of a migration work with that needs no cloud but the service.
 *
 * @param running the workflow IDs of open runs
 */
export const toolsOf = (
  service: MigrationService,
  ownership = ownershipOf(),
  clouds: Partial<Clouds> = {},
  running: readonly string[] = [],
): SourceTools & OtherRuns => ({
  migration: MIGRATION,
  ownership,
  service,
  clouds: clouds as Clouds,
  settings: SETTINGS,
  history: {
    async *runningPreparations() {
      yield* running;
    },
    isOpen: async (workflowId) => running.includes(workflowId),
  },
});

const KEYS = new WorkerKeys({ keys: [WORKER_KEY], publicKeys: [WORKER_KEY.publicKey] });

/** What this preparation owns, as the workflow of that ID sees it. */
export const ownershipOf = (workflowId = 'migrate/photos', preparation = MIGRATION.preparation) =>
  new Ownership(KEYS, preparation, workflowId);

/** The type of the error that something fails with. */
export const typeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof PrepError ? error.type : String(error)),
  );
