/** The languages that everything people read exists in. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language that a locale of the environment stands for, such as `zh_CN.UTF-8` or `en`.
 *
 * @returns null if it is none of ours
 */
export function languageOfLocale(locale: string): Language | null {
  const [tag] = locale.toLowerCase().split(/[^a-z]/);
  return LANGUAGES.find((language) => language === tag) ?? null;
}

/** As pages in HTML name it. */
export const HTML_LANGUAGES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };
