import { ValueError } from '@temporalio/common';
import { PayloadNotReadable } from './payload-not-readable';

/** Whether an error says that a payload is none of ours: one that other keys or another namespace could read may be. */
export function isNoneOfOurs(error: unknown): boolean {
  return (
    error instanceof ValueError ||
    // What calls itself JSON and is none.
    error instanceof SyntaxError ||
    (error instanceof PayloadNotReadable && !error.elsewhere)
  );
}
