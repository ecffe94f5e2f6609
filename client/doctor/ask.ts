import { PrepError } from '../../contracts/prep-error';
import { errorTable, type ErrorType } from '../../contracts/error-table';
import { ok, problem, type DoctorCheck } from './doctor-report';
import { doctorRemedy } from './doctor-remedy';

/** Longest time that one look may take, in milliseconds. */
const WITHIN_MS = 15_000;

/**
 * Asks a service and reports what came of it; never rejects.
 *
 * @param question answers a message, or a check of its own
 */
export async function ask(
  name: string,
  question: (signal: AbortSignal) => Promise<string | DoctorCheck>,
): Promise<DoctorCheck> {
  const signal = AbortSignal.timeout(WITHIN_MS);
  try {
    const answer = await question(signal);
    return typeof answer === 'string' ? ok(name, answer) : answer;
  } catch (error) {
    return failed(name, error, signal);
  }
}

/** Turns an error of the table into a check, its remedy apart from what happened. */
export function knownProblem(name: string, type: ErrorType, message: string): DoctorCheck {
  const happened = message.replace(errorTable[type].remedy, () => '').replace(/\s+/g, ' ');
  return problem(name, happened.trim(), doctorRemedy(type));
}

function failed(name: string, error: unknown, signal: AbortSignal): DoctorCheck {
  if (error instanceof PrepError) {
    return knownProblem(name, error.type, error.message);
  }
  if (signal.aborted) {
    return problem(
      name,
      `There was no answer within ${WITHIN_MS / 1000} seconds.`,
      'Check the network, and proxies on the way.',
    );
  }
  // Nobody has checked the words of an unknown error for secrets.
  const kind = error instanceof Error ? error.name : typeof error;
  return problem(name, `The check failed with an unexpected ${kind}.`, 'Try again; if it stays, report it.');
}
