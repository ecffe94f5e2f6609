import type { RemovalReport, Revocation, RevocationResult } from '../../contracts/credential-life';
import type { RevokeRequest } from '../../contracts/messages';

/** The result of a revocation. */
export function revocationResult(
  { credentials, requestedBy, reason }: Revocation,
  sooner: RevokeRequest | null,
  disabledAt: string | null,
  reports: readonly RemovalReport[],
): RevocationResult {
  const { userName, account, preparedBy } = credentials;
  const removed = reports.flatMap((report) => report.removed);
  const kept = reports.flatMap((report) => report.kept);
  const what = removed.map((one) => one.what).join(', ');
  const left = kept.map((one) => `${one.what} was left alone: ${one.why}.`).join(' ');
  const summary = removed.length > 0 ? `Taken back: ${what}.` : 'There was nothing to take back.';
  return {
    outcome: removed.length > 0 ? 'revoked' : 'nothing to revoke',
    summary: left === '' ? summary : `${summary} ${left}`,
    account: { accountId: account.id, userName },
    preparedBy,
    requestedBy: sooner?.by ?? requestedBy,
    reason: sooner?.reason ?? reason,
    disabledAt,
    removed,
    kept,
    proof: reports.flatMap((report) => report.proof),
  };
}
