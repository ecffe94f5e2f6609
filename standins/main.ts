import { parseArgs } from 'node:util';
import { startStandIns, type StandInsOptions } from './stand-ins';

const usage = `Usage: standins [--port N] [--bucket NAME] [--source DIR | --synthetic KEYSPACE:COUNT]

  --port N         KS3 on port N, then OSS, RAM, STS and the control endpoint on the next four; default: free ports
  --bucket NAME    name of the KS3 bucket; default: photos
  --source DIR     fill it with the regular files of a folder
  --synthetic K:N  fill it with N computed objects; K is hex, tree, prefix95 or chinese

Prints one line of JSON with endpoints and keys, then runs until interrupted.
`;

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) {
    process.stdout.write(usage);
    return;
  }
  const standIns = await startStandIns(options);
  process.stdout.write(`${JSON.stringify(standIns.summary)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void standIns.stop());
  }
}

/** Undefined: help was asked for. */
function readArguments(): StandInsOptions | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      bucket: { type: 'string', default: 'photos' },
      source: { type: 'string' },
      synthetic: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_531) {
    throw new Error(`--port ${values.port}: give a number from 0 to 65531`);
  }
  if (values.source !== undefined && values.synthetic !== undefined) {
    throw new Error('give either --source or --synthetic');
  }
  return {
    port,
    buckets: [{ name: values.bucket, directory: values.source, synthetic: values.synthetic }],
  };
}

/** The one line that a user needs. */
function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use; give another with --port, or none for free ones`;
  return message;
}

main().catch((error: unknown) => {
  process.stderr.write(`standins: ${explain(error)}\n`);
  process.exit(1);
});
