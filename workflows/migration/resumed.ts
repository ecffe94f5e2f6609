import type { Attested } from '../../contracts/attested';
import type { Migration } from '../../contracts/migration';
import type { Launch } from '../../provisioning/migration/launch-approval';
import type { KeptStep } from './migration-run';

/** What a run hands over to the one that goes on with its watch. */
export interface Resumed {
  readonly migration: Attested<Migration>;
  readonly launch: Attested<Launch>;
  /** Of the job that is watched. */
  readonly number: number;
  readonly steps: readonly KeptStep[];
  /** What happened at the approval gate. */
  readonly audit: unknown;
}

/**
 * Reads what an earlier run handed over. Anybody can start a run with anything: what counts is attested, and what is
 * only shown is shown as far as it has the right form.
 *
 * @returns null for the first run
 */
export function resumedFrom(came: unknown): Resumed | null {
  if (came === undefined || came === null) {
    return null;
  }
  const { migration, launch, number, steps, audit } = Object(came) as Partial<Record<keyof Resumed, unknown>>;
  return {
    migration: migration as Resumed['migration'],
    launch: launch as Resumed['launch'],
    number: typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : 0,
    steps: Array.isArray(steps) ? steps.filter(isStep) : [],
    audit,
  };
}

function isStep(step: unknown): step is KeptStep {
  return Array.isArray(step) && step.length === 2 && step.every((part) => typeof part === 'string');
}
