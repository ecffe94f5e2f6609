import type { Command } from 'commander';
import { aboutPreparation, documented, withShownRun, type Answering, type RunName } from '../command-help';
import type { CommandContext } from '../command-context';
import { exitCodeOf, runStatus, statusJson } from '../runs/run-status';
import { NOTHING_NOW, rightNow, rightNowJson } from '../runs/right-now';
import { tellSinceDelivery } from '../runs/since-delivery';
import { rightNowText } from '../terminal/right-now-text';
import { kindOf } from '../runs/run-kinds';
import { statusText } from '../terminal/status-text';
import { verificationStatus } from '../verification/verification-status';

interface StatusOptions extends RunName {
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep status photos', 'npx prep status --id prepare/photos --json'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.status;
  documented(aboutPreparation(program.command('status'), context), EXAMPLES, context)
    .description(help.description)
    .action((bucket: string | undefined, options: StatusOptions) =>
      answering(options, () => showStatus({ bucket, id: options.id }, context)),
    );
}

function showStatus(named: Parameters<typeof withShownRun>[2], context: CommandContext) {
  return withShownRun(context, 'status', named, async (preparations, workflowId) => {
    const run = await preparations.describe(workflowId);
    if (kindOf(run) === 'verification') {
      return verificationStatus(preparations, run, context);
    }
    const found = await runStatus(preparations, workflowId);
    const status = await tellSinceDelivery(preparations, found, context.tell);
    const link = preparations.linkOf(workflowId);
    const now = status.kind === 'open' ? await rightNow(preparations, status.status) : NOTHING_NOW;
    return {
      exitCode: exitCodeOf(status),
      json: { ...statusJson(status, link, context.say), ...rightNowJson(now, context.say) },
      text: [statusText(status, link, context), ...rightNowText(now, context)].join('\n\n'),
    };
  });
}
