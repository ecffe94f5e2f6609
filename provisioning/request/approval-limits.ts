import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { personKey } from '../../contracts/approval/person';
import type { ApprovalPolicy } from '../../contracts/settings';

/** Each reminder is some events in the history of a run, and what comes more often is not read. */
const MAX_REMINDERS = 500;

/** Everybody whose approval can count under a policy, now or later; `anybody` if it names nobody. */
export function whoCanApprove(
  policy: Pick<ApprovalPolicy, 'approvers' | 'keys' | 'fourEyes' | 'requireSignatures' | 'escalation'>,
  requester: string | null,
): readonly string[] | 'anybody' {
  const { approvers, keys, fourEyes, requireSignatures, escalation } = policy;
  if (approvers.length === 0) {
    return requireSignatures ? [] : 'anybody';
  }
  const named = [...new Set([...approvers, ...(escalation?.approvers ?? [])])];
  return named.filter(
    (name) =>
      (!fourEyes || requester === null || personKey(name) !== personKey(requester)) &&
      (!requireSignatures || keys.some(({ approver }) => approver === name)),
  );
}

/** What is wrong with a time between reminders, or null. */
export function reminderProblem(timeoutMs: number, remindEveryMs: number): Phrase | null {
  const reminders = Math.floor(timeoutMs / remindEveryMs);
  return reminders > MAX_REMINDERS
    ? phrase('input.tooManyReminders', { reminders, most: MAX_REMINDERS })
    : null;
}
