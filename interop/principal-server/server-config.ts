import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../demo/free-ports';
import { temporalServerConfig } from '../../demo/temporal-server-config';

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
  const ports: number[] = [];
  while (ports.length < 2 * SERVICES.length) {
    ports.push(await freePort());
  }
  // JSON is YAML.
  const dynamicConfigFile = path.join(folder, 'dynamic.yaml');
  writeFileSync(
    dynamicConfigFile,
    JSON.stringify({ 'frontend.enablePrincipalPropagation': [{ value: true }] }),
  );
  const { config, address } = temporalServerConfig({
    services: SERVICES,
    ports,
    stores: { runs: IN_MEMORY, visibility: IN_MEMORY },
    historyShards: 1,
    global: {
      authorization: {
        authorizer: 'default',
        claimMapper: 'default',
        jwtKeyProvider: { keySourceURIs: [`file://${jwksFile}`] },
      },
    },
    dynamicConfigFile,
  });
  const file = path.join(folder, 'server.yaml');
  writeFileSync(file, JSON.stringify(config));
  return { file, address };
}
