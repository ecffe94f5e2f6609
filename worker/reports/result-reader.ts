import { Client, WorkflowNotFoundError } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { NativeConnection } from '@temporalio/worker';
import { undecoded } from '../../configuration/temporal/undecoded';
import { signatureIn } from '../../contracts/approval/attested';
import { draftQuery } from '../../contracts/messages';
import type { WorkflowType } from '../../contracts/names';
import { isMigrationResult, type MigrationResult } from '../../contracts/migration/migration';
import { isPreparationResult, type PreparationResult } from '../../contracts/runs/result';
import { resultStatement } from '../../contracts/approval/result-statement';
import type { FoundResult, ReadResult } from '../../provisioning/trust/finished-run';
import type { WorkerKeys } from '../../provisioning/trust/worker-keys';

const ANSWER_WITHIN_MS = 10_000;
const PREPARATION: WorkflowType = 'prepareMigration';
const MIGRATION: WorkflowType = 'migrateBucket';

/** Reads results from the Temporal server; only those that a worker signed for the very run count. A draft is unsigned. */
export function resultReader(
  connection: NativeConnection,
  namespace: string,
  dataConverter: DataConverter,
  keys: Pick<WorkerKeys, 'signed'>,
): ReadResult {
  const client = new Client({ connection, namespace, dataConverter });
  const { workflow: bare } = undecoded(client);

  async function read(workflowId: string, wanted: string | undefined): Promise<FoundResult> {
    const { runId, status, type } = await bare.getHandle(workflowId, wanted).describe();
    if (type !== PREPARATION && type !== MIGRATION) {
      return { kind: 'no result' };
    }
    if (status.name === 'RUNNING') {
      if (type === MIGRATION) {
        return { kind: 'open' };
      }
      const draft = await client.workflow.getHandle(workflowId, runId).query(draftQuery);
      return draft === null ? { kind: 'open' } : { kind: 'result', result: draft };
    }
    if (status.name !== 'COMPLETED') {
      return { kind: 'no result' };
    }
    const options = { followRuns: false };
    const result: unknown = await client.workflow.getHandle(workflowId, runId, options).result();
    return isAuthentic(result, workflowId, runId, keys)
      ? { kind: 'result', result }
      : { kind: 'not authentic' };
  }

  return async (workflowId, runId) => {
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () => read(workflowId, runId));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) {
        return { kind: 'unknown run' };
      }
      throw error;
    }
  };
}

/**
 * Anybody who can write to the namespace can complete a run with a forged result, or one of another kind of run; only a worker can sign
 * one.
 */
function isAuthentic(
  result: unknown,
  workflowId: string,
  runId: string,
  keys: Pick<WorkerKeys, 'signed'>,
): result is PreparationResult | MigrationResult {
  const { signature, run, outcome = '' } = Object(result) as Partial<PreparationResult>;
  const given = signatureIn(signature);
  return (
    given !== null &&
    (isPreparationResult({ outcome }) || isMigrationResult({ outcome })) &&
    run?.workflowId === workflowId &&
    run.runId === runId &&
    keys.signed(resultStatement(Object(result) as object), given)
  );
}
