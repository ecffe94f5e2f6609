import type { MigratedResult, NotMigratedResult } from '../../../contracts/migration/migration';
import type { VerificationResult } from '../../../contracts/migration/verification';
import { AUDIT as WHOLE_AUDIT } from './audit';
import { PREPARED, UNSIGNED } from './results';

const AUDIT = { workflowId: 'migrate/photos', runId: 'run-1', requester: null, events: [], omitted: 0 };
const RUN = { workflowId: 'migrate/photos', runId: 'run-1' };
const FIGURES = {
  listed: true,
  totalObjects: '1000',
  totalBytes: '2048',
  copiedObjects: '997',
  copiedBytes: '2000',
  skippedObjects: '0',
  failedObjects: '3',
};

/** A job that left three objects behind. */
export const job = (name: string) => ({
  job: name,
  version: 'v-1',
  state: 'finished' as const,
  figures: FIGURES,
});

/** One round, without figures of its repair, that was not compared. */
export const MIGRATED: MigratedResult = {
  outcome: 'migrated',
  summary: '1,000 objects were copied.',
  run: RUN,
  preparation: PREPARED.preparation,
  prepared: { ...PREPARED.run, planDigest: PREPARED.planDigest },
  accountId: '1234567890123456',
  region: 'cn-beijing',
  source: {
    bucket: 'photos',
    prefix: '',
    endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
    accessKeyId: 'AKLTsource',
    address: 'prep-1-src',
  },
  destination: {
    bucket: 'photos-oss',
    region: 'cn-beijing',
    prefix: '',
    address: 'prep-1-dst',
    role: 'oss-import',
  },
  jobs: [job('prep-1-job'), { job: 'prep-1-job-f1', version: 'v-2', state: 'finished', figures: null }],
  reader: null,
  cutOver: null,
  verification: null,
  inventory: { objects: '1000', bytes: '2048', digest: 'd', finishedAt: '2026-05-01T08:00:00.000Z' },
  launchedAt: '2026-05-01T09:00:00.000Z',
  approvedBy: [],
  planDigest: 'e'.repeat(64),
  nextSteps: ['Compare both sides.'],
  signature: UNSIGNED,
  audit: AUDIT,
};

/** One whose launch was rejected. */
export const NOT_LAUNCHED: NotMigratedResult = {
  outcome: 'launch rejected',
  summary: 'Nothing was launched.',
  run: RUN,
  planDigest: 'e'.repeat(64),
  undo: {
    removed: ['migration job prep-1-job'],
    kept: [{ what: 'migration address x', why: 'a job uses it' }],
  },
  signature: UNSIGNED,
  decisions: [],
  audit: AUDIT,
};

const none = { objects: '0', bytes: '0', samples: [] };
const side = (objects: string, digest: string) => ({
  objects,
  bytes: '2048',
  digest,
  pages: 2,
  requests: 3,
  leftOut: { reports: 0, markers: 0, changedLater: 0 },
  changedWhileListed: none,
});

const DIFFERENT: VerificationResult = {
  identical: false,
  scope: {
    sourcePrefix: '',
    destinationPrefix: '',
    ignoreAfter: null,
    ignoreMarkers: false,
  },
  source: side('1000', 'a'.repeat(32)),
  destination: side('999', 'b'.repeat(32)),
  differences: {
    missing: { objects: '1', bytes: '8', samples: ['2024/07.jpg'] },
    extra: none,
    otherSize: none,
    otherContent: none,
    refusedByOss: 0,
    changedLater: 0,
  },
  contents: null,
  rangesRelisted: 1,
  startedAt: '2026-05-03T09:00:00.000Z',
  finishedAt: '2026-05-03T09:01:00.000Z',
  listCommand: 'npx prep verify photos --direct --differences photos-differences.csv',
};

/** Rounds until a cut-over, with everything that a result can hold. */
export const CUT_OVER: MigratedResult = {
  ...MIGRATED,
  outcome: 'migrated with differences',
  jobs: [job('prep-1-job'), job('prep-1-job-f1'), job('prep-2-job')],
  approvedBy: PREPARED.approvedBy,
  cutOver: {
    requestedBy: 'zhao.min',
    decisions: PREPARED.approvedBy,
    planDigest: 'f'.repeat(64),
    decidedAt: '2026-05-03T08:00:00.000Z',
  },
  verification: DIFFERENT,
  reader: {
    removed: ['Kingsoft IAM user mgw-photos-job'],
    kept: [{ what: 'AccessKey AKLTjob', why: 'a job reads with it' }],
  },
  audit: WHOLE_AUDIT,
};
