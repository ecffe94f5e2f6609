import { expect } from '@jest/globals';
import type { EntryOffsets } from '../../inventory/pages/entry-offsets';
import { toKeyBytes } from '../../inventory/pages/key-bytes';
import { PageScanner, type AskedPage, type EntrySink } from '../../inventory/pages/page-scanner';
import { UntrustworthyPage } from '../../inventory/pages/page-source';

/** Keeps what it was given: key, size, class and month of every counted entry. */
class Kept implements EntrySink {
  readonly objects: { key: string; size: number; storageClass: string | null; date: string | null }[] = [];

  addEntries(page: Buffer, offsets: EntryOffsets, count: number): void {
    for (let at = 0; at < count; at++) {
      const [classStart, dateStart] = [offsets.classStart[at] as number, offsets.dateStart[at] as number];
      this.objects.push({
        key: page.toString('utf8', offsets.keyStart[at], offsets.keyEnd[at]),
        size: offsets.size[at] as number,
        storageClass: classStart === -1 ? null : page.toString('latin1', classStart, offsets.classEnd[at]),
        date: dateStart === -1 ? null : page.toString('latin1', dateStart, dateStart + 7),
      });
    }
  }
}

export type Asked = Partial<Omit<AskedPage, 'prefix' | 'after' | 'until'>> & {
  prefix?: string;
  after?: string;
  until?: string;
};

function questionOf({ prefix = '', after = '', until, ...rest }: Asked): AskedPage {
  return {
    bucket: 'photos',
    prefix: toKeyBytes(prefix),
    after: toKeyBytes(after),
    until: until === undefined ? null : toKeyBytes(until),
    lastToken: null,
    plus: null,
    ...rest,
  };
}

export function scanned(body: string | Buffer, asked: Asked = {}, scanner = new PageScanner()) {
  const sink = new Kept();
  const page = scanner.scan(Buffer.from(body), questionOf(asked), sink);
  return { page, objects: sink.objects, keys: sink.objects.map(({ key }) => key) };
}

/** Why a page is refused; nothing of it may have been passed on. */
export function refusal(body: string | Buffer, asked: Asked = {}): string {
  const sink = new Kept();
  let reason = `it is believed: ${String(body)}`;
  try {
    new PageScanner().scan(Buffer.from(body), questionOf(asked), sink);
  } catch (error) {
    reason = error instanceof UntrustworthyPage ? error.message : String(error);
  }
  expect(reason).toMatch(/^(it (?!is believed)|its |something )/);
  expect(sink.objects).toEqual([]);
  return reason;
}
