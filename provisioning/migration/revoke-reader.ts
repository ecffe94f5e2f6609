import type { MigrationService } from '../../clouds/mgw/port';
import type { RemovalReport, SourceCredentials } from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import type { Identity } from '../identity/identity';
import { whoseUndelivered } from '../lifecycle/inspect-credentials';
import { removeCredentials } from '../lifecycle/remove-credentials';
import type { RunHistory } from '../trust/run-history';
import { runningJob } from './running-jobs';

/**
 * Revokes the user that a migration created for the service, if it has left it behind: not while a migration works with
 * it, and not while a job reads with its key, so that no expiry stops a copy. Idempotent; a missing user is success.
 *
 * @param reader the user of the preparation
 * @param service asked only if there is such a user
 * @throws PrepError as `removeCredentials`, `Mgw…`
 */
export async function revokeReader(
  reader: Identity,
  { preparation }: Pick<SourceCredentials, 'preparation'>,
  service: () => MigrationService,
  history: Pick<RunHistory, 'runningPreparations'>,
  signal: AbortSignal,
): Promise<RemovalReport> {
  if ((await reader.find(signal)) === null && (await reader.besides(signal)).length === 0) {
    return { removed: [], kept: [], proof: [] };
  }
  const job = await runningJob(preparation, service(), signal);
  if (job !== null) {
    return {
      removed: [],
      kept: [{ what: reader.what, why: phrase('migration.readsWithIt', { job }) }],
      proof: [],
    };
  }
  const whose = await whoseUndelivered(reader, history, signal);
  return removeCredentials({ known: [], ...whose }, reader, signal);
}
