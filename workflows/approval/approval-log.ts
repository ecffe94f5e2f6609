import { log } from '@temporalio/workflow';
import { say } from '../../presentation/words/words';
import type { ApprovalEvent } from '../../contracts/approval/approval';

/** Says in the worker's log what somebody may have to act on, or may want to know later. */
export function logApprovalEvent(event: ApprovalEvent): void {
  switch (event.kind) {
    case 'reminder': {
      const { number: reminder, planDigest, missing } = event;
      log.warn('The plan still waits for an approval', { reminder, planDigest, missing });
      return;
    }
    case 'escalated': {
      const { approvers, planDigest } = event;
      log.warn('The second group may approve the plan now', { approvers, planDigest });
      return;
    }
    case 'refused': {
      const { wanted, approver, via, from, reason } = event.refusal;
      log.warn('A decision about the plan was refused', {
        wanted,
        approver,
        via,
        from,
        reason: say('en', reason),
      });
      return;
    }
    case 'decision': {
      const { decision, approver, via, from, proof, principal } = event.decision;
      const { approvals, required } = event;
      log.info('A decision about the plan counted', {
        decision,
        approver,
        via,
        from,
        key: proof?.fingerprint,
        principal: principal?.name,
        approvals,
        required,
      });
      return;
    }
    case 'asked again': {
      const changed = event.changes.map(({ what }) => what);
      log.warn('The plan was approved, but is another by now; the run asks again', { changed });
      return;
    }
    case 'waiting':
    case 'closed':
      return;
  }
}
