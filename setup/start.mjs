/**
 * `node setup/start.mjs PROGRAM …` is `npm run PROGRAM -- …`: installs and builds what is missing, and then
 * becomes the built program. It runs in this process as the main module, so that signals, exit code, stdin
 * and stdout are its own.
 */
import Module from 'node:module';
import { ensureBuilt } from './compile.mjs';
import { inCheckout } from './checkout.mjs';
import { ensureInstalled } from './install.mjs';
import { runSetup } from './program.mjs';
import { provideTemporalCli } from './temporal-cli.mjs';

const [name = '', ...args] = process.argv.slice(2);
const script = {
  build: undefined,
  prep: 'dist/client/main.js',
  standins: 'dist/standins/main.js',
  demo: 'dist/demo/main.js',
  'bench:inventory': 'dist/bench/inventory/main.js',
  'bench:splitting': 'dist/bench/splitting/main.js',
  'bench:scale': 'dist/bench/scale/main.js',
}[name];

await runSetup(async () => {
  await ensureInstalled();
  if (name === 'demo' || name === 'bench:inventory' || (name === 'bench:scale' && args.includes('--fleet'))) {
    await provideTemporalCli();
  }
  await ensureBuilt();
});
if (script !== undefined) {
  process.argv.splice(1, Infinity, inCheckout(script), ...args);
  // Not in @types/node, but what every loader that starts programs calls: as `node SCRIPT` does.
  const loader = /** @type {{ runMain: (script: string) => void }} */ (/** @type {unknown} */ (Module));
  loader.runMain(inCheckout(script));
}
