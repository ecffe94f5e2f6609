import type {
  DisabledKeys,
  RemovalReport,
  Revocation,
  RevocationResult,
} from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** What a revocation did. */
export interface Revoked {
  readonly revocation: Revocation;
  readonly reports: readonly RemovalReport[];
  readonly disabled: readonly DisabledKeys[];
  /** Who claims to have requested it early, and why; null if nobody did. */
  readonly sooner: { readonly by: string | null; readonly reason: string } | null;
}

/** The result of a revocation, to be signed. */
export function revocationResult(
  { revocation, reports, disabled, sooner }: Revoked,
  run: RunIdentity,
): Omit<RevocationResult, 'signature'> {
  const { credentials, requestedBy, reason } = revocation;
  const removed = reports.flatMap((report) => report.removed);
  const kept = reports.flatMap((report) => report.kept);
  const left = kept.map((one) => phrase('lifecycle.leftAlone', one));
  const summary =
    removed.length > 0
      ? phrase('lifecycle.revoked', { removed: removed.map(({ what }) => what) })
      : kept.length > 0
        ? phrase('lifecycle.nothingRevoked')
        : phrase('lifecycle.nothingToRevoke');
  const times = disabled.map(({ disabledAt }) => disabledAt).toSorted();
  return {
    outcome: removed.length > 0 ? 'revoked' : kept.length > 0 ? 'not revoked' : 'nothing to revoke',
    summary: [summary, ...left],
    run,
    account: { accountId: credentials.account.id, userName: credentials.userName },
    preparation: credentials.preparation,
    requestedBy: sooner === null ? requestedBy : sooner.by,
    reason: sooner?.reason ?? reason,
    disabledAt: times.at(-1) ?? null,
    removed,
    kept,
    proof: reports.flatMap((report) => report.proof),
  };
}
