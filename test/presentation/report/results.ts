import { preparationId } from '../../../contracts/runs/preparation-id';
import type { InventoryResult } from '../../../contracts/listing/inventory';
import type { NotPreparedResult, PreparedResult } from '../../../contracts/runs/result';
import { USUAL_BUCKET } from '../../rig/usual-bucket';

const RUN = { workflowId: 'prepare/photos', runId: 'run-1' };
/** For results that nobody verifies. */
export const UNSIGNED = { publicKey: 'prep-pub-', value: '' };
const NO_AUDIT = { ...RUN, requester: null, events: [], omitted: 0 };

const none = { objects: '0', bytes: '0' };
const noSample = { ...none, samples: [] };

export const INVENTORY: InventoryResult = {
  totals: {
    objects: '1234567',
    bytes: '9876543210987',
    byStorageClass: {
      STANDARD: { objects: '1234000', bytes: '9876000000000' },
      ARCHIVE: { objects: '567', bytes: '543210987' },
    },
    byPrefix: {
      listed: [
        { prefix: '照片/', objects: '1200000', bytes: '9000000000000', exact: true },
        { prefix: 'a|b/', objects: '30000', bytes: '800000000000', exact: false },
      ],
      other: { objects: '4567', bytes: '76543210987' },
    },
    bySizeBand: {
      '0 B': { objects: '12', bytes: '0' },
      '1 to 10 MiB': { objects: '1234555', bytes: '9876543210987' },
    },
    byMonth: {
      '2024-05': { objects: '7', bytes: '70' },
      '2023-11': { objects: '1234560', bytes: '9876543210917' },
    },
    largest: [{ key: 'a|b/<big>`.tar', bytes: '5000000000' }],
    fitness: {
      archived: { objects: '567', bytes: '543210987', samples: ['old/1'] },
      keyTooLong: noSample,
      keyBeginsWithSlash: noSample,
      tooLarge: noSample,
      small: noSample,
      zeroByte: noSample,
      directoryMarker: noSample,
    },
    changedWhileListed: noSample,
    pages: 1235,
    requests: 1240,
    listingMs: 65_000,
    digest: '0123456789abcdef0123456789abcdef',
    startedAt: '2026-05-01T08:00:00.000Z',
  },
  proof: { pages: 1235, requests: 1240, rangesLeft: 0, digest: '0123456789abcdef0123456789abcdef' },
  findings: [
    {
      kind: 'archived',
      severity: 'blocker',
      objects: '567',
      bytes: '543210987',
      samples: ['old/1'],
      happens: 'Archived objects cannot be read.',
      remedy: 'Restore them first.',
    },
  ],
  estimate: { seconds: 39_507, limitedBy: 'bandwidth', bitsPerSecond: 2e9, filesPerSecond: 2000 },
  startedAt: '2026-05-01T08:00:00.000Z',
  finishedAt: '2026-05-01T08:01:05.000Z',
};

export const PREPARED: PreparedResult = {
  outcome: 'prepared',
  summary: 'KS3 bucket photos is ready to be migrated to OSS bucket photos-oss.',
  run: RUN,
  preparation: preparationId({
    source: { bucket: 'photos', prefix: '' },
    destination: { bucket: 'photos-oss' },
  }),
  jobForm: {
    source: {
      dataType: 'Kingsoft KS3',
      dataName: 'ks3-photos',
      endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
      bucket: 'photos',
      prefix: '',
      accessKeyId: 'AKLTsource',
      secretKey: 'the secret of AKLTsource, which only its owner holds',
    },
    destination: {
      dataType: 'OSS',
      dataRegion: 'cn-beijing',
      dataName: 'oss-photos-oss',
      endpoint: 'https://oss-cn-beijing.aliyuncs.com',
      bucket: 'photos-oss',
      accessKeyId: 'LTAInew',
      accessKeySecret: 'in the sealed credentials',
    },
    job: {
      jobName: 'ks3-photos-to-oss',
      dataSizeBytes: '9876543210987',
      dataSize: '8.98 TiB',
      fileCount: '1234567',
    },
  },
  source: {
    profile: 'default',
    bucket: 'photos',
    prefix: '',
    endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
    region: 'BEIJING',
    accessKeyId: 'AKLTsource',
  },
  destination: {
    bucket: 'photos-oss',
    region: 'cn-beijing',
    ...USUAL_BUCKET,
    tags: { team: 'media' },
    adopt: false,
  },
  bucket: {
    origin: 'made',
    ...USUAL_BUCKET,
    tags: { team: 'media' },
  },
  inventory: INVENTORY,
  account: {
    accountId: '1234567890123456',
    userName: 'mgw-photos',
    signIn: {
      userPrincipalName: 'mgw-photos@1234567890123456.onaliyun.com',
      url: 'https://signin.alibabacloud.com/login.htm?username=mgw-photos',
    },
    accessKeyId: 'LTAInew',
    policies: ['AliyunOSSFullAccess', 'AliyunMGWFullAccess'],
  },
  sourceKey: { mode: 'use', accessKeyId: 'AKLTsource' },
  sealedCredentials: { password: 'sealed password', accessKey: 'sealed key', sourceAccessKey: null },
  credentials: {
    recipients: ['age1recipient'],
    expireAfterMs: 2_592_000_000,
    expiresAt: '2026-05-31T08:00:00.000Z',
  },
  delivered: [],
  approvedBy: [
    {
      decision: 'approve',
      approver: 'li.wei',
      comment: 'checked | <b>twice</b>\nand again',
      at: '2026-05-01T09:00:00.000Z',
      via: 'update',
      proof: null,
      principal: null,
    },
  ],
  planDigest: 'd'.repeat(64),
  checks: [
    { name: 'KS3 list', outcome: 'ok', message: 'The bucket can be listed.' },
    { name: 'Console logon', outcome: 'warning', message: 'No program can try it.' },
  ],
  warnings: ['No program can try it.'],
  nextSteps: ['Open the sealed credentials.', 'Create the migration job.'],
  signature: UNSIGNED,
  audit: NO_AUDIT,
};

export const REJECTED: NotPreparedResult = {
  outcome: 'rejected',
  preparation: PREPARED.preparation,
  summary: 'No credentials were issued: li.wei rejected it (wrong bucket). Removed: RAM user mgw-photos.',
  run: RUN,
  decisions: [
    {
      decision: 'reject',
      approver: 'li.wei',
      comment: 'wrong bucket',
      at: '2026-05-01T09:00:00.000Z',
      via: 'signal',
      proof: null,
      principal: null,
    },
  ],
  planDigest: 'd'.repeat(64),
  inventory: INVENTORY,
  undo: {
    removed: ['RAM user mgw-photos'],
    kept: [{ what: 'OSS bucket photos-oss', why: 'it holds objects' }],
  },
  signature: UNSIGNED,
  audit: NO_AUDIT,
};
