import { createHash, createHmac } from 'node:crypto';
import type { AlibabaIdentity } from '../alibaba/identity';
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

const ALGORITHM = 'OSS4-HMAC-SHA256';
const TERMINATOR = 'aliyun_v4_request';
/** The body is covered by its Content-MD5. */
const PAYLOAD = 'UNSIGNED-PAYLOAD';

/**
 * All headers of a request, signed by OSS Signature Version 4 as the service's own SDKs do: no additional headers, so the
 * host is not signed. `test/clouds/mgw/mgw-signature.test.ts` holds it to signatures of the Python SDK 1.0.8.
 *
 * @param region of the scope, for example `cn-beijing`
 */
export function signedHeaders(
  { method, path, query, body }: UnsignedRequest,
  { accessKeyId, accessKeySecret, securityToken }: AlibabaIdentity,
  region: string,
  at: Date,
): Record<string, string> {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const signed: Record<string, string> = {
    ...(body === undefined
      ? {}
      : {
          'content-md5': createHash('md5').update(body).digest('base64'),
          'content-type': 'application/xml',
        }),
    'x-oss-content-sha256': PAYLOAD,
    'x-oss-date': time,
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken.reveal() }),
  };
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const canonical = [method, path, canonicalQuery(query), lines.join(''), '', PAYLOAD].join('\n');
  const scope = `${day}/${region}/oss/${TERMINATOR}`;
  const toSign = [ALGORITHM, time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [day, region, 'oss', TERMINATOR].reduce<Buffer>(
    (parent, part) => createHmac('sha256', parent).update(part).digest(),
    Buffer.from(`aliyun_v4${accessKeySecret.reveal()}`),
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return {
    ...signed,
    date: at.toUTCString(),
    authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope}, Signature=${signature}`,
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
