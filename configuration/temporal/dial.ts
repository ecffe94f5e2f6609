import { connect } from 'node:net';
import { hostAndPort } from './server-manner';

/**
 * Opens and closes a TCP connection. gRPC repeats its attempts until its deadline and then only says that it is over;
 * this fails at once, with the system's code (`ECONNREFUSED`, `ENOTFOUND`).
 *
 * @param address `host:port`; 7233 without a port
 */
export function dial(address: string, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(hostAndPort(address));
    socket.setTimeout(withinMs, () => socket.destroy(new Error('No answer in time')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
