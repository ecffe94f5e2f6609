import type { Command } from 'commander';
import { personArgument } from '../person-argument';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { decide } from '../decide';
import { workflowIdOf, type RunName } from '../which-run';

interface RejectOptions extends RunName {
  readonly approver: string;
  readonly reason?: string;
  readonly digest?: string;
  readonly signal?: true;
  readonly key?: string;
  readonly json?: boolean;
}

const EXAMPLES = [
  'npx prep reject photos --approver li.wei --reason "wrong bucket"',
  'npx prep reject --id prepare/photos --approver li.wei --signal',
];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('reject')), EXAMPLES)
    .description('Reject the plan that a preparation waits with: the run ends and removes what it made.')
    .requiredOption('--approver <name>', 'who rejects', personArgument)
    .option('--reason <text>', 'kept with the rejection')
    .option('--digest <sha256>', 'reject only the plan with this digest; default: the plan shown')
    .option('--key <file>', 'sign it with this SSH key (ed25519); ssh-keygen asks for its passphrase')
    .option('--signal', 'leave the rejection as a signal, which waits for a worker but is not answered')
    .action((bucket: string | undefined, options: RejectOptions) =>
      answering(options, () => reject(workflowIdOf(bucket, options), options, context)),
    );
}

function reject(workflowId: string, options: RejectOptions, context: CommandContext) {
  const { approver, reason, digest, signal, key, json } = options;
  const request = {
    ...({ workflowId, decision: 'reject', approver, comment: reason, digest } as const),
    signal: signal === true,
    key,
  };
  const say = (text: string) => (json === true ? undefined : context.terminal.say(text));
  return withPreparations(context, (preparations) =>
    decide(preparations, request, { say, sign: context.sign, pause: context.pause }),
  );
}
