import type { Decision } from '../../contracts/approval';
import type { PreparationResult } from '../../contracts/result';
import { auditRows, MAX_COMMENT, proofInWords } from './audit-rows';
import { named, quoted } from '../text/foreign-text';
import { code, plain } from '../text/markdown';
import { table } from './markdown-text';

/** Who decided, when, how and with which proof; the digest of the plan; and all else that happened at the gate. */
export function approvalSection(
  decisions: readonly Decision[],
  { planDigest, audit }: Pick<PreparationResult, 'planDigest' | 'audit'>,
): string[] {
  return [
    decisionTable(decisions),
    `Plan digest (SHA-256): ${code(planDigest)}`,
    ...(audit === undefined
      ? []
      : [
          '### What happened at the approval gate',
          audit.requester === null ? '' : `Asked for by ${plain(named(audit.requester))}, as the input says.`,
          table(['At', 'What'], auditRows(audit)),
          audit.omitted === 0 ? '' : `${audit.omitted} more events, each like others above, are left out.`,
        ]),
  ];
}

function decisionTable(decisions: readonly Decision[]): string {
  return decisions.length === 0
    ? 'Nobody decided.'
    : table(
        ['Decision', 'By', 'At', 'Comment', 'Came as', 'Proof'],
        decisions.map((one) => [
          one.decision,
          named(one.approver),
          one.at,
          one.comment === '' ? '' : quoted(one.comment, MAX_COMMENT),
          one.via,
          proofInWords(one),
        ]),
      );
}
