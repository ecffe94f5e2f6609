import { inspect } from 'node:util';
import { expect } from '@jest/globals';
import { PrepError } from '../../../contracts/prep-error';

/** The PrepError that a call ends with. */
export async function rejection(call: Promise<unknown>): Promise<PrepError> {
  const error: unknown = await call.then(
    (value) => new Error(`resolved with ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PrepError);
  return error as PrepError;
}

/** Everything that logs, failure converters and serialisers could print of a value. */
export function everythingPrintable(value: unknown): string {
  const options = { depth: null, showHidden: true, getters: true, maxStringLength: null };
  const fields = value instanceof Error ? [value.message, value.stack, String(value.cause)] : [];
  return [inspect(value, options), JSON.stringify(value), String(value), ...fields].join('\n');
}

/**
 * An error shows neither a secret, as it is or in an address, nor where it was sent, nor what else must not be shown, and has no
 * cause that could.
 */
export function expectNoLeak(error: Error, secrets: readonly string[], nor?: RegExp): void {
  const printed = everythingPrintable(error);
  for (const secret of secrets) {
    expect(printed).not.toContain(secret);
    expect(printed).not.toContain(encodeURIComponent(secret));
  }
  expect(printed).not.toMatch(/https?:\/\/127/);
  if (nor !== undefined) {
    expect(printed).not.toMatch(nor);
  }
  expect(error.cause).toBeUndefined();
}
