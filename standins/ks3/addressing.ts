import { percentDecode } from '../core/signature-v4';
import type { ServiceRequest } from '../core/service';

/** What a request is about. */
export interface Address {
  bucket?: string;
  key?: string;
  style: 'virtual-host' | 'path' | 'service';
}

const ownHosts = ['127.0.0.1', 'localhost'];
const publicEndpoint = /^ks3-[a-z0-9-]+\.ksyuncs\.com$/;

/**
 * Reads bucket and key from the Host header (`<bucket>.<endpoint>`) or the path. Endpoints are the loopback
 * names and the public `ks3-….ksyuncs.com`, for clients that resolve those to the loopback address.
 */
export function addressOf(request: ServiceRequest): Address {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const path = request.rawPath.replace(/^\//, '');
  const bucket = isEndpoint(host) ? undefined : bucketOfHost(host);
  if (bucket !== undefined) {
    return { bucket, key: decodeKey(path), style: 'virtual-host' };
  }
  if (path === '') {
    return { style: 'service' };
  }
  const at = path.indexOf('/');
  return {
    bucket: decodeKey(at < 0 ? path : path.slice(0, at)),
    key: at < 0 ? undefined : decodeKey(path.slice(at + 1)),
    style: 'path',
  };
}

const isEndpoint = (host: string): boolean => ownHosts.includes(host) || publicEndpoint.test(host);

function bucketOfHost(host: string): string | undefined {
  for (let dot = host.indexOf('.'); dot > 0; dot = host.indexOf('.', dot + 1)) {
    if (isEndpoint(host.slice(dot + 1))) {
      return host.slice(0, dot);
    }
  }
  return undefined;
}

/** Empty: undefined. */
function decodeKey(encoded: string): string | undefined {
  return encoded === '' ? undefined : percentDecode(encoded).toString('utf8');
}
