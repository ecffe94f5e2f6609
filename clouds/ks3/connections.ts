import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Ks3Options } from './bucket-address';

export const CONNECT_TIMEOUT_MS = 5000;
/** A page takes KS3 well under a second; a connection that is silent for so long is dead. */
export const SILENCE_TIMEOUT_MS = 30_000;

/** The connections of a source, kept open between requests. */
export interface Ks3Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

export function createAgents({ connections = 64 }: Pick<Ks3Options, 'connections'>): Ks3Agents {
  const options = { keepAlive: true, maxSockets: connections };
  return { http: new HttpAgent(options), https: new HttpsAgent(options) };
}
