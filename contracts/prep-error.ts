import type { Language } from '../presentation/words/language';
import type { ErrorContext, ErrorReport } from '../presentation/words/phrase';
import { evidence, sentences, whatHappened, wordsOf } from '../presentation/words/words';
import { isErrorType, ruleOf, type ErrorEffect, type ErrorType } from './error-table';

export type { ErrorContext };

/**
 * An error of the table. Everything that leaves `clouds/` and `inventory/` is one of these: a vendor's error
 * is rebuilt, never wrapped, because its message, cause or URL may hold a secret.
 *
 * Its message is for logs; people are shown `describeError` in their language.
 */
export class PrepError extends Error {
  override readonly name = 'PrepError';
  readonly context: ErrorContext;

  constructor(
    readonly type: ErrorType,
    context: ErrorContext,
  ) {
    super(describeError(type, context));
    this.context = context;
  }

  get effect(): ErrorEffect {
    return ruleOf(this.type).effect;
  }

  /** The error as data. */
  get report(): ErrorReport {
    return { error: this.type, about: this.context };
  }
}

/** Where an error is shown: in a run that waits, as the answer of a command, or as what a run ended with. */
export type Where = 'run' | 'command' | Ended;

/** How a run continues that has ended and takes no message any more. */
export type Ended =
  /** The command that starts it again; null if that is not known. */
  | { readonly startAgain: string | null }
  /** Workflow ID of the run that started it, and waits for `retry`. */
  | { readonly parent: string };

/** Puts an error into words: what happened, to which resource, what to do, and the cloud's own words. */
export function describeError(
  type: ErrorType,
  context: ErrorContext,
  language: Language = 'en',
  where: Where = 'run',
): string {
  return sentences([
    whatHappened({ error: type, about: context }, language),
    remedyOf(type, language, where),
    evidence(context, language),
  ]);
}

/** What to do about an error. */
export function remedyOf(type: ErrorType, language: Language, where: Where): string {
  const { errors, tails } = wordsOf(language);
  const { remedy, outside } = errors[type];
  if (where === 'command') {
    return outside ?? remedy;
  }
  const { effect, restartWorker, orNewRun, continues } = ruleOf(type);
  if (typeof where === 'object') {
    return effect === 'fatal'
      ? remedy
      : sentences([
          outside ?? remedy,
          restartWorker ? tails.restart : '',
          'parent' in where ? tails.retryParent(where.parent) : tails.startAgain(where.startAgain),
        ]);
  }
  if (effect === 'restart') {
    return sentences([remedy, tails.newRun]);
  }
  if (effect !== 'parked' || continues) {
    return remedy;
  }
  return sentences([
    remedy,
    restartWorker ? tails.restartAndRetry : tails.retry,
    orNewRun ? tails.orNewRun : '',
  ]);
}

/** The message of a problem in the language of its reader. */
export function problemIn(
  language: Language,
  { message, report }: { readonly message: string; readonly report?: ErrorReport | undefined },
): string {
  return report !== undefined && isErrorType(report.error)
    ? describeError(
        report.error,
        report.about,
        language,
        report.startAgain === undefined ? 'run' : { startAgain: report.startAgain },
      )
    : message;
}
