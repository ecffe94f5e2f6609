import type { RevocationResult, RotationResult } from '../../contracts/credentials/credential-lifecycle';
import type { PreparedResult } from '../../contracts/runs/result';
import type { PreparationStatus, Waiting } from '../../contracts/runs/status';
import { readerOf } from '../../provisioning/request/reader-request';
import { PREPARED, UNSIGNED } from '../presentation/report/results';
import { FakePreparations, RUNNING } from './fake-preparations';

export const REVOKED: RevocationResult = {
  outcome: 'revoked',
  summary: 'Revoked: AccessKey LTAInew, RAM user mgw-photos.',
  account: { accountId: '1234567890123456', userName: 'mgw-photos' },
  run: { workflowId: 'revoke/mgw-photos', runId: 'run-1' },
  preparation: PREPARED.preparation,
  requestedBy: 'li.wei',
  reason: '',
  disabledAt: '2026-05-31T08:00:00.000Z',
  removed: [{ what: 'AccessKey LTAInew', at: '2026-05-31T08:10:00.000Z' }],
  kept: [{ what: 'RAM user mgw-x', why: 'it carries no mark of this product' }],
  proof: [{ name: 'RAM user', outcome: 'ok', message: 'RAM has no user mgw-photos any more.' }],
  signature: UNSIGNED,
};

export const ROTATED: RotationResult = {
  outcome: 'rotated',
  summary: 'AccessKey LTAInext of RAM user mgw-photos is in use; LTAInew was removed.',
  key: 'oss',
  run: { workflowId: 'rotate/mgw-photos', runId: 'run-1' },
  account: { accountId: '1234567890123456', userName: 'mgw-photos', signIn: null, accessKeyId: 'LTAInext' },
  sealedCredentials: { password: null, accessKey: 'sealed', sourceAccessKey: null },
  delivered: [],
  confirmedBy: 'li.wei',
  removed: [{ what: 'AccessKey LTAInew', at: '2026-05-31T08:10:00.000Z' }],
  proof: [],
  signature: UNSIGNED,
};

export function waitingFor(what: string, person: boolean, workflowId: string, step = ''): PreparationStatus {
  const nextAction = person ? 'send the signal confirm { "by": "YOUR-NAME" }.' : 'send the signal revoke {}.';
  const phase: Waiting = {
    name: 'waiting',
    for: what,
    until: '2026-05-31T08:10:00.000Z',
    nextAction,
    person,
  };
  const steps = [{ name: step, title: step, state: 'running', note: '' } as const];
  return { ...RUNNING, workflowId, phase, nextAction, steps: step === '' ? RUNNING.steps : steps };
}

/** The server as it is after a preparation that delivered; then the looks at the run that a command starts. */
export function afterPreparation(...looks: FakePreparations['looks']): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'completed' }, ...looks];
  preparations.ending = PREPARED;
  return preparations;
}

export const READER = readerOf('photos', PREPARED.preparation).userName;

/** The same with a dedicated source AccessKey. */
export const PREPARED_WITH_KEY: PreparedResult = {
  ...PREPARED,
  sourceKey: {
    mode: 'create',
    accessKeyId: 'AKLTnew',
    accountId: '2000143391',
    userName: READER,
    policyName: READER,
    profile: 'archive',
  },
};

export function afterPreparationWithKey(...looks: FakePreparations['looks']): FakePreparations {
  const preparations = afterPreparation(...looks);
  preparations.ending = PREPARED_WITH_KEY;
  return preparations;
}
