import type { Payload } from '@temporalio/common';

/** All bytes anywhere in an answer of the server: payloads, encoded failures, memo and metadata. */
export function bytesIn(value: unknown): Uint8Array[] {
  if (ArrayBuffer.isView(value)) {
    return [value as Uint8Array];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}

/** All payloads anywhere in it. */
export function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    return [];
  }
  const { metadata } = value as { metadata?: unknown };
  const own = typeof metadata === 'object' && metadata !== null ? [value] : [];
  return [...own, ...Object.values(value).flatMap(payloadsIn)];
}
