import type { Command } from 'commander';
import { named } from '../../presentation/text/foreign-text';
import type { ApprovalAudit } from '../../contracts/approval';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { auditRows } from '../../presentation/report/audit-rows';
import { aboutPreparation, documented, withPreparations, type Answering } from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../preparations';
import { standingOf } from '../run-status';
import { workflowIdOf, type RunName } from '../which-run';

interface AuditOptions extends RunName {
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep audit photos', 'npx prep audit --id prepare/photos --json'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  documented(aboutPreparation(program.command('audit')), EXAMPLES)
    .description(
      'Show who decided about a preparation, when and with which proof, and what was refused and why.',
    )
    .action((bucket: string | undefined, options: AuditOptions) =>
      answering(options, () => audit(workflowIdOf(bucket, options), context)),
    );
}

function audit(workflowId: string, context: CommandContext) {
  return withPreparations(context, async (preparations) => {
    const found = await auditOf(preparations, workflowId);
    return { exitCode: EXIT.done, json: found, text: auditText(found) };
  });
}

/** What has ended tells it in its result, without a worker. */
async function auditOf(preparations: Preparations, workflowId: string): Promise<ApprovalAudit> {
  const { state } = await preparations.describe(workflowId);
  if (state === 'completed') {
    const standing = await standingOf(preparations, workflowId);
    if (standing.kind === 'ended' && 'audit' in standing.result && standing.result.audit !== undefined) {
      return standing.result.audit;
    }
  }
  return preparations.audit(workflowId);
}

function auditText(found: ApprovalAudit): string {
  const { workflowId, runId, requester, omitted } = found;
  const rows = auditRows(found);
  return [
    `Approval of ${named(workflowId)}, run ${named(runId)}`,
    ...(requester === null ? [] : [`Asked for by ${named(requester)}, as the input says`]),
    ...(rows.length === 0 ? ['Nothing has happened yet.'] : alignedLines(rows)),
    ...(omitted === 0 ? [] : [`${omitted} more, each like others above`]),
  ].join('\n');
}
