import type { Said } from '../../presentation/words/phrase';

/** The result of one check of the installation. */
export interface DoctorCheck {
  /** What was checked, for example `KS3 (default)`. */
  readonly name: Said;
  readonly outcome: 'ok' | 'warning' | 'problem';
  readonly message: Said;
  /** What to change, if anything. */
  readonly remedy?: Said | undefined;
}

/** Everything that `prep doctor` found, in the order to read it. */
export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
}

export function isCheck(answer: Said | DoctorCheck): answer is DoctorCheck {
  return typeof answer === 'object' && 'outcome' in answer;
}

/** The worst outcome among the checks. */
export function worstOutcome({ checks }: DoctorReport): DoctorCheck['outcome'] {
  const outcomes = new Set(checks.map(({ outcome }) => outcome));
  return outcomes.has('problem') ? 'problem' : outcomes.has('warning') ? 'warning' : 'ok';
}

export function ok(name: Said, message: Said): DoctorCheck {
  return { name, outcome: 'ok', message };
}

export function warning(name: Said, message: Said, remedy: Said): DoctorCheck {
  return { name, outcome: 'warning', message, remedy };
}

export function problem(name: Said, message: Said, remedy?: Said): DoctorCheck {
  return { name, outcome: 'problem', message, remedy };
}
