import type { Said } from '../../presentation/words/phrase';
import { PrepError } from '../../contracts/prep-error';
import type { Check } from '../../contracts/credentials/provisioning';

/** What a check found, before it has a name: a message, or a warning. */
export type Finding = Said | { readonly warning: Said };

/**
 * Runs one check. What a person must fix becomes a finding, so that all of them are reported at once; what time may
 * fix, and what ends the run, is thrown.
 */
export async function check(name: Said, look: () => Promise<Finding>): Promise<Check> {
  try {
    const finding = await look();
    return typeof finding === 'object' && 'warning' in finding
      ? { name, outcome: 'warning', message: finding.warning }
      : { name, outcome: 'ok', message: finding };
  } catch (error) {
    if (error instanceof PrepError && (error.effect === 'parked' || error.effect === 'restart')) {
      const { type, report } = error;
      return { name, outcome: 'problem', message: report, errorType: type, report };
    }
    throw error;
  }
}
