import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Patience } from '../../../clouds/listing/list-connection';
import { ListConnections } from '../../../clouds/listing/list-connections';
import { PageMemory } from '../../../clouds/listing/page-memory';
import { until } from '../../rig/rig';

const { signal } = new AbortController();

/** What the store does with a request, which it gets with its connection. */
type Serve = (path: string, socket: Socket) => void;

let server: Server;
let sockets: Socket[];
let asked: string[];
let serve: Serve;
let connections: ListConnections;

const say = (socket: Socket, body: string, headers = ''): void =>
  void socket.write(`HTTP/1.1 200 OK\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`);
const echo: Serve = (path, socket) => say(socket, path);

beforeEach(async () => {
  sockets = [];
  asked = [];
  serve = echo;
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const path = /^GET (\S+) HTTP\/1\.1\r\n\r\n$/.exec(data.toString())?.[1] ?? '?';
      asked.push(path);
      serve(path, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  connections = connectionsTo('127.0.0.1', 2);
});

afterEach(async () => {
  connections.close();
  sockets.forEach((socket) => socket.destroy());
  if (server.listening) {
    server.close();
    await once(server, 'close');
  }
});

const PATIENT: Patience = { connectMs: 100_000, silenceMs: 100_000, answerMs: 100_000 };

interface StoreOptions {
  readonly secure?: boolean;
  readonly patience?: Patience;
  readonly memory?: PageMemory;
}

function connectionsTo(
  hostname: string,
  most: number,
  { secure = false, patience, memory = new PageMemory(most) }: StoreOptions = {},
): ListConnections {
  const { port } = server.address() as AddressInfo;
  return new ListConnections({ secure, hostname, port }, most, memory, patience);
}

async function ask(path: string, by = signal): Promise<string> {
  const { body } = await connections.ask(`GET ${path} HTTP/1.1\r\n\r\n`, by);
  return Buffer.from(body).toString();
}

/** How a request fails. */
const codeOf = (path: string, by?: AbortSignal): Promise<unknown> =>
  ask(path, by).then(
    () => 'answered',
    (error: { code?: unknown }) => error.code,
  );

describe('the connections of a listing', () => {
  it('are opened as they are needed, not more than allowed, and each answers its own request', async () => {
    const paths = Array.from({ length: 20 }, (_, n) => `/${n}`);
    expect(await Promise.all(paths.map((path) => ask(path)))).toEqual(paths);
    expect(sockets).toHaveLength(2);
    expect(await ask('/again')).toBe('/again');
    expect(sockets).toHaveLength(2);
  });

  it('of one request after another are one', async () => {
    for (const path of ['/a', '/b', '/c']) {
      expect(await ask(path)).toBe(path);
    }
    expect(sockets).toHaveLength(1);
  });

  it('find a store by its name', async () => {
    connections.close();
    connections = connectionsTo('localhost', 2);
    expect(await ask('/by-name')).toBe('/by-name');
  });

  it('that the store says it closes are not used again', async () => {
    serve = (path, socket) => say(socket, path, 'Connection: close\r\n');
    expect([await ask('/a'), await ask('/b')]).toEqual(['/a', '/b']);
    expect(sockets).toHaveLength(2);
  });

  it('that the store closes while nobody asks are replaced', async () => {
    expect(await ask('/a')).toBe('/a');
    sockets[0]?.end();
    await once(sockets[0] as Socket, 'close');
    expect(await ask('/b')).toBe('/b');
    expect(sockets).toHaveLength(2);
  });

  it('that were just closed are replaced, although nothing of them was heard yet', async () => {
    expect(await ask('/a')).toBe('/a');
    connections.close();
    expect(await ask('/b')).toBe('/b');
  });

  it('are replaced for those who wait, too', async () => {
    serve = (path, socket) => (path === '/lost' ? socket.destroy() : say(socket, path));
    connections.close();
    connections = connectionsTo('127.0.0.1', 1);
    const lost = codeOf('/lost');
    const waiting = ['/a', '/b'].map((path) => ask(path));
    expect([await lost, ...(await Promise.all(waiting))]).toEqual(['ECONNRESET', '/a', '/b']);
    expect(sockets).toHaveLength(2);
  });

  it('end an answer without a size by closing', async () => {
    serve = (path, socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${path}`);
    expect([await ask('/a'), await ask('/b')]).toEqual(['/a', '/b']);
  });
});

describe('a request', () => {
  it.each<[string, Serve, string]>([
    ['is reset', (_, socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['is closed before the answer', (_, socket) => socket.end(), 'ECONNRESET'],
    [
      'is closed in the middle of it',
      (_, socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab'),
      'ECONNRESET',
    ],
    ['speaks something else', (_, socket) => socket.write('SSH-2.0-OpenSSH\r\n\r\n'), 'EBADMSG'],
  ])('is lost where its connection %s', async (_, how, code) => {
    serve = how;
    expect(await codeOf('/a')).toBe(code);
    serve = echo;
    expect(await ask('/b')).toBe('/b');
  });

  it.each<[string, boolean, Partial<Patience>]>([
    ['answers', false, { silenceMs: 30 }],
    ['shakes hands', true, { connectMs: 30 }],
  ])('is lost where the store never %s', async (_, secure, short) => {
    serve = () => undefined;
    connections = connectionsTo('127.0.0.1', 1, { secure, patience: { ...PATIENT, ...short } });
    expect(await codeOf('/a')).toBe('ETIMEDOUT');
  });

  it('is lost where the answer comes byte by byte, and is never silent for long', async () => {
    serve = (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 5);
      socket.once('close', () => clearInterval(drip));
    };
    connections = connectionsTo('127.0.0.1', 1, { patience: { ...PATIENT, answerMs: 100 } });
    expect(await codeOf('/a')).toBe('ETIMEDOUT');
    await until(async () => sockets.every((socket) => socket.destroyed) || undefined);
  });

  it('that is lost gives the memory back that its answer was read to', async () => {
    const memory = new PageMemory(1);
    const lent = memory.take(100_000);
    memory.release(lent);
    connections = connectionsTo('127.0.0.1', 1, { memory });
    serve = (_, socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nab');
    expect(await codeOf('/a')).toBe('ECONNRESET');
    expect(memory.take(100_000)).toBe(lent);
  });

  it('is lost where nothing listens', async () => {
    server.close();
    await once(server, 'close');
    expect(await codeOf('/a')).toBe('ECONNREFUSED');
  });

  it('is given up with its connection when its signal aborts, whatever came of it', async () => {
    const cancel = new AbortController();
    serve = (_, socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab');
    const given = codeOf('/a', cancel.signal);
    await until(async () => asked.includes('/a') || undefined);
    cancel.abort();
    expect(await given).toBe('ECONNRESET');
    expect(await codeOf('/never-sent', cancel.signal)).toBe('ECONNRESET');

    serve = echo;
    expect(await ask('/b')).toBe('/b');
    expect(asked).toEqual(['/a', '/b']);
  });

  it('leaves no listener on its signal', async () => {
    const cancel = new AbortController();
    let left = 0;
    const { addEventListener, removeEventListener } = cancel.signal;
    Object.assign(cancel.signal, {
      addEventListener: (...args: Parameters<typeof addEventListener>) => {
        left++;
        addEventListener.apply(cancel.signal, args);
      },
      removeEventListener: (...args: Parameters<typeof removeEventListener>) => {
        left--;
        removeEventListener.apply(cancel.signal, args);
      },
    });
    serve = (path, socket) => (path === '/lost' ? socket.destroy() : say(socket, path));
    await ask('/a', cancel.signal);
    await codeOf('/lost', cancel.signal);
    expect(left).toBe(0);
  });

  it('whose answer is followed by another that nobody asked for is answered, and its connection closed', async () => {
    serve = (path, socket) => {
      say(socket, path);
      if (path === '/a') {
        socket.write('HTTP/1.1 200 OK\r\n');
      }
    };
    // Depending on how the bytes arrive, the answer is seen before what follows, or refused with it.
    expect(['answered', 'EBADMSG']).toContain(await codeOf('/a'));
    await until(async () => sockets[0]?.destroyed || undefined);
    expect(await ask('/b')).toBe('/b');
    expect(sockets).toHaveLength(2);
  });

  it('is told when the connections are closed under it', async () => {
    serve = () => undefined;
    const given = codeOf('/a');
    await until(async () => asked.length === 1 || undefined);
    connections.close();
    expect(await given).toBe('ECONNRESET');
  });
});
