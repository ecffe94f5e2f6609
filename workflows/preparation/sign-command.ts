import { runArgument } from '../../contracts/run-commands';

/** The command that signs and sends a decision about just this plan. */
export function signCommand(about: {
  readonly workflowId: string;
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  readonly planDigest: string;
}): string {
  const { workflowId, decision, approver, planDigest } = about;
  const name = /^[\w.@+-]+$/.test(approver) ? approver : `'${approver.replaceAll("'", String.raw`'\''`)}'`;
  return `npx prep ${decision} ${runArgument(workflowId)} --approver ${name} --digest ${planDigest} --key ~/.ssh/id_ed25519`;
}
