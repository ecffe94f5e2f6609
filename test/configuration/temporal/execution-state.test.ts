import { executionState } from '../../../configuration/temporal/execution-state';

it.each([
  ['RUNNING', 'running'],
  ['PAUSED', 'running'],
  ['CONTINUED_AS_NEW', 'running'],
  ['COMPLETED', 'completed'],
  ['FAILED', 'failed'],
  ['TIMED_OUT', 'timed out'],
  ['UNSPECIFIED', 'failed'],
])('a run whose status is %s is %s', (status, state) => {
  expect(executionState(status)).toBe(state);
});
