import type { Command } from 'commander';
import { named } from '../../presentation/text/foreign-text';
import type { ApprovalAudit } from '../../contracts/approval/approval';
import { fittedRows } from '../terminal/table';
import { auditRows } from '../../presentation/report/audit-rows';
import {
  aboutPreparation,
  documented,
  withRun,
  type Answering,
  workflowIdOf,
  type RunName,
} from '../command-help';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import type { Preparations } from '../runs/preparations';
import { runStatus } from '../runs/run-status';

interface AuditOptions extends RunName {
  readonly json?: boolean;
}

const EXAMPLES = ['npx prep audit photos', 'npx prep audit --id prepare/photos --json'];

export function addCommand(program: Command, context: CommandContext, answering: Answering): void {
  const help = context.words.help.audit;
  documented(aboutPreparation(program.command('audit'), context), EXAMPLES, context)
    .description(help.description)
    .action((bucket: string | undefined, options: AuditOptions) =>
      answering(options, () => audit(workflowIdOf(bucket, options), context)),
    );
}

function audit(workflowId: string, context: CommandContext) {
  return withRun(context, 'audit', workflowId, async (preparations) => {
    const found = await auditOf(preparations, workflowId);
    return { exitCode: EXIT.done, json: found, text: auditText(found, context) };
  });
}

/** If the run has ended, its result has the audit, and no worker is needed. */
async function auditOf(preparations: Preparations, workflowId: string): Promise<ApprovalAudit> {
  const { state } = await preparations.describe(workflowId);
  if (state === 'completed') {
    const found = await runStatus(preparations, workflowId);
    if (found.kind === 'ended' && 'audit' in found.result && found.result.audit !== undefined) {
      return found.result.audit;
    }
  }
  return preparations.audit(workflowId);
}

function auditText(found: ApprovalAudit, context: CommandContext): string {
  const {
    language,
    terminal: { width },
  } = context;
  const { audit: words } = context.words.terminal;
  const { workflowId, runId, requester, omitted } = found;
  const rows = auditRows(found, language);
  return [
    words.heading(named(workflowId), named(runId)),
    ...(requester === null ? [] : [words.requestedBy(named(requester))]),
    ...(rows.length === 0 ? [words.nothing] : fittedRows(rows, width)),
    ...(omitted === 0 ? [] : [words.omitted(omitted)]),
  ].join('\n');
}
