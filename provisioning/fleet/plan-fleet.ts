import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  preparationOf,
  parseFleetInput,
  sharedNames,
  type Fleet,
  type FleetRow,
} from '../../contracts/inputs/fleet-input';
import { fleetWorkflowId, preparationWorkflowId } from '../../contracts/names';
import { otherRunProblems } from '../../contracts/inputs/other-run';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import { problemAt } from '../../contracts/inputs/problem-lines';
import type { Settings } from '../../contracts/settings';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { withRecipientProblems, type InputAt } from '../sealing/recipients-in';
import { attentionTerms } from '../request/attention-terms';
import { invalid, validatePreparation } from '../request/validate-preparation';

/** After so many rows heartbeats and other activities of the worker get a turn. */
const ROWS_A_TURN = 50;

/**
 * Checks the input of a fleet against the contract, and every row against the worker's configuration.
 *
 * @param workflowId of the run, if that is to be checked: it must not name another one
 * @throws PrepError `InvalidInput` with the problems of all rows
 */
export async function validateFleet(raw: unknown, settings: Settings, workflowId = ''): Promise<Fleet> {
  const parsed = parseFleetInput(raw);
  if (!parsed.ok) {
    throw invalid('prepareMigrations', await withRecipientProblems(parsed.problems, inputsIn(raw)));
  }
  const problems = otherRunProblems(workflowId, fleetWorkflowId(''));
  if (problems.length > 0) {
    throw invalid('prepareMigrations', problems);
  }
  await demandValid(parsed.value, parsed.value.rows ?? [], settings);
  return parsed.value;
}

/** Each input of a preparation in an input that is not valid as a whole. */
function inputsIn(raw: unknown): InputAt[] {
  const { buckets, defaults } = Object(raw) as { readonly buckets?: unknown; readonly defaults?: unknown };
  const rows = Array.isArray(buckets) ? (buckets as unknown[]) : [];
  return [
    { at: 'defaults.', input: defaults },
    ...rows.map((input, index) => ({ at: `buckets.${index}.`, input })),
  ];
}

/**
 * The buckets of a fleet that names patterns, from the names of all buckets of the account, as rows.
 *
 * @throws PrepError `InvalidInput` if there are none, too many, or one that cannot be prepared as the defaults say
 */
export async function matchedRows(
  fleet: Fleet,
  names: readonly string[],
  max: number,
  settings: Settings,
): Promise<readonly string[]> {
  if (names.length === 0 || names.length > max) {
    const counted = { patterns: fleet.match, count: names.length, max };
    throw invalid('prepareMigrations', [problemAt('match', phrase('fleet.matched', counted), ['photos-*'])]);
  }
  const shared = sharedNames(names, fleet.defaults);
  if (shared.length > 0) {
    throw invalid('prepareMigrations', shared);
  }
  await demandValid(fleet, names, settings);
  return names;
}

async function demandValid(fleet: Fleet, rows: readonly FleetRow[], settings: Settings): Promise<void> {
  const findings: Said[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % ROWS_A_TURN === 0) {
      await yieldToOthers();
    }
    const planned = await plannedRow(row, fleet.defaults, settings);
    if (planned.preparation === null) {
      findings.push(...problemsOf(planned.problem, planned.bucket));
    }
    if (findings.length >= MAX_FINDINGS) {
      break;
    }
  }
  if (findings.length > 0) {
    throw new PrepError('InvalidInput', {
      resource: 'prepareMigrations',
      findings: findings.slice(0, MAX_FINDINGS),
    });
  }
}

/** What is wrong with one bucket, each problem on a line of its own. */
function problemsOf({ report }: PrepError, bucket: string): Said[] {
  const { findings = [] } = report.about;
  return (findings.length === 0 ? [{ ...report, withoutRemedy: true } as const] : findings).map((problem) =>
    phrase('fleet.row', { bucket, problem }),
  );
}

const MAX_FINDINGS = 10;

/** A row with what it resolves to, or why it is not valid. */
export type PlannedRow = { readonly bucket: string; readonly input: object } & (
  { readonly preparation: Preparation } | { readonly preparation: null; readonly problem: PrepError }
);

/** What a row resolves to with the worker's current configuration. */
export async function plannedRow(
  row: FleetRow,
  defaults: Readonly<Record<string, unknown>>,
  settings: Settings,
): Promise<PlannedRow> {
  const { raw, input } = preparationOf(row, defaults);
  const bucket = input?.source.bucket ?? '';
  try {
    const workflowId = bucket === '' ? '' : preparationWorkflowId(bucket);
    return { bucket, input: raw, preparation: await validatePreparation(raw, settings, workflowId) };
  } catch (error) {
    if (error instanceof PrepError) {
      return { bucket, input: raw, preparation: null, problem: error };
    }
    throw error;
  }
}

/** Milliseconds between the reminders of a fleet: as often as its first preparation would remind by itself. */
export async function reminderOf(
  row: FleetRow,
  defaults: Readonly<Record<string, unknown>>,
  settings: Settings,
): Promise<number> {
  const { input, preparation } = await plannedRow(row, defaults, settings);
  const { remindEveryMs } = attentionTerms(input, settings.attention);
  return Math.min(remindEveryMs, preparation?.approval.remindEveryMs ?? remindEveryMs);
}
