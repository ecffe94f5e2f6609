import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The differences between the V4 dialects; the chain of HMACs is the same. */
export interface V4Dialect {
  /** First word of the Authorization header and first line of the string to sign. */
  algorithm: string;
  /** Put before the secret for the first HMAC. */
  keyPrefix: string;
  /** Last part of the scope and last HMAC of the key. */
  terminator: string;
}

export const awsV4: V4Dialect = {
  algorithm: 'AWS4-HMAC-SHA256',
  keyPrefix: 'AWS4',
  terminator: 'aws4_request',
};
export const ossV4: V4Dialect = {
  algorithm: 'OSS4-HMAC-SHA256',
  keyPrefix: 'aliyun_v4',
  terminator: 'aliyun_v4_request',
};

export interface V4Scope {
  /** `YYYYMMDD`. */
  date: string;
  region: string;
  service: string;
}

export const scopeText = (dialect: V4Dialect, scope: V4Scope): string =>
  `${scope.date}/${scope.region}/${scope.service}/${dialect.terminator}`;

export const sha256Hex = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** The signature (lower-case hex) of a canonical request; `timestamp` is `YYYYMMDDTHHMMSSZ`. */
export function v4Signature(
  dialect: V4Dialect,
  secret: string,
  scope: V4Scope,
  timestamp: string,
  canonicalRequest: string,
): string {
  const stringToSign = [
    dialect.algorithm,
    timestamp,
    scopeText(dialect, scope),
    sha256Hex(canonicalRequest),
  ].join('\n');
  const dateKey = hmac(dialect.keyPrefix + secret, scope.date);
  const key = hmac(hmac(hmac(dateKey, scope.region), scope.service), dialect.terminator);
  return hmac(key, stringToSign).toString('hex');
}

/** Compares in constant time. */
export function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Percent-decodes to bytes; unlike decodeURIComponent it accepts bytes that are not UTF-8. */
export function percentDecode(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const decoded = Buffer.alloc(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const hex = bytes[i] === 0x25 ? bytes.toString('latin1', i + 1, i + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      decoded[length++] = Number.parseInt(hex, 16);
      i += 2;
    } else {
      decoded[length++] = bytes[i] ?? 0;
    }
  }
  return decoded.subarray(0, length);
}

/** Each byte as RFC 3986 writes it: all but `A-Z a-z 0-9 - . _ ~` escaped. */
const encodedBytes = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9\-._~]/.test(character)
    ? character
    : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** RFC 3986 encoding of bytes, as V4 wants it; slashes are escaped too unless `keepSlash`. */
export function percentEncode(bytes: Buffer, keepSlash = false): string {
  let encoded = '';
  for (const byte of bytes) {
    encoded += keepSlash && byte === 0x2f ? '/' : encodedBytes[byte];
  }
  return encoded;
}

/** The path of a canonical request: the path on the wire, in the encoding that is signed. */
export const canonicalPath = (rawPath: string): string => percentEncode(percentDecode(rawPath), true);

/**
 * The query of a canonical request: re-encoded, sorted by encoded name and value. A name without `=` gets
 * one, unless `bareNames` (OSS V4 writes it without).
 */
export function canonicalQuery(
  rawQuery: string,
  options: { omit?: readonly string[]; bareNames?: boolean } = {},
): string {
  const normalise = (text: string) => percentEncode(percentDecode(text.replaceAll('+', ' ')));
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = normalise(at < 0 ? pair : pair.slice(0, at));
      return { name, value: at < 0 ? '' : normalise(pair.slice(at + 1)) };
    })
    .filter(({ name }) => !options.omit?.includes(name))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.value, b.value))
    .map(({ name, value }) => (value === '' && options.bareNames ? name : `${name}=${value}`))
    .join('&');
}

/** `name:value\n` for each name in the given order; values trimmed, runs of blanks folded. */
export function canonicalHeaders(headers: IncomingHttpHeaders, names: readonly string[]): string {
  return names
    .map((name) => {
      const value = headers[name];
      const text = Array.isArray(value) ? value.join(',') : (value ?? '');
      return `${name}:${text.trim().replace(/ +/g, ' ')}\n`;
    })
    .join('');
}

/** `20260102T030405Z` → time; undefined if it has another form. */
export function parseV4Timestamp(text: string | undefined): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (!match) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second] = match;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
