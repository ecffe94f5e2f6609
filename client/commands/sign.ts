import { personArgument } from '../person-argument';
import { visibleJson } from '../../presentation/text/foreign-text';
import type { Command } from 'commander';
import { aboutPreparation, documented, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { asSignal } from '../decide-by-signal';
import { EXIT } from '../exit-codes';
import { signDecision } from '../signed-decision';
import { workflowIdOf, type RunName } from '../which-run';

interface SignOptions extends RunName {
  readonly run: string;
  readonly digest: string;
  readonly approver: string;
  readonly key: string;
  readonly comment?: string;
  readonly reject?: true;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep sign photos --run 0199… --digest 3f2a… --approver li.wei --key ~/.ssh/id_ed25519',
  'npx prep sign photos --run 0199… --digest 3f2a… --approver li.wei --key ~/.ssh/id_ed25519 --comment "checked the plan"',
  'npx prep sign photos --run 0199… --digest 3f2a… --approver li.wei --key ~/.ssh/id_ed25519 --reject --comment "wrong bucket"',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('sign')), EXAMPLES)
    .description(
      'Sign a decision without a connection to Temporal, and print the JSON to paste into the Web UI.',
    )
    .requiredOption('--run <run-id>', 'the run that waits, as the Web UI shows it')
    .requiredOption('--digest <sha256>', 'the digest of the plan that you have read')
    .requiredOption('--approver <name>', 'who decides', personArgument)
    .requiredOption('--key <file>', 'SSH key to sign with (ed25519); ssh-keygen asks for its passphrase')
    .option('--comment <text>', 'kept with the decision')
    .option('--reject', 'reject in the place of approving')
    .action((bucket: string | undefined, options: SignOptions) =>
      answering(options, () => sign(workflowIdOf(bucket, options), options, context)),
    );
}

async function sign(workflowId: string, options: SignOptions, context: CommandContext) {
  const { run: runId, digest: planDigest, approver, key, comment = '', reject } = options;
  const decision = reject === true ? 'reject' : 'approve';
  const statement = { workflowId, runId, planDigest, decision, approver, comment } as const;
  const { message } = await signDecision(statement, key, context.sign);
  const payload = asSignal(message);
  context.terminal.warn(
    `Paste it as the JSON of the signal "${decision}" of ${workflowId}; it is good for this run and this plan alone.`,
  );
  return { exitCode: EXIT.done, json: payload, text: visibleJson(payload, 2) };
}
