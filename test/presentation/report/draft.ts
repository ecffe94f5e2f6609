import type { DraftResult } from '../../../contracts/runs/result';
import { phrase } from '../../../presentation/words/words';
import { approved, RUN } from '../../provisioning/preparation';
import { AUDIT } from './audit';
import { PREPARED_IN_PHRASES } from './results-in-phrases';

const { plan, digest } = approved().plan;

/** What there is of a preparation whose plan waits, with phrases as workers send them. */
export const DRAFT: DraftResult = {
  outcome: 'draft',
  summary: phrase('run.draft'),
  run: RUN,
  inventory: PREPARED_IN_PHRASES.inventory,
  storageClass: 'IA',
  frozen: {
    plan: {
      ...plan,
      blockers: plan.blockers.map((blocker) => ({
        ...blocker,
        happens: phrase('inventory.archived'),
        remedy: phrase('inventory.restoreArchived'),
      })),
    },
    digest,
  },
  decisions: PREPARED_IN_PHRASES.approvedBy,
  audit: AUDIT,
};
