import { sayIn, wordsOf } from '../../presentation/words/words';

type Style = (style: string, text: string) => string;

/** What renderers of commands get, in English and without colours unless a style is given. */
export function inEnglish(style: Style = (_, text) => text) {
  return { language: 'en', words: wordsOf('en'), say: sayIn('en'), terminal: { style } } as const;
}
