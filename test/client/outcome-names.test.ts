import { expect, it } from '@jest/globals';
import type { LifecycleResult } from '../../contracts/credentials/credential-lifecycle';
import type { FleetResult } from '../../contracts/runs/fleet';
import type { MigrationResult } from '../../contracts/migration/migration';
import type { ReportedResult } from '../../contracts/runs/result';
import { OPEN_PHASES } from '../../contracts/runs/status';
import { verificationOutcome, type VerificationOutcome } from '../../contracts/migration/verification';
import { phaseName } from '../../client/terminal/run-list-text';
import { wordsOf } from '../../presentation/words/words';

type Outcome =
  (ReportedResult | MigrationResult | LifecycleResult | FleetResult)['outcome'] | VerificationOutcome;

/** How runs end; the compiler demands the whole list. */
const OUTCOMES: Readonly<Record<Outcome, true>> = {
  prepared: true,
  'already prepared': true,
  rejected: true,
  'approval timed out': true,
  draft: true,
  migrated: true,
  'migrated with failures': true,
  'migrated with differences': true,
  'launch rejected': true,
  'launch timed out': true,
  revoked: true,
  'nothing to revoke': true,
  'not revoked': true,
  rotated: true,
  'not confirmed': true,
  complete: true,
  'dry run': true,
  identical: true,
  different: true,
  'nothing compared': true,
};

it.each([...Object.keys(OUTCOMES), ...OPEN_PHASES])('%s has a Chinese name', (phase) => {
  expect(phaseName(phase, wordsOf('zh'))).toMatch(/^\p{Script=Han}/u);
  expect(phaseName(phase, wordsOf('en'))).not.toBe('');
});

it('a comparison of nothing is neither identical nor different', () => {
  const source = (objects: string) => ({ objects }) as Parameters<typeof verificationOutcome>[0]['source'];
  expect(verificationOutcome({ identical: true, source: source('0') })).toBe('nothing compared');
  expect(verificationOutcome({ identical: true, source: source('1') })).toBe('identical');
  expect(verificationOutcome({ identical: false, source: source('0') })).toBe('different');
});
