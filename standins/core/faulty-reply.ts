import type { ServerResponse } from 'node:http';
import type { FaultState } from './fault-kinds';
import type { Service, ServiceReply, ServiceRequest } from './service';

type Answer = Pick<ServiceReply, 'status' | 'headers' | 'body'>;

const gatewayPage =
  '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Please sign in</h1></body></html>';

/** Whether the client gets no answer at all. */
export const dropsAnswer = (fault: FaultState): boolean => fault.kind === 'reset' || fault.kind === 'hang';

/** The answer that a fault puts in place of the real one. */
export function faultyReply(fault: FaultState, service: Service, request: ServiceRequest): Answer {
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  const render = (status: number, fallback: { code: string; message: string }): Answer => {
    const { code = fallback.code, message = fallback.message } = fault;
    const answer = service.renderError({ status, code, message }, request);
    return { ...answer, headers: { ...answer.headers, ...retryAfter } };
  };
  const internal = { code: 'InternalError', message: 'We encountered an internal error. Please try again.' };
  switch (fault.kind) {
    case 'status':
      return render(fault.status ?? 500, internal);
    case 'throttle':
      return render(fault.status ?? service.slowDown.status, service.slowDown);
    case 'error200':
      return { ...render(200, internal), status: 200 };
    case 'html':
      return { status: fault.status ?? 200, headers: { 'Content-Type': 'text/html' }, body: gatewayPage };
    case 'empty':
      return { status: fault.status ?? 200, headers: { ...retryAfter } };
    default:
      return {
        status: fault.status ?? 200,
        headers: { 'Content-Type': fault.contentType ?? 'application/xml' },
        body: fault.body ?? '',
      };
  }
}

/** Writes the first half of the real answer; see `cutLength` for what its Content-Length says. */
export function writeCut(response: ServerResponse, reply: Answer, fault: FaultState): void {
  const whole = Buffer.from(reply.body ?? '');
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const consistent = fault.cutLength === 'consistent';
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Length': String(consistent ? half.length : whole.length),
  });
  if (consistent) {
    response.end(half);
  } else {
    response.write(half, () => response.destroy());
  }
}
