import type { ServiceRequest } from '../core/service';
import { element, xmlDocument } from '../core/xml';
import type { Bucket } from './buckets';
import { listPage, markerPosition, spoilOrder, type Position } from './listing';
import { listingParameters, readToken, writeToken } from './listing-parameters';
import { keyWriter, pageElements, s3Namespace } from './listing-xml';
import type { Ks3Switches } from './switches';

export function listObjectsV2(bucket: Bucket, request: ServiceRequest, switches: Ks3Switches): string {
  const { query, quirk } = request;
  const parameters = listingParameters(query, 2, switches);
  const { prefix, delimiter, maxKeys, encodeUrl } = parameters;
  const write = keyWriter(encodeUrl, switches);
  const token = query.get('continuation-token') ?? '';
  const startAfter = query.get('start-after') ?? '';
  const from = positionOf(token, startAfter, prefix, delimiter);
  const page = spoilOrder(
    listPage(bucket.source, { ...parameters, from: quirk === 'ignore-start-after' ? undefined : from }),
    quirk,
  );
  const spoilt = quirk === 'truncated-without-token' || quirk === 'repeated-token';
  // Repeats the token of the request, or on a first page gives one that leads to the same page again.
  const repeated = token === '' ? writeToken(from ?? { kind: 'key', text: '' }) : token;
  const next = quirk === 'repeated-token' ? repeated : page.truncated && page.last && writeToken(page.last);
  return xmlDocument(
    'ListBucketResult',
    [
      element('Name', bucket.name),
      element('Prefix', write(prefix)),
      ...(startAfter === '' ? [] : [element('StartAfter', write(startAfter))]),
      ...(token === '' ? [] : [element('ContinuationToken', token)]),
      element('KeyCount', page.contents.length + page.commonPrefixes.length),
      element('MaxKeys', maxKeys),
      ...(delimiter === '' ? [] : [element('Delimiter', write(delimiter))]),
      ...(encodeUrl ? [element(switches.v2EncodingElement, 'url')] : []),
      element('IsTruncated', page.truncated || spoilt),
      ...(next && quirk !== 'truncated-without-token' ? [element('NextContinuationToken', next)] : []),
      ...pageElements(page, parameters, switches, query.get('fetch-owner') === 'true'),
    ],
    s3Namespace,
  );
}

function positionOf(
  token: string,
  startAfter: string,
  prefix: string,
  delimiter: string,
): Position | undefined {
  if (token !== '') {
    return readToken(token);
  }
  return startAfter === '' ? undefined : markerPosition(startAfter, prefix, delimiter);
}

export function listObjects(bucket: Bucket, request: ServiceRequest, switches: Ks3Switches): string {
  const { query, quirk } = request;
  const parameters = listingParameters(query, 1, switches);
  const { prefix, delimiter, maxKeys, encodeUrl } = parameters;
  const write = keyWriter(encodeUrl, switches);
  const marker = query.get('marker') ?? '';
  const from =
    marker === '' || quirk === 'ignore-start-after' ? undefined : markerPosition(marker, prefix, delimiter);
  const page = spoilOrder(listPage(bucket.source, { ...parameters, from }), quirk);
  const next = quirk === 'repeated-token' ? marker : page.last?.text;
  const spoilt = quirk === 'truncated-without-token' || quirk === 'repeated-token';
  // NextMarker only with a delimiter; otherwise the client continues from the last key.
  const withNext =
    (page.truncated && delimiter !== '' && quirk !== 'truncated-without-token') || quirk === 'repeated-token';
  return xmlDocument(
    'ListBucketResult',
    [
      element('Name', bucket.name),
      element('Prefix', write(prefix)),
      element('Marker', write(marker)),
      element('MaxKeys', maxKeys),
      ...(delimiter === '' ? [] : [element('Delimiter', write(delimiter))]),
      ...(encodeUrl ? [element(switches.v1EncodingElement, 'url')] : []),
      element('IsTruncated', page.truncated || spoilt),
      ...(withNext ? [element('NextMarker', write(next ?? ''))] : []),
      ...pageElements(page, parameters, switches, true),
    ],
    s3Namespace,
  );
}
