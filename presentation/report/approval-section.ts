import type { Decision } from '../../contracts/approval/approval';
import type { ApprovalAudit } from '../../contracts/approval/approval';
import { auditRows, decisionRows } from './audit-rows';
import { named } from '../text/foreign-text';
import { code, plain } from '../text/markdown';
import type { Language } from '../words/language';
import { wordsOf } from '../words/words';
import { table } from './markdown-text';

/** Who decided, when, how and with which proof; the digest of the plan; and all else that happened at the gate. */
export function approvalSection(
  decisions: readonly Decision[],
  { planDigest, audit }: { readonly planDigest: string | null; readonly audit: ApprovalAudit | undefined },
  language: Language,
): string[] {
  const { report } = wordsOf(language);
  return [
    decisionTable(decisions, language),
    planDigest === null ? '' : report.planDigest({ digest: code(planDigest) }),
    ...(audit === undefined
      ? []
      : [
          ...(audit.events.length === 0 && audit.requester === null ? [] : [`### ${report.events}`]),
          audit.requester === null ? '' : report.requestedBy({ who: plain(named(audit.requester)) }),
          audit.events.length === 0 ? '' : table([report.at, report.what], auditRows(audit, language)),
          audit.omitted === 0 ? '' : report.omitted({ count: audit.omitted }),
        ]),
  ];
}

function decisionTable(decisions: readonly Decision[], language: Language): string {
  const { nobodyDecided, decisionColumns } = wordsOf(language).report;
  return decisions.length === 0 ? nobodyDecided : table(decisionColumns, decisionRows(decisions, language));
}
