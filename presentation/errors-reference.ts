import { errorTable, ruleOf, type ErrorEffect, type ErrorType } from '../contracts/error-table';
import { remedyOf } from '../contracts/prep-error';
import type { Language } from './words/language';
import { wordsOf } from './words/words';

/** One entry of the page that explains every error. */
export interface ErrorReference {
  readonly type: string;
  readonly effect: ErrorEffect;
  readonly happened: string;
  readonly remedy: string;
}

/** Every error of the table in one language, as docs/errors.md lists them. */
export function errorsReference(language: Language): ErrorReference[] {
  return (Object.keys(errorTable) as ErrorType[]).map((type) => ({
    type,
    effect: ruleOf(type).effect,
    happened: wordsOf(language).errors[type].happened,
    remedy: remedyOf(type, language, 'run'),
  }));
}
