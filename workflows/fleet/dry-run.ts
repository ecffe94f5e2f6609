import type { ValidatedFleet } from '../../activities/fleet-activities';
import type { FleetRow } from '../../contracts/inputs/fleet-input';
import type { FleetResult, PlannedMember, PlannedTerms } from '../../contracts/runs/fleet';
import { phrase } from '../../presentation/words/words';
import { activitiesOf } from '../run/step-activities';
import type { FleetRun } from './fleet-run';

const ROWS_AT_A_TIME = 100;

/** What each preparation would do, as the worker's configuration completes its input. Nothing is started or created. */
export async function dryRun(
  run: FleetRun,
  { defaults, again }: ValidatedFleet,
  rows: readonly FleetRow[] | null,
): Promise<Pick<FleetResult, 'planned' | 'terms'>> {
  const planned: PlannedMember[] = [];
  const terms: PlannedTerms[] = [];
  await run.step('prepare', async () => {
    const places = run.members.pending(run.members.total).slice(planned.length);
    for (let from = 0; from < places.length; from += ROWS_AT_A_TIME) {
      const some = places.slice(from, from + ROWS_AT_A_TIME);
      const summary = run.say(phrase('fleet.planning', { count: some.length }));
      const page = await activitiesOf(summary).planDryRun({
        rows: some.map((at) => rows?.[at] ?? run.members.bucketAt(at)),
        defaults,
        again,
      });
      planned.push(...page.planned.map((one) => ({ ...one, terms: placeOf(one.terms, page.terms, terms) })));
      run.planned = planned;
      run.publish();
    }
  });
  return { planned, terms };
}

/** The place of a page's terms among all of them, where they are added if they are new. */
function placeOf(at: number, page: readonly PlannedTerms[], all: PlannedTerms[]): number {
  const one = page[at];
  if (one === undefined) {
    return -1;
  }
  const known = all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one));
  return known >= 0 ? known : all.push(one) - 1;
}
