import { QueryNotRegisteredError, type Client, type WorkflowHandle } from '@temporalio/client';
import { answered } from './answered';
import { bytesIn, payloadsIn } from './history-bytes';
import { until } from './until';

/** A worker replays each run to answer for it. */
const AT_ONCE = 4;

/** Something that was written somewhere, and where. */
export interface Content {
  readonly where: string;
  readonly bytes: Uint8Array | string;
}

/** What a server shows about a run. */
export interface RunEvidence {
  readonly history: readonly Content[];
  /** Payloads of history and description as a client with the keys reads them. */
  readonly payloads: readonly Content[];
  /** Memo, summary, details, search attributes. */
  readonly description: readonly Content[];
  readonly answers: readonly Content[];
}

/**
 * Everything of all runs, of whatever type and however they ended.
 *
 * @param which the workflow IDs to look at
 */
export async function evidenceOf(client: Client, which = /^/): Promise<RunEvidence[]> {
  const runs = [];
  for await (const run of client.workflow.list()) {
    runs.push(run);
  }
  const wanted = runs.filter(({ workflowId }) => which.test(workflowId));
  const evidence: RunEvidence[] = [];
  while (wanted.length > 0) {
    const some = wanted
      .splice(0, AT_ONCE)
      .map(({ workflowId, runId, type }) =>
        evidenceOfRun(client, client.workflow.getHandle(workflowId, runId), type),
      );
    evidence.push(...(await Promise.all(some)));
  }
  return evidence;
}

/** Only the histories, which need no worker. */
export async function historiesOf(client: Client): Promise<Content[]> {
  const contents: Content[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    contents.push(...asTold(history, `history of ${workflowId}`, `payload of ${workflowId}`));
  }
  return contents;
}

async function evidenceOfRun(client: Client, handle: WorkflowHandle, type: string): Promise<RunEvidence> {
  const history = await handle.fetchHistory();
  const { raw } = await handle.describe();
  const { payloadCodecs } = client.options.loadedDataConverter;
  let payloads = payloadsIn([history, raw]);
  for (const codec of payloadCodecs.toReversed()) {
    payloads = await codec.decode(payloads);
  }
  const about = (what: string) => `${what} of ${handle.workflowId}`;
  return {
    history: asTold(history, about('history'), about('payload')),
    payloads: payloads.map(({ data }) => ({
      where: about('decrypted payload'),
      bytes: Buffer.from(data ?? []),
    })),
    description: asTold(raw, about('description'), about('description')),
    answers: await answersOf(handle, type, about),
  };
}

/** As an export writes it, with bytes as base64, and the bytes themselves. */
function asTold(answer: unknown, where: string, whereBytes: string): Content[] {
  return [
    { where, bytes: JSON.stringify(answer) },
    ...bytesIn(answer).map((bytes) => ({ where: whereBytes, bytes: Buffer.from(bytes) })),
  ];
}

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  prepareMigration: ['status', 'plan', 'audit'],
  rotateCredentials: ['status', 'sealed'],
  revokeCredentials: ['status'],
};
/** Answered by Temporal itself: current details, and what messages there are. */
const METADATA_QUERY = '__temporal_workflow_metadata';

async function answersOf(
  handle: WorkflowHandle,
  type: string,
  about: (what: string) => string,
): Promise<Content[]> {
  const answers: Content[] = [];
  for (const name of [...(QUERIES[type] ?? []), METADATA_QUERY]) {
    try {
      const { answer } = await until(() => answered(async () => ({ answer: await handle.query(name) })));
      answers.push({ where: about(name), bytes: JSON.stringify(answer) });
    } catch (error) {
      if (!(error instanceof QueryNotRegisteredError)) {
        throw error;
      }
    }
  }
  return answers;
}
