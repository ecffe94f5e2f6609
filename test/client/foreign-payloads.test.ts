import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultDataConverter } from '@temporalio/common';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import { temporal as protocol } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';
import { earlierRuns } from '../../client/runs/earlier-runs';
import { cleanedUpIn } from '../../client/runs/cleaned-up';
import { preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { phrase } from '../../presentation/words/words';
import { connectPreparationRuns } from '../../worker/preparation-runs';
import { startTemporal } from '../rig/temporal';
import { until } from '../rig/until';
import { realPreparations } from './real-preparations';
import { run } from './run-command';

const { CommandType } = protocol.api.enums.v1;
const CONVERTER = loadDataConverter();
const NEVER = new AbortController().signal;

describe('a run that was started with what is no JSON', () => {
  let temporal: TestWorkflowEnvironment;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.teardown());

  /** As the form of the Web UI starts it with another encoding. */
  async function startForeign(bucket: string, taskQueue = TASK_QUEUE, memo?: object): Promise<string> {
    const workflowId = preparationWorkflowId(bucket);
    const { runId } = await temporal.client.workflowService.startWorkflowExecution({
      namespace: 'default',
      workflowId,
      workflowType: { name: 'prepareMigration' },
      taskQueue: { name: taskQueue },
      requestId: randomUUID(),
      ...(memo === undefined ? {} : { memo: { fields: { note: memo } } }),
      input: {
        payloads: [{ metadata: { encoding: Buffer.from('json/protobuf') }, data: Buffer.from('{}') }],
      },
    });
    return runId;
  }

  /** Whoever may poll completes a run with anything. */
  async function completeForeign(bucket: string, encoding: string, text: string): Promise<void> {
    const queue = { namespace: 'default', taskQueue: { name: `of-${bucket}` } };
    await startForeign(bucket, queue.taskQueue.name);
    const { workflowService } = temporal.client;
    const { taskToken } = await temporal.client.withDeadline(Date.now() + 60_000, () =>
      workflowService.pollWorkflowTaskQueue(queue),
    );
    const payloads = [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(text) }];
    await workflowService.respondWorkflowTaskCompleted({
      namespace: 'default',
      taskToken,
      commands: [
        {
          commandType: CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
          completeWorkflowExecutionCommandAttributes: { result: { payloads } },
        },
      ],
    });
  }

  it.each([
    ['json/protobuf', '{}'],
    ['json/plain', 'none'],
    ['json/plain', 'null'],
  ])('that ended with a result in %s, %s, keeps nobody from revoking', async (encoding, text) => {
    const bucket = `ended-${text.replaceAll(/\W/g, 'x')}`;
    await completeForeign(bucket, encoding, text);
    const preparations = realPreparations(temporal.client);
    expect(await preparations.delivered(preparationWorkflowId(bucket))).toBeNull();
    const ran = await run(['revoke', bucket, '--json'], { preparations });
    expect(ran.error).toContain('It has no signature of a worker');
    expect(ran.json()).toMatchObject({ workflowId: `revoke/mgw-${bucket}`, attached: false });
    await temporal.client.workflow.getHandle(`revoke/mgw-${bucket}`).terminate();
  });

  it.each([
    ['json/protobuf', '{}', undefined],
    ['json/plain', 'none', undefined],
    ['json/plain', 'null', null],
  ])('that ended with a result in %s, %s, holds up no fleet', async (encoding, text, result) => {
    const bucket = `member-${text.replaceAll(/\W/g, 'x')}`;
    await completeForeign(bucket, encoding, text);
    const runs = connectPreparationRuns(temporal.nativeConnection, 'default', defaultDataConverter);
    const workflowId = preparationWorkflowId(bucket);
    const { runId = '' } = (await runs.describe(workflowId, NEVER)) ?? {};
    expect(await runs.ending(workflowId, runId, NEVER)).toEqual({ result });
  });

  it('holds up no further start of that bucket', async () => {
    await startForeign('music');
    await temporal.client.workflow.getHandle(preparationWorkflowId('music')).terminate();
    const ran = await run(['start', 'music', '--json'], { preparations: realPreparations(temporal.client) });
    expect(ran.json()).toMatchObject({ workflowId: 'prepare/music', attached: false });
  });

  it('and with a memo that nobody can decode is listed and described like any other', async () => {
    const runId = await startForeign('memo', TASK_QUEUE, {
      metadata: { encoding: Buffer.from('json/plain') },
      data: Buffer.from('none'),
    });
    const preparations = realPreparations(temporal.client);
    await until(async () =>
      (await preparations.list("WorkflowId = 'prepare/memo'", 10)).some((found) => found.runId === runId)
        ? true
        : undefined,
    );
    expect(await preparations.describe('prepare/memo')).toMatchObject({ runId, state: 'running' });
    const runs = connectPreparationRuns(temporal.nativeConnection, 'default', defaultDataConverter);
    expect(await runs.describe('prepare/memo', NEVER)).toMatchObject({ runId });
  });

  it('and is deleted by now is none of the earlier runs', async () => {
    const gone = {
      workflowId: 'prepare/gone',
      runId: randomUUID(),
      type: 'prepareMigration',
      state: 'completed',
      startedAt: new Date(),
      closedAt: null,
    } as const;
    expect(await earlierRuns(temporal.client, 'prepare/gone', gone)).toEqual([]);
  });

  it('has no input that a worker or a command takes for its own', async () => {
    const runId = await startForeign('films');
    const workflowId = preparationWorkflowId('films');
    const runs = connectPreparationRuns(temporal.nativeConnection, 'default', defaultDataConverter);
    expect(await runs.input(workflowId, runId, NEVER)).toBeUndefined();
    const preparations = realPreparations(temporal.client);
    expect(await preparations.workedOn(workflowId)).toBe(false);
    expect(await preparations.inputOf(workflowId)).toBeUndefined();
    expect(await preparations.earlierRuns(workflowId)).toMatchObject([{ input: undefined }]);
  });
});

it('of a cancelled rotation it is read what it removed, without its time, and what it enabled again', async () => {
  const what = phrase('resource.accessKey', { id: 'LTAI0001' });
  let eventId = 0;
  const activity = (name: string, ...results: unknown[]) => {
    const scheduledEventId = ++eventId as never;
    const payloads = results.map((result) => CONVERTER.payloadConverter.toPayload(result));
    return [
      { eventId: scheduledEventId, activityTaskScheduledEventAttributes: { activityType: { name } } },
      { activityTaskCompletedEventAttributes: { scheduledEventId, result: { payloads } } },
    ];
  };
  const events = [
    ...activity('disableReplacedKeys', { value: { keys: ['LTAI0002'] } }),
    ...activity('confirmReplacement'),
    ...activity('listOfSomethingElse', ['LTAI0003']),
    ...activity('removeOtherKeys', {
      value: { removed: [{ what, at: '2026-11-30T08:00:00.000Z' }], kept: [] },
    }),
    ...activity('cleanUp', { value: { removed: [what], kept: [] } }),
    ...activity('enableReplacedKeys', ['LTAI0002']),
  ];
  const cleaned = await cleanedUpIn({ events }, CONVERTER);
  expect(cleaned).toEqual({ removed: [what, what], kept: [], enabled: ['LTAI0002'] });
});
