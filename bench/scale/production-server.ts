import { execFileSync } from 'node:child_process';
import { chmodSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import { freePort } from '../../demo/free-ports';
import { Processes } from '../../demo/processes';
import { temporalServerConfig } from '../../demo/temporal-server-config';
import { until } from '../../demo/until';

const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;
const PLUGIN = 'postgres12';
const SCHEMAS = { temporal: 'postgresql/v12/temporal', visibility: 'postgresql/v12/visibility' } as const;

/** The programs of a production server. */
export interface ServerPrograms {
  /** The folder of `initdb`, `postgres` and `psql`. */
  readonly postgres: string;
  readonly temporalServer: string;
  readonly temporalSqlTool: string;
}

/** A Temporal server on PostgreSQL, both on the loopback address, that can be killed and started again. */
export class ProductionServer {
  readonly #programs: ServerPrograms;
  readonly #folder: string;
  readonly #ports: { readonly database: number; readonly rpc: readonly number[] };
  #processes = new Processes();

  private constructor(
    programs: ServerPrograms,
    folder: string,
    ports: { readonly database: number; readonly rpc: readonly number[] },
  ) {
    this.#programs = programs;
    this.#folder = folder;
    this.#ports = ports;
  }

  /** Makes the database and its schemas, starts the server, and registers a namespace. */
  static async create(
    programs: ServerPrograms,
    folder: string,
    namespace: string,
  ): Promise<ProductionServer> {
    const database = await freePort();
    const rpc: number[] = [];
    for (let count = 0; count < 2 * SERVICES.length; count++) {
      rpc.push(await freePort());
    }
    const server = new ProductionServer(programs, folder, { database, rpc });
    server.#makeCluster();
    await server.#startDatabase();
    for (const [name, schema] of Object.entries(SCHEMAS)) {
      server.#sqlTool(name, 'create-database');
      server.#sqlTool(name, 'setup-schema', '-v', '0.0');
      server.#sqlTool(name, 'update-schema', '--schema-name', schema);
    }
    server.#writeConfig();
    server.#startTemporal();
    await server.#registerNamespace(namespace);
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.#ports.rpc[0]}`;
  }

  /** Starts database and server again after `kill`. */
  async start(): Promise<void> {
    this.#processes = new Processes();
    await this.#startDatabase();
    this.#startTemporal();
    await until(async () => (await Connection.connect({ address: this.address })).close().then(() => true));
  }

  /** Ends both at once, as a power cut does. */
  async kill(): Promise<void> {
    await this.#processes.kill();
  }

  async stop(): Promise<void> {
    await this.#processes.stop();
  }

  /** Bytes of both databases. */
  databaseBytes(): number {
    return Object.keys(SCHEMAS).reduce((total, name) => {
      const size = this.#query(`select pg_database_size('${name}')`);
      return total + Number(size);
    }, 0);
  }

  get #data(): string {
    return path.join(this.#folder, 'database');
  }

  #makeCluster(): void {
    const flags = ['-D', this.#data, '-U', 'temporal', '--auth', 'trust', '--encoding', 'UTF8'];
    if (process.getuid?.() === 0) {
      execFileSync('install', ['-d', '-o', 'postgres', '-g', 'postgres', this.#data]);
      chmodSync(this.#folder, 0o755);
    }
    this.#postgres('initdb', flags);
  }

  async #startDatabase(): Promise<void> {
    const { database } = this.#ports;
    const flags = ['-D', this.#data, '-p', String(database), '-k', '', '-h', '127.0.0.1', '-N', '200'];
    let running = false;
    await until(async () => {
      // After a kill its own processes may still hold the memory for a moment: then it refuses to start.
      if (!running) {
        running = true;
        this.#start('postgres', ...this.#asDatabaseOwner('postgres', flags), () => {
          running = false;
        });
      }
      return this.#query('select 1').trim() === '1';
    });
  }

  #query(sql: string): string {
    const where = ['-h', '127.0.0.1', '-p', String(this.#ports.database), '-U', 'temporal'];
    return this.#postgres('psql', [...where, '-d', 'postgres', '-At', '-c', sql]);
  }

  #startTemporal(): void {
    const services = SERVICES.flatMap((name) => ['--service', name]);
    const file = path.join(this.#folder, 'server.yaml');
    this.#start('temporal', this.#programs.temporalServer, ['--config-file', file, 'start', ...services]);
  }

  #start(name: string, command: string, args: readonly string[], died?: () => void): void {
    const file = path.join(this.#folder, `${name}.log`);
    const log = openSync(file, 'a');
    const say = (code: number | null) => console.error(`scale: ${name} ended (${code}); see ${file}`);
    this.#processes.start(command, args, process.env, ['ignore', log, log], died ?? say);
  }

  /** PostgreSQL refuses to run as root. */
  #asDatabaseOwner(program: string, args: readonly string[]): [command: string, args: string[]] {
    const file = path.join(this.#programs.postgres, program);
    return process.getuid?.() === 0
      ? ['runuser', ['-u', 'postgres', '--', file, ...args]]
      : [file, [...args]];
  }

  #postgres(program: string, args: readonly string[]): string {
    const [command, all] = this.#asDatabaseOwner(program, args);
    return execFileSync(command, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
  }

  #sqlTool(database: string, ...args: readonly string[]): void {
    const { temporalSqlTool } = this.#programs;
    const where = ['--plugin', PLUGIN, '--ep', '127.0.0.1', '-p', String(this.#ports.database)];
    const flags = [...where, '-u', 'temporal', '--db', database, ...args];
    execFileSync(temporalSqlTool, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  #writeConfig(): void {
    const store = (databaseName: string) => ({
      pluginName: PLUGIN,
      databaseName,
      connectAddr: `127.0.0.1:${this.#ports.database}`,
      connectProtocol: 'tcp',
      user: 'temporal',
      maxConns: 20,
      maxIdleConns: 20,
      maxConnLifetime: '1h',
    });
    const { config } = temporalServerConfig({
      services: SERVICES,
      ports: this.#ports.rpc,
      stores: { runs: store('temporal'), visibility: store('visibility') },
      historyShards: 4,
    });
    // JSON is YAML.
    writeFileSync(path.join(this.#folder, 'server.yaml'), JSON.stringify(config));
  }

  async #registerNamespace(namespace: string): Promise<void> {
    await until(async () => {
      const connection = await Connection.connect({ address: this.address });
      try {
        await connection.workflowService.registerNamespace({
          namespace,
          workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
        });
        return true;
      } finally {
        await connection.close();
      }
    });
  }
}
