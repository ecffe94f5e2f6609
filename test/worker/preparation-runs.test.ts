import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defaultDataConverter } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import type { PreparationRuns } from '../../provisioning/fleet/preparation-runs';
import { connectPreparationRuns } from '../../worker/preparation-runs';
import { until } from '../rig/rig';
import { startTemporal } from '../rig/temporal';

const NEVER = new AbortController().signal;

let temporal: TestWorkflowEnvironment;
let runs: PreparationRuns;

beforeAll(async () => {
  temporal = await startTemporal();
  runs = connectPreparationRuns(temporal.nativeConnection, 'default', defaultDataConverter);
});
afterAll(() => temporal.teardown());

it('a run that no worker answers for has no status now, which holds up nothing', async () => {
  const workflowId = preparationWorkflowId('photos');
  const { firstExecutionRunId } = await temporal.client.workflow.start('prepareMigration', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket: 'photos' } }],
  });
  expect(await runs.status(workflowId, firstExecutionRunId, NEVER)).toBeNull();
});

it('an answer that the server refuses names its gRPC status', async () => {
  await expect(runs.describe('', NEVER)).rejects.toMatchObject({
    type: 'HistoryUnreadable',
    context: { code: 'gRPC 3' },
  });
});

it('the open preparations of Schedules are those that a Schedule started', async () => {
  const schedule = await temporal.client.schedule.create({
    scheduleId: 'prep-films',
    spec: {},
    action: {
      type: 'startWorkflow',
      workflowType: 'prepareMigration',
      workflowId: preparationWorkflowId('films'),
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'films' } }],
    },
  });
  await schedule.trigger();
  const [found, ...more] = await until(async () => {
    const open = await runs.ofSchedules(NEVER);
    return open.length > 0 ? open : undefined;
  });
  expect(more).toEqual([]);
  expect(found?.workflowId).toMatch(/^prepare\/films-\d{4}-/);
  await temporal.client.workflow.getHandle(found?.workflowId ?? '').terminate();
  await until(async () => ((await runs.ofSchedules(NEVER)).length === 0 ? true : undefined));
});
