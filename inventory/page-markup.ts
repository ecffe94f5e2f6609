import { UntrustworthyPage } from './page-source';

/** Where the parts of an entry lie in the page, side by side; positions are byte offsets. */
export class EntryOffsets {
  length = 0;
  keyStart = new Int32Array(1024);
  keyEnd = new Int32Array(1024);
  /** What is in the key that an encoding may have written: bits of `Mark`. */
  marks = new Uint8Array(1024);
  size = new Float64Array(1024);
  /** -1 where the entry has none. */
  classStart = new Int32Array(1024);
  classEnd = new Int32Array(1024);
  dateStart = new Int32Array(1024);

  grow(): void {
    const twice = this.keyStart.length * 2;
    this.keyStart = copied(new Int32Array(twice), this.keyStart);
    this.keyEnd = copied(new Int32Array(twice), this.keyEnd);
    this.marks = copied(new Uint8Array(twice), this.marks);
    this.size = copied(new Float64Array(twice), this.size);
    this.classStart = copied(new Int32Array(twice), this.classStart);
    this.classEnd = copied(new Int32Array(twice), this.classEnd);
    this.dateStart = copied(new Int32Array(twice), this.dateStart);
  }
}

function copied<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  return to;
}

/** Bytes of a key that an encoding may have written. */
export const Mark = { percent: 1, plus: 2, ampersand: 4 } as const;
const STOP = 0x80;

const [TAB, LF, CR, SPACE, SLASH, LESS, GREATER, QUESTION, BANG] = [9, 10, 13, 32, 0x2f, 0x3c, 0x3e, 0x3f, 0x21];

const MARK_OF = new Uint8Array(256);
MARK_OF[LESS] = STOP;
MARK_OF[0x25] = Mark.percent;
MARK_OF[0x2b] = Mark.plus;
MARK_OF[0x26] = Mark.ampersand;

const ROOT = 'ListBucketResult';
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const [ENTRY_OPEN, ENTRY_CLOSE] = [bytesOf('<Contents>'), bytesOf('</Contents>')];
const [KEY, SIZE, CLASS, DATE] = ['Key', 'Size', 'StorageClass', 'LastModified'].map(bytesOf) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/**
 * Walks once over the bytes of a listing page, from the root element to the end of the body, and notes where the
 * entries' parts lie. Every element must be closed by its own name and nothing may follow the root, so that a page
 * that was cut anywhere, or is no listing at all, cannot pass for a short one.
 */
export class PageMarkup {
  readonly entries = new EntryOffsets();
  /** Text of the elements beside the entries, raw, one character a byte; the first of each name. */
  readonly fields = new Map<string, string>();
  #page: Buffer = Buffer.alloc(0);
  #at = 0;

  /** @throws UntrustworthyPage naming what is wrong */
  read(page: Buffer): void {
    this.#page = page;
    this.entries.length = 0;
    this.fields.clear();
    this.#at = 0;
    this.#openRoot();
    for (;;) {
      this.#skipSpace();
      if (page[this.#at] !== LESS) {
        throw this.#cut(this.#at < page.length ? 'it holds text where an element belongs' : undefined);
      }
      if (page[this.#at + 1] === SLASH) {
        break;
      }
      if (startsWith(page, this.#at, ENTRY_OPEN)) {
        this.#at += ENTRY_OPEN.length;
        this.#readEntry();
      } else {
        this.#readField();
      }
    }
    this.#close(ROOT);
    this.#skipSpace();
    if (this.#at !== page.length) {
      throw new UntrustworthyPage('something follows its end');
    }
  }

  #openRoot(): void {
    const page = this.#page;
    if (page[0] === 0xef && page[1] === 0xbb && page[2] === 0xbf) {
      this.#at = 3;
    }
    this.#skipSpace();
    if (this.#at === page.length) {
      throw new UntrustworthyPage('it is empty');
    }
    if (page[this.#at] === LESS && page[this.#at + 1] === QUESTION) {
      const end = page.indexOf('?>', this.#at);
      this.#at = end === -1 ? page.length : end + 2;
      this.#skipSpace();
    }
    const root = /^<([^\s>/]+)/.exec(page.latin1Slice(this.#at, Math.min(this.#at + 64, page.length)))?.[1];
    if (root !== ROOT) {
      throw new UntrustworthyPage(whatItIs(root, page));
    }
    const end = page.indexOf(GREATER, this.#at);
    if (end === -1 || page[end - 1] === SLASH) {
      throw this.#cut(end === -1 ? undefined : 'it says nothing of its bucket');
    }
    this.#at = end + 1;
  }

  #readEntry(): void {
    const { entries } = this;
    const page = this.#page;
    const index = entries.length;
    if (index === entries.keyStart.length) {
      entries.grow();
    }
    let [keyStart, size, classStart, dateStart] = [-1, -1, -1, -1];
    for (;;) {
      this.#skipSpace();
      const open = this.#at;
      if (page[open] !== LESS) {
        throw this.#cut('it is cut in the middle of an entry');
      }
      if (page[open + 1] === SLASH) {
        break;
      }
      const nameEnd = this.#nameEnd(open + 1);
      if (page[nameEnd] !== GREATER) {
        continue;
      }
      const start = nameEnd + 1;
      const nameLength = nameEnd - open - 1;
      let at = start;
      let marks = 0;
      for (let mark = 0; mark !== STOP; at++) {
        if (at >= page.length) {
          throw this.#cut('it is cut in the middle of an entry');
        }
        mark = MARK_OF[page[at] as number] as number;
        marks |= mark;
      }
      const end = at - 1;
      if (page[end + 1] !== SLASH) {
        this.#at = end;
        this.#skipNested(open + 1, nameEnd);
        continue;
      }
      this.#at = end;
      this.#closeAs(open + 1, nameLength);
      if (nameLength === 3 && startsWith(page, open + 1, KEY)) {
        if (keyStart !== -1) {
          throw new UntrustworthyPage('it holds an entry with two keys');
        }
        keyStart = start;
        entries.keyStart[index] = start;
        entries.keyEnd[index] = end;
        entries.marks[index] = marks & ~STOP;
      } else if (nameLength === 4 && startsWith(page, open + 1, SIZE)) {
        size = decimalIn(page, start, end);
      } else if (nameLength === 12 && startsWith(page, open + 1, CLASS)) {
        classStart = start;
        entries.classEnd[index] = end;
      } else if (nameLength === 12 && startsWith(page, open + 1, DATE)) {
        dateStart = start;
      }
    }
    if (!startsWith(page, this.#at, ENTRY_CLOSE)) {
      throw this.#cut('it is cut in the middle of an entry');
    }
    this.#at += ENTRY_CLOSE.length;
    if (keyStart === -1 || entries.keyEnd[index] === keyStart) {
      throw new UntrustworthyPage('it holds an entry without a key');
    }
    if (size < 0) {
      throw new UntrustworthyPage('it holds an entry without a valid size');
    }
    entries.size[index] = size;
    entries.classStart[index] = classStart;
    entries.dateStart[index] = dateStart;
    entries.length = index + 1;
  }

  /** An element beside the entries. */
  #readField(): void {
    const page = this.#page;
    const open = this.#at + 1;
    const nameEnd = this.#nameEnd(open);
    const name = page.latin1Slice(open, nameEnd);
    if (page[nameEnd] !== GREATER) {
      this.#note(name, '');
      return;
    }
    if (name === 'CommonPrefixes') {
      throw new UntrustworthyPage('it is a listing with a delimiter, which was not asked for');
    }
    const end = page.indexOf(LESS, nameEnd);
    if (end === -1) {
      throw this.#cut(undefined);
    }
    this.#at = end;
    if (page[end + 1] === SLASH) {
      this.#closeAs(open, nameEnd - open);
      this.#note(name, page.latin1Slice(nameEnd + 1, end));
    } else {
      this.#skipNested(open, nameEnd);
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
        throw this.#cut('it is cut, or is not the XML of a listing');
      }
    }
    if (page[at] === GREATER) {
      return at;
    }
    const close = page.indexOf(GREATER, at);
    if (close === -1) {
      throw this.#cut(undefined);
    }
    if (page[close - 1] !== SLASH) {
      throw new UntrustworthyPage('it holds an element with attributes, which no listing has');
    }
    this.#at = close + 1;
    return at;
  }

  /** Moves behind the end of an element that holds others: nothing in it is of interest. */
  #skipNested(nameStart: number, nameEnd: number): void {
    const name = this.#page.latin1Slice(nameStart, nameEnd);
    const close = `</${name}>`;
    const end = this.#page.indexOf(close, this.#at, 'latin1');
    const entryEnd = this.#page.indexOf('</Contents>', this.#at, 'latin1');
    if (end === -1 || (entryEnd !== -1 && end > entryEnd)) {
      throw this.#cut(undefined);
    }
    this.#at = end + close.length;
  }

  /** Moves behind `</name>`, whose name must be that of the start tag. */
  #closeAs(nameStart: number, nameLength: number): void {
    const page = this.#page;
    const at = this.#at + 2;
    for (let offset = 0; offset < nameLength; offset++) {
      if (page[at + offset] !== page[nameStart + offset]) {
        throw this.#cut('it is cut, or is not well-formed XML');
      }
    }
    if (page[at + nameLength] !== GREATER) {
      throw this.#cut('it is cut, or is not well-formed XML');
    }
    this.#at = at + nameLength + 1;
  }

  #close(name: string): void {
    const text = `</${name}>`;
    if (this.#page.latin1Slice(this.#at, Math.min(this.#at + text.length, this.#page.length)) !== text) {
      throw this.#cut(undefined);
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

  #cut(why: string | undefined): UntrustworthyPage {
    return new UntrustworthyPage(why ?? 'it is cut: its end is missing');
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

/** A decimal of at most 2^53; -1 where it is none. */
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

/** What an answer is that is no listing, in words. */
function whatItIs(root: string | undefined, page: Buffer): string {
  const head = page.latin1Slice(0, Math.min(page.length, 4096));
  const code = root === 'Error' ? /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(head)?.[1] : undefined;
  if (code !== undefined) {
    return `it is the error ${code} under a success status`;
  }
  if (root === undefined) {
    return 'it is not a listing but no XML';
  }
  const kind = /^(!doctype|html)$/i.test(root) ? 'an HTML page' : `<${root.replace(/[^\w:.-]/g, '?').slice(0, 40)}>`;
  return `it is not a listing but ${kind}`;
}
