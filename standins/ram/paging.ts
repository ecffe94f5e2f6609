import { invalidParameter } from './acs-errors';
import type { AcsParameters } from './acs-parameters';

export interface Page<T> {
  items: T[];
  /** `IsTruncated` and, if true, the `Marker` of the next page. */
  position: { IsTruncated: boolean; Marker?: string };
}

/** Cuts a page of `MaxItems` (1 to 1000, default 100) behind `Marker`, in the order of the names. */
export function page<T extends { name: string }>(all: readonly T[], parameters: AcsParameters): Page<T> {
  const maxItems = parameters.count('MaxItems', 100, { min: 1, max: 1000 });
  const after = decodeMarker(parameters.optional('Marker'));
  const rest = all
    .filter(({ name }) => after === undefined || name > after)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const items = rest.slice(0, maxItems);
  const last = items.at(-1);
  if (rest.length <= maxItems || last === undefined) {
    return { items, position: { IsTruncated: false } };
  }
  return { items, position: { IsTruncated: true, Marker: encodeMarker(last.name) } };
}

/** Opaque on purpose: a client must not build one. */
const encodeMarker = (name: string): string => Buffer.from(`after:${name}`).toString('base64url');

function decodeMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) {
    return undefined;
  }
  const text = Buffer.from(marker, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) {
    throw invalidParameter('Marker', 'Format');
  }
  return text.slice('after:'.length);
}
