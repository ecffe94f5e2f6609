import type { DecisionTaken } from '../../provisioning/approval/confirm-approval';
import type { Said } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';

/** The approval does not allow what would be done. Whoever waits for the approval catches it and asks again. */
export class ApprovalLost extends SaidError {
  override readonly name = 'ApprovalLost';

  /** @param counting the decisions that count all the same; absent where nobody said so */
  constructor(
    said: Said,
    readonly counting?: readonly DecisionTaken[],
  ) {
    super(said);
  }
}
