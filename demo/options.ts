import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

/** What the demo was asked to do. */
export interface DemoOptions {
  /** Folder with the files of the source bucket. */
  readonly source: string;
  /** Approve without asking. */
  readonly yes: boolean;
  /** Leave everything running afterwards. */
  readonly keep: boolean;
}

/** Undefined if help was requested. */
export function readOptions(
  args: readonly string[],
  root: string,
  terminal: boolean,
): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      source: { type: 'string' },
      yes: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values.help
    ? undefined
    : {
        source: resolve(values.source ?? `${root}/node_modules/@aws-sdk`),
        yes: values.yes || !terminal,
        keep: values.keep,
      };
}
