import { parseArgs } from 'node:util';
import type { StandInsOptions } from './stand-ins';

export const usage = `Usage: standins [--port N] [--bucket NAME] [--source DIR | --synthetic KEYSPACE:COUNT]

  --port N         KS3 on port N, then OSS, RAM, STS, the control endpoint, Kingsoft's IAM,
                   the chat robots and MGW on the next seven; default: free ports
  --bucket NAME    name of the KS3 bucket; default: photos
  --source DIR     fill it with the regular files of a folder
  --synthetic K:N  fill it with N computed objects; K is hex, tree, prefix95 or chinese

Prints one line of JSON with endpoints and keys, then runs until interrupted.
`;

/**
 * What the arguments ask for; undefined: help.
 * @throws Error naming the argument that is wrong
 */
export function readArguments(args: readonly string[]): StandInsOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      bucket: { type: 'string', default: 'photos' },
      source: { type: 'string' },
      synthetic: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_528) {
    throw new Error(`--port ${values.port}: give a number from 0 to 65528`);
  }
  if (values.source !== undefined && values.synthetic !== undefined) {
    throw new Error('give either --source or --synthetic');
  }
  return {
    port,
    buckets: [{ name: values.bucket, directory: values.source, synthetic: values.synthetic }],
  };
}

/** Why the stand-ins did not start, in one line. */
export function explainFailure(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use; give another with --port, or none for free ones`;
  }
  return message;
}
