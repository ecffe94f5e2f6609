import { durationText } from '../../contracts/duration';
import { parseMigrationInput } from '../../contracts/inputs/migration-input';
import { migrationWorkflowId, preparationWorkflowId } from '../../contracts/names';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { withPreparations } from '../command-help';
import { demandWait } from '../demand-wait';
import { statusCommand } from '../../contracts/runs/run-commands';
import { shellWord } from '../../presentation/text/shell-word';
import { answerOrFollow } from '../runs/answer-or-follow';
import type { Preparations } from '../runs/preparations';
import { exitCodeWithout, runIfAny } from '../runs/run-status';
import { startOrAttach } from '../runs/same-work';
import type { MigrateOptions } from './migrate-options';
import { given, namingOptions, validInput } from '../start-input';

const BITS_PER_MEGABIT = 1_000_000;
/** The fields that options set. */
const OPTIONS = {
  prepared: 'preparation.workflowId',
  sourceKey: 'source.accessKey',
  overwrite: 'overwrite',
  maxBandwidth: 'maxBandwidth',
  maxFiles: 'maxFilesPerSecond',
  round: 'round',
  every: 'rounds.every',
  requestedBy: 'requestedBy',
};

/**
 * Starts the migration of a prepared bucket, or attaches to the running one. It continues the newest run of the
 * preparation that ended with a prepared bucket.
 *
 * @throws CommandError `InvalidInput`; `NoResult` if nothing is prepared
 */
export async function startMigration(
  bucket: string,
  options: MigrateOptions,
  context: CommandContext,
): Promise<Answer> {
  demandWait(options);
  const { id, prepared = preparationWorkflowId(bucket), sourceKey, overwrite, round, requestedBy } = options;
  const { maxBandwidth, maxFiles, every, verify } = options;
  const asked = {
    source: given({ bucket, accessKey: sourceKey }),
    ...given({
      overwrite,
      maxBandwidth: maxBandwidth === undefined ? undefined : maxBandwidth * BITS_PER_MEGABIT,
      maxFilesPerSecond: maxFiles,
      round,
      rounds: every === undefined ? undefined : { every: durationText(every) },
      verify: verify ? undefined : false,
      requestedBy,
    }),
  };
  const workflowId = id ?? migrationWorkflowId(bucket);
  // Checked before anything is connected to.
  const parsed = parseMigrationInput({ ...asked, preparation: { workflowId: prepared } }, workflowId);
  validInput(namingOptions(parsed, options, OPTIONS));
  return withPreparations(context, async (preparations) => {
    const delivered = await preparations.delivered(prepared);
    if (delivered === null) {
      throw await nothingPrepared(preparations, prepared, bucket);
    }
    const preparation = { workflowId: delivered.run.workflowId, runId: delivered.run.runId };
    const started = await startOrAttach(preparations, {
      type: 'migrateBucket',
      workflowId,
      input: { ...asked, preparation },
      summary: context.say(phrase('command.migrateSummary', { bucket })),
    });
    const said = started.attached ? 'command.attached' : 'command.started';
    return answerOrFollow(preparations, { workflowId, ...started }, options, context, {
      said: context.say(phrase(said, { workflowId })),
    });
  });
}

/** Says what became of the preparation, and what to do so that there is something to migrate. */
async function nothingPrepared(
  preparations: Preparations,
  prepared: string,
  bucket: string,
): Promise<CommandError> {
  const latest = await runIfAny(preparations, prepared);
  const result = latest?.kind === 'ended' ? latest.result : null;
  const id = prepared === preparationWorkflowId(bucket) ? '' : ` --id ${shellWord(prepared)}`;
  const again = result?.outcome === 'rejected' ? ' --again' : '';
  const about = {
    workflowId: named(prepared),
    why: result?.summary ?? (latest?.kind === 'failed' ? latest.message : null),
    next:
      latest?.kind === 'open' ? statusCommand(prepared) : `npx prep start ${shellWord(bucket)}${id}${again}`,
    open: latest?.kind === 'open',
  };
  return new CommandError('NoResult', phrase('command.nothingPrepared', about), exitCodeWithout(result));
}
