import { runArgument, shellWord } from './run-commands';

/** What a signature is about, as commands name it. */
interface Signed {
  readonly workflowId: string;
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  readonly planDigest: string;
}

const KEY = '--key ~/.ssh/id_ed25519';

/** The command that signs and sends a decision about just this plan. */
export function signCommand({ workflowId, decision, approver, planDigest }: Signed): string {
  return `npx prep ${decision} ${runArgument(workflowId)} --approver ${shellWord(approver)} --digest ${planDigest} ${KEY}`;
}

/** The command that signs without a connection, and prints what to paste into the Web UI. */
export function signOfflineCommand({ workflowId, approver, planDigest }: Signed, runId: string): string {
  return `npx prep sign ${runArgument(workflowId)} --run ${runId} --digest ${planDigest} --approver ${shellWord(approver)} ${KEY}`;
}
