import type { Payload } from '@temporalio/common';
import { Refusal } from '../http/refusal';
import { phrase } from '../../presentation/words/words';

/** A payload as the codec endpoint's callers write it: `temporal.api.common.v1.Payload` as JSON, bytes as base64. */
export interface JsonPayload {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}

/** More than any event or page of the Web UI holds. */
const MAX_PAYLOADS = 2000;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * Reads `{"payloads":[{"metadata":{"encoding":"…"},"data":"…"}]}`.
 *
 * @throws Refusal
 */
export function payloadsIn(body: Buffer): Payload[] {
  const { payloads } = Object(parsed(body)) as { payloads?: unknown };
  if (!Array.isArray(payloads)) {
    throw new Refusal(400, phrase('http.notPayloads'));
  }
  if (payloads.length > MAX_PAYLOADS) {
    throw new Refusal(413, phrase('http.tooManyPayloads', { given: payloads.length, most: MAX_PAYLOADS }));
  }
  return payloads.map((payload: unknown, index) => {
    if (!isJsonPayload(payload)) {
      throw new Refusal(400, phrase('http.notPayload', { index }));
    }
    const metadata = Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, bytesOf(value)]);
    return {
      metadata: Object.fromEntries(metadata) as Record<string, Uint8Array>,
      data: bytesOf(payload.data ?? ''),
    };
  });
}

/** Writes payloads as they are read. */
export function jsonOf(payloads: readonly Payload[]): { readonly payloads: readonly JsonPayload[] } {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata ?? {}).map(([name, value]) => [name, base64Of(value)]),
      ),
      data: base64Of(data ?? new Uint8Array()),
    })),
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // Its message would quote the body.
    throw new Refusal(400, phrase('http.notJson'));
  }
}

function isJsonPayload(payload: unknown): payload is JsonPayload {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return false;
  }
  const { metadata = {}, data = '' } = payload as { metadata?: unknown; data?: unknown };
  if (typeof metadata !== 'object' || metadata === null) {
    return false;
  }
  const values: unknown[] = Object.values(metadata);
  return [data, ...values].every((value) => typeof value === 'string' && BASE64.test(value));
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
