import { isIP } from 'node:net';
import type { ServiceReply, ServiceRequest } from '../core/service';
import { element, xmlDocument } from '../core/xml';
import { addressOf } from './addressing';
import type { Bucket } from './buckets';
import type { Ks3Switches } from './switches';

/** 307 to the endpoint of the bucket's own region: the same request, addressed there. */
export function redirectToHome(
  { name, homeEndpoint = '' }: Bucket,
  request: ServiceRequest,
  switches: Ks3Switches,
): Pick<ServiceReply, 'status' | 'headers' | 'body'> {
  const home = new URL(homeEndpoint);
  const { style } = addressOf(request);
  const path = style === 'path' ? request.rawPath.replace(/^\/[^/]*/, '') || '/' : request.rawPath;
  const byPath = isIP(home.hostname) !== 0 || home.hostname === 'localhost';
  const origin = byPath ? `${home.origin}/${name}` : `${home.protocol}//${name}.${home.host}`;
  const query = request.rawQuery === '' ? '' : `?${request.rawQuery}`;
  const body = xmlDocument('Error', [
    element('Code', 'TemporaryRedirect'),
    element('Message', 'Please re-send this request to the specified temporary endpoint.'),
    element('Endpoint', home.host),
    element('Bucket', name),
    element('RequestId', request.requestId),
  ]);
  return {
    status: 307,
    headers: { Location: origin + path + query, 'Content-Type': 'application/xml' },
    body: switches.redirectBody === 'xml' ? body : undefined,
  };
}
