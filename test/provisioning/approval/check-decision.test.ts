import { english } from '../../english';
import { say } from '../../../presentation/words/words';
import type { DecisionRequest } from '../../../contracts/approval/approval';
import { checkDecision, type DecisionCheck } from '../../../provisioning/approval/check-decision';
import type { DecisionStatement } from '../../../contracts/approval/decision-statement';
import { SshSigner } from '../../rig/ssh-signer';
import { ARMORED, KEY, STATEMENT } from '../ssh/signature-vectors';

const RUN = { workflowId: STATEMENT.workflowId, runId: STATEMENT.runId };
const NOW = Date.parse('2026-11-24T05:01:30.000Z');
const signer = new SshSigner();
const KEYS = [signer.keyOf('li.wei')];

function check(request: DecisionRequest, more: Partial<DecisionCheck> = {}) {
  const { planDigest } = STATEMENT;
  const asked = { request, planDigest, waitsSince: '2026-11-24T05:00:00.000Z', keys: KEYS, ...more };
  return checkDecision(asked, RUN, NOW);
}

/** A decision with a signature over the statement, of which something may be other than was signed. */
function signed(statement: Partial<DecisionStatement> = {}, sent: Partial<DecisionRequest> = {}) {
  return { ...signer.decide({ ...STATEMENT, ...statement }), ...sent } as unknown as DecisionRequest;
}

describe('a signed decision', () => {
  it('is proven by a signature over just this', () => {
    const { signedAt } = STATEMENT;
    const proof = { kind: 'ssh signature', fingerprint: signer.fingerprint, signedAt };
    expect(check(signed())).toEqual({ proof, refused: null });
  });

  it('is proven by a signature that ssh-keygen made', () => {
    const { workflowId: _, ...words } = STATEMENT;
    const keys = [{ approver: 'li.wei', publicKey: KEY.line, fingerprint: KEY.fingerprint }];
    expect(check({ ...words, signature: ARMORED }, { keys })).toMatchObject({
      refused: null,
      proof: { fingerprint: KEY.fingerprint },
    });
  });

  it.each<[string, Partial<DecisionStatement>]>([
    ['workflow', { workflowId: 'prepare/films' }],
    ['run', { runId: '0199d2f4-0000-7c11-9a52-1f0e6b7d8c90' }],
    ['plan', { planDigest: 'b'.repeat(64) }],
    ['decision', { decision: 'reject' }],
    ['approver', { approver: 'wang.fang' }],
    ['comment', { comment: 'checked the other plan' }],
    ['time', { signedAt: '2026-11-24T05:01:21.000Z' }],
  ])('is refused where its signature is for another %s', (_, statement) => {
    const replayed = signed(statement, STATEMENT);
    expect(english(check(replayed))).toEqual({
      proof: null,
      refused: expect.stringContaining('its signature does not match'),
    });
  });

  it('is refused with a signature by a key that is not the approver’s', () => {
    const forged = new SshSigner().decide(STATEMENT) as unknown as DecisionRequest;
    expect(say('en', check(forged).refused ?? '')).toMatch(
      /^it was signed with the key SHA256:.+, but the configuration has SHA256:/,
    );
  });

  it('is refused with a signature that was made for something else', () => {
    const elsewhere = signed({}, { signature: signer.sign('anything', 'git') });
    expect(say('en', check(elsewhere).refused ?? '')).toBe(
      'its signature was made for something other than ks3-oss-prep-approval',
    );
  });

  it('is refused with a signature that is none', () => {
    expect(say('en', check(signed({}, { signature: 'nonsense' })).refused ?? '')).toBe(
      'its signature is not an SSH signature',
    );
  });

  it('is refused without the time that was signed along', () => {
    expect(say('en', check(signed({}, { signedAt: undefined })).refused ?? '')).toContain(
      '"signedAt", the time that was signed with it, is missing',
    );
  });

  it.each([
    ['before there was a plan', '2026-11-24T04:44:00.000Z', 'before there was a plan'],
    ['in the future', '2026-11-24T05:17:00.000Z', 'in the future'],
  ])('is refused where it was signed %s', (_, signedAt, reason) => {
    expect(say('en', check(signed({ signedAt })).refused ?? '')).toContain(reason);
  });

  it.each(['2026-11-24T04:46:00.000Z', '2026-11-24T05:16:00.000Z'])(
    'counts where its clock is some minutes off (%s)',
    (signedAt) => {
      expect(check(signed({ signedAt })).refused).toBeNull();
    },
  );
});

describe('a decision for a run', () => {
  const unsigned = { decision: 'approve', approver: 'li.wei', comment: '' } as const;

  it('is refused by another', () => {
    expect(say('en', check({ ...unsigned, runId: 'another' }).refused ?? '')).toBe(
      `it is for run another; the pending run is ${RUN.runId}`,
    );
  });

  it('is taken by that run', () => {
    expect(check({ ...unsigned, runId: RUN.runId })).toEqual({ proof: null, refused: null });
  });
});
