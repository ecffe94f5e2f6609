import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Secret } from '../../../contracts/credentials/secret';
import { listen } from '../../../standins/core/server';
import type { SecretServer } from './secret-server';

/** What goes wrong with every call while it is set. */
export type VaultTrouble = 'sealed' | 'redirect' | 'html' | 'hang' | 'reset' | null;

interface Stored {
  readonly versions: (Readonly<Record<string, unknown>> | null)[];
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** The little of Vault's HTTP API that is used: KV version 2 at `secret/`, version 1 at `old/`, AppRole, tokens. */
export interface VaultStandIn extends SecretServer {
  readonly secrets: ReadonlyMap<string, Stored>;
  /** Method, path and namespace of every call, in their order. */
  readonly calls: readonly string[];
  /** Tokens that are valid. */
  readonly tokens: ReadonlySet<string>;
  /** Every token that ever was valid. */
  readonly issued: readonly string[];
  trouble: VaultTrouble;
  /** Faults for paths that contain a text, one for each listed. */
  readonly troubleAt: Map<string, NonNullable<VaultTrouble>[]>;
  /** The next write takes effect, but its answer is lost. */
  loseNextAnswer: boolean;
}

export async function startVaultStandIn(): Promise<VaultStandIn> {
  const token = randomUUID();
  const [roleId, secretId] = [randomUUID(), randomUUID()];
  const secrets = new Map<string, Stored>();
  const tokens = new Set<string>([token]);
  const issued = [token];
  const calls: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const running = await listen(server, 0);
  const standIn: VaultStandIn = {
    address: running.endpoint,
    token: new Secret(token),
    appRole: { mount: 'approle', roleId, secretId: new Secret(secretId) },
    secrets,
    calls,
    tokens,
    issued,
    trouble: null,
    troubleAt: new Map(),
    loseNextAnswer: false,
    stop: () => running.stop(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const namespace = request.headers['x-vault-namespace'];
    calls.push([request.method, request.url, namespace].filter((part) => part !== undefined).join(' '));
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const trouble = standIn.trouble ?? troubleOf(request.url ?? '');
    if (trouble !== null) {
      return troubled(trouble, request, response);
    }
    const text = Buffer.concat(chunks).toString();
    const { status, body } = dispatch(request, text === '' ? {} : (JSON.parse(text) as Body));
    if (standIn.loseNextAnswer && request.method === 'POST') {
      standIn.loseNextAnswer = false;
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  function troubleOf(url: string): VaultTrouble {
    const [, troubles] = [...standIn.troubleAt].find(([part]) => url.includes(part)) ?? [];
    return troubles?.shift() ?? null;
  }

  type Body = {
    role_id?: string;
    secret_id?: string;
    options?: { cas?: number };
    data?: Record<string, unknown>;
  };

  function dispatch(request: IncomingMessage, body: Body): Answer {
    const path = decodeURIComponent((request.url ?? '').replace(/^\/v1\//, ''));
    if (path === 'auth/approle/login') {
      const fits = body.role_id === roleId && body.secret_id === secretId;
      return fits ? login() : { status: 400, body: { errors: ['invalid role or secret ID'] } };
    }
    const given = String(request.headers['x-vault-token'] ?? '');
    if (!tokens.has(given)) {
      return { status: 403, body: { errors: ['permission denied'] } };
    }
    if (path === 'auth/token/revoke-self') {
      tokens.delete(given);
      return { status: 204 };
    }
    if (path.startsWith('old/')) {
      return { status: 200, body: { data: { version: 'one' } } };
    }
    const key = /^secret\/data\/(.+)$/.exec(path)?.[1];
    if (key === undefined) {
      return { status: 404, body: { errors: ['no handler for route'] } };
    }
    return request.method === 'GET' ? read(key) : write(key, body);
  }

  function login(): Answer {
    const fresh = randomUUID();
    tokens.add(fresh);
    issued.push(fresh);
    return { status: 200, body: { auth: { client_token: fresh } } };
  }

  function read(key: string): Answer {
    const versions = secrets.get(key)?.versions;
    if (versions === undefined) {
      return { status: 404, body: { errors: [] } };
    }
    const data = versions.at(-1) ?? null;
    const body = { data: { data, metadata: { version: versions.length, destroyed: false } } };
    return { status: data === null ? 404 : 200, body };
  }

  function write(key: string, { options, data = {} }: Body): Answer {
    const versions = secrets.get(key)?.versions ?? [];
    if (options?.cas !== undefined && options.cas !== versions.length) {
      const errors = ['check-and-set parameter did not match the current version'];
      return { status: 400, body: { errors } };
    }
    secrets.set(key, { versions: [...versions, data] });
    return { status: 200, body: { data: { version: versions.length + 1 } } };
  }

  return standIn;
}

function troubled(
  trouble: NonNullable<VaultTrouble>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (trouble) {
    case 'sealed':
      response.writeHead(503, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ errors: ['Vault is sealed'] }));
      return;
    case 'redirect':
      response.writeHead(307, { Location: 'http://127.0.0.1:1/v1/elsewhere' });
      response.end();
      return;
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<html>Please sign in</html>');
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'hang':
  }
}
