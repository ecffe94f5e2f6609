import type { WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { statusQuery } from '../../contracts/messages';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparationStatus } from '../../contracts/runs/status';
import { startRig, until, type Rig } from '../rig/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [] });
});
afterAll(() => rig.stop());

interface Metadata {
  readonly definition: Readonly<Record<string, readonly { readonly name?: string }[] | undefined>>;
}

/** A run that stays open: its source cannot be reached, or it waits for its time. */
async function open(type: string, input: object, phase: string): Promise<WorkflowHandle> {
  const handle = await rig.client.workflow.start(type, {
    workflowId: `odd/${type}`,
    taskQueue: TASK_QUEUE,
    args: [input],
  });
  await until(async () => {
    const status = await handle.query<PreparationStatus>(statusQuery.name).catch(() => null);
    return status?.phase.name === phase || undefined;
  });
  return handle;
}

async function refusal(handle: WorkflowHandle, update: string): Promise<string> {
  const answer: unknown = await handle.executeUpdate(update, { args: [{}] }).catch((error: unknown) => error);
  return (answer as WorkflowUpdateFailedError).cause?.message ?? String(answer);
}

async function failedTasks({ workflowId }: WorkflowHandle): Promise<number> {
  const { events } = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).filter((one) => one.workflowTaskFailedEventAttributes).length;
}

const source = { bucket: 'no-such-bucket' };

describe.each([
  ['prepareMigration', { source }, 'action required', 'decied', 'decide'],
  ['prepareMigrations', { buckets: ['no-such-bucket'] }, 'running', 'retry', null],
])('a run of %s', (type, input, phase, written, meant) => {
  it('answers updates, queries and signals that it does not know with those that it does', async () => {
    const handle = await open(type, input, phase);
    const { definition } = await handle.query<Metadata>('__temporal_workflow_metadata');
    const updates = (definition['updateDefinitions'] ?? []).flatMap(({ name }) => name ?? []);

    const refused = await refusal(handle, written);
    expect(refused).toContain(`There is no update "${written}".`);
    expect(refused).toContain(
      meant === null
        ? 'Did you mean the signal "retry"? This kind of run takes no updates'
        : `Did you mean the update "${meant}"? Available updates: ${updates.join(', ')}.`,
    );
    await expect(handle.query('Status')).rejects.toThrow(
      'Did you mean the query "status"? Available queries:',
    );

    // The SDK throws at such names in every run with a handler for unknown ones.
    expect(await refusal(handle, '__temporal_odd')).toContain('no update "reserved __temporal_odd"');
    await expect(handle.query('__temporal_odd')).rejects.toThrow('no query "reserved __temporal_odd"');
    await handle.signal('retyr', {});
    const { notices } = await handle.query<PreparationStatus>(statusQuery.name);
    expect(notices).toEqual([
      expect.stringMatching(
        /^\d{4}-\d\d-\d\d \d\d:\d\d UTC: There is no signal "retyr"; it was ignored. Did you mean the signal "retry"\?/,
      ),
    ]);
    expect(await failedTasks(handle)).toBe(0);
    await handle.terminate();
  });
});
