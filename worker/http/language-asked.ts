import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { LANGUAGES, type Language } from '../../presentation/words/language';

/** The language that a request accepts (`Accept-Language`); the usual one if it accepts none of ours. */
export function languageAsked(context: Context, usual: Language): Language {
  const asked = accepts(context, { header: 'Accept-Language', supports: [...LANGUAGES], default: usual });
  return LANGUAGES.find((one) => one === asked) ?? usual;
}
