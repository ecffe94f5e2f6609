import { Client, Connection } from '@temporalio/client';
import { dial } from './dial';
import { dataConverterFor } from '../encryption/data-converter';
import { NO_ENCRYPTION, type PayloadEncryption } from '../encryption/encryption-codec';
import { explainConnectionFailure, usesProxy } from './temporal-connection-error';
import { loadTemporalTarget, type TemporalTarget } from './temporal-target';

const CONNECT_TIMEOUT_MS = 5000;
const ANSWER_TIMEOUT_MS = 10_000;

/** A client of the configured namespace. */
export interface ConnectedClient {
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  /** `host:port`. */
  readonly address: string;
  /** Whether the connection is encrypted. */
  readonly tls: boolean;
  close(): Promise<void>;
}

/**
 * Connects a client to the namespace that TEMPORAL_* and temporal.toml name, and sees that the namespace exists.
 *
 * @param encryption that of the runs to talk to; who only asks the server itself needs none
 *
 * @throws ConfigurationError, or TemporalConnectionError that says what to try
 */
export async function connectClient(
  env: NodeJS.ProcessEnv,
  encryption: PayloadEncryption = NO_ENCRYPTION,
): Promise<ConnectedClient> {
  const target = loadTemporalTarget(env);
  const connection = await connect(target, env);
  try {
    await describeNamespace(connection, target);
  } catch (error) {
    await connection.close();
    throw await explainConnectionFailure(error, target, env);
  }
  const { namespace, address, tls } = target;
  const dataConverter = dataConverterFor(encryption, namespace);
  const client = new Client({ connection, namespace, dataConverter });
  return { client, connection, namespace, address, tls, close: () => connection.close() };
}

async function connect(target: TemporalTarget, env: NodeJS.ProcessEnv): Promise<Connection> {
  try {
    if (!usesProxy(env)) {
      await dial(target.address, CONNECT_TIMEOUT_MS);
    }
    return await Connection.connect({ ...target.options, connectTimeout: CONNECT_TIMEOUT_MS });
  } catch (error) {
    throw await explainConnectionFailure(error, target, env);
  }
}

/** What both kinds of connection can do. */
type AnyConnection = Pick<Connection, 'workflowService' | 'withDeadline'>;

/** Asks the server about the namespace; fails if it cannot be used. */
export function describeNamespace(
  connection: AnyConnection,
  { namespace }: Pick<TemporalTarget, 'namespace'>,
  withinMs = ANSWER_TIMEOUT_MS,
) {
  return connection.withDeadline(Date.now() + withinMs, () =>
    connection.workflowService.describeNamespace({ namespace }),
  );
}
