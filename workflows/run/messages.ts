import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import { readRetry, retrySignal, statusQuery, type Read, type RetryRequest } from '../../contracts/messages';
import { LANGUAGES, type Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { phrase, sentences, wordsOf, type Words } from '../../presentation/words/words';
import type { Run } from './run';
import { WORKER_LANGUAGE } from './worker-language';

type Noticing = Pick<Run<never>, 'notice'>;

/** Lets `retry` go on with a step that requires action. @param ask what it asks; false if nothing requires action */
export function listenForRetry(
  run: Noticing & Pick<Run<never>, 'askRetry'>,
  name: 'retry' | 'retryAll' = 'retry',
  ask: (request: RetryRequest) => boolean = () => run.askRetry(),
): void {
  setHandler(
    retrySignal,
    (payload) => {
      const read = readRetry(payload);
      if (!read.ok) {
        run.notice(read.problem);
      } else if (!ask(read.value)) {
        run.notice(
          phrase('run.ignored', {
            name: 'retry',
            who: read.value.by,
            why: phrase('run.nothingToRetry'),
          }),
        );
      }
    },
    described(name, messageExamples.retry),
  );
}

/**
 * The description of a message, which the dialogs of the Web UI show, in the language of the worker.
 *
 * @param example its argument; undefined if it has none
 */
export function described(
  name: Exclude<keyof Words['messages'], 'json' | 'jsonIfAny' | 'noArgument'>,
  example?: string,
  takes: 'json' | 'jsonIfAny' = 'json',
): { readonly description: string } {
  const { messages } = wordsOf(WORKER_LANGUAGE);
  const argument = example === undefined ? messages.noArgument : messages[takes]({ example });
  return { description: sentences([messages[name], argument]) };
}

/** Answers the query `status`. */
export function answerStatus(run: Pick<Run<never>, 'status'>): void {
  setHandler(
    statusQuery,
    (asked) => run.status(languageAsked(asked)),
    described('status', '{ "language": "zh" }', 'jsonIfAny'),
  );
}

/** The language that a query names; undefined for none of ours. */
function languageAsked(asked: unknown): Language | undefined {
  const { language } = Object(asked) as { language?: unknown };
  return LANGUAGES.find((one) => one === language);
}

/** What an update says; one that cannot be read is refused. */
export function readOrRefuse<T>(run: Pick<Run<never>, 'say'>, read: Read<T>): T {
  if (!read.ok) {
    throw refused(run, read.problem);
  }
  return read.value;
}

/** The dialog of the Web UI would show the stack trace, which says nothing to who is refused. */
export function refused(run: Pick<Run<never>, 'say'>, reason: Said): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable(run.say(reason), 'DecisionRefused', reason);
  failure.stack = '';
  return failure;
}
