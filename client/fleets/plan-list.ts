import { z } from 'zod';
import type { ReviewedPlan } from '../../contracts/runs/fleet-digest';
import { preparationWorkflowId } from '../../contracts/names';
import { planDigest, type Plan } from '../../contracts/runs/plan';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { parseJson } from '../read-json';
import { CommandError } from '../command-error';

/** A plan of a list that somebody has reviewed. */
export interface ListedPlan extends ReviewedPlan {
  readonly bucket: string;
  /** Absent in a list that has digests alone. */
  readonly plan?: Plan | undefined;
}

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const list = z.object({
  plans: z
    .array(z.object({ bucket: z.string().min(1).max(63), planDigest: digest, plan: z.unknown().optional() }))
    .min(1),
});
const LINE = /^(\S+)\s+([0-9a-f]{64})$/;

/**
 * Reads a reviewed list: the JSON that `prep batch plans --out` writes, from which plans may have been removed, or lines of
 * `BUCKET DIGEST`, with comments after `#`. A plan in it must have the digest that stands beside it: what was read is what is
 * approved.
 *
 * @param file it is from; null for standard input
 * @throws CommandError `InvalidInput`, `PlanUntrustworthy`
 */
export function readPlanList(text: string, file: string | null): ListedPlan[] {
  const plans = text.trimStart().startsWith('{') ? fromJson(text, file) : fromLines(text, file);
  const twice = plans.find(({ bucket }, at) => plans.findIndex((one) => one.bucket === bucket) !== at);
  if (twice !== undefined) {
    throw refused(phrase('fleet.planTwice', { file, bucket: named(twice.bucket) }));
  }
  return plans;
}

function fromJson(text: string, file: string | null): ListedPlan[] {
  const read = list.safeParse(parseJson(text, file));
  if (!read.success) {
    throw refused(phrase('fleet.noPlanList', { file }));
  }
  return read.data.plans.map(({ bucket, planDigest: claimed, plan }) => {
    const whole = plan as Plan | undefined;
    const workflowId = preparationWorkflowId(bucket);
    const found = whole === undefined ? claimed : planDigest(whole);
    if (found !== claimed || (whole !== undefined && whole.workflowId !== workflowId)) {
      throw new CommandError(
        'PlanUntrustworthy',
        phrase('fleet.planDiffers', { file, bucket: named(bucket) }),
      );
    }
    return { bucket, workflowId, planDigest: claimed, plan: whole };
  });
}

function fromLines(text: string, file: string | null): ListedPlan[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  const plans = lines.flatMap((line, at) => {
    if (line === '') {
      return [];
    }
    const [, bucket = '', found = ''] = LINE.exec(line) ?? [];
    if (bucket === '') {
      throw refused(phrase('fleet.planLine', { file, line: at + 1 }));
    }
    return [{ bucket, workflowId: preparationWorkflowId(bucket), planDigest: found }];
  });
  if (plans.length === 0) {
    throw refused(phrase('fleet.noPlanList', { file }));
  }
  return plans;
}

function refused(said: ReturnType<typeof phrase>): CommandError {
  return new CommandError('InvalidInput', said);
}
