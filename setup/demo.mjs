/** `npm run demo`: everything on this machine, from an empty checkout to a finished preparation. */
import { becomeProgram } from './program.mjs';
import { ensureTemporalCli } from './temporal-cli.mjs';

await becomeProgram('dist/demo/main.js', async () => {
  process.env['TEMPORAL_CLI'] = await ensureTemporalCli();
});
