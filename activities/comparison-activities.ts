import type { Attested } from '../contracts/approval/attested';
import type { InventoryResult } from '../contracts/listing/inventory';
import { startAgainCommand } from '../contracts/runs/run-commands';
import { withText } from '../presentation/words/words';
import { compare } from '../provisioning/comparison/compare';
import { driftOf, expectedOf } from '../provisioning/comparison/drift';
import { approvedIn, lastResult } from '../provisioning/comparison/last-results';
import { deliveredUser } from '../provisioning/lifecycle/delivered-user';
import { deliveredInWords } from '../provisioning/identity/owned-identity';
import { ramUserOf } from '../provisioning/identity/ram-identity';
import { preparationNow } from '../provisioning/request/preparation-now';
import { comparedSource } from '../provisioning/request/validate-preparation';
import { rejectedBeforeResult } from '../provisioning/result/not-prepared-result';
import { alreadyPreparedResult } from '../provisioning/result/already-prepared-result';
import { signedResult } from '../provisioning/result/sign-result';
import { inventoryAbout } from '../provisioning/trust/inventory-about';
import { Ownership } from '../provisioning/trust/mark';
import type { NotPreparedResult } from '../contracts/runs/result';
import type { ActivityTools } from './activity-tools';
import type { StepRequest } from './provisioning-activities';

/** What the result of a run of a delivered preparation is made of. */
export interface CompareRequest {
  readonly input: unknown;
  readonly inventory: Attested<InventoryResult>;
}

/** What compares a run with earlier ones of the same preparation. All of it only reads. */
export function createComparisonActivities(tools: ActivityTools) {
  const { settings, clouds, attestor, history, run, signal, guarded, language } = tools;
  return {
    /** How many firings of a Schedule were skipped so far; for people, as the Schedule is what the workflow says. */
    skippedFirings: guarded(async (scheduleId: string) => history.skippedFirings(scheduleId, signal())),
    /** The result of a run whose preparation was rejected last; null if it was not. */
    rejectedBefore: guarded(async ({ input }: StepRequest): Promise<NotPreparedResult | null> => {
      const { id, source, destination, ramUser } = await preparationNow(input, settings);
      const { workflowId } = run();
      const last = await lastResult(id, workflowId, history, attestor.keys, signal());
      if (last?.outcome !== 'rejected') {
        return null;
      }
      const { decisions, audit } = last;
      const again = startAgainCommand({
        workflowId,
        source: comparedSource(source, settings),
        destination: destination.bucket,
        user: ramUser.name,
      });
      const result = withText(language, rejectedBeforeResult(last, run(), again));
      return { ...signedResult(result, attestor.keys), decisions, audit };
    }),
    /** The result of a run whose preparation was delivered before. */
    concludeAlreadyPrepared: guarded(async ({ input, inventory }: CompareRequest) => {
      const preparation = await preparationNow(input, settings);
      const { workflowId } = run();
      const ownership = new Ownership(attestor.keys, preparation.id, workflowId);
      const counted = attestor.read('inventory', inventoryAbout(preparation.source), inventory);
      const user = ramUserOf({ preparation, ownership }, clouds.ram());
      const mark = await deliveredUser(user, signal());
      const delivered = await deliveredInWords(user, mark, signal());
      const last = await lastResult(preparation.id, workflowId, history, attestor.keys, signal());
      const approved = approvedIn(last);
      const drift = await driftOf(
        { preparation, ownership, mark },
        approved ?? expectedOf(preparation),
        clouds,
        signal(),
      );
      const comparison = compare(counted, drift, last);
      const found = { run: run(), preparation, mark, delivered, inventory: counted, comparison, approved };
      return signedResult(withText(language, alreadyPreparedResult(found)), attestor.keys);
    }),
  };
}
