import type { Payload } from '@temporalio/common';

/** What the codec of a worker puts in the place of a payload that it cannot decrypt. */
export interface Undecrypted {
  /** What happened and what to do, for the operator of the worker. */
  readonly message: string;
  /** The same as one clause, for whoever sent it. */
  readonly reason: string;
  /** Whether it can be read where other keys or namespaces are configured. */
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

/** Whether a payload is such a one; nobody but the codec may make it. */
export function saysUndecrypted(payload: Payload): boolean {
  return encodingOf(payload) === ENCODING;
}

/** Reads such a payload; null where it is another one. */
export function undecryptedIn(payload: Payload): Undecrypted | null {
  return saysUndecrypted(payload) && payload.data
    ? (JSON.parse(new TextDecoder().decode(payload.data)) as Undecrypted)
    : null;
}

/** The encoding that a payload names; empty where it names none. */
export function encodingOf({ metadata }: Payload): string {
  const bytes = metadata?.['encoding'];
  return bytes ? new TextDecoder().decode(bytes) : '';
}
