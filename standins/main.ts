import { explainFailure, readArguments, usage } from './arguments';
import { startStandIns } from './stand-ins';

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(usage);
    return;
  }
  const standIns = await startStandIns(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void standIns.stop());
  }
  process.stdout.write(`${JSON.stringify(standIns.summary)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`standins: ${explainFailure(error)}\n`);
  process.exit(1);
});
