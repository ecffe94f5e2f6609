import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { explainTemporalError } from '../../client/runs/temporal-errors';
import { mayPass } from '../../client/runs/unanswered';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

/** The SDK's error when a call ends with a gRPC status. */
function ended(code: number, details: string): ServiceError {
  const cause = Object.assign(new Error(details), { code, details, metadata: {} });
  return new ServiceError('Failed to query Workflow', { cause });
}

const RUN = 'prepare/photos';

describe('an error of the Temporal client', () => {
  it.each([
    [1, 'Call cancelled'],
    [4, 'query timed out before a worker could process it'],
    [9, 'no poller seen for task queue recently, worker may be down'],
  ])('with status %d from a question to a worker says that none answers', (code, details) => {
    expect(explainTemporalError(ended(code, details), RUN, true)).toMatchObject({
      type: 'NoWorker',
      message: expect.stringContaining('npx prep worker'),
    });
  });

  it.each([
    [1, 'Call cancelled'],
    [4, 'Deadline exceeded'],
    [14, 'No connection established'],
  ])('with status %d from a question to the server says that it does not answer', (code, details) => {
    expect(explainTemporalError(ended(code, details), RUN)).toMatchObject({ type: 'TemporalUnreachable' });
  });

  it.each([
    ['prepare/photos', 'start one: npx prep start --bucket photos'],
    ['migrate/photos', 'Start one: npx prep migrate photos'],
    ['prepare/pho tos', 'no run with workflow ID "prepare/pho tos"'],
    ['migrate/-photos', 'no run with workflow ID migrate/-photos'],
    ['prepare/photos\u200B', 'no run with workflow ID "prepare/photos\\u{200B}"'],
    ['prepare/photos-2026-05-01T08:00:00Z', 'no run with workflow ID prepare/photos-2026-05-01T08:00:00Z'],
  ])('that there is no %j proposes to start only what can be started', (workflowId, said) => {
    expect(explainTemporalError(ended(5, 'workflow not found'), workflowId)).toMatchObject({
      type: 'NotFound',
      message: expect.stringContaining(said),
    });
  });

  it('that leaves an update unanswered says that it may still count', () => {
    const error = new WorkflowUpdateRPCTimeoutOrCancelledError('Deadline exceeded');
    expect(explainTemporalError(error, RUN, true)).toMatchObject({
      type: 'NoAnswer',
      message: expect.stringContaining('may still count'),
    });
  });

  it('that comes from a program and not from the server shows none of its words', async () => {
    const preparations = new FakePreparations();
    const raw = new TypeError("Cannot read properties of undefined (reading 'name')");
    preparations.looks = [{ status: explainTemporalError(raw, RUN) }];
    const { error } = await run(['status', 'photos'], { preparations });
    expect(error).toContain('The command failed unexpectedly (TypeError)');
    expect(error).not.toContain('Cannot read');
  });

  it('that lists the messages which a run knows says that it is of another kind', () => {
    const raw = ended(3, 'Workflow did not register a handler for audit. Registered queries: [status]');
    const error = explainTemporalError(raw, RUN);
    expect(error).toMatchObject({ type: 'InvalidInput' });
    expect(error.message).not.toContain('Registered');
  });

  it.each([
    [
      'batch/photos',
      'There is no batch photos in this namespace. List the batches: npx prep batch list --all',
    ],
    ['mine', 'There is no run with workflow ID mine in this namespace. List the runs: npx prep list --all'],
  ])('that says there is no %s names the command that lists those there are', (workflowId, message) => {
    expect(explainTemporalError(ended(5, 'workflow not found'), workflowId)).toMatchObject({
      type: 'NotFound',
      message,
    });
  });

  it('that nobody foresaw keeps the words of the server', () => {
    expect(explainTemporalError(ended(3, 'query too long'), RUN)).toMatchObject({
      type: 'Failed',
      message: 'The Temporal server refused this: "query too long"',
    });
  });

  it('that says there were too many requests keeps its words, and is outlasted by who follows a run', () => {
    const error = explainTemporalError(ended(8, 'namespace rate limit exceeded'), RUN);
    expect(error).toMatchObject({
      type: 'TemporalBusy',
      message: 'The Temporal server refused this: "namespace rate limit exceeded"',
    });
    expect(mayPass(error)).toBe(true);
  });
});
