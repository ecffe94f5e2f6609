import type { Phase } from '../../contracts/runs/status';
import type { Words } from '../words/words';

/** How a run ended. */
export function outcomeInWords(
  { outcome, failure }: Extract<Phase, { name: 'finished' }>,
  { terminal }: Words,
): string {
  return failure === undefined ? (terminal.outcomes[outcome] ?? outcome) : terminal.failedWith(failure);
}
