import { condition, isCancellation } from '@temporalio/workflow';
import type { GateOutcome } from '../../contracts/approval';
import type { ApprovalGate } from './approval-gate';
import type { PreparationRun } from './run';

/**
 * Waits, for days where need be and across restarts, until the plan is approved or rejected. Fails closed: when the
 * time is up nothing is granted. What came in time is still judged.
 *
 * Asked again after it ended, it tells the same.
 */
export async function waitForApproval(
  run: PreparationRun,
  gate: ApprovalGate,
): Promise<Exclude<GateOutcome, 'cancelled'>> {
  if (run.gate !== gate) {
    run.gate = gate;
    gate.open();
  }
  try {
    while (gate.isOpen && gate.verdict === 'open') {
      const { reminders } = gate.clock;
      run.enter({ name: 'waiting for approval', deadline: gate.deadline, reminders });
      const decided = await condition(() => gate.verdict !== 'open', gate.nextTimer());
      if (decided || gate.advance().includes('deadline')) {
        break;
      }
    }
    await gate.settled();
  } catch (error) {
    if (isCancellation(error) && gate.isOpen) {
      gate.close('cancelled');
    }
    throw error;
  }
  const outcome = gate.verdict === 'open' ? 'timed out' : gate.verdict;
  if (gate.isOpen) {
    run.enter({ name: 'running', step: 'approval' });
    gate.close(outcome);
  }
  return outcome;
}
