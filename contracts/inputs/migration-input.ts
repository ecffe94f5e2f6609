import { z } from 'zod';
import { MAX_INPUT_BYTES } from './input-limits';
import { durationSchema, parseInput, refused, type Parsed } from './input-problems';
import { MAX_ROUND, OVERWRITE_MODES } from '../migration/migration';
import { migrationWorkflowId, namedRun, preparationWorkflowId } from '../names';
import { problemAt, type InputProblem } from './problem-lines';
import { otherRunProblems } from './other-run';
import { personName } from '../approval/person';
import { INPUT_EXAMPLE, approvalSchema, sourceSchema } from './preparation-input';
import { examplesOf } from './schema-fields';
import { phrase } from '../../presentation/words/words';

const migrationInput = z
  .strictObject({
    /** `"accessKey": "use"`: the service reads with the configured key, also if the preparation created a dedicated one. */
    source: sourceSchema().pick({ bucket: true, accessKey: true }).meta({ example: INPUT_EXAMPLE.source }),
    preparation: z
      .strictObject({
        workflowId: z.string().min(1).max(1000).meta({ example: 'prepare/photos' }),
        runId: z.string().min(1).max(64).meta({ example: '0197f3c2-…' }),
      })
      .partial()
      .meta({ example: { workflowId: 'prepare/photos' } })
      .optional(),
    overwrite: z.enum(OVERWRITE_MODES).meta({ example: 'if newer' }).optional(),
    /** Bits a second. */
    maxBandwidth: z.int().min(1_000_000).meta({ example: 200_000_000 }).optional(),
    maxFilesPerSecond: z.int().min(1).max(100_000).meta({ example: 500 }).optional(),
    round: z.int().min(1).max(MAX_ROUND).meta({ example: 2 }).optional(),
    /** Copies again and again what is newer, until the cut-over. */
    rounds: z
      .strictObject({ every: durationSchema().meta({ example: '6 hours' }) })
      .meta({ example: { every: '6 hours' } })
      .optional(),
    /** Whether both sides are compared in the end. */
    verify: z.boolean().meta({ example: false }).optional(),
    approval: approvalSchema().optional(),
    requestedBy: personName().meta({ example: 'li.wei' }).optional(),
  })
  .refine(({ rounds, overwrite }) => rounds === undefined || overwrite !== 'never', {
    path: ['overwrite'],
    ...refused(phrase('input.roundsNeverOverwrite')),
  })
  .meta({ example: INPUT_EXAMPLE });

/** The input of `migrateBucket` as a person writes it: only `source.bucket` is required. */
export type MigrationInput = z.output<typeof migrationInput>;

const EXAMPLES = examplesOf(migrationInput);

/**
 * Checks the input of `migrateBucket` and reports every problem at once.
 *
 * @param workflowId of its run, if that is to be checked: it must not name another one
 */
export function parseMigrationInput(raw: unknown, workflowId = ''): Parsed<MigrationInput> {
  const parsed = parseInput(migrationInput, raw, EXAMPLES, MAX_INPUT_BYTES);
  if (!parsed.ok) {
    return parsed;
  }
  const { source, preparation } = parsed.value;
  const problems = [
    ...otherRunProblems(workflowId, migrationWorkflowId(source.bucket)),
    ...preparationProblems(preparation?.workflowId ?? '', source.bucket),
  ];
  return problems.length === 0 ? parsed : { ok: false, problems };
}

/** An ID in a form of ours says of which kind its run is. */
function preparationProblems(workflowId: string, bucket: string): InputProblem[] {
  const type = namedRun(workflowId)?.type ?? 'prepareMigration';
  const right = preparationWorkflowId(bucket);
  return type === 'prepareMigration'
    ? []
    : [problemAt('preparation.workflowId', phrase('input.notAPreparation', { workflowId, type, right }))];
}
