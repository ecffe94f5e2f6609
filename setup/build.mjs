/** `npm run build`: dist/ from the sources, where anything changed since the last build. */
import { ensureBuilt } from './compile.mjs';
import { ensureInstalled } from './install.mjs';
import { runSetup } from './program.mjs';

await runSetup(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
