import type { MigrationService } from '../../clouds/mgw/port';
import type { MigrationNames } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { atWorkInWords } from '../lifecycle/delivered-user';
import type { Ownership } from '../trust/mark';
import { openOwner } from '../trust/owner-at-work';
import type { RunHistory } from '../trust/run-history';
import { createdByOther, type Kind, type Tagged } from './ownership-tags';

/** By what other runs of the same preparation are found. */
export interface OtherRuns {
  readonly ownership: Ownership;
  readonly history: Pick<RunHistory, 'runningPreparations' | 'isOpen'>;
}

/** The open run that created something, by its mark; null if this one did, or that one has ended. */
export async function heldByOpenRun(
  kind: Kind,
  found: Tagged,
  { ownership, history }: OtherRuns,
  signal: AbortSignal,
): Promise<string | null> {
  const tag = createdByOther(ownership, kind, found);
  return tag === null ? null : openOwner(tag, history, signal);
}

/**
 * Makes sure that no other open run created the addresses or the job: cancelled, it would remove what this one waits for.
 * Whichever creates them first has them, as the service lets a name exist once. What a run left behind that has ended is
 * free to be used. Changes nothing.
 *
 * @throws PrepError `MgwOfOpenRun`
 */
export async function requireNoOtherRun(
  names: MigrationNames,
  service: Pick<MigrationService, 'address' | 'job'>,
  others: OtherRuns,
  signal: AbortSignal,
): Promise<void> {
  for (const end of ['source', 'destination', 'job'] as const) {
    const kind = end === 'job' ? 'mgw-job' : 'mgw-address';
    const name = names[end];
    const found = end === 'job' ? await service.job(name, signal) : await service.address(name, signal);
    const workflowId = found === null ? null : await heldByOpenRun(kind, found, others, signal);
    if (workflowId !== null) {
      throw new PrepError('MgwOfOpenRun', {
        resource: phrase(end === 'job' ? 'resource.mgwJob' : 'resource.mgwAddress', { name }),
        detail: atWorkInWords(workflowId),
      });
    }
  }
}
