import { named, quoted } from '../../presentation/text/foreign-text';

/** Who the Temporal server authenticated: what it stamps on the events that a caller causes. */
export interface Principal {
  /** How the server knew them: `jwt` with its own claim mapper; empty where it does not say. */
  readonly type: string;
  /** With the server's own claim mapper the subject (`sub`) of the token. */
  readonly name: string;
}

/** The principal that an approver signs in to Temporal as. Default: the approver's name, of whatever type. */
export function principalOf(approver: string, principals: readonly ApproverPrincipal[]): ApproverPrincipal {
  return principals.find((one) => one.approver === approver) ?? { approver, name: approver, type: null };
}

/** Whether somebody is the expected one. Names are compared as they are: only who made them knows which are alike. */
export function isPrincipal(found: Principal, expected: Omit<ApproverPrincipal, 'approver'>): boolean {
  return found.name === expected.name && (expected.type === null || found.type === expected.type);
}

/** As people read it: `jwt "li.wei@example.com"`. */
export function principalInWords({ type, name }: { type: string | null; name: string }): string {
  const who = quoted(name, 200);
  return type === null || type === '' ? who : `${named(type, 60)} ${who}`;
}

/** What an approver is to the Temporal server, which says on each event who caused it. */
export interface ApproverPrincipal {
  readonly approver: string;
  readonly name: string;
  /** Null where any will do. */
  readonly type: string | null;
}
