import { createServer } from 'node:net';

/**
 * Below the ports that systems give to connections on their way out (from 32768 on Linux, 49152 elsewhere): one of those
 * may be taken at any moment between being found free and being listened on.
 */
const FIRST = 20_000;
const COUNT = 12_000;
/** Ports that one process may ask for before it comes to those of the next. */
const BLOCK = 60;

let next = (process.pid * BLOCK) % COUNT;

/** The requested loopback port, or a free one if it is in use or 0. */
export async function portOrFree(wanted: number): Promise<number> {
  return wanted !== 0 && (await isFree(wanted)) ? wanted : freePort();
}

/**
 * A free loopback port, another one with every call. Concurrent processes begin at different ports.
 *
 * @throws Error if all are in use
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried++) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`All ports from ${FIRST} to ${FIRST + COUNT - 1} are taken.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
