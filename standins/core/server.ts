import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { StandInContext } from './context';
import type { FaultState } from './fault-kinds';
import { isListingQuirk } from './faults';
import { dropsAnswer, faultyReply, writeCut } from './faulty-reply';
import type { Service, ServiceReply, ServiceRequest } from './service';

export interface RunningServer {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Largest request body taken, in bytes. */
const maxBodyBytes = 256 * 1024 * 1024;

/** Serves one service over plain HTTP on the loopback address, with faults, limits and audit applied. */
export async function serveService(
  service: Service,
  context: StandInContext,
  port: number,
): Promise<RunningServer> {
  const server = createServer((incoming, response) => {
    answer(service, context, incoming, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
      } else {
        sendReply(response, internalError(error), context.clocks.of(service.name).now(), 'GET');
      }
    });
  });
  return listen(server, port);
}

/** Listens on 127.0.0.1; `stop` ends every connection, hung ones included. Port 0: any free one. */
export async function listen(server: Server, port: number): Promise<RunningServer> {
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${actual}`,
    port: actual,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  service: Service,
  context: StandInContext,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming);
  const identity = service.identify(request);
  const { latencyMs, fault } = context.faults.decide({
    service: service.name,
    rawQuery: request.rawQuery,
    ...identity,
  });
  const record = (reply: Partial<ServiceReply>, status: number | null) =>
    context.audit.record({
      service: service.name,
      requestId: request.requestId,
      operation: reply.operation ?? identity.operation,
      resource: reply.resource ?? identity.resource,
      caller: reply.caller,
      status,
      effect: reply.effect,
      fault: fault && { id: fault.id, kind: fault.kind, when: takesEffect(fault) ? 'after' : 'before' },
    });
  const send = (reply: Pick<ServiceReply, 'status' | 'headers' | 'body'>) =>
    sendReply(response, reply, context.clocks.of(service.name).now(), request.method);

  if (!context.limiter.enter(service.name)) {
    const refusal = service.renderError(service.slowDown, request);
    record({}, refusal.status);
    send(refusal);
    return;
  }
  try {
    if (latencyMs > 0) {
      await delay(latencyMs, undefined, { ref: false });
    }
    if (fault !== undefined && isListingQuirk(fault.kind)) {
      request.quirk = fault.kind;
    }
    const reply =
      fault === undefined || takesEffect(fault)
        ? await service.handle(request)
        : { ...identity, status: 200 };
    if (fault === undefined || isListingQuirk(fault.kind)) {
      record(reply, reply.status);
      send(reply);
    } else if (dropsAnswer(fault)) {
      record(reply, null);
      if (fault.kind === 'reset') {
        incoming.socket.resetAndDestroy();
      }
    } else if (fault.kind === 'cut') {
      record(reply, reply.status);
      writeCut(response, reply, fault);
    } else {
      const spoilt = faultyReply(fault, service, request);
      record(reply, spoilt.status);
      send(spoilt);
    }
  } finally {
    context.limiter.leave(service.name);
  }
}

/** Whether the service carries the call out although it goes wrong. */
function takesEffect(fault: FaultState): boolean {
  return fault.kind === 'cut' || isListingQuirk(fault.kind) || fault.when === 'after';
}

async function readRequest(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      throw new Error(`a request body of more than ${maxBodyBytes} bytes`);
    }
    chunks.push(chunk);
  }
  // A client that takes this server for its HTTP proxy sends the whole URL; its Host header says the rest.
  const url = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '') || '/';
  const at = url.indexOf('?');
  const rawQuery = at < 0 ? '' : url.slice(at + 1);
  return {
    method: incoming.method ?? 'GET',
    rawPath: at < 0 ? url : url.slice(0, at),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    requestId: randomUUID(),
  };
}

function sendReply(
  response: ServerResponse,
  reply: Pick<ServiceReply, 'status' | 'headers' | 'body'>,
  now: Date,
  method: string,
): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : (reply.body ?? Buffer.alloc(0));
  const headers: Record<string, string> = { Date: now.toUTCString(), ...reply.headers };
  // An answer to HEAD states the length of the body that it does not carry.
  if (reply.status !== 204 && headers['Content-Length'] === undefined) {
    headers['Content-Length'] = String(body.length);
  }
  response.writeHead(reply.status, headers);
  response.end(method === 'HEAD' ? undefined : body);
}

function internalError(error: unknown): Pick<ServiceReply, 'status' | 'headers' | 'body'> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, headers: { 'Content-Type': 'text/plain' }, body: `stand-in failed: ${text}\n` };
}
