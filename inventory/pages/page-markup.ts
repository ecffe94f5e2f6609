import { markOf, type EntryOffsets } from './entry-offsets';
import type { FieldKind, ReadField } from './entry-shape';
import type { InnerLoops, LoadedPage } from '../inner-loops';
import { fromKeyBytes } from './key-bytes';
import { UntrustworthyPage } from './page-source';
import { unescapeXml } from './xml-text';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

const [TAB, LF, CR, SPACE, SLASH, LESS, GREATER, QUESTION, BANG] = [
  9, 10, 13, 32, 0x2f, 0x3c, 0x3e, 0x3f, 0x21,
];

const ROOT = 'ListBucketResult';
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const [ENTRY_OPEN, ENTRY_CLOSE] = [bytesOf('<Contents>'), bytesOf('</Contents>')];

/** The elements of an entry that an inventory looks at. */
const KINDS: Readonly<Record<string, FieldKind>> = {
  Key: 'key',
  Size: 'size',
  StorageClass: 'class',
  LastModified: 'date',
};

/**
 * Walks once over the bytes of a listing page, from the root element to the end of the body, and notes where the
 * entries' parts lie. Every element must be closed by its own name and nothing may follow the root, so that a page
 * that was cut anywhere, or is no listing at all, cannot pass for a short one.
 */
export class PageMarkup {
  /** Text of the elements other than the entries, raw, one character a byte; the first of each name. */
  readonly fields = new Map<string, string>();
  /** Folders that the page lists, raw: it was requested with a delimiter. */
  readonly folders: string[] = [];
  #page: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(private readonly loops: InnerLoops) {}

  /**
   * Notes the entries in the columns of the inner loops.
   *
   * @param isFolded whether folders were requested
   * @throws UntrustworthyPage naming what is wrong
   */
  read({ page, start }: LoadedPage, isFolded = false): void {
    this.#page = page;
    this.fields.clear();
    this.folders.length = 0;
    this.#at = start;
    this.#openRoot();
    for (;;) {
      this.#skipSpace();
      if (page[this.#at] !== LESS) {
        throw cut(this.#at < page.length ? 'strayText' : 'cut');
      }
      if (page[this.#at + 1] === SLASH) {
        break;
      }
      if (startsWith(page, this.#at, ENTRY_OPEN)) {
        this.#readEntries();
      } else {
        this.#readField(isFolded);
      }
    }
    this.#close(ROOT);
    this.#skipSpace();
    if (this.#at !== page.length) {
      throw new UntrustworthyPage(phrase('inventory.trailing'));
    }
  }

  #openRoot(): void {
    const page = this.#page;
    const at = this.#at;
    if (page[at] === 0xef && page[at + 1] === 0xbb && page[at + 2] === 0xbf) {
      this.#at = at + 3;
    }
    this.#skipSpace();
    if (this.#at === page.length) {
      throw new UntrustworthyPage(phrase('inventory.empty'));
    }
    if (page[this.#at] === LESS && page[this.#at + 1] === QUESTION) {
      const end = page.indexOf('?>', this.#at);
      this.#at = end === -1 ? page.length : end + 2;
      this.#skipSpace();
    }
    const root = /^<([^\s>/]+)/.exec(
      page.toString('latin1', this.#at, Math.min(this.#at + 64, page.length)),
    )?.[1];
    if (root !== ROOT) {
      throw new UntrustworthyPage(whatItIs(root, page, this.#at));
    }
    const end = page.indexOf(GREATER, this.#at);
    if (end === -1 || page[end - 1] === SLASH) {
      throw cut(end === -1 ? 'cut' : 'noBucket');
    }
    this.#at = end + 1;
  }

  /** Reads as many entries as have the shape of an earlier one; if none has, one of any shape. */
  #readEntries(): void {
    const behind = this.loops.readEntries(this.#at);
    if (behind === this.#at) {
      this.#readUnknownEntry();
    } else {
      this.#at = behind;
    }
  }

  /** Reads an entry element by element, whatever their order, and learns its shape for those that follow. */
  #readUnknownEntry(): void {
    const page = this.#page;
    const begin = this.#at;
    const fields: ReadField[] = [];
    let nested = false;
    this.#at += ENTRY_OPEN.length;
    for (;;) {
      this.#skipSpace();
      const open = this.#at;
      if (page[open] !== LESS) {
        throw cut('cutInEntry');
      }
      if (page[open + 1] === SLASH) {
        break;
      }
      const nameEnd = this.#nameEnd(open + 1);
      if (page[nameEnd] !== GREATER) {
        nested = true;
        continue;
      }
      const end = page.indexOf(LESS, nameEnd);
      if (end === -1) {
        throw cut('cutInEntry');
      }
      this.#at = end;
      if (page[end + 1] === SLASH) {
        this.#closeAs(open + 1, nameEnd - open - 1);
        const kind = KINDS[page.toString('latin1', open + 1, nameEnd)] ?? 'other';
        fields.push({ kind, valueStart: nameEnd + 1, valueEnd: end });
      } else {
        this.#skipNested(open + 1, nameEnd);
        nested = true;
      }
    }
    if (!startsWith(page, this.#at, ENTRY_CLOSE)) {
      throw cut('cutInEntry');
    }
    this.#at += ENTRY_CLOSE.length;
    this.#noteEntry(fields, this.loops.entries);
    if (!nested) {
      this.loops.learnShape(begin, this.#at, fields);
    }
  }

  #noteEntry(fields: readonly ReadField[], entries: EntryOffsets): void {
    const page = this.#page;
    const index = entries.length;
    const only = (kind: FieldKind): ReadField | undefined => {
      const [first, second] = fields.filter((field) => field.kind === kind);
      if (second !== undefined) {
        throw new UntrustworthyPage(phrase('inventory.doubleField', { field: kind }));
      }
      return first;
    };
    const [key, size, storageClass] = [only('key'), only('size'), only('class')];
    if (key === undefined || key.valueStart === key.valueEnd) {
      throw new UntrustworthyPage(phrase('inventory.noKey'));
    }
    const bytes = size === undefined ? -1 : decimalIn(page, size.valueStart, size.valueEnd);
    if (bytes < 0) {
      const written = unescapeXml(page.toString('latin1', key.valueStart, key.valueEnd));
      throw new UntrustworthyPage(phrase('inventory.noSize', { key: fromKeyBytes(written) ?? written }));
    }
    let marks = 0;
    for (let at = key.valueStart; at < key.valueEnd; at++) {
      marks |= markOf(page[at] as number);
    }
    entries.keyStart[index] = key.valueStart;
    entries.keyEnd[index] = key.valueEnd;
    entries.marks[index] = marks;
    entries.size[index] = bytes;
    entries.classStart[index] = storageClass?.valueStart ?? -1;
    entries.classEnd[index] = storageClass?.valueEnd ?? -1;
    entries.dateStart[index] = only('date')?.valueStart ?? -1;
    entries.length = index + 1;
  }

  /** An element other than an entry. */
  #readField(isFolded: boolean): void {
    const page = this.#page;
    const open = this.#at + 1;
    const nameEnd = this.#nameEnd(open);
    const name = page.toString('latin1', open, nameEnd);
    if (page[nameEnd] !== GREATER) {
      this.#note(name, '');
      return;
    }
    if (name === 'CommonPrefixes' && !isFolded) {
      throw new UntrustworthyPage(phrase('inventory.delimiter'));
    }
    const end = page.indexOf(LESS, nameEnd);
    if (end === -1) {
      throw cut('cut');
    }
    this.#at = end;
    if (page[end + 1] === SLASH) {
      this.#closeAs(open, nameEnd - open);
      this.#note(name, page.toString('latin1', nameEnd + 1, end));
    } else {
      this.#skipNested(open, nameEnd);
      if (name === 'CommonPrefixes') {
        this.#noteFolders(page.toString('latin1', nameEnd + 1, this.#at));
      }
    }
  }

  #noteFolders(markup: string): void {
    for (const [, text = ''] of markup.matchAll(/<Prefix>([^<]*)<\/Prefix>/g)) {
      this.folders.push(text);
    }
  }

  #note(name: string, text: string): void {
    if (this.fields.size < 64 && !this.fields.has(name)) {
      this.fields.set(name, text);
    }
  }

  /** The position behind a start tag's name: its `>`, or, having moved on behind it, that of an empty element. */
  #nameEnd(start: number): number {
    const page = this.#page;
    let at = start;
    for (let byte = page[at]; byte !== GREATER && byte !== SLASH && byte !== SPACE; byte = page[++at]) {
      if (byte === undefined || byte === LESS || byte === BANG || byte === QUESTION || at - start > 64) {
        throw cut('cutOrOtherXml');
      }
    }
    if (page[at] === GREATER) {
      return at;
    }
    const close = page.indexOf(GREATER, at);
    if (close === -1) {
      throw cut('cut');
    }
    if (page[close - 1] !== SLASH) {
      throw new UntrustworthyPage(phrase('inventory.attributes'));
    }
    this.#at = close + 1;
    return at;
  }

  /** Moves behind the end of an element that holds others: nothing in it is of interest. */
  #skipNested(nameStart: number, nameEnd: number): void {
    const name = this.#page.toString('latin1', nameStart, nameEnd);
    const close = `</${name}>`;
    const end = this.#page.indexOf(close, this.#at, 'latin1');
    // Not on to the end of the page, since that costs the square of its length if there are many.
    if (end === -1 || this.#page.subarray(this.#at, end).includes(ENTRY_CLOSE)) {
      throw cut('cut');
    }
    this.#at = end + close.length;
  }

  /** Moves behind `</name>`, whose name must be that of the start tag. */
  #closeAs(nameStart: number, nameLength: number): void {
    const page = this.#page;
    const at = this.#at + 2;
    for (let offset = 0; offset < nameLength; offset++) {
      if (page[at + offset] !== page[nameStart + offset]) {
        throw cut('cutOrMalformed');
      }
    }
    if (page[at + nameLength] !== GREATER) {
      throw cut('cutOrMalformed');
    }
    this.#at = at + nameLength + 1;
  }

  #close(name: string): void {
    const text = `</${name}>`;
    if (
      this.#page.toString('latin1', this.#at, Math.min(this.#at + text.length, this.#page.length)) !== text
    ) {
      throw cut('cut');
    }
    this.#at += text.length;
  }

  #skipSpace(): void {
    const page = this.#page;
    let at = this.#at;
    for (let byte = page[at]; byte === SPACE || byte === LF || byte === CR || byte === TAB; byte = page[at]) {
      at++;
    }
    this.#at = at;
  }
}

function startsWith(page: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let offset = 0; offset < text.length; offset++) {
    if (page[at + offset] !== text[offset]) {
      return false;
    }
  }
  return true;
}

/** A decimal of at most 2^53; -1 if it is none. */
function decimalIn(page: Uint8Array, start: number, end: number): number {
  if (start === end || end - start > 16) {
    return -1;
  }
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (page[at] as number) - 0x30;
    if (digit < 0 || digit > 9) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : -1;
}

function cut(
  how: 'cut' | 'cutInEntry' | 'cutOrMalformed' | 'cutOrOtherXml' | 'noBucket' | 'strayText',
): UntrustworthyPage {
  return new UntrustworthyPage(phrase(`inventory.${how}`));
}

/** What an answer is that is no listing. */
function whatItIs(root: string | undefined, page: Buffer, start: number): Phrase {
  const head = page.toString('latin1', start, Math.min(page.length, start + 4096));
  const code = root === 'Error' ? /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(head)?.[1] : undefined;
  if (code !== undefined) {
    return phrase('inventory.errorWithSuccess', { code });
  }
  if (root === undefined && page[start] === 0x1f && page[start + 1] === 0x8b) {
    return phrase('inventory.compressed');
  }
  if (root === undefined) {
    return phrase('inventory.notXml');
  }
  return /^(!doctype|html)$/i.test(root)
    ? phrase('inventory.html')
    : phrase('inventory.otherRoot', { root: root.replace(/[^\w:.-]/g, '?').slice(0, 40) });
}
