import type { Command } from 'commander';
import {
  aboutPreparation,
  documented,
  withRun,
  workflowIdOf,
  type Answering,
  type RunName,
} from '../command-help';
import type { CommandContext } from '../command-context';
import { digestOption, remarkOption } from '../option-values';
import { personOption } from '../person-option';
import { decide } from './decide';

interface DecisionOptions extends RunName {
  readonly approver: string;
  readonly comment?: string;
  readonly reason?: string;
  readonly digest?: string;
  readonly signal?: true;
  readonly key?: string;
  readonly json?: boolean;
}

/** Adds `approve` or `reject`: both show the plan, send the decision, and report whether it counted. */
export function addDecisionCommand(
  decision: 'approve' | 'reject',
  examples: readonly string[],
  program: Command,
  context: CommandContext,
  answering: Answering,
): void {
  const help = context.words.help[decision];
  const remark = decision === 'approve' ? '--comment' : '--reason';
  documented(aboutPreparation(program.command(decision), context), examples, context)
    .description(help.description)
    .requiredOption('--approver <name>', help.approver, personOption('--approver'))
    .option(`${remark} <text>`, help.comment, remarkOption(remark))
    .option('--digest <sha256>', help.digest, digestOption)
    .option('--key <file>', help.key)
    .option('--signal', help.signal)
    .action((bucket: string | undefined, options: DecisionOptions) => {
      const { approver, comment, reason, digest, signal, key } = options;
      return answering(options, () => {
        const request = {
          workflowId: workflowIdOf(bucket, options),
          decision,
          approver,
          digest,
          key,
          comment: comment ?? reason,
          signal: signal === true,
        };
        const quiet = options.json === true;
        return withRun(context, decision, request.workflowId, (preparations) =>
          decide(preparations, request, context, quiet),
        );
      });
    });
}
