import type { MigrationInput } from '../../contracts/inputs/migration-input';
import { preparationWorkflowId } from '../../contracts/names';
import { PrepError } from '../../contracts/prep-error';
import type { PreparedResult } from '../../contracts/runs/result';
import type { Settings } from '../../contracts/settings';
import { quoted } from '../../presentation/text/foreign-text';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { FoundResult, ReadResult } from '../trust/finished-run';
import { firstOf, type RecordedResult } from '../trust/run-history';

/** What is read of preparations. */
export interface PreparationResults {
  readonly readResult: ReadResult;
  /** Runs that completed under a workflow ID, or under it and the time of a Schedule; newest first. */
  readonly completed: (workflowId: string) => AsyncIterable<RecordedResult>;
}

/**
 * The signed result of the preparation that a migration continues. Nothing of it is taken from the input but which run
 * it is: the result counts with a worker's signature, for that run and for this bucket and account.
 *
 * @throws PrepError `PreparationNotFinished`
 */
export async function continuedPreparation(
  { source, preparation }: Pick<MigrationInput, 'source' | 'preparation'>,
  { alibaba }: Pick<Settings, 'alibaba'>,
  results: PreparationResults,
): Promise<PreparedResult> {
  const workflowId = preparation?.workflowId ?? preparationWorkflowId(source.bucket);
  const named = await deliveredBy(workflowId, preparation?.runId, results.readResult);
  const found =
    preparation === undefined && named.kind === 'unknown run'
      ? await deliveredForSchedule(workflowId, results)
      : named;
  const refuse = (detail: Phrase): never => {
    throw new PrepError('PreparationNotFinished', {
      resource: phrase('run.runOf', { workflowId: quoted(workflowId) }),
      detail,
    });
  };
  if (found.kind !== 'result') {
    return refuse(WHY[found.kind]());
  }
  const { result } = found;
  if (result.outcome === 'draft') {
    return refuse(phrase('migration.notFinished'));
  }
  if (result.outcome !== 'prepared') {
    return refuse(phrase('migration.notPrepared', { outcome: result.outcome }));
  }
  if (result.source.bucket !== source.bucket) {
    return refuse(phrase('migration.otherBucket', { bucket: result.source.bucket }));
  }
  if (result.account.accountId !== alibaba.accountId) {
    return refuse(phrase('migration.otherAccount', { account: result.account.accountId }));
  }
  return result;
}

const WHY: Readonly<Record<Exclude<FoundResult['kind'], 'result'>, () => Phrase>> = {
  'unknown run': () => phrase('migration.noSuchRun'),
  open: () => phrase('migration.notFinished'),
  'no result': () => phrase('migration.noResult'),
  'not authentic': () => phrase('migration.resultNotAuthentic'),
};

/** The newest result that a run of a Schedule delivered. */
async function deliveredForSchedule(
  workflowId: string,
  { readResult, completed }: PreparationResults,
): Promise<FoundResult> {
  const prepared = await firstOf(completed(workflowId), async ({ run }) => {
    const found = await deliveredBy(run.workflowId, run.runId, readResult);
    return found.kind === 'result' && found.result.outcome === 'prepared' ? found : null;
  });
  return prepared ?? { kind: 'unknown run' };
}

/** The result of a run; of one that only compared what an earlier one had delivered, that of the earlier one. */
async function deliveredBy(
  workflowId: string,
  runId: string | undefined,
  readResult: ReadResult,
): Promise<FoundResult> {
  const found = await readResult(workflowId, runId);
  if (found.kind !== 'result' || found.result.outcome !== 'already prepared') {
    return found;
  }
  const { approved } = found.result;
  return approved === null ? found : readResult(approved.run.workflowId, approved.run.runId);
}
