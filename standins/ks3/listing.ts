import type { ListingQuirk } from '../core/service';
import {
  indexAfter,
  indexBehindPrefix,
  indexFrom,
  type ObjectFacts,
  type ObjectSource,
} from './sources/object-source';
import { compareUtf8 } from './sources/utf8-order';

/** The start of a page: after a key, or after all keys with a common prefix. */
export type Position = { kind: 'key' | 'prefix'; text: string };

export interface PageRequest {
  prefix: string;
  /** Empty: no grouping. */
  delimiter: string;
  from?: Position;
  maxKeys: number;
}

export interface Page {
  contents: { key: string; facts: ObjectFacts }[];
  commonPrefixes: string[];
  truncated: boolean;
  /** The last entry; undefined on an empty page. */
  last?: Position;
}

/** One page of a listing, in UTF-8 order; a common prefix counts as one key of `maxKeys`. */
export function listPage(source: ObjectSource, request: PageRequest): Page {
  const { prefix, delimiter, maxKeys } = request;
  const page: Page = { contents: [], commonPrefixes: [], truncated: false };
  let index = Math.max(indexFrom(source, prefix), startIndex(source, request.from));
  while (index < source.count) {
    const key = source.keyAt(index);
    if (!key.startsWith(prefix)) {
      break;
    }
    if (page.contents.length + page.commonPrefixes.length >= maxKeys) {
      page.truncated = true;
      break;
    }
    const group = commonPrefix(key, prefix, delimiter);
    if (group === undefined) {
      page.contents.push({ key, facts: source.factsAt(index) });
      page.last = { kind: 'key', text: key };
      index += 1;
    } else {
      page.commonPrefixes.push(group);
      page.last = { kind: 'prefix', text: group };
      index = indexBehindPrefix(source, group);
    }
  }
  return page;
}

/** Breaks a page as a fault requires; tokens are broken where they are written. */
export function spoilOrder(page: Page, quirk: ListingQuirk | undefined): Page {
  if (quirk !== 'not-ascending') {
    return page;
  }
  return { ...page, contents: [...page.contents].sort((a, b) => compareUtf8(b.key, a.key)) };
}

/**
 * The start of a marker or start-after: one that names a whole group with the delimiter at its end, as a NextMarker
 * does, is after that group.
 */
export function markerPosition(marker: string, prefix: string, delimiter: string): Position {
  const wholeGroup = commonPrefix(marker, prefix, delimiter) === marker;
  return { kind: wholeGroup ? 'prefix' : 'key', text: marker };
}

function startIndex(source: ObjectSource, from: Position | undefined): number {
  if (from === undefined) {
    return 0;
  }
  return from.kind === 'key' ? indexAfter(source, from.text) : indexBehindPrefix(source, from.text);
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) {
    return undefined;
  }
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
