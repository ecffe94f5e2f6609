import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Moves message and stack trace of every failure into a payload, which the codec then encrypts; otherwise histories
 * would contain them unencrypted. Every failure converter can read the result.
 *
 * Workers, clients and the workflow bundle load this file by its path, so it imports nothing that a workflow may not.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
