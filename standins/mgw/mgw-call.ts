import type { ServiceRequest } from '../core/service';
import { percentDecode } from '../core/signature-v4';
import { element, xmlDocument, type XmlFragment } from '../core/xml';
import { mgwError } from './mgw-errors';

/** What a request asks for; `action` is the permission it needs. */
export interface Operation {
  readonly operation: string;
  readonly action: string;
  /** Name of the address or job, or empty for a list. */
  readonly name: string;
  readonly kind: 'address' | 'job';
}

export interface MgwResult {
  readonly status?: number;
  readonly body?: string;
  readonly effect?: string;
}

type Route = readonly [
  method: string,
  path: RegExp,
  /** Name of a query parameter that it must have. */
  parameter: string | null,
  operation: string,
  action: string,
];

const routes: readonly Route[] = [
  ['POST', /^\/address$/, null, 'CreateAddress', 'CreateImportAddress'],
  ['GET', /^\/address\/([^/]+)$/, 'verify', 'VerifyAddress', 'VerifyImportAddress'],
  ['GET', /^\/address\/([^/]+)$/, null, 'GetAddress', 'GetImportAddress'],
  ['DELETE', /^\/address\/([^/]+)$/, null, 'DeleteAddress', 'DeleteImportAddress'],
  ['GET', /^\/addresslist$/, null, 'ListAddress', 'ListImportAddress'],
  ['POST', /^\/job$/, null, 'CreateJob', 'CreateImportJob'],
  ['GET', /^\/job\/([^/]+)$/, 'jobResult', 'GetJobResult', 'GetImportJobResult'],
  ['GET', /^\/job\/([^/]+)$/, null, 'GetJob', 'GetImportJob'],
  ['PUT', /^\/job\/([^/]+)$/, null, 'UpdateJob', 'UpdateImportJob'],
  ['DELETE', /^\/job\/([^/]+)$/, null, 'DeleteJob', 'DeleteImportJob'],
  ['GET', /^\/joblist$/, null, 'ListJob', 'ListImportJob'],
  ['POST', /^\/report$/, null, 'CreateReport', 'CreateImportReport'],
  ['GET', /^\/report$/, 'version', 'GetReport', 'GetImportReport'],
  ['GET', /^\/jobhistory\/([^/]+)$/, null, 'ListJobHistory', 'ListImportJobHistory'],
];

/** The operation of a request; undefined for what the stand-in does not have. */
export function operationOf(request: ServiceRequest): Operation | undefined {
  for (const [method, path, parameter, operation, action] of routes) {
    const match = path.exec(request.rawPath);
    if (request.method === method && match && (parameter === null || request.query.has(parameter))) {
      const inPath = match[1] === undefined ? undefined : percentDecode(match[1]).toString('utf8');
      const kind = /Address/.test(operation) ? 'address' : 'job';
      return { operation, action: `mgw:${action}`, name: inPath ?? nameIn(request), kind };
    }
  }
  return undefined;
}

const nameIn = ({ method, body }: ServiceRequest): string =>
  method === 'POST' ? (/<(?:Job)?Name>([^<]*)</.exec(body.toString('utf8'))?.[1] ?? '') : '';

/** An entry of a list, and the element that shows it. */
export interface Entry {
  readonly marker: string;
  readonly xml: XmlFragment;
}

/** A page of a list, and where the next one begins. @throws OssError `InvalidArgument` */
export function listPage(root: string, query: URLSearchParams, entries: readonly Entry[]): string {
  const count = Number(query.get('count') ?? 1000);
  const marker = query.get('marker') ?? '';
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw mgwError('InvalidArgument', 'The parameter count must be from 1 to 1000.');
  }
  const after = entries.findIndex((entry) => entry.marker === marker);
  if (marker !== '' && after < 0) {
    throw mgwError('InvalidArgument', 'The parameter marker is invalid.');
  }
  const shown = entries.slice(after + 1, after + 1 + count);
  const truncated = after + 1 + count < entries.length;
  return xmlDocument(root, [
    ...shown.map(({ xml }) => xml),
    element('NextMarker', truncated ? (shown.at(-1)?.marker ?? '') : ''),
    element('Truncated', truncated),
  ]);
}

/** Time as most samples write it; others have `2024-05-01 12:00:00`. */
export const mgwTime = (date: Date | undefined): string =>
  date === undefined ? '' : `${date.toISOString().slice(0, 19)}Z`;

/** Elements with a text, those that are undefined left out. */
export const texts = (
  values: Readonly<Record<string, string | number | boolean | undefined>>,
): XmlFragment[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : element(name, value)));
