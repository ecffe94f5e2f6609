import { gunzipSync } from 'node:zlib';

const DEEPEST = 4;
/** Of a text that may be base64; what is shorter cannot hold a secret. */
const SHORTEST = 16;

/**
 * Bytes, and everything packed into them: gzip, and texts of JSON that are base64 or JSON themselves, at any depth. A
 * secret in the former is invisible, and in the latter if it is packed twice.
 */
export function unwrapped(bytes: Buffer, depth = 0): Buffer[] {
  if (depth === DEEPEST) {
    return [bytes];
  }
  const inner = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipped(bytes) : packedInJson(bytes);
  return [bytes, ...inner.flatMap((one) => unwrapped(one, depth + 1))];
}

function packedInJson(bytes: Buffer): Buffer[] {
  if (!['{', '[', '"'].includes(String.fromCharCode(bytes[0] ?? 0))) {
    return [];
  }
  try {
    return textsOf(JSON.parse(bytes.toString()) as unknown).flatMap(packedInText);
  } catch {
    return [];
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function packedInText(text: string): Buffer[] {
  if (/^\s*[{["]/.test(text)) {
    return [Buffer.from(text.trim())];
  }
  return text.length >= SHORTEST && /^[\w+/-]+=*$/.test(text) ? [Buffer.from(text, 'base64')] : [];
}

/** What is in a gzip; nothing if the bytes only begin like one, as encrypted bytes may by chance. */
function gunzipped(bytes: Buffer): Buffer[] {
  try {
    return [gunzipSync(bytes)];
  } catch {
    return [];
  }
}
