import { digestOption, remarkOption } from '../option-values';
import { personOption } from '../person-option';
import { phrase } from '../../presentation/words/words';
import { visibleJson } from '../../presentation/text/foreign-text';
import type { Command } from 'commander';
import { aboutPreparation, documented, type Answering, workflowIdOf, type RunName } from '../command-help';
import type { CommandContext } from '../command-context';
import { asSignal } from '../decide/decide-by-signal';
import { EXIT } from '../exit-codes';
import { signDecision } from '../decide/signed-decision';

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
  const help = context.words.help.sign;
  documented(aboutPreparation(program.command('sign'), context), EXAMPLES, context)
    .description(help.description)
    .requiredOption('--run <run-id>', help.run)
    .requiredOption('--digest <sha256>', help.digest, digestOption)
    .requiredOption('--approver <name>', help.approver, personOption('--approver'))
    .requiredOption('--key <file>', help.key)
    .option('--comment <text>', help.comment, remarkOption('--comment'))
    .option('--reject', help.reject)
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
  context.tell(phrase('command.pasteSignal', { decision, workflowId }));
  return { exitCode: EXIT.done, json: payload, text: visibleJson(payload, 2) };
}
