import type { ServiceError, ServiceReply, ServiceRequest } from '../core/service';
import { element, xmlDocument } from '../core/xml';

/** An error as OSS reports it: code, status, message, and EC, the finer code behind it. */
export class OssError extends Error {
  override name = 'OssError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: OssErrorDetails = {},
  ) {
    super(message);
  }
}

export interface OssErrorDetails {
  /** Fine-grained error code, e.g. `0015-00000101`; omitted if unknown. */
  ec?: string;
  /** Further elements of the error document. */
  elements?: Readonly<Record<string, string>>;
}

type Answer = Pick<ServiceReply, 'status' | 'headers' | 'body'>;

/** OSS writes request IDs as 24 hexadecimal digits. */
export const ossRequestId = (request: ServiceRequest): string =>
  request.requestId.replaceAll('-', '').slice(0, 24).toUpperCase();

/**
 * `<Error><Code/><Message/><RequestId/><HostId/>…<EC/><RecommendDoc/></Error>`. An answer to HEAD has no
 * body, so OSS repeats the document in `x-oss-err` (base64) and the EC in `x-oss-ec`.
 */
export function renderOssError(error: ServiceError | OssError, request: ServiceRequest): Answer {
  const { ec, elements = {} } = error instanceof OssError ? error.details : {};
  const document = xmlDocument('Error', [
    element('Code', error.code),
    element('Message', error.message),
    element('RequestId', ossRequestId(request)),
    element('HostId', request.headers.host ?? ''),
    ...Object.entries(elements).map(([name, value]) => element(name, value)),
    ...(ec === undefined ? [] : [element('EC', ec)]),
    ...(ec === undefined ? [] : [element('RecommendDoc', `https://api.aliyun.com/troubleshoot?q=${ec}`)]),
  ]);
  const headers: Record<string, string> = {
    'Content-Type': 'application/xml',
    'x-oss-request-id': ossRequestId(request),
    Server: 'AliyunOSS',
  };
  if (ec !== undefined) {
    headers['x-oss-ec'] = ec;
  }
  if (request.method === 'HEAD') {
    headers['x-oss-err'] = Buffer.from(document).toString('base64');
    return { status: error.status, headers };
  }
  return { status: error.status, headers, body: document };
}

export const noSuchBucket = (bucket: string): OssError =>
  new OssError(404, 'NoSuchBucket', 'The specified bucket does not exist.', {
    ec: '0015-00000101',
    elements: { BucketName: bucket },
  });

export const noSuchKey = (key: string): OssError =>
  new OssError(404, 'NoSuchKey', 'The specified key does not exist.', {
    ec: '0026-00000001',
    elements: { Key: key },
  });

export const accessDenied = (message: string, details: OssErrorDetails = {}): OssError =>
  new OssError(403, 'AccessDenied', message, { ec: '0003-00000001', ...details });

export const publicEndpointForbidden = (): OssError =>
  new OssError(
    400,
    'PublicEndpointForbidden',
    'Public endpoint is forbidden for this operation, please use CNAME instead.',
    { ec: '0048-00000401' },
  );

export const invalidArgument = (message: string, elements: Record<string, string> = {}): OssError =>
  new OssError(400, 'InvalidArgument', message, { elements });

export const malformedXml = (detail: string): OssError =>
  new OssError(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema.',
    { ec: '0016-00000608', elements: { ErrorDetail: detail } },
  );
