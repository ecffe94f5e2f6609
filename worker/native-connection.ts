import { NativeConnection } from '@temporalio/worker';
import { describeNamespace } from '../configuration/temporal/temporal-connection';
import { explainConnectionFailure } from '../configuration/temporal/temporal-connection-error';
import type { TemporalTarget } from '../configuration/temporal/temporal-target';

const CONNECT_WITHIN_MS = 15_000;

/**
 * Connects as a worker does, and sees that the namespace exists.
 *
 * @throws TemporalConnectionError that says what to try
 */
export async function connectNatively(
  target: TemporalTarget,
  env: NodeJS.ProcessEnv,
): Promise<NativeConnection> {
  const connecting = NativeConnection.connect(target.options);
  let connection: NativeConnection;
  try {
    connection = await within(CONNECT_WITHIN_MS, connecting);
  } catch (error) {
    // If it connects after all, nobody would close it.
    connecting.then(
      (late) => late.close(),
      () => undefined,
    );
    throw await explainConnectionFailure(error, target, env);
  }
  try {
    await describeNamespace(connection, target);
    return connection;
  } catch (error) {
    await connection.close();
    throw await explainConnectionFailure(error, target, env);
  }
}

/** The SDK's connecting has no timeout. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
