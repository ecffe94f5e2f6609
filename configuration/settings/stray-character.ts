import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * A character that nobody sees and that came with a copy from a web page, a chat or an editor: white space, zero-width
 * characters, a byte order mark. Null if there is none.
 */
export function strayCharacter(text: string): Phrase | null {
  const characters = Array.from(text);
  const at = characters.findIndex((one) => /[\s\p{Cf}\p{Cc}\p{Z}]/u.test(one));
  const found = characters[at];
  if (found === undefined) {
    return null;
  }
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return phrase('configuration.strayCharacter', { code, place: at + 1, of: characters.length });
}
