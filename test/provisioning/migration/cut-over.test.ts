import type { DecisionRequest } from '../../../contracts/approval/approval';
import type { Migration } from '../../../contracts/migration/migration';
import type { ApprovalTerms } from '../../../contracts/runs/preparation';
import { confirmApproval } from '../../../provisioning/approval/confirm-approval';
import { ensureJob } from '../../../provisioning/migration/ensure-job';
import { ensureSource } from '../../../provisioning/migration/ensure-source';
import { cutOverApproved, presentLaunch } from '../../../provisioning/migration/launch-approval';
import { ensureDestination } from '../../../provisioning/migration/launch-round';
import { Attestor } from '../../../provisioning/trust/attestor';
import { PLAIN_APPROVAL } from '../../rig/plain-approval';
import { SshSigner } from '../../rig/ssh-signer';
import { FakeMgw } from './fake-mgw';
import { MIGRATION, ownershipOf, toolsOf, typeOf } from './migration-world';

const { signal } = new AbortController();
const RUN = { workflowId: 'migrate/photos', runId: 'run-9' };
const ownership = ownershipOf(RUN.workflowId);
const attestor = new Attestor(ownership.keys);
const signer = new SshSigner();
const TERMS: Omit<ApprovalTerms, 'requester'> = {
  ...PLAIN_APPROVAL,
  fourEyes: true,
  requireSignatures: true,
  keys: [signer.keyOf('li.wei')],
};
const history = {
  async *signalsSince() {},
  async *runningPreparations() {},
  async *results() {},
  isOpen: async () => true,
  skippedFirings: async () => 0,
} as unknown as Parameters<typeof confirmApproval>[2]['history'];

/** The cut-over as it is presented where somebody asked for it, and as li.wei signs it. */
async function signedFor(askedBy: string) {
  const service = new FakeMgw();
  const tools = toolsOf(service, ownership);
  await ensureSource(tools, signal);
  await ensureDestination(tools, signal);
  await ensureJob(
    { names: MIGRATION.names, copy: MIGRATION.copy, repairs: null },
    ownership,
    service,
    signal,
  );
  const about = (requestedBy: string) => {
    const migration: Migration = { ...MIGRATION, requestedBy };
    return { migration, ownership, service, attestor };
  };
  const terms = (requester: string): ApprovalTerms => ({ ...TERMS, requester });
  const plan = await presentLaunch(null, terms(askedBy), about(askedBy), signal, 'cut-over');
  const statement = {
    ...RUN,
    planDigest: plan.value.digest,
    decision: 'approve' as const,
    approver: 'li.wei',
    comment: '',
    signedAt: new Date().toISOString(),
  };
  const request: DecisionRequest = signer.decide(statement);
  const taken = [{ request, via: 'signal' as const, at: new Date().toISOString() }];
  const confirmedFor = (requester: string) => {
    const judge = { terms: terms(requester), attestor, run: RUN, history };
    return confirmApproval(plan.value, taken, judge, signal);
  };
  return { plan, about, terms, confirmedFor };
}

describe('a signed approval of a cut-over', () => {
  it('counts for whoever asked, and is recorded with them', async () => {
    const { plan, about, terms, confirmedFor } = await signedFor('zhao.min');
    const { approval } = await confirmedFor('zhao.min');
    if (approval === null) {
      throw new Error('not approved');
    }
    const approved = { plan, approval, askedBy: 'zhao.min' };
    const cutOver = await cutOverApproved(approved, terms('zhao.min'), RUN, about('zhao.min'), signal);
    expect(cutOver).toMatchObject({ requestedBy: 'zhao.min', decisions: [{ approver: 'li.wei' }] });
  });

  it('does not count for another one who asks', async () => {
    const { plan, about, terms, confirmedFor } = await signedFor('zhao.min');
    const { approval } = await confirmedFor('zhao.min');
    const approved = { plan, approval: approval as NonNullable<typeof approval>, askedBy: 'chen.yu' };
    const other = cutOverApproved(approved, terms('chen.yu'), RUN, about('chen.yu'), signal);
    expect(await typeOf(other)).toBe('ApprovalVoid');
  });

  it('does not count by the one who asked, whoever is said to have asked when it is confirmed', async () => {
    const { plan, about, terms, confirmedFor } = await signedFor('Li.Wei');
    expect((await confirmedFor('Li.Wei')).approval).toBeNull();
    const { approval } = await confirmedFor('zhao.min');
    const approved = { plan, approval: approval as NonNullable<typeof approval>, askedBy: 'Li.Wei' };
    const own = cutOverApproved(approved, terms('Li.Wei'), RUN, about('Li.Wei'), signal);
    expect(await typeOf(own)).toBe('ApprovalVoid');
  });
});
