import { createHash } from 'node:crypto';
import type { AlibabaIdentity } from '../alibaba/identity';
import { ossV4Headers, ossV4Key } from '../alibaba/oss-v4-signature';
import { escapeQuery } from '../http/escape-query';

/** A request before it is signed. */
export interface UnsignedRequest {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** An XML document; undefined for none. */
  readonly body: string | undefined;
}

/**
 * All headers of a request, signed by OSS Signature Version 4 as the service's own SDKs do.
 * `test/clouds/mgw/mgw-signature.test.ts` holds it to signatures of the Python SDK 1.0.8.
 *
 * @param region of the scope, for example `cn-beijing`
 */
export function signedHeaders(
  { method, path, query, body }: UnsignedRequest,
  identity: AlibabaIdentity,
  region: string,
  at: Date,
): Record<string, string> {
  const headers: Record<string, string> =
    body === undefined
      ? {}
      : {
          'content-md5': createHash('md5').update(body).digest('base64'),
          'content-type': 'application/xml',
        };
  const request = { method, path, query: canonicalQuery(query), headers };
  return {
    ...ossV4Headers(request, identity, region, at, ossV4Key(identity, region, at)),
    date: at.toUTCString(),
  };
}

/** As it is sent: with `=` after a name without a value, and a blank as `%20`. */
export function queryText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${escapeQuery(name)}=${escapeQuery(value)}`)
    .join('&');
}

/** As it is signed: sorted, a name without a value bare. */
function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => (value === '' ? escapeQuery(name) : `${escapeQuery(name)}=${escapeQuery(value)}`))
    .sort()
    .join('&');
}
