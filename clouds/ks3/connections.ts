import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';

export const DEFAULT_CONNECTIONS = 64;

/** The SDK's connections of a source, kept open between requests. */
export interface Ks3Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/**
 * @param most connections at the same time
 * @param trust what certificates are verified with; default: Node's own
 */
export function createAgents(most: number, trust?: SecureContext): Ks3Agents {
  const options = { keepAlive: true, maxSockets: most };
  return {
    http: new HttpAgent(options),
    https: new HttpsAgent({ ...options, ...(trust === undefined ? {} : { secureContext: trust }) }),
  };
}
