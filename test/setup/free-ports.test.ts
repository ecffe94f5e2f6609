import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { freePort, portOrFree } from '../../demo/free-ports';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

async function take(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

it('a free port is another one with every call, although nobody listens on the one before', async () => {
  const ports = [await freePort(), await freePort(), await freePort()];
  expect(new Set(ports).size).toBe(3);
  // Below those that Linux gives to connections on their way out.
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it('a port that is taken is passed over', async () => {
  const port = await freePort();
  await take(port + 1);
  expect(await freePort()).toBeGreaterThan(port + 1);
});

it('a wanted port is had unless it is taken', async () => {
  const wanted = await freePort();
  expect(await portOrFree(wanted)).toBe(wanted);
  await take(wanted);
  expect(await portOrFree(wanted)).not.toBe(wanted);
  expect(await portOrFree(0)).not.toBe(0);
});
