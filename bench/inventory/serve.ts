import { createListServer } from './list-server';
import { keyspaces, type Shape } from './keyspaces';

/**
 * Serves one computed bucket until its standard input ends. Prints the port as a line of JSON, and when it ends what
 * was asked of it and what that cost.
 */
const [shape = 'hex', count = '1000000', latency = '40', port = '0'] = process.argv.slice(2);
const { server, served } = createListServer(keyspaces[shape as Shape](Number(count)), Number(latency));
const cpuBefore = process.cpuUsage();

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  print({ port: typeof address === 'object' ? address?.port : null });
});
process.stdin.resume().on('end', () => {
  const { user, system } = process.cpuUsage(cpuBefore);
  print({ ...served, cpuSeconds: (user + system) / 1e6 });
  process.exit(0);
});

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
