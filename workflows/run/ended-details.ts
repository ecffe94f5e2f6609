import { ApplicationFailure, isCancellation } from '@temporalio/workflow';
import { outcomeInWords } from '../../presentation/details/outcome-in-words';
import type { Language } from '../../presentation/words/language';
import { plain } from '../../presentation/text/markdown';
import { wordsOf } from '../../presentation/words/words';

/** The details of a run that takes no messages, once it has ended without a result: without them, the last step would seem to go on. */
export function endedDetails(failure: unknown, language: Language): string {
  const words = wordsOf(language);
  const [outcome, type, message] = isCancellation(failure)
    ? ['cancelled', undefined, '']
    : failure instanceof ApplicationFailure
      ? ['failed', failure.type ?? undefined, failure.message]
      : ['failed', undefined, ''];
  const ended = words.details.finished({
    outcome: outcomeInWords({ name: 'finished', outcome, failure: type }, words),
  });
  const lines = message.split('\n').map((one) => plain(one));
  return [`### ${plain(ended)}`, lines.join('\n')].filter((one) => one !== '').join('\n\n');
}
