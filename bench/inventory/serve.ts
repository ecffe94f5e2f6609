import { createInterface } from 'node:readline';
import { createListServer } from './server/list-server';
import { ReducedKeys } from './server/reduced-keys';
import { servedKeys } from './server/served-keys';

/**
 * Serves one computed bucket until its standard input ends. Prints the port and its keys as a line of JSON; for every
 * line that it reads, and when its input ends, the requests so far and their cost.
 *
 *   node dist/bench/inventory/serve.js SHAPE COUNT LATENCY_MS PORT REQUESTS_PER_SECOND LEFT_OUT
 */
const [shape = 'hex', count = '1000000', latency = '40', port = '0', rate = 'Infinity', leftOut = '0'] =
  process.argv.slice(2);
const whole = servedKeys(shape, Number(count));
const keys = leftOut === '0' ? whole : new ReducedKeys(whole, Number(leftOut));
const { server, served } = createListServer(keys, {
  latencyMs: Number(latency),
  requestsPerSecond: Number(rate),
});
const cpuBefore = process.cpuUsage();

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  print({ port: typeof address === 'object' ? address?.port : null, keys: keys.count });
});
createInterface({ input: process.stdin })
  .on('line', report)
  .on('close', () => {
    report();
    process.exit(0);
  });

function report(): void {
  const { user, system } = process.cpuUsage(cpuBefore);
  print({ ...served, cpuSeconds: (user + system) / 1e6 });
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
