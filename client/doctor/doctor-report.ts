/** What one look at the installation found. */
export interface DoctorCheck {
  /** What was looked at, for example `KS3 (default)`. */
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'problem';
  readonly message: string;
  /** What to change, where something should be. */
  readonly remedy?: string | undefined;
}

/** Everything that `prep doctor` found, in the order to read it. */
export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
}

/** The worst outcome among the checks. */
export function worstOutcome({ checks }: DoctorReport): DoctorCheck['outcome'] {
  const outcomes = new Set(checks.map(({ outcome }) => outcome));
  return outcomes.has('problem') ? 'problem' : outcomes.has('warning') ? 'warning' : 'ok';
}

export function ok(name: string, message: string): DoctorCheck {
  return { name, outcome: 'ok', message };
}

export function warning(name: string, message: string, remedy: string): DoctorCheck {
  return { name, outcome: 'warning', message, remedy };
}

export function problem(name: string, message: string, remedy?: string): DoctorCheck {
  return { name, outcome: 'problem', message, remedy };
}
