import type { ServiceError, ServiceReply, ServiceRequest } from '../core/service';
import { element, xmlDocument, type XmlFragment } from '../core/xml';

type Answer = Pick<ServiceReply, 'status' | 'headers' | 'body'>;
type Members = Readonly<Record<string, unknown>>;

/** An answer in the requested format: JSON if Accept says so, XML otherwise (docs.ksyun.com/documents/82). */
export function iamAnswer(action: string, result: Members, request: ServiceRequest): Answer {
  const { requestId } = request;
  if (wantsJson(request)) {
    return json(200, { ...result, RequestId: requestId });
  }
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return xml(200, xmlDocument(`${action}Response`, [...fragments(result), metadata]));
}

export function iamErrorAnswer({ status, code, message }: ServiceError, request: ServiceRequest): Answer {
  const { requestId } = request;
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  return wantsJson(request)
    ? json(status, { RequestId: requestId, Error: error })
    : xml(
        status,
        xmlDocument('ErrorResponse', [element('RequestId', requestId), element('Error', fragments(error))]),
      );
}

const wantsJson = ({ headers }: ServiceRequest): boolean =>
  String(headers.accept ?? '').includes('application/json');

const json = (status: number, body: Members): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json;charset=UTF-8' },
  body: JSON.stringify(body),
});

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
  body,
});

function fragments(members: Members): XmlFragment[] {
  return Object.entries(members).flatMap(([name, value]) => {
    if (Array.isArray(value)) {
      return value.map((one: unknown) => element(name, content(one)));
    }
    return value === undefined ? [] : [element(name, content(value))];
  });
}

function content(value: unknown): string | XmlFragment[] {
  return typeof value === 'object' && value !== null ? fragments(value as Members) : String(value);
}
