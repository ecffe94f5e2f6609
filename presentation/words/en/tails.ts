/** What is added to how an error is fixed, and how the cloud's own words are shown. */
export const tails = {
  retry: 'Then send `retry`.',
  restartAndRetry: 'Restart the worker, then send `retry`.',
  newRun: 'Then cancel this run and start a new one.',
  orNewRun: 'Or cancel this run and start a new one.',
  requestId: (id: string) => `request ID ${id}`,
};
