import { canonicalJson } from '../canonical-json';

/** What of a result nobody proves: its own signature, and what the workflow alone recorded. */
const UNSIGNED = new Set(['signature', 'audit', 'decisions']);

/** The text that a worker signs of a result. */
export function resultStatement(result: object): string {
  const signed = Object.entries(result).filter(([name]) => !UNSIGNED.has(name));
  return canonicalJson({ statement: 'ks3-oss-prep result 1', result: Object.fromEntries(signed) });
}
