import { say } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Check } from '../../contracts/provisioning';

/** What a check found, before it has a name: a message, or a warning. */
export type Finding = string | { readonly warning: string };

/**
 * Runs one check. What a person must cure becomes a finding, so that all of them are told at once; what time may
 * cure, and what ends the run, is thrown.
 */
export async function check(name: string, look: () => Promise<Finding>): Promise<Check> {
  try {
    const finding = await look();
    return typeof finding === 'string'
      ? { name, outcome: 'ok', message: finding }
      : { name, outcome: 'warning', message: finding.warning };
  } catch (error) {
    if (error instanceof PrepError && (error.effect === 'parked' || error.effect === 'restart')) {
      const { type, report } = error;
      return { name, outcome: 'problem', message: say('en', report), errorType: type, report };
    }
    throw error;
  }
}
