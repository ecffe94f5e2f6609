import type { Command } from 'commander';
import { personArgument } from '../person-argument';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { decide } from '../decide';
import { workflowIdOf, type RunName } from '../which-run';

interface ApproveOptions extends RunName {
  readonly approver: string;
  readonly comment?: string;
  readonly digest?: string;
  readonly signal?: true;
  readonly key?: string;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep approve photos --approver li.wei',
  'npx prep approve photos --approver li.wei --comment "checked the plan" --digest 3f2a…',
  'npx prep approve photos --approver li.wei --key ~/.ssh/id_ed25519',
  'npx prep approve photos --approver li.wei --signal',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('approve')), EXAMPLES)
    .description(
      'Approve the plan that a preparation waits with: shows it, sends the approval, and says whether it counted.',
    )
    .requiredOption('--approver <name>', 'who approves', personArgument)
    .option('--comment <text>', 'kept with the approval')
    .option('--digest <sha256>', 'approve only the plan with this digest; default: the plan shown')
    .option('--key <file>', 'sign it with this SSH key (ed25519); ssh-keygen asks for its passphrase')
    .option('--signal', 'leave the approval as a signal, which waits for a worker but is not answered')
    .action((bucket: string | undefined, options: ApproveOptions) =>
      answering(options, () => approve(workflowIdOf(bucket, options), options, context)),
    );
}

function approve(workflowId: string, options: ApproveOptions, context: CommandContext) {
  const { approver, comment, digest, signal, key, json } = options;
  const request = {
    workflowId,
    decision: 'approve',
    approver,
    comment,
    digest,
    signal: signal === true,
    key,
  } as const;
  const say = (text: string) => (json === true ? undefined : context.terminal.say(text));
  return withPreparations(context, (preparations) =>
    decide(preparations, request, { say, sign: context.sign, pause: context.pause }),
  );
}
