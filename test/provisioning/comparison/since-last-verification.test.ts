import type { VerificationResult } from '../../../contracts/migration/verification';
import { sinceLastInWords } from '../../../presentation/report/since-last-in-words';
import { say } from '../../../presentation/words/words';
import { sinceLastVerification } from '../../../provisioning/comparison/since-last-verification';

const none = { objects: '0', bytes: '0', samples: [] };
const run = { workflowId: 'verify/photos', runId: 'run-1' };

function found(objects: string): VerificationResult {
  return {
    identical: true,
    source: { objects },
    differences: { missing: none, extra: none, otherSize: none, otherContent: none },
    finishedAt: '2026-05-03T08:00:00Z',
  } as unknown as VerificationResult;
}

function since(now: VerificationResult, last: VerificationResult | null) {
  const compared = sinceLastVerification(now, last === null ? null : { run, result: last });
  return { changed: compared.changed, said: say('en', sinceLastInWords(compared, now)) };
}

test('a verification with nothing to compare any more is news, and not that both sides are identical', () => {
  expect(since(found('0'), found('12'))).toEqual({
    changed: true,
    said: 'No object is left to compare since the verification that finished at 2026-05-03 08:00 UTC.',
  });
  expect(since(found('0'), found('0')).changed).toBe(false);
  expect(since(found('12'), found('12')).changed).toBe(false);
});

test('a first verification with nothing to compare is news', () => {
  expect([since(found('0'), null).changed, since(found('12'), null).changed]).toEqual([true, false]);
});
