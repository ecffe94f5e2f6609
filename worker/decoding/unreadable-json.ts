import type { Undecodable } from '../../contracts/inputs/unreadable-payload';

/** Deeper values can be parsed, but not written again: JSON.stringify runs out of stack. No input needs ten. */
const MAX_DEPTH = 100;

/** Why bytes are not JSON that a workflow can accept; null if they are. */
export function unreadableJson(bytes: Uint8Array): Undecodable | null {
  if (bytes.length === 0) {
    return { why: 'empty' };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { why: 'notUtf8' };
  }
  try {
    return deeperThan(JSON.parse(text), MAX_DEPTH)
      ? { why: 'tooDeep', about: { levels: String(MAX_DEPTH) } }
      : null;
  } catch {
    return { why: 'notJson' };
  }
}

function deeperThan(value: unknown, levels: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (levels === 0 || Object.values(value).some((part) => deeperThan(part, levels - 1)))
  );
}
