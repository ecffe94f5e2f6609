import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

/** Services and the ports that each needs: gRPC, membership. */
const SERVICES = ['frontend', 'internal-frontend', 'matching', 'history', 'worker'];

/** Writes the configuration of a server in memory that authenticates by tokens and stamps principals. */
export async function writeServerConfig(folder, jwksFile) {
  const ports = await freePorts(SERVICES.length * 2 + 1);
  const services = SERVICES.map((name, at) => {
    const rpc = { grpcPort: ports[2 * at], membershipPort: ports[2 * at + 1], bindOnLocalHost: true };
    return [name, { rpc }];
  });
  const address = `127.0.0.1:${ports[0]}`;
  const store = {
    pluginName: 'sqlite',
    databaseName: 'default',
    connectAddr: 'localhost',
    connectProtocol: 'tcp',
    connectAttributes: { mode: 'memory', cache: 'private' },
    maxConns: 1,
    maxIdleConns: 1,
    maxConnLifetime: '1h',
  };
  const dynamic = path.join(folder, 'dynamic.yaml');
  // JSON is YAML.
  writeFileSync(dynamic, JSON.stringify({ 'frontend.enablePrincipalPropagation': [{ value: true }] }));
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'memory',
      visibilityStore: 'visibility',
      numHistoryShards: 1,
      datastores: { memory: { sql: store }, visibility: { sql: store } },
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
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: address },
      },
    },
    dynamicConfigClient: { filepath: dynamic, pollInterval: '10s' },
  };
  const file = path.join(folder, 'server.yaml');
  writeFileSync(file, JSON.stringify(config));
  return { file, address };
}

/** Ports that are free now, all at once, so that none is given twice. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
