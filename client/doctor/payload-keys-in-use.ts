import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { keyIdOf, type PayloadEncryption } from '../../configuration/encryption/encryption-codec';
import type { ConnectedClient } from '../../configuration/temporal/temporal-connection';
import { TASK_QUEUE } from '../../contracts/names';
import { problem, type DoctorCheck } from './doctor-report';

const LOOKED_AT = 10;
const EVENTS = 30;
/** Shorter than the limit of `ask`: a call that outlives the connection would fail uncaught. */
const ANSWER_WITHIN_MS = 10_000;

/** Whether the payloads of the latest runs can be read with the keys that are here. */
export async function latestRunsReadable(
  { connection, namespace }: ConnectedClient,
  { keys }: PayloadEncryption,
): Promise<Said | DoctorCheck> {
  const { workflowService } = connection;
  const used = await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
    const query = `TaskQueue = '${TASK_QUEUE}'`;
    const { executions } = await workflowService.listWorkflowExecutions({
      namespace,
      query,
      pageSize: LOOKED_AT,
    });
    return Promise.all(
      executions.map(async ({ execution }) => {
        const run = { namespace, execution: execution ?? null, maximumPageSize: EVENTS };
        // Its first events show the client's key, its last ones the worker's.
        const histories = await Promise.all([
          workflowService.getWorkflowExecutionHistory(run),
          workflowService.getWorkflowExecutionHistoryReverse(run),
        ]);
        return keyIdsIn(histories.map(({ history }) => history));
      }),
    );
  });
  const known = new Set(keys.map(({ id }) => id));
  const missing = new Set(used.flatMap((ids) => [...ids].filter((id) => !known.has(id))));
  if (missing.size > 0) {
    const runs = used.filter((ids) => [...ids].some((id) => missing.has(id))).length;
    return problem(
      phrase('doctor.payloadKeys'),
      phrase('doctor.keysMissing', { runs, of: used.length, keys: [...missing].join(', ') }),
      phrase('doctor.addKeys'),
    );
  }
  const encrypted = used.filter((ids) => ids.size > 0).length;
  return phrase('doctor.runsReadable', { runs: used.length, encrypted });
}

/** The IDs of payload keys anywhere in a value. */
function keyIdsIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    return new Set();
  }
  const { metadata } = value as { metadata?: unknown };
  const own = typeof metadata === 'object' && metadata !== null ? keyIdOf(value) : undefined;
  const inner = Object.values(value).flatMap((member) => [...keyIdsIn(member)]);
  return new Set(own === undefined ? inner : [own, ...inner]);
}
