import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PropagationSettings, StandInContext } from './context';
import type { FaultRule } from './fault-kinds';
import type { RequestLimits } from './limits';
import { listen, type RunningServer } from './server';
import type { Service, ServiceName } from './service';

export interface ControlOptions {
  context: StandInContext;
  services: readonly Service[];
  /** Called after `POST /stop` was answered. */
  onStop: () => void;
}

interface ControlCall {
  query: URLSearchParams;
  body: unknown;
}

type Handler = (call: ControlCall) => unknown;

/**
 * Serves the control endpoint: JSON over HTTP on the loopback address. Errors are answered as
 * `{ "error": "…" }` with status 400 or 404.
 */
export async function serveControl(options: ControlOptions, port: number): Promise<RunningServer> {
  const routes = routesOf(options);
  const server = createServer((incoming, response) => {
    void answer(options, routes, incoming, response);
  });
  return listen(server, port);
}

function routesOf({ context }: ControlOptions): Record<string, Handler> {
  return {
    'GET /audit': ({ query }) =>
      context.audit.entries({
        since: Number(query.get('since') ?? 0),
        service: query.get('service') ?? undefined,
        operation: query.get('operation') ?? undefined,
      }),
    'DELETE /audit': () => done(() => context.audit.clear()),
    'GET /faults': () => context.faults.list(),
    'POST /faults': ({ body }) => ({ id: context.faults.add(body as FaultRule).id }),
    'DELETE /faults': () => done(() => context.faults.clear()),
    'POST /clock': ({ body }) => {
      const { skewSeconds, service } = body as { skewSeconds: number; service?: ServiceName };
      return done(() => context.clocks.skew(skewSeconds, service));
    },
    'POST /limits': ({ body }) => {
      const { service, ...limits } = body as RequestLimits & { service: ServiceName };
      return done(() => context.limiter.set(service, limits));
    },
    'POST /propagation': ({ body }) =>
      Object.assign(context.propagation, body as Partial<PropagationSettings>),
    'GET /secrets': () => context.secrets.list(),
  };
}

async function answer(
  { services, onStop }: ControlOptions,
  routes: Record<string, Handler>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://control');
  const route = `${incoming.method} ${url.pathname}`;
  try {
    const body = await readJson(incoming);
    if (route === 'POST /stop') {
      response.on('finish', onStop);
      sendJson(response, 200, { stopping: true });
      return;
    }
    const arranging = /^POST \/services\/(\w+)\/([\w-]+)$/.exec(route);
    if (arranging) {
      const service = services.find(({ name }) => name === arranging[1]);
      if (service?.arrange === undefined) {
        throw new Error(`service "${arranging[1]}" arranges nothing`);
      }
      sendJson(response, 200, (await service.arrange(arranging[2] ?? '', body)) ?? { done: true });
      return;
    }
    const handler = routes[route];
    if (handler === undefined) {
      sendJson(response, 404, { error: `no ${route} here` });
    } else {
      sendJson(response, 200, handler({ query: url.searchParams, body }));
    }
  } catch (error) {
    sendJson(response, 400, { error: refusal(error, route) });
  }
}

function done(change: () => void): { done: true } {
  change();
  return { done: true };
}

/** JavaScript's own errors say nothing about the request: they come of a body that is not what the command takes. */
function refusal(error: unknown, route: string): string {
  if (error instanceof SyntaxError) {
    return `the body of ${route} is not JSON`;
  }
  if (error instanceof TypeError || error instanceof RangeError) {
    return `the body of ${route} is not what it takes: standins/README.md says where each is described`;
  }
  return error instanceof Error ? error.message : String(error);
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as unknown);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}
