import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot, inCheckout } from './checkout.mjs';
import { runCommand } from './command.mjs';
import { buildInnerLoops } from './inner-loops.mjs';
import { withLock } from './lock.mjs';
import { SetupError, duration, say } from './messages.mjs';

const stamp = inCheckout('dist', '.built-from');
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/**
 * Compiles the sources into dist/ when one of them, a compiler setting or the lockfile changed since the
 * last build; otherwise takes a few milliseconds. Needs installed dependencies. A build that fails
 * leaves the last good one as it was. Throws SetupError with the compiler's messages.
 */
export async function ensureBuilt() {
  if (isBuilt()) {
    return;
  }
  const waiting = 'Another command is building this checkout; waiting for it.';
  await withLock(inCheckout('.setup', 'build.lock'), waiting, async () => {
    if (!isBuilt()) {
      await build();
    }
  });
}

const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(sourceFiles());

async function build() {
  say('Building (some seconds).');
  const started = performance.now();
  const sources = sourceFiles();
  // Taken before compiling: a file saved meanwhile makes the next look build again.
  const builtFrom = fingerprint(sources);
  const compiler = inCheckout('node_modules', 'typescript', 'bin', 'tsc');
  const { code, output, problem } = await runCommand(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json'],
    {
      cwd: checkoutRoot,
    },
  );
  if (code !== 0) {
    throw new SetupError(
      `The build failed (${problem ?? 'see the messages of the compiler'}):\n${output.trim()}\nCorrect these and run the same command again.`,
    );
  }
  await buildInnerLoops();
  removeOrphans(new Set(sources.map((source) => source.replace(/\.ts$/, '.js'))));
  makeExecutable();
  writeFileSync(stamp, builtFrom);
  say(`Built in ${duration(performance.now() - started)}.`);
}

/** All TypeScript files of the folders that tsconfig.build.json includes, as paths within the checkout. */
function sourceFiles() {
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(readFileSync(inCheckout('tsconfig.build.json'), 'utf8'));
  return include.flatMap((folder) => filesIn(folder)).filter((file) => file.endsWith('.ts'));
}

/**
 * @param {string} folder within the checkout
 * @returns {string[]} paths within the checkout, sorted
 */
function filesIn(folder) {
  if (!existsSync(inCheckout(folder))) {
    return [];
  }
  const entries = readdirSync(inCheckout(folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(checkoutRoot, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** @param {string[]} sources */
function fingerprint(sources) {
  const digest = createHash('sha256');
  for (const file of [...settings, ...sources]) {
    const { size, mtimeMs } = statSync(inCheckout(file));
    digest.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return digest.digest('hex');
}

/**
 * Removes what an earlier build made from a source that is gone: nothing may still find it.
 *
 * @param {Set<string>} expected
 */
function removeOrphans(expected) {
  for (const file of filesIn('dist')) {
    const script = path.relative('dist', file).replace(/\.map$/, '');
    if (script.endsWith('.js') && !expected.has(script)) {
      rmSync(inCheckout(file));
    }
  }
}

/** The commands that package.json names run without `node` before them. */
function makeExecutable() {
  /** @type {{ bin?: Record<string, string> }} */
  const { bin = {} } = JSON.parse(readFileSync(inCheckout('package.json'), 'utf8'));
  for (const file of Object.values(bin).filter((name) => existsSync(inCheckout(name)))) {
    chmodSync(inCheckout(file), 0o755);
  }
}
