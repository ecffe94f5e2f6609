import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../canonical-json';

/** What makes one preparation another: from where, and to where. */
export interface PreparationScope {
  readonly source: { readonly bucket: string; readonly prefix: string };
  readonly destination: { readonly bucket: string };
}

/**
 * The key of ownership: whatever runs work on the same preparation, started by hand, by a Schedule or after a
 * termination, recognise by it what earlier ones made; and no other preparation ever does. 20 hex digits.
 */
export function preparationId({ source, destination }: PreparationScope): string {
  return digest('preparation', [source.bucket, source.prefix, destination.bucket]).slice(0, 20);
}

/** Stands for a workflow in an ownership mark. 12 hex digits. */
export function workflowTag(workflowId: string): string {
  return digest('workflow', [workflowId]).slice(0, 12);
}

/** Stands for an AccessKey in an ownership mark. 8 hex digits. */
export function keyTag(accessKeyId: string): string {
  return digest('AccessKey', [accessKeyId]).slice(0, 8);
}

/** The OSS bucket of a preparation whose input names none. */
export function defaultDestination(sourceBucket: string): string {
  return `${sourceBucket.replaceAll('.', '-')}-oss`;
}

function digest(kind: string, parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(['ks3-oss-prep', kind, ...parts]))));
}
