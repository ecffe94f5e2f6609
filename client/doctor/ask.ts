import { PrepError, remedyOf } from '../../contracts/prep-error';
import type { Check } from '../../contracts/provisioning';
import type { ErrorType } from '../../contracts/error-table';
import type { ErrorReport } from '../../presentation/words/phrase';
import { evidence, say, sentences, whatHappened } from '../../presentation/words/words';
import { humanDuration } from '../../presentation/text/human-units';
import { ok, problem, type DoctorCheck } from './doctor-report';

/** Longest time that one look may take, in milliseconds. */
const WITHIN_MS = 15_000;

/**
 * Asks a service and reports what came of it; never rejects, and takes no longer than the limit.
 *
 * @param question answers a message, or a check of its own
 */
export async function ask(
  name: string,
  question: (signal: AbortSignal) => Promise<string | DoctorCheck>,
  withinMs = WITHIN_MS,
): Promise<DoctorCheck> {
  const outOfTime = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // Not every SDK can abort a request, so the limit holds whether or not the signal is heeded.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      outOfTime.abort();
      reject(new Error('Out of time'));
    }, withinMs);
  });
  try {
    const answer = await Promise.race([question(outOfTime.signal), late]);
    return typeof answer === 'string' ? ok(name, answer) : answer;
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
  name: string,
  run: (signal: AbortSignal) => Promise<Check>,
  remedy?: string,
): Promise<DoctorCheck> {
  return ask(name, async (signal) => shownCheck(name, await run(signal), remedy));
}

/** A check of the preflight as the doctor shows it. */
export function shownCheck(name: string, { outcome, message, report }: Check, remedy?: string): DoctorCheck {
  if (report !== undefined) {
    return knownProblem(name, report);
  }
  return { name, outcome, message: say('en', message), ...(outcome === 'warning' ? { remedy } : {}) };
}

/** Turns an error of the table into a check, its remedy apart from what happened. */
export function knownProblem(name: string, report: ErrorReport): DoctorCheck {
  const happened = sentences([whatHappened(report, 'en'), evidence(report.about, 'en')]);
  return problem(
    name,
    happened.replace(/\s+/g, ' ').trim(),
    remedyOf(report.error as ErrorType, 'en', 'command'),
  );
}

function silent(name: string, withinMs: number): DoctorCheck {
  return problem(
    name,
    `There was no answer within ${humanDuration(withinMs)}.`,
    'Check the network between here and the service, and proxies on the way.',
  );
}

function failed(name: string, error: unknown): DoctorCheck {
  if (error instanceof PrepError) {
    return knownProblem(name, error.report);
  }
  // Nobody has checked the words of an unknown error for secrets.
  const kind = error instanceof Error ? error.name : typeof error;
  return problem(name, `The check failed with an unexpected ${kind}.`, 'Try again; if it stays, report it.');
}
