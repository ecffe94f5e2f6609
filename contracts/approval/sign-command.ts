import { runArgument } from '../runs/run-commands';
import { shellWord } from '../../presentation/text/shell-word';

/** What a signature is about, as commands name it. */
export interface CommandToSign {
  readonly workflowId: string;
  readonly approver: string;
  readonly planDigest: string;
  /** Whether a comment is asked for. */
  readonly comment: boolean;
}

/** The command that signs and sends a decision about just this plan. */
export function signCommand(decision: 'approve' | 'reject', about: CommandToSign): string {
  return decisionCommand(decision, about, true);
}

/** The command that sends a decision about just this plan. */
export function decisionCommand(decision: 'approve' | 'reject', about: CommandToSign, sign: boolean): string {
  return `npx prep ${decision} ${runArgument(about.workflowId)} ${options(about)}${sign ? WITH_KEY : ''}`;
}

/** The command that signs without a connection, and prints what to paste into the Web UI. */
export function signOfflineCommand(about: CommandToSign, runId: string): string {
  return `npx prep sign ${runArgument(about.workflowId)} --run ${runId} ${options(about)}${WITH_KEY}`;
}

const WITH_KEY = ' --key ~/.ssh/id_ed25519';

function options({ approver, planDigest, comment }: CommandToSign): string {
  const remark = comment ? ' --comment "…"' : '';
  return `--digest ${planDigest} --approver ${shellWord(approver)}${remark}`;
}
