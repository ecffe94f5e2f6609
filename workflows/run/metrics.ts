import { metricMeter } from '@temporalio/workflow';

const RUN_KIND = {
  steps: 'preparation',
  fleetSteps: 'fleet',
  revocationSteps: 'revocation',
  rotationSteps: 'rotation',
  migrationSteps: 'migration',
} as const;

/** Counts the end of a run, by its kind and outcome. */
export function countEnd(kind: keyof typeof RUN_KIND, outcome: string): void {
  metricMeter
    .createCounter('prep_runs_ended', undefined, 'Runs that ended, by kind and outcome.')
    .add(1, { kind: RUN_KIND[kind], outcome });
}

/** Counts that a run waits for somebody to act, by the error. */
export function countParked(kind: keyof typeof RUN_KIND, error: string): void {
  metricMeter
    .createCounter('prep_runs_parked', undefined, 'How often runs required action, by kind and error type.')
    .add(1, { kind: RUN_KIND[kind], error });
}

/** Records how long a plan waited, in seconds, by what came of it. */
export function recordApprovalWait(seconds: number, outcome: string): void {
  metricMeter
    .createHistogram(
      'prep_approval_wait_seconds',
      'float',
      undefined,
      'Time that plans waited for a decision.',
    )
    .record(seconds, { outcome });
}
