import { hidesSomething } from '../../presentation/text/foreign-text';
import { nearestName } from './nearest-name';

type Fields = Readonly<Record<string, string>>;
type Decided = 'approve' | 'reject';

/** Examples of the messages, as fields; `YOUR-NAME` is refused, so that none acts for anybody when it is pasted unchanged. */
const EXAMPLES = {
  approve: { approver: 'YOUR-NAME', comment: 'checked the plan' },
  reject: { approver: 'YOUR-NAME', reason: 'wrong bucket' },
  retry: { by: 'YOUR-NAME' },
  cutOver: { by: 'YOUR-NAME' },
  revoke: { by: 'YOUR-NAME', reason: 'the migration is done', grace: '10 minutes' },
  confirm: { by: 'YOUR-NAME', code: '…' },
  decide: { decision: 'approve', approver: 'YOUR-NAME', comment: 'checked the plan' },
} as const satisfies Readonly<Record<string, Fields>>;

export type MessageName = keyof typeof EXAMPLES;

/** Of what somebody wrote, no more is repeated in the example of a refusal. */
const MAX_KEPT = 200;

/** JSON to paste once YOUR-NAME is replaced: it is refused. Shown with each message in the Web UI and in the current details. */
export const messageExamples = Object.fromEntries(
  Object.entries(EXAMPLES).map(([name, fields]) => [name, jsonOf(fields)]),
) as Readonly<Record<MessageName, string>>;

/** What to send instead of a message that was refused. */
export interface CorrectedMessage {
  /** Usually the same message; whoever rejects with the signal `approve` is shown `reject`. */
  readonly as: MessageName;
  /** JSON. */
  readonly example: string;
}

/**
 * What was probably meant, with everything that was right: a rejection stays a rejection, and what does not say what it
 * decides is corrected to neither.
 *
 * @param isValid whether the message takes this value in this field
 * @param planDigest of the plan that waits, if any
 */
export function correctedMessage(
  name: MessageName,
  payload: unknown,
  isValid: (field: string, value: unknown) => boolean,
  planDigest: string | null,
): CorrectedMessage {
  const sent = fieldsOf(payload);
  const as = nameMeant(name, sent);
  const keep = (field: string, sample: string) => {
    const value = sent[field];
    return field !== 'code' && isPlain(value) && isValid(field, value) ? value : sample;
  };
  const fields: Record<string, string> = { ...exampleMeant(as, sent) };
  for (const [field, sample] of Object.entries(fields)) {
    fields[field] = field === 'decision' ? sample : keep(field, sample);
  }
  if (name !== 'approve' && name !== 'reject' && name !== 'decide') {
    return { as, example: jsonOf(fields) };
  }
  const remark = as === 'reject' ? 'reason' : 'comment';
  const said = [sent['comment'], sent['reason']].find((text) => isPlain(text) && text.trim() !== '');
  fields[remark] = (said as string | undefined) ?? fields[remark] ?? '';
  const digest = keep('planDigest', planDigest ?? '');
  return { as, example: jsonOf(digest === '' ? fields : { ...fields, planDigest: digest }) };
}

function exampleMeant(as: MessageName, sent: Readonly<Record<string, unknown>>): Fields {
  if (as !== 'decide') {
    return EXAMPLES[as];
  }
  switch (decisionMeant(sent)) {
    case 'approve':
      return EXAMPLES.decide;
    case 'reject':
      return { ...EXAMPLES.decide, decision: 'reject', comment: EXAMPLES.reject.reason };
    case null:
      return { ...EXAMPLES.decide, decision: 'APPROVE-OR-REJECT', comment: '…' };
  }
}

/** Which signal decides what was meant. */
function nameMeant(name: MessageName, sent: Readonly<Record<string, unknown>>): MessageName {
  if (name === 'approve' || name === 'reject') {
    return decisionMeant(sent) ?? ('reason' in sent ? 'reject' : name);
  }
  return name;
}

function decisionMeant({ decision }: Readonly<Record<string, unknown>>): Decided | null {
  return typeof decision === 'string'
    ? (nearestName(decision.trim().toLowerCase(), ['approve', 'reject']) as Decided | null)
    : null;
}

/** The fields of a message, also where it came as the text of its JSON. */
function fieldsOf(payload: unknown): Readonly<Record<string, unknown>> {
  try {
    return Object(typeof payload === 'string' ? JSON.parse(payload) : payload) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Whether a text can stand between backticks as it is. */
function isPlain(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_KEPT && !hidesSomething(text) && !text.includes('`');
}

function jsonOf(fields: Fields): string {
  const pairs = Object.entries(fields).map(([field, value]) => `"${field}": ${JSON.stringify(value)}`);
  return `{ ${pairs.join(', ')} }`;
}
