import { LANGUAGES, languageOfLocale, type Language } from '../presentation/words/language';

const LOCALES = ['PREP_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** What a command line says, with `--lang` taken out of it: the option may come before the command or after it. */
export interface LanguageChoice {
  readonly argv: readonly string[];
  readonly language: Language;
  /** The value of `--lang` if it is not a supported language; undefined if `--lang` has no value. */
  readonly unknown?: string | undefined;
}

/**
 * The language of a command line: `--lang`, else PREP_LANG, else the locale (LC_ALL, LC_MESSAGES, LANG), else
 * English. Only arguments before `--` are read.
 */
export function chooseLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): LanguageChoice {
  const language = fromEnvironment(env);
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const at = argv.findIndex((word, index) => index < end && /^--lang(=|$)/.test(word));
  const word = argv[at];
  if (word === undefined) {
    return { argv, language };
  }
  const given = word === '--lang' ? argv[at + 1] : word.slice('--lang='.length);
  const rest = argv.filter((_, index) => index !== at && !(word === '--lang' && index === at + 1));
  const chosen = LANGUAGES.find((one) => one === given);
  return chosen === undefined
    ? { argv: rest, language, unknown: given ?? '' }
    : { argv: rest, language: chosen };
}

function fromEnvironment(env: NodeJS.ProcessEnv): Language {
  const locale = LOCALES.map((name) => env[name] ?? '').find((value) => value !== '');
  return languageOfLocale(locale ?? '') ?? 'en';
}
