/** `npm run bench:inventory -- …`: measures the inventory; docs/benchmarks.md holds what came of it. */
import { becomeProgram } from './program.mjs';
import { ensureTemporalCli } from './temporal-cli.mjs';

await becomeProgram('dist/bench/inventory/main.js', async () => {
  process.env['TEMPORAL_CLI'] = await ensureTemporalCli();
});
