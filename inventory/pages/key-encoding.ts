import { phrase } from '../../presentation/words/words';
import { Mark, type EntryOffsets } from './entry-offsets';
import type { InnerLoops } from '../inner-loops';
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

const [PERCENT, PLUS] = [0x25, 0x2b];
/** What is encoded, or should be: a `%` with what follows it, and `+`. */
const ENCODED = /%([\da-f]{2})|%.{0,2}|\+/gis;

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
    const at = calls.badEscape();
    throw notUrlEncoded(page.toString('latin1', at, Math.min(at + 3, entries.keyEnd[bad] as number)));
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

function notUrlEncoded(text: string): UntrustworthyPage {
  return new UntrustworthyPage(phrase('inventory.notUrlEncoded', { text }));
}

/** A text that is URL-encoded, for example the echoed prefix; one character a byte. */
export function decodeUrl(text: string, plus: PlusMeaning): string {
  return text.replaceAll(ENCODED, (written: string, digits: string | undefined) => {
    if (digits !== undefined) {
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (written !== '+') {
      throw notUrlEncoded(written);
    }
    return plus === 'space' ? ' ' : written;
  });
}
