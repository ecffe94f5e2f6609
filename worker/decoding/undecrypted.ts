import type { Payload } from '@temporalio/common';
import type { Undecodable } from '../../contracts/inputs/unreadable-payload';

/** The codec of a worker replaces a payload that it cannot decrypt by this. */
export interface Undecrypted {
  /** What happened and what to do, for the operator of the worker. */
  readonly message: string;
  /** Why, for the sender. */
  readonly reason: Undecodable;
  /** Whether other keys or namespaces can read it. */
  readonly elsewhere: boolean;
}

const ENCODING = 'ks3-oss-prep/undecrypted';

/** The payload that says so; it never leaves the worker. */
export function undecryptedPayload({ message, reason, elsewhere }: Undecrypted): Payload {
  return {
    metadata: { encoding: new TextEncoder().encode(ENCODING) },
    data: new TextEncoder().encode(JSON.stringify({ message, reason, elsewhere })),
  };
}

/** Whether a payload is one of these; only the codec may create them. */
export function saysUndecrypted(payload: Payload): boolean {
  return encodingOf(payload) === ENCODING;
}

/** Reads such a payload; null for any other. */
export function undecryptedIn(payload: Payload): Undecrypted | null {
  return saysUndecrypted(payload) && payload.data
    ? (JSON.parse(new TextDecoder().decode(payload.data)) as Undecrypted)
    : null;
}

/** The encoding that a payload names; empty if it names none. */
export function encodingOf({ metadata }: Payload): string {
  const bytes = metadata?.['encoding'];
  return bytes ? new TextDecoder().decode(bytes) : '';
}
