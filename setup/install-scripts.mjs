import { readFileSync } from 'node:fs';
import { inCheckout } from './checkout.mjs';
import { say } from './messages.mjs';

// Lists the packages with an install script. None runs: .npmrc sets ignore-scripts.
/** @type {{ packages: Record<string, { version?: string, hasInstallScript?: boolean }> }} */
const { packages } = JSON.parse(readFileSync(inCheckout('package-lock.json'), 'utf8'));
const found = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
say(`${found.length} packages have install scripts, which .npmrc keeps from running:`);
for (const [folder, { version = '' }] of found) {
  say(`  ${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`);
}
