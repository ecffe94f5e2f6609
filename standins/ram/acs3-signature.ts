import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { canonicalPath, canonicalQuery, sameSignature, sha256Hex } from '../core/signature-v4';
import type { ServiceRequest } from '../core/service';
import { acsError } from './acs-errors';
import type { AccessKey } from './identity-model';
import type { KeyProblem } from './identity-store';

const algorithm = 'ACS3-HMAC-SHA256';
const maxSkewMs = 15 * 60 * 1000;

/** The headers that a client must sign, because they determine what the call does. */
const mustBeSigned = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

export interface Acs3Rules {
  findKey: (accessKeyId: string) => AccessKey | KeyProblem;
  now: Date;
  nonces: NonceMemory;
}

/** Remembers the nonces of verified requests for as long as their timestamps stay valid. */
export class NonceMemory {
  readonly #seen = new Map<string, number>();

  /** False if the nonce was used before. */
  take(nonce: string, now: Date): boolean {
    if (this.#seen.has(nonce)) {
      return false;
    }
    for (const [old, time] of this.#seen) {
      if (Math.abs(now.getTime() - time) <= 2 * maxSkewMs) {
        break;
      }
      this.#seen.delete(old);
    }
    this.#seen.set(nonce, now.getTime());
    return true;
  }
}

/**
 * Verifies signature version 3 of Alibaba Cloud's APIs (ACS3-HMAC-SHA256): key, timestamp, signature over
 * method, path, query, headers and body hash, the hash against the body, and the nonce.
 *
 * @throws AcsError with the gateway's code
 */
export function verifyAcs3(request: ServiceRequest, rules: Acs3Rules): AccessKey {
  const { headers } = request;
  const match = /^(\S+) Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]+)$/.exec(
    headers.authorization ?? '',
  );
  if (match === null || match[1] !== algorithm) {
    throw acsError('IncompleteSignature');
  }
  const [, , accessKeyId = '', headerList = '', signature = ''] = match;
  const signedHeaders = headerList.split(';');

  const key = rules.findKey(accessKeyId);
  if (typeof key === 'string') {
    throw acsError(key);
  }
  checkTime(headerText(headers, 'x-acs-date'), rules.now);
  const everyAcsHeader = Object.keys(headers).filter((name) => name.startsWith('x-acs-'));
  const missing = [...mustBeSigned, ...everyAcsHeader].find((name) => !signedHeaders.includes(name));
  if (missing !== undefined) {
    throw acsError('IncompleteSignature');
  }

  const payloadHash = headerText(headers, 'x-acs-content-sha256');
  const canonicalRequest = [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.rawQuery),
    signedHeaders.map((name) => `${name}:${headerText(headers, name).trim()}\n`).join(''),
    headerList,
    payloadHash,
  ].join('\n');
  const expected = createHmac('sha256', key.secret)
    .update(`${algorithm}\n${sha256Hex(canonicalRequest)}`)
    .digest('hex');
  if (!sameSignature(expected, signature) || payloadHash !== sha256Hex(request.body)) {
    throw acsError('SignatureDoesNotMatch');
  }
  if (!rules.nonces.take(headerText(headers, 'x-acs-signature-nonce'), rules.now)) {
    throw acsError('SignatureNonceUsed');
  }
  return key;
}

function checkTime(text: string, now: Date): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) {
    throw acsError('InvalidTimeStamp.Format');
  }
  if (Math.abs(now.getTime() - Date.parse(text)) > maxSkewMs) {
    throw acsError('InvalidTimeStamp.Expired');
  }
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}
