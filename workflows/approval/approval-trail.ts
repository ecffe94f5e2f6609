import { workflowInfo } from '@temporalio/workflow';
import type { ApprovalAudit, ApprovalEvent } from '../../contracts/approval/approval';

/** Of each kind so many are kept: the first, and the latest. A flood of one kind pushes no other out. */
const MAX_OF_A_KIND = 50;

type Listener = (event: ApprovalEvent) => void;

/** An event that has not happened yet: its time is that of its happening. */
type ToHappen<Event extends ApprovalEvent = ApprovalEvent> = Event extends unknown
  ? Omit<Event, 'at'>
  : never;

/**
 * The one place through which everything passes that happens at the approval gate: waiting, reminders, the
 * escalation, decisions, refusals, the end. It keeps the record for the audit; whoever wants to tell somebody of it
 * subscribes here.
 */
export class ApprovalTrail {
  readonly #events: ApprovalEvent[] = [];
  readonly #listeners: Listener[] = [];
  #omitted = 0;

  /** @param listener is called at once with each event; it must not throw and must not wait */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }

  happened(what: ToHappen): void {
    const event: ApprovalEvent = { ...what, at: new Date(Date.now()).toISOString() };
    this.#events.push(event);
    this.#forget(event.kind);
    this.#listeners.forEach((listener) => listener(event));
  }

  /** Goes on with what an earlier run of the same workflow kept; anything else is left out. */
  restore(kept: unknown): void {
    const { events, omitted } = Object(kept) as Partial<Record<keyof ApprovalAudit, unknown>>;
    this.#events.push(...(Array.isArray(events) ? (events as ApprovalEvent[]) : []));
    this.#omitted += typeof omitted === 'number' ? omitted : 0;
  }

  /** @param requester who asked for the preparation, if anybody is on record */
  audit(requester: string | null): ApprovalAudit {
    const { workflowId, runId } = workflowInfo();
    return {
      workflowId,
      runId,
      requester,
      events: [...this.#events],
      omitted: this.#omitted,
    };
  }

  #forget(kind: ApprovalEvent['kind']): void {
    const alike = this.#events.filter((event) => event.kind === kind);
    const [, second] = alike;
    if (alike.length > MAX_OF_A_KIND && second !== undefined) {
      this.#events.splice(this.#events.indexOf(second), 1);
      this.#omitted += 1;
    }
  }
}
