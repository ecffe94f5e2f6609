import type { Check } from '../../contracts/credentials/provisioning';
import { PrepError } from '../../contracts/prep-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { isCheck, ok, problem, type DoctorCheck } from './doctor-report';

/** Time limit of one check. */
const WITHIN_MS = 15_000;

/**
 * Asks a service and reports the result; never rejects, and takes no longer than the limit.
 *
 * @param question returns a message, or a check of its own
 */
export async function ask(
  name: Said,
  question: (signal: AbortSignal) => Promise<Said | DoctorCheck>,
  withinMs = WITHIN_MS,
): Promise<DoctorCheck> {
  const outOfTime = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // Not every SDK can abort a request, so the limit also holds if the signal is ignored.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      outOfTime.abort();
      reject(new Error('Out of time'));
    }, withinMs);
  });
  try {
    const answer = await Promise.race([question(outOfTime.signal), late]);
    return isCheck(answer) ? answer : ok(name, answer);
  } catch (error) {
    return outOfTime.signal.aborted ? silent(name, withinMs) : failed(name, error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs a check of the preflight.
 *
 * @param remedy what to change if it finds a warning
 */
export function askCheck(
  name: Said,
  run: (signal: AbortSignal) => Promise<Check>,
  remedy?: Said,
): Promise<DoctorCheck> {
  return ask(name, async (signal) => shownCheck(name, await run(signal), remedy));
}

/** A check of the preflight as the doctor shows it. */
export function shownCheck(name: Said, { outcome, message, report }: Check, remedy?: Said): DoctorCheck {
  return report === undefined
    ? { name, outcome, message, ...(outcome === 'warning' ? { remedy } : {}) }
    : problem(name, report);
}

function silent(name: Said, withinMs: number): DoctorCheck {
  return problem(name, phrase('doctor.silent', { withinMs }), phrase('doctor.checkNetwork'));
}

function failed(name: Said, error: unknown): DoctorCheck {
  if (error instanceof PrepError) {
    return problem(name, error.report);
  }
  // The words of an unknown error may hold secrets.
  const kind = error instanceof Error ? error.name : typeof error;
  return problem(name, phrase('doctor.unexpected', { kind }), phrase('doctor.tryAgain'));
}
