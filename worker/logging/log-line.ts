import type { LogEntry } from '@temporalio/worker';
import { ApplicationFailure } from '@temporalio/common';
import { hidesSomething, visible, visibleJson } from '../../presentation/text/foreign-text';
import type { LogFormat } from '../../configuration/settings/loaded-settings';

/** The fixed fields of a line; the SDK's own attributes, such as `workflowId`, are at the top level. */
type Attributes = Readonly<Record<string, unknown>>;

/** With it anybody who reaches the server could answer for the activity. The SDK's core writes it in its own way. */
const TASK_TOKEN = /^task_?token$/i;

/** Writes a log entry as one line: JSON for machines, or text for people. */
export function logLine({ level, message, timestampNanos, meta }: LogEntry, format: LogFormat): string {
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const attributes = Object.fromEntries(
    Object.entries(meta ?? {})
      .filter(([name]) => !TASK_TOKEN.test(name))
      .map(([name, value]) => [name, plain(value)]),
  );
  return format === 'json'
    ? visibleJson(
        Object.assign({ time, level: '', message: '' }, attributes, {
          time,
          level: level.toLowerCase(),
          message,
        }),
      )
    : `${time} ${level.padEnd(5)} ${oneLine(message)}${asText(attributes)}`;
}

function asText(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([name, value]) => name !== 'sdkComponent' && value !== undefined)
    .map(([name, value]) => `  ${visible(name)}=${word(value)}`)
    .join('');
}

function word(value: unknown): string {
  const bare = typeof value === 'string' && /^[^\s"=]+$/.test(value) && !hidesSomething(value);
  return bare ? value : visibleJson(value);
}

/** A log line is a line and steers no terminal, whatever a message from elsewhere holds. */
function oneLine(text: string): string {
  return visible(text.replace(/[\r\n]+/g, ' | '));
}

/** What JSON can hold, without calling anything but `toJSON`. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (value instanceof Error) {
    return errorAttributes(value);
  }
  try {
    return JSON.parse(
      JSON.stringify(value, (_, member: unknown) =>
        typeof member === 'bigint' ? member.toString() : member,
      ) ?? 'null',
    );
  } catch {
    return '[not loggable]';
  }
}

/** An error's kind and message. Frames are shown only for unexpected errors. */
function errorAttributes(error: Error): Attributes {
  if (error instanceof ApplicationFailure) {
    return { type: error.type ?? error.name, message: error.message };
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, message: error.message, frames: frames.slice(0, 12).map((line) => line.trim()) };
}
