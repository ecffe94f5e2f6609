import type { NotPreparedResult, PreparedResult } from '../../../contracts/runs/result';
import { migrateCommand, openCommand } from '../../../contracts/runs/run-commands';
import { phrase } from '../../../presentation/words/words';
import { fillJobForm } from '../../../provisioning/result/job-form';
import { preparationWith } from '../../provisioning/preparation';
import { AUDIT } from './audit';
import { INVENTORY, PREPARED, REJECTED } from './results';

const DECISIONS = AUDIT.events.flatMap((event) => (event.kind === 'decision' ? [event.decision] : []));
const inventory = {
  ...INVENTORY,
  findings: INVENTORY.findings.map((finding) => ({
    ...finding,
    happens: phrase('inventory.archived'),
    remedy: phrase('inventory.restoreArchived'),
  })),
};

/** What was prepared, with phrases as workers send them. */
export const PREPARED_IN_PHRASES: PreparedResult = {
  ...PREPARED,
  summary: phrase('provisioning.ready', { from: 'photos', to: 'photos-oss' }),
  inventory,
  jobForm: fillJobForm(preparationWith(), inventory, { source: null, destination: null }),
  destination: { ...PREPARED.destination, adopt: true },
  sourceKey: {
    mode: 'create',
    accessKeyId: 'AKLTnew',
    accountId: null,
    userName: 'mgw-photos-1a2b3c4d',
    policyName: 'mgw-photos-1a2b3c4d',
    profile: 'default',
  },
  sealedCredentials: { ...PREPARED.sealedCredentials, sourceAccessKey: 'sealed source key' },
  approvedBy: DECISIONS,
  audit: AUDIT,
  checks: [
    {
      name: phrase('provisioning.ks3List'),
      outcome: 'ok',
      message: phrase('provisioning.ks3MayList', { bucket: 'photos' }),
    },
  ],
  warnings: [phrase('provisioning.ks3NothingToRead', { bucket: 'photos' })],
  nextSteps: [
    phrase('provisioning.openCredentials', { command: openCommand('prepare/photos') }),
    phrase('provisioning.migrateNext', { command: migrateCommand('prepare/photos', 'photos') }),
  ],
};

/** The same of what was rejected. */
export const REJECTED_IN_PHRASES: NotPreparedResult = {
  ...REJECTED,
  summary: phrase('provisioning.notPrepared', {
    because: phrase('approval.rejectedBy', { approver: 'li.wei', comment: 'wrong bucket' }),
    removed: [phrase('resource.ramUser', { name: 'mgw-photos' })],
  }),
  inventory,
  audit: AUDIT,
  undo: {
    removed: [phrase('resource.ramUser', { name: 'mgw-photos' })],
    kept: [
      { what: phrase('resource.ossBucket', { name: 'photos' }), why: phrase('provisioning.bucketNotEmpty') },
    ],
  },
};
