import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot, inCheckout } from './checkout.mjs';
import { runCommand } from './command.mjs';
import { SetupError } from './messages.mjs';

const folder = 'inventory/inner-loops';
const target = inCheckout('dist', 'inventory', 'inner-loops.wasm');
const stamp = inCheckout('dist', '.inner-loops-built-from');

/** Sources of the inner loops, as paths within the checkout, sorted. */
const innerLoopSources = () =>
  (existsSync(inCheckout(folder)) ? readdirSync(inCheckout(folder)) : [])
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => path.join(folder, file));

/**
 * Compiles `inventory/inner-loops/` (AssemblyScript) to WebAssembly in dist/, where one of its sources or the compiler
 * changed. Throws SetupError with the compiler's messages.
 */
export async function buildInnerLoops() {
  const sources = innerLoopSources();
  if (sources.length === 0) {
    return;
  }
  const builtFrom = fingerprint(sources);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === builtFrom) {
    return;
  }
  mkdirSync(path.dirname(target), { recursive: true });
  const compiler = inCheckout('node_modules', 'assemblyscript', 'bin', 'asc.js');
  const { code, output, problem } = await runCommand(
    process.execPath,
    [
      compiler,
      `${folder}/index.ts`,
      `--outFile=${target}`,
      '--runtime=stub',
      '--enable=simd',
      '-O3',
      '--noAssert',
    ],
    { cwd: checkoutRoot },
  );
  if (code !== 0) {
    throw new SetupError(
      `Compiling ${folder} failed (${problem ?? 'see the messages of the compiler'}):\n${output.trim()}\nCorrect these and run the same command again.`,
    );
  }
  writeFileSync(stamp, builtFrom);
}

/**
 * Of the texts, not the times: compiling takes some seconds.
 *
 * @param {string[]} sources
 */
function fingerprint(sources) {
  const digest = createHash('sha256');
  const compiler = path.join('node_modules', 'assemblyscript', 'package.json');
  for (const file of [compiler, ...sources]) {
    digest.update(`${file}\n`).update(readFileSync(inCheckout(file)));
  }
  return digest.digest('hex');
}
