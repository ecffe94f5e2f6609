import { phrase } from '../../presentation/words/words';
import { UntrustworthyPage } from './page-source';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The text of an XML element as bytes, with entities and character references resolved.
 *
 * @param raw the bytes between the tags, one character a byte
 * @throws UntrustworthyPage for an entity that XML does not know: what the key is cannot be said
 */
export function unescapeXml(raw: string): string {
  if (!raw.includes('&')) {
    return raw;
  }
  return raw.replace(/&([^;&]{0,12});?/g, (whole: string, name: string) => {
    const named = Object.hasOwn(NAMED, name) ? NAMED[name] : characterReference(name);
    if (named === undefined || !whole.endsWith(';')) {
      throw new UntrustworthyPage(phrase('inventory.unknownEntity', { text: whole.slice(0, 12) }));
    }
    return named;
  });
}

function characterReference(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (digits === null) {
    return undefined;
  }
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  // Half a surrogate pair is no character: which key it was part of cannot be said.
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1') : undefined;
}
