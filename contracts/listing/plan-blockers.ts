import type { FitnessFinding } from './inventory';

/** Objects that fail to migrate as they are. */
export type PlanBlocker = Pick<
  FitnessFinding,
  'kind' | 'objects' | 'bytes' | 'samples' | 'happens' | 'remedy'
>;

/** The findings of an inventory that the migration would fail on. */
export function blockersAmong(findings: readonly FitnessFinding[]): PlanBlocker[] {
  return findings
    .filter(({ severity }) => severity === 'blocker')
    .map(({ kind, objects, bytes, samples, happens, remedy }) => {
      return { kind, objects, bytes, samples, happens, remedy };
    });
}
