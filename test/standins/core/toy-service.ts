import { createContext, type StandInContext } from '../../../standins/core/context';
import { serveControl } from '../../../standins/core/control';
import type { FaultRule } from '../../../standins/core/fault-kinds';
import { serveService } from '../../../standins/core/server';
import type { Service, ServiceRequest } from '../../../standins/core/service';
import { send, type Answer } from './signed-request';

export interface Toy {
  context: StandInContext;
  endpoint: string;
  control: string;
  /** How often an effect happened. */
  effects(): number;
  /** What the service was last asked. */
  lastRequest(): ServiceRequest | undefined;
  stopped: Promise<void>;
  call(path?: string, method?: string): Promise<Answer>;
  fault(rule: Omit<FaultRule, 'service'>): void;
  stop(): Promise<void>;
}

/** A service of one operation that counts its effects, served with its control endpoint. */
export async function startToy(): Promise<Toy> {
  const context = createContext();
  let [effects, last]: [number, ServiceRequest | undefined] = [0, undefined];
  const identify = (request: ServiceRequest) => ({
    operation: request.method === 'GET' ? 'ReadToy' : 'WriteToy',
    resource: request.rawPath.slice(1),
  });
  const service: Service = {
    name: 'ram',
    slowDown: { status: 400, code: 'Throttling.User', message: 'slow down' },
    identify,
    handle: (request) => {
      last = request;
      effects += 1;
      return {
        status: 200,
        headers: { 'Content-Type': 'text/plain' },
        body: 'body of twenty bytes',
        caller: 'LTAI',
        effect: `effect ${effects}`,
        ...identify(request),
      };
    },
    renderError: ({ status, code }, { requestId }) => ({ status, body: `${code} ${requestId}` }),
    arrange: (command, body) => {
      if (command === 'refuse') {
        throw new Error('refused');
      }
      return command === 'silent' ? undefined : { command, body };
    },
  };
  const server = await serveService(service, context, 0);
  let markStopped = () => {};
  const stopped = new Promise<void>((resolve) => {
    markStopped = resolve;
  });
  const control = await serveControl({ context, services: [service], onStop: () => markStopped() }, 0);
  return {
    context,
    endpoint: server.endpoint,
    control: control.endpoint,
    effects: () => effects,
    lastRequest: () => last,
    stopped,
    call: (path = '/thing', method = 'POST') => send({ endpoint: server.endpoint, path, method }),
    fault: (rule) => void context.faults.add({ service: 'ram', ...rule }),
    stop: async () => {
      await Promise.all([server.stop(), control.stop()]);
    },
  };
}
