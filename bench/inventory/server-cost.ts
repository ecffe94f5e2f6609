import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { keyspaces, type Shape } from './server/keyspaces';
import { Positions } from './server/positions';

/**
 * The cost of a page of 1,000 keys to the list server itself, in milliseconds of CPU: a client that does not read the
 * answers requests pages all over the keyspace on 64 connections.
 *
 * node dist/bench/inventory/server-cost.js [KEYS]
 */
const COUNT = Number(process.argv[2] ?? 10_000_000);
const CONNECTIONS = 64;
const PAGES = 20_000;

async function costPerPage(shape: Shape): Promise<number> {
  const positions = new Positions(keyspaces[shape](COUNT));
  const server = spawn(process.execPath, [join(__dirname, 'serve.js'), shape, String(COUNT), '0'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  const { port } = JSON.parse(first) as { port: number };
  let left = PAGES;
  let asked = 0;
  const nextRequest = (): string => {
    asked++;
    const after = positions.key((asked * 7_919_111) % COUNT).toString('latin1');
    return (
      `GET /bench?list-type=2&max-keys=1000&encoding-type=url&start-after=${encodeURIComponent(after)} HTTP/1.1\r\n` +
      `Host: 127.0.0.1\r\nAuthorization: ${'x'.repeat(300)}\r\n\r\n`
    );
  };
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () => readPages(port, nextRequest, () => left-- > 0)),
  );
  const report = once(lines, 'line') as Promise<[string]>;
  server.stdin.end();
  const { requests, cpuSeconds } = JSON.parse((await report)[0]) as { requests: number; cpuSeconds: number };
  return (cpuSeconds * 1000) / requests;
}

/** Requests page after page on one connection, and only counts the bytes of each answer. */
async function readPages(port: number, nextRequest: () => string, more: () => boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let missing = 0;
  socket.on('data', (chunk) => {
    if (missing === 0) {
      const head = chunk.toString('latin1', 0, 200);
      missing = head.indexOf('\r\n\r\n') + 4 + Number(/Content-Length: (\d+)/.exec(head)?.[1]);
    }
    missing -= chunk.length;
    if (missing === 0) {
      if (more()) {
        socket.write(nextRequest());
      } else {
        socket.end();
      }
    }
  });
  socket.write(nextRequest());
  await once(socket, 'close');
}

async function main(): Promise<void> {
  for (const shape of Object.keys(keyspaces) as Shape[]) {
    console.log(`${shape}: ${(await costPerPage(shape)).toFixed(3)} ms of CPU a page`);
  }
}

void main();
