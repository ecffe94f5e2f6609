import type { ApprovalRecord } from '../../contracts/approval/approval-record';
import type { DecisionRequest } from '../../contracts/approval/approval';
import type { Decision } from '../../contracts/approval/approval';
import * as policy from '../../contracts/approval/approval-policy';
import * as principals from '../../contracts/approval/principal-policy';
import { english } from '../english';
import { PLAIN_APPROVAL } from '../rig/plain-approval';

const { stillGood, verdictOf } = policy;
const refusalOf = (...given: Parameters<typeof policy.refusalOf>) => english(policy.refusalOf(...given));
const principalRefusal = (...given: Parameters<typeof principals.principalRefusal>) =>
  english(principals.principalRefusal(...given));

const PLAN = 'a'.repeat(64);
const KEY = { approver: 'li.wei', publicKey: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:li' };
const SECOND_GROUP = { afterMs: 1000, approvers: ['chen.jie'] };

function record(
  overrides: Partial<ApprovalRecord['terms']> = {},
  decisions: readonly Decision[] = [],
  escalated = false,
): ApprovalRecord {
  const terms = { ...PLAIN_APPROVAL, requester: null, ...overrides };
  const escalatesAt = terms.escalation === null ? null : '2026-11-25T00:00:00.000Z';
  return { workflowId: 'prepare/photos', terms, planDigest: PLAN, decisions, escalatesAt, escalated };
}

function request(overrides: Partial<DecisionRequest> = {}): DecisionRequest {
  return { decision: 'approve', approver: 'li.wei', comment: '', ...overrides };
}

function decided(approver: string, more: Partial<Decision> = {}): Decision {
  return {
    decision: 'approve',
    approver,
    comment: '',
    at: '2026-11-24T00:00:00.000Z',
    via: 'signal',
    proof: null,
    principal: null,
    ...more,
  };
}

describe('a decision about a plan', () => {
  it('counts from anybody where the configuration names nobody', () => {
    expect(refusalOf(request(), record())).toBeNull();
  });

  it('counts only from an approver where the configuration names some', () => {
    const named = record({ approvers: ['wang.fang'] });
    expect(refusalOf(request(), named)).toBe('li.wei is not among the approvers (wang.fang)');
    expect(refusalOf(request({ decision: 'reject' }), named)).toContain('not among the approvers');
    expect(refusalOf(request({ approver: 'wang.fang' }), named)).toBeNull();
  });

  it('counts once from a person who writes the name in another way', () => {
    const once = record({ required: 2 }, [decided('Li.Wei')]);
    expect(refusalOf(request(), once)).toBe('li.wei has already approved, and each person counts once');
  });

  it('is refused for another plan than the one that waits', () => {
    expect(refusalOf(request({ planDigest: 'b'.repeat(64) }), record())).toContain('it is for another plan');
    expect(refusalOf(request({ planDigest: PLAN }), record())).toBeNull();
  });

  it('counts once for each person', () => {
    expect(refusalOf(request(), record({ required: 2 }, [decided('li.wei')]))).toContain(
      'each person counts once',
    );
  });

  it('comes too late once the plan is decided', () => {
    expect(refusalOf(request({ approver: 'wang.fang' }), record({}, [decided('li.wei')]))).toBe(
      'this plan has already been decided',
    );
  });
});

describe('four eyes', () => {
  const asked = record({ fourEyes: true, requester: 'Li.Wei ' });

  it('let nobody approve what they asked for, however they write their name', () => {
    expect(refusalOf(request(), asked)).toBe(
      'li.wei requested this, so somebody else has to approve it (four eyes)',
    );
    expect(refusalOf(request({ approver: 'wang.fang' }), asked)).toBeNull();
  });

  it('let everybody reject what they asked for', () => {
    expect(refusalOf(request({ decision: 'reject' }), asked)).toBeNull();
  });

  it('mean nothing where the policy does not ask for them', () => {
    expect(refusalOf(request(), record({ requester: 'li.wei' }))).toBeNull();
  });
});

describe('a mandatory comment', () => {
  const commented = record({ requireComment: true });

  it('is missing where it is empty or blank', () => {
    expect(refusalOf(request({ comment: ' \n' }), commented)).toContain('needs a comment');
    expect(refusalOf(request({ comment: 'checked' }), commented)).toBeNull();
  });

  it('is not asked of a rejection, which is safe without', () => {
    expect(refusalOf(request({ decision: 'reject' }), commented)).toBeNull();
  });
});

describe('the second group', () => {
  const terms = { approvers: ['li.wei'], escalation: SECOND_GROUP };
  const second = request({ approver: 'chen.jie' });

  it('counts only once the time for it has come', () => {
    expect(refusalOf(second, record(terms))).toBe(
      'chen.jie belongs to the second group, which counts from 2026-11-25T00:00:00.000Z',
    );
    expect(refusalOf({ ...second, decision: 'reject' }, record(terms))).toContain('second group');
    expect(refusalOf(second, record(terms, [], true))).toBeNull();
  });

  it('leaves the first group counting', () => {
    expect(refusalOf(request(), record(terms, [], true))).toBeNull();
  });
});

describe('a signature', () => {
  const signed = record({ approvers: ['li.wei', 'wang.fang'], keys: [KEY] });

  it('is asked of who has a key, with the command that makes it', () => {
    expect(refusalOf(request(), signed)).toBe(
      `li.wei has to sign it; send it with: npx prep approve photos --digest ${PLAN} --approver li.wei --key ~/.ssh/id_ed25519`,
    );
    expect(refusalOf(request({ signature: 'any' }), signed)).toBeNull();
    expect(refusalOf(request({ approver: 'wang.fang' }), signed)).toBeNull();
  });

  it('is asked of everybody where the policy says so', () => {
    const strict = record({ ...signed.terms, requireSignatures: true });
    expect(refusalOf(request({ approver: 'wang.fang' }), strict)).toBe(
      'it has to be signed, but the configuration has no public key of wang.fang',
    );
  });

  it('is not asked of a rejection, unless the policy says so', () => {
    const rejection = request({ decision: 'reject' });
    expect(refusalOf(rejection, signed)).toBeNull();
    const strict = record({ ...signed.terms, signRejections: true });
    expect(refusalOf(rejection, strict)).toContain(
      `npx prep reject photos --digest ${PLAN} --approver li.wei`,
    );
  });

  it('that nobody could check is refused rather than ignored', () => {
    expect(refusalOf(request({ approver: 'wang.fang', signature: 'any' }), signed)).toContain(
      'no public key of wang.fang',
    );
  });

  it('of a name that a shell would take apart is asked for in quotes', () => {
    const approver = "li'wei; rm";
    const odd = record({ approvers: [approver], keys: [{ ...KEY, approver }] });
    expect(refusalOf(request({ approver }), odd)).toContain(String.raw`--approver 'li'\''wei; rm' --key`);
  });
});

describe('a principal', () => {
  const vouched = record({ requirePrincipals: true });
  const bound = { planDigest: PLAN, runId: 'run-1' };
  const command = `npx prep approve photos --digest ${PLAN} --approver li.wei`;

  it('may prove a signal that names run and plan', () => {
    expect(principalRefusal(request(bound), 'signal', vouched)).toBeNull();
  });

  it('proves no update, whose stamp would be the worker’s', () => {
    expect(principalRefusal(request(bound), 'update', vouched)).toBe(
      `the Temporal server does not record who sends an update; sign in as li.wei and send a signal instead: ${command}`,
    );
  });

  it.each([{ planDigest: PLAN }, { runId: 'run-1' }, {}])(
    'proves nothing about any run or plan (%j)',
    (named) => {
      expect(principalRefusal(request(named), 'signal', vouched)).toMatch(
        new RegExp(`^it has to name the run and the plan .+ send it with: ${command}$`),
      );
    },
  );

  it('is asked for with the comment and the key that are needed as well', () => {
    const strict = record({ requirePrincipals: true, requireComment: true, keys: [KEY] });
    expect(principalRefusal(request(), 'update', strict)).toContain(
      `${command} --comment "…" --key ~/.ssh/id_ed25519`,
    );
  });

  it('is asked of rejections only where these have to be proven', () => {
    const rejection = request({ decision: 'reject' });
    expect(principalRefusal(rejection, 'update', vouched)).toBeNull();
    const strict = record({ requirePrincipals: true, signRejections: true });
    expect(principalRefusal(rejection, 'update', strict)).toContain('npx prep reject photos');
  });

  it('is not asked for where the policy does not ask for it', () => {
    expect(principalRefusal(request(), 'update', record())).toBeNull();
  });
});

describe('the verdict', () => {
  it('is open until the required number has approved', () => {
    expect(verdictOf(record({ required: 2 }, [decided('li.wei')]))).toBe('open');
    expect(verdictOf(record({ required: 2 }, [decided('li.wei'), decided('wang.fang')]))).toBe('approved');
  });

  it('is a rejection as soon as one person rejects', () => {
    const rejected = decided('wang.fang', { decision: 'reject' });
    expect(verdictOf(record({ required: 2 }, [decided('li.wei'), rejected]))).toBe('rejected');
  });
});

describe('approvals under a policy that has changed meanwhile', () => {
  const proof = { kind: 'ssh signature', fingerprint: KEY.fingerprint, signedAt: '' } as const;
  const given = [decided('li.wei', { proof }), decided('wang.fang', { proof: null })];
  const names = (terms: Partial<ApprovalRecord['terms']>, escalated = false) =>
    stillGood(given, record(terms, [], escalated)).map(({ approver }) => approver);

  it('count where they would count again', () => {
    expect(names({ approvers: ['li.wei', 'wang.fang'], keys: [KEY] })).toEqual(['li.wei', 'wang.fang']);
  });

  it.each([
    ['of somebody who is no approver any more', { approvers: ['li.wei'] }],
    ['of somebody who has to sign now', { requireSignatures: true, keys: [KEY] }],
    [
      'of somebody who got a key',
      { keys: [KEY, { approver: 'wang.fang', publicKey: '', fingerprint: 'SHA256:wang' }] },
    ],
    ['of who asked for it', { fourEyes: true, requester: 'wang.fang' }],
  ])('do not count %s', (_, terms) => {
    expect(names(terms)).toEqual(['li.wei']);
  });

  it('count where the server vouched for whom the configuration names now', () => {
    const principal = { type: 'jwt', name: 'li.wei', eventId: '41' };
    const vouched = [decided('li.wei', { principal }), decided('wang.fang', { principal: null })];
    const good = (terms: Partial<ApprovalRecord['terms']>) =>
      stillGood(vouched, record(terms)).map(({ approver }) => approver);
    expect(good({ requirePrincipals: true })).toEqual(['li.wei']);
    expect(good({ requirePrincipals: false })).toEqual(['li.wei', 'wang.fang']);
    const other = [{ approver: 'li.wei', name: 'wei', type: null }];
    expect(good({ requirePrincipals: true, principals: other })).toEqual([]);
  });

  it('do not count with a key that was taken away', () => {
    expect(names({ keys: [{ ...KEY, fingerprint: 'SHA256:new' }] })).toEqual(['wang.fang']);
  });
});
