/** What differs between the Temporal servers that are started here. */
export interface TemporalServerOptions {
  /** The frontend first. */
  readonly services: readonly string[];
  /** Two of each service. */
  readonly ports: readonly number[];
  /** The SQL stores of runs and visibility, as the server's configuration names them. */
  readonly stores: { readonly runs: object; readonly visibility: object };
  readonly historyShards: number;
  /** Members of `global` besides the membership. */
  readonly global?: object;
  /** Of the dynamic configuration. */
  readonly dynamicConfigFile?: string;
}

/** The configuration of a Temporal server on the loopback address, and the address of its frontend. */
export function temporalServerConfig(options: TemporalServerOptions): { config: object; address: string } {
  const { services, ports, stores, historyShards, global = {}, dynamicConfigFile } = options;
  const address = `127.0.0.1:${ports[0]}`;
  const rpcOf = (at: number) => ({
    rpc: { grpcPort: ports[2 * at], membershipPort: ports[2 * at + 1], bindOnLocalHost: true },
  });
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'runs',
      visibilityStore: 'visibility',
      numHistoryShards: historyShards,
      datastores: { runs: { sql: stores.runs }, visibility: { sql: stores.visibility } },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' }, ...global },
    services: Object.fromEntries(services.map((name, at) => [name, rpcOf(at)] as const)),
    clusterMetadata: {
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: address },
      },
    },
    ...(dynamicConfigFile === undefined
      ? {}
      : { dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '10s' } }),
  };
  return { config, address };
}
