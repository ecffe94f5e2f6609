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

export const usage = `Usage: npm run demo -- [--source DIR] [--yes] [--keep]

Prepares and runs a migration from a KS3 stand-in to an OSS stand-in through a real Temporal server, all on this machine.

  --source DIR  the files of DIR are the source bucket; default: some of the installed dependencies
  --yes         approve the plan without asking (also without a terminal)
  --keep        leave the server, its Web UI, the stand-ins and the worker running afterwards
`;

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
