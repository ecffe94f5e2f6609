import type { Language } from '../../presentation/words/language';
import { wordsOf } from '../../presentation/words/words';
import { SETTINGS } from './setting-list';

/** A row of the tables in docs/configuration.md. */
export interface SettingReference {
  /** As in the file: `source.*.endpoint`. */
  readonly path: string;
  readonly name: string;
  /** The environment variable; empty for none. */
  readonly variable: string;
  /** The default in Markdown, or whether the setting is required. */
  readonly fallback: string;
  /** What it is for. */
  readonly says: string;
}

/**
 * Every setting in one language, as docs/configuration.md lists them.
 *
 * @throws Error for a setting that the catalogue does not describe
 */
export function settingsReference(language: Language): SettingReference[] {
  const { settings } = wordsOf(language);
  const says: Readonly<Record<string, string>> = settings.says;
  const unset: Readonly<Record<string, string>> = settings.unset;
  return SETTINGS.flatMap(({ path, secret, variable = '', required, fallback }) => {
    const key = (secret ?? path).replace('.*', '');
    const text = says[key];
    if (!path.includes('.') && text === undefined) {
      // A table: its settings are listed.
      return [];
    }
    if (text === undefined) {
      throw new Error(`No catalogue says what the setting ${key} is for`);
    }
    const name = path.split('.').at(-1) ?? '';
    if (secret !== undefined && path.endsWith('_env')) {
      return [{ path, name, variable, fallback: '', says: settings.secretVariable }];
    }
    const literal =
      fallback === undefined || fallback === null ? undefined : `\`${JSON.stringify(fallback)}\``;
    const left = unset[key] ?? literal ?? (required ? settings.required : settings.none);
    return [{ path, name, variable, fallback: left, says: text }];
  });
}
