import { phrase } from '../presentation/words/words';
import { Mark, type EntryOffsets } from './entry-offsets';
import type { InnerLoops } from './inner-loops';
import { UntrustworthyPage } from './page-source';
import { unescapeXml } from './xml-text';

/** What a `+` in a URL-encoded key stands for. Kingsoft's SDKs read a space; nothing documents what KS3 writes. */
export type PlusMeaning = 'space' | 'plus';

/** A page whose keys hold `+`, when neither it nor an earlier page shows what that stands for. */
export class AmbiguousPlus extends UntrustworthyPage {
  /** @param written a key as the page writes it, one character a byte */
  constructor(readonly written: string) {
    super(phrase('inventory.ambiguousPlus'));
  }
}

const [PERCENT, PLUS, SPACE] = [0x25, 0x2b, 0x20];
/** More than two digits can be worth. */
const NO_DIGIT = 0x100;
/** What each byte is worth as a hexadecimal digit. */
const HEX_DIGITS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/**
 * Resolves entities, and the URL encoding if the page says that it has one, in place: what is decoded is never
 * longer than what was written.
 *
 * A store writes a space in one way: `+` next to `%20` is a plus sign, next to `%2B` a space.
 *
 * @returns what `+` means, as far as it is known by now
 * @throws UntrustworthyPage if a key cannot be what the page says it is
 */
export function decodeKeys(
  page: Buffer,
  { calls, entries }: InnerLoops,
  encoded: boolean,
  known: PlusMeaning | null,
): PlusMeaning | null {
  const marks = calls.marksOf(entries.length);
  if ((marks & Mark.ampersand) !== 0) {
    unescapeEntries(page, entries);
  }
  if (!encoded || marks === 0) {
    return known;
  }
  const mayHoldPlus = (marks & (Mark.plus | Mark.ampersand)) !== 0;
  const meaning = mayHoldPlus ? plusMeaning(page, entries, known) : known;
  const bad = calls.decodeEntries(entries.length, meaning === 'space');
  if (bad !== -1) {
    throw notUrlEncoded(page, calls.badEscape(), entries.keyEnd[bad] as number);
  }
  return meaning;
}

function unescapeEntries(page: Buffer, entries: EntryOffsets): void {
  for (let index = 0; index < entries.length; index++) {
    if (((entries.marks[index] as number) & Mark.ampersand) !== 0) {
      unescapeEntry(page, entries, index);
    }
  }
}

function unescapeEntry(page: Buffer, entries: EntryOffsets, index: number): void {
  const start = entries.keyStart[index] as number;
  const text = unescapeXml(page.toString('latin1', start, entries.keyEnd[index]));
  entries.keyEnd[index] = start + page.write(text, start, 'latin1');
}

/** What the page's own keys, read together with what is known, say of `+`. */
function plusMeaning(page: Buffer, entries: EntryOffsets, known: PlusMeaning | null): PlusMeaning | null {
  let [space, plus, ambiguous] = [false, false, -1];
  for (let index = 0; index < entries.length; index++) {
    if (entries.marks[index] === 0) {
      continue;
    }
    const end = entries.keyEnd[index] as number;
    for (let at = entries.keyStart[index] as number; at < end; at++) {
      if (page[at] === PLUS) {
        ambiguous = ambiguous === -1 ? index : ambiguous;
      } else if (page[at] === PERCENT && page[at + 1] === 0x32) {
        space ||= page[at + 2] === 0x30;
        plus ||= page[at + 2] === 0x42 || page[at + 2] === 0x62;
      }
    }
  }
  // A space written %20 is not also written +; a plus sign written %2B is not also written +.
  const said: PlusMeaning | null = space ? 'plus' : plus ? 'space' : null;
  if (ambiguous === -1) {
    return known;
  }
  if ((space && plus) || (said !== null && known !== null && said !== known)) {
    throw new UntrustworthyPage(phrase('inventory.plusInTwoWays'));
  }
  const meaning = said ?? known;
  if (meaning === null) {
    throw new AmbiguousPlus(page.toString('latin1', entries.keyStart[ambiguous], entries.keyEnd[ambiguous]));
  }
  return meaning;
}

/** @returns the end of what was decoded */
function decodeUrlInPlace(page: Buffer, start: number, end: number, plus: PlusMeaning | null): number {
  let to = start;
  for (let at = start; at < end; at++) {
    const byte = page[at] as number;
    if (byte === PERCENT) {
      const value = at + 2 < end ? hexDigit(page[at + 1]) * 16 + hexDigit(page[at + 2]) : NO_DIGIT;
      if (value >= NO_DIGIT) {
        throw notUrlEncoded(page, at, end);
      }
      page[to++] = value;
      at += 2;
    } else {
      page[to++] = byte === PLUS && plus === 'space' ? SPACE : byte;
    }
  }
  return to;
}

function notUrlEncoded(page: Buffer, at: number, end: number): UntrustworthyPage {
  const text = page.toString('latin1', at, Math.min(at + 3, end));
  return new UntrustworthyPage(phrase('inventory.notUrlEncoded', { text }));
}

const hexDigit = (byte: number | undefined): number => HEX_DIGITS[byte as number] as number;

/** A text that is URL-encoded, for example the echoed prefix; one character a byte. */
export function decodeUrl(text: string, plus: PlusMeaning): string {
  const bytes = Buffer.from(text, 'latin1');
  return bytes.toString('latin1', 0, decodeUrlInPlace(bytes, 0, bytes.length, plus));
}
