import type { Decision } from '../../../contracts/approval/approval';
import { proofInWords } from '../../../presentation/report/audit-rows';

const DECISION: Decision = {
  decision: 'approve',
  approver: 'li.wei',
  comment: '',
  at: '2026-05-02T09:00:00.000Z',
  via: 'signal',
  proof: null,
  principal: null,
};
const proof = {
  kind: 'ssh signature',
  fingerprint: 'SHA256:li',
  signedAt: '2026-05-02T08:59:58.000Z',
} as const;
const principal = { type: 'jwt', name: 'li.wei@example.com', eventId: '41' };

describe('the proof of a decision', () => {
  it.each<[string, Partial<Decision>, string]>([
    ['nothing', {}, 'not signed'],
    ['nothing, from somewhere', { from: 'li@laptop' }, 'not signed; claims to come from "li@laptop"'],
    [
      'a principal',
      { principal },
      'sent by jwt "li.wei@example.com" according to the Temporal server (event 41)',
    ],
    [
      'both',
      { proof, principal: { ...principal, type: '' }, from: 'li@laptop' },
      'signed with SHA256:li at 2026-05-02T08:59:58.000Z; sent by "li.wei@example.com" according to the Temporal server ' +
        '(event 41); claims to come from "li@laptop"',
    ],
  ])('is told where it is %s', (_case, more, words) => {
    expect(proofInWords({ ...DECISION, ...more }, 'en')).toBe(words);
  });
});
