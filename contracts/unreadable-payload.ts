/** Longer reasons are cut: a part of them is foreign. */
const MAX_REASON = 300;

/**
 * Stands for an argument that cannot be decoded. Anybody can send one from the Web UI or the Temporal CLI, and a worker
 * that throws while it decodes repeats the workflow task indefinitely, so readers of messages and inputs refuse this
 * value as they refuse any other bad one. It is plain JSON: workflows pass it on to the activities that validate.
 */
export interface UnreadablePayload {
  /** Why, as one clause after "it could not be decoded:". */
  readonly unreadablePayload: string;
}

/** Makes the value for what cannot be decoded, for this reason. */
export function unreadablePayload(reason: string): UnreadablePayload {
  return { unreadablePayload: reason.slice(0, MAX_REASON) };
}

/**
 * Why a value could not be decoded; null for every other value. Somebody who sends this object as JSON chooses the
 * words with which it is refused, so they are shown as one line.
 */
export function whyUnreadable(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) {
    return null;
  }
  const { unreadablePayload: reason } = value as Partial<UnreadablePayload>;
  return typeof reason === 'string'
    ? reason.slice(0, MAX_REASON).replaceAll(/[^\P{C}]|[\u2028\u2029]/gu, ' ')
    : null;
}
