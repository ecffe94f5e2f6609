import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** A history with what is needed to replay it. */
export interface RecordedHistory {
  /** A workflow derives names from its own ID. */
  readonly workflowId: string;
  readonly history: History;
}

/** Bytes in a file: as text if they are text, so that readers and searches can see them. */
type WrittenBytes = { readonly text: string } | { readonly base64: string };

const ENDING = '.history.json';

/** Data that only shows where it was recorded. */
const OF_THE_MACHINE = new Set(['identity', 'stackTrace', 'binaryChecksum', 'buildId']);

/** The recorded histories of a folder, by their names. */
export function recordedNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

export function fileOf(folder: string, name: string): string {
  return join(folder, name + ENDING);
}

/**
 * Writes a history, one event a line, without data about the machine it was recorded on.
 *
 * Enumerations are numbers and 64-bit integers plain ones: the worker reads the members as they are in the file.
 */
export function writeHistory(file: string, { workflowId, history }: RecordedHistory): void {
  const events = (history.events ?? []).map((event) => JSON.stringify(written(event)));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `{"workflowId": ${JSON.stringify(workflowId)}, "history": {"events": [\n${events.join(',\n')}\n]}}\n`,
  );
}

export function readHistory(file: string): RecordedHistory {
  return JSON.parse(readFileSync(file, 'utf8'), (_, value: unknown) =>
    isWrittenBytes(value) ? bytesOf(value) : value,
  ) as RecordedHistory;
}

function written(value: unknown): unknown {
  if (value instanceof Uint8Array || Buffer.isBuffer(value)) {
    const bytes = Buffer.from(value);
    const text = bytes.toString('utf8');
    return Buffer.from(text).equals(bytes) ? { text } : { base64: bytes.toString('base64') };
  }
  if (Array.isArray(value)) {
    return value.map(written);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if ('toNumber' in value && typeof value.toNumber === 'function') {
    return (value as { toNumber(): number }).toNumber();
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !OF_THE_MACHINE.has(name) && member !== null && member !== undefined)
      .map(([name, member]) => [name, written(member)]),
  );
}

function isWrittenBytes(value: unknown): value is WrittenBytes {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return names.length === 1 && (names[0] === 'text' || names[0] === 'base64');
}

function bytesOf(value: WrittenBytes): Buffer {
  return 'text' in value ? Buffer.from(value.text) : Buffer.from(value.base64, 'base64');
}
