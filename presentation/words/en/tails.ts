/** What is added to how an error is fixed, and how the cloud's own words are shown. */
export const tails = {
  retry: 'Then send `retry`.',
  restartAndRetry: 'Restart the worker, then send `retry`.',
  restart: 'Restart the worker.',
  retryParent: (workflowId: string) => `Then send \`retry\` to ${workflowId}, which started this run.`,
  startAgain: (command: string | null) =>
    command === null ? 'Then start it again.' : `Then start it again: \`${command}\`.`,
  newRun: 'Then cancel this run and start a new one.',
  orNewRun: 'Or cancel this run and start a new one.',
  requestId: (id: string) => `request ID ${id}`,
};
