import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

/** With an authorizer, the server's own workers need a separate frontend that requires no token. */
export const SERVICES = ['frontend', 'internal-frontend', 'history', 'matching', 'worker'] as const;

const IN_MEMORY = {
  pluginName: 'sqlite',
  databaseName: 'default',
  connectAddr: 'localhost',
  connectProtocol: 'tcp',
  connectAttributes: { mode: 'memory', cache: 'private' },
  maxConns: 1,
  maxIdleConns: 1,
  maxConnLifetime: '1h',
};

/**
 * Writes the configuration of a server in memory that authenticates by tokens and stamps principals.
 *
 * @returns its file, and the address that the server will have
 */
export async function writeServerConfig(
  folder: string,
  jwksFile: string,
): Promise<{ file: string; address: string }> {
  const ports = await freePorts(2 * SERVICES.length);
  const services = SERVICES.map((name, at) => {
    const rpc = { grpcPort: ports[2 * at], membershipPort: ports[2 * at + 1], bindOnLocalHost: true };
    return [name, { rpc }] as const;
  });
  const address = `127.0.0.1:${ports[0]}`;
  const cluster = { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: address };
  // JSON is YAML.
  const dynamic = path.join(folder, 'dynamic.yaml');
  writeFileSync(dynamic, JSON.stringify({ 'frontend.enablePrincipalPropagation': [{ value: true }] }));
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'runs',
      visibilityStore: 'visibility',
      numHistoryShards: 1,
      datastores: { runs: { sql: IN_MEMORY }, visibility: { sql: IN_MEMORY } },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      authorization: {
        authorizer: 'default',
        claimMapper: 'default',
        jwtKeyProvider: { keySourceURIs: [`file://${jwksFile}`] },
      },
    },
    services: Object.fromEntries(services),
    clusterMetadata: {
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: { active: cluster },
    },
    dynamicConfigClient: { filepath: dynamic, pollInterval: '10s' },
  };
  const file = path.join(folder, 'server.yaml');
  writeFileSync(file, JSON.stringify(config));
  return { file, address };
}

/** Ports that are free now; all are held until all are found, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
