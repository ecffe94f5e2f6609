import { percentDecode } from '../core/signature-v4';
import type { ServiceRequest } from '../core/service';
import { invalidArgument } from './oss-errors';

/** What a request is addressed to. */
export interface OssAddress {
  bucket?: string;
  /** Decoded object key. */
  key?: string;
  /** Whether it came by a domain that is mapped to the bucket. */
  byDomain?: boolean;
  /** Region of the endpoint, `cn-beijing`, if the Host header names one. */
  hostRegion?: string;
  /** Path of a V4 signature: `/<bucket>/<key>` whatever the URL style, percent-encoded as on the wire. */
  signedPath: string;
}

const endpointHost =
  /^(?:(?<bucket>[^.]*)\.)?oss-(?<region>[a-z]+-[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/i;
const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * Reads bucket and key: from the first label of the Host header, which ali-oss sets to
 * `<bucket>.<region>.aliyuncs.com` even when it connects to an IP address, else from the path.
 *
 * @param domains buckets by the domain that is mapped to them
 * @throws OssError `InvalidArgument` for a host that is no OSS endpoint, such as one for a region without `oss-`,
 *   which would not resolve in reality
 */
export function addressOf(
  request: ServiceRequest,
  domains: Readonly<Record<string, string>> = {},
): OssAddress {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const mapped = domains[host];
  if (mapped !== undefined) {
    const rawKey = request.rawPath.slice(1);
    return { bucket: mapped, key: decodedKey(rawKey), byDomain: true, signedPath: `/${mapped}/${rawKey}` };
  }
  const named = endpointHost.exec(host)?.groups;
  if (named === undefined && !loopbackHost.test(host)) {
    throw invalidArgument(`The host ${host} is no OSS endpoint.`, { ArgumentName: 'Host' });
  }
  const hostRegion = named?.['region']?.toLowerCase();
  const hostBucket = named?.['bucket'] || undefined;
  if (hostBucket !== undefined) {
    const rawKey = request.rawPath.slice(1);
    return {
      bucket: hostBucket,
      key: decodedKey(rawKey),
      hostRegion,
      signedPath: `/${hostBucket}/${rawKey}`,
    };
  }
  const [, rawBucket = '', rawKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(request.rawPath) ?? [];
  if (rawBucket === '') {
    return { hostRegion, signedPath: '/' };
  }
  const bucket = percentDecode(rawBucket).toString('utf8');
  return { bucket, key: decodedKey(rawKey), hostRegion, signedPath: `/${rawBucket}/${rawKey}` };
}

const decodedKey = (rawKey: string): string | undefined =>
  rawKey === '' ? undefined : percentDecode(rawKey).toString('utf8');
