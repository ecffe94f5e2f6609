import { createHash, createHmac } from 'node:crypto';
import type { AlibabaIdentity } from './identity';

const ALGORITHM = 'OSS4-HMAC-SHA256';
const TERMINATOR = 'aliyun_v4_request';
/** Bodies are not signed; a Content-MD5 covers them. */
const PAYLOAD = 'UNSIGNED-PAYLOAD';

/** What is signed of a request. */
export interface SignedRequest {
  readonly method: string;
  /** Percent-encoded; `/<bucket>/<key>` for OSS, whatever the style of the URL. */
  readonly path: string;
  /** Sorted and escaped, names without a value bare. */
  readonly query: string;
  /** Those in addition to `x-oss-*` that are always signed where present: `content-md5` and `content-type`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The headers that sign a request by OSS Signature Version 4, those of the request included. No additional headers, so
 * the host is not signed; the SDKs of Alibaba Cloud do the same.
 *
 * Source: "Include signatures in the Authorization header (V4)", OSS developer reference.
 *
 * @param region of the scope, for example `cn-beijing`
 * @param key of that day and region, from `ossV4Key`
 */
export function ossV4Headers(
  { method, path, query, headers = {} }: SignedRequest,
  { accessKeyId, securityToken }: AlibabaIdentity,
  region: string,
  at: Date,
  key: Buffer,
): Record<string, string> {
  const time = ossTime(at);
  const signed: Record<string, string> = {
    ...headers,
    'x-oss-content-sha256': PAYLOAD,
    'x-oss-date': time,
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken.reveal() }),
  };
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `${method}\n${path}\n${query}\n${lines.join('')}\n\n${PAYLOAD}`;
  const scope = `${time.slice(0, 8)}/${region}/oss/${TERMINATOR}`;
  const toSign = `${ALGORITHM}\n${time}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return {
    ...signed,
    authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope}, Signature=${signature}`,
  };
}

/** The signing key of a day (UTC) and region. */
export function ossV4Key(
  { accessKeySecret }: Pick<AlibabaIdentity, 'accessKeySecret'>,
  region: string,
  at: Date,
): Buffer {
  return [ossTime(at).slice(0, 8), region, 'oss', TERMINATOR].reduce<Buffer>(
    (parent, part) => createHmac('sha256', parent).update(part).digest(),
    Buffer.from(`aliyun_v4${accessKeySecret.reveal()}`),
  );
}

function ossTime(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
