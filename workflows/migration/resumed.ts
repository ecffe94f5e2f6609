import type { Attested } from '../../contracts/approval/attested';
import type { RoundCount } from '../../contracts/migration/job-progress';
import { readCutOver } from '../../contracts/messages';
import type { CutOver, Migration } from '../../contracts/migration/migration';
import type { Launch } from '../../provisioning/migration/launch-approval';
import type { KeptStep } from './migration-run';

/** A job that was launched: which one of the migration is watched, and what was decided. */
export interface Launched {
  readonly migration: Attested<Migration>;
  readonly launch: Attested<Launch>;
  readonly round: number;
  /** Of the job in its round: 0 is the first one, every other one repairs the one before. */
  readonly number: number;
  /** Milliseconds since 1970 at which the next round is due. */
  readonly due: number;
  /** Null until it is approved. */
  readonly cutOver: Attested<CutOver> | null;
}

/** What a run hands over to the one that goes on with its watch. */
export interface Resumed extends Launched {
  /** If somebody asked for the cut-over; null if it is approved, or nobody did. */
  readonly cutOverAsked: { readonly by: string } | null;
  /** What the rounds copied, as it is shown. */
  readonly rounds: readonly RoundCount[];
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
  const { migration, launch, round, number, due, cutOver, cutOverAsked, rounds, steps, audit } = Object(
    came,
  ) as Partial<Record<keyof Resumed, unknown>>;
  return {
    migration: migration as Resumed['migration'],
    launch: launch as Resumed['launch'],
    round: counting(round),
    number: counting(number),
    due: counting(due),
    cutOver: (cutOver ?? null) as Resumed['cutOver'],
    cutOverAsked: askedBy(cutOverAsked),
    rounds: Array.isArray(rounds) ? rounds.filter(isCount) : [],
    steps: Array.isArray(steps) ? steps.filter(isStep) : [],
    audit,
  };
}

function counting(came: unknown): number {
  return typeof came === 'number' && Number.isSafeInteger(came) && came >= 0 ? came : 0;
}

function isCount(came: unknown): came is RoundCount {
  const { round, number, copied, failed } = Object(came) as Partial<Record<keyof RoundCount, unknown>>;
  const digits = [copied, failed].every((one) => typeof one === 'string' && /^-?\d{1,30}$/.test(one));
  return digits && [round, number].every(Number.isSafeInteger);
}

function askedBy(came: unknown): Resumed['cutOverAsked'] {
  const read = readCutOver(came);
  return read.ok ? read.value : null;
}

function isStep(step: unknown): step is KeptStep {
  return Array.isArray(step) && step.length === 2 && step.every((part) => typeof part === 'string');
}
