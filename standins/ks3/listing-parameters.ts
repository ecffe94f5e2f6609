import { Ks3Error } from './errors';
import type { Position } from './listing';
import type { Ks3Switches } from './switches';

/** The parameters that both versions of the listing share, read and checked. */
export interface ListingParameters {
  prefix: string;
  delimiter: string;
  maxKeys: number;
  encodeUrl: boolean;
}

/** @throws Ks3Error InvalidArgument */
export function listingParameters(
  query: URLSearchParams,
  version: 1 | 2,
  switches: Ks3Switches,
): ListingParameters {
  const delimiter = query.get('delimiter') ?? '';
  const encoding = query.get('encoding-type') ?? '';
  if (encoding !== '' && encoding !== 'url') {
    throw new Ks3Error('InvalidArgument', `Invalid Encoding Method specified in Request: ${encoding}`);
  }
  // With a delimiter: 100 by default, in V1 also at most (docs.ksyun.com 42287, 42288).
  const most = delimiter === '' ? 1000 : version === 1 ? 100 : switches.v2DelimiterCap;
  return {
    prefix: query.get('prefix') ?? '',
    delimiter,
    maxKeys: maxKeysOf(query.get('max-keys'), most, delimiter === '' ? 1000 : 100),
    encodeUrl: encoding === 'url',
  };
}

function maxKeysOf(text: string | null, most: number, fallback: number): number {
  if (text === null || text === '') {
    return fallback;
  }
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) {
    throw new Ks3Error('InvalidArgument', `Argument max-keys must be an integer from 1 to 1000, not ${text}`);
  }
  return Math.min(Number(text), most);
}

/** A continuation token: not an object name, and with characters that must be escaped in a URL. */
export function writeToken({ kind, text }: Position): string {
  return Buffer.from(`\u{10FFFF}${kind === 'key' ? 'k' : 'p'}${text}`, 'utf8').toString('base64');
}

/** @throws Ks3Error InvalidArgument for a token that was not issued here */
export function readToken(token: string): Position {
  const match = /^\u{10FFFF}([kp])(.*)$/su.exec(Buffer.from(token, 'base64').toString('utf8'));
  if (match === null) {
    throw new Ks3Error('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return { kind: match[1] === 'k' ? 'key' : 'prefix', text: match[2] ?? '' };
}
