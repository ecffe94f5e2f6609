import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { explainTemporalError } from '../../client/runs/temporal-errors';

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

  it('that leaves an update unanswered says that it may still count', () => {
    const error = new WorkflowUpdateRPCTimeoutOrCancelledError('Deadline exceeded');
    expect(explainTemporalError(error, RUN, true)).toMatchObject({
      type: 'NoAnswer',
      message: expect.stringContaining('may still count'),
    });
  });

  it('that nobody foresaw keeps the words of the server', () => {
    expect(explainTemporalError(ended(8, 'namespace rate limit exceeded'), RUN)).toMatchObject({
      type: 'Failed',
      message: 'Failed to query Workflow: namespace rate limit exceeded',
    });
  });
});
