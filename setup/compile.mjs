import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inCheckout } from './checkout.mjs';
import { runCommand } from './command.mjs';
import { withLock } from './lock.mjs';
import { SetupError, say, since } from './messages.mjs';

const innerLoops = 'inventory/inner-loops';
const stamp = inCheckout('dist', '.built-from');
const innerLoopsStamp = inCheckout('dist', '.inner-loops-built-from');

/**
 * Compiles the sources into dist/ if one of them, a compiler setting or the lockfile changed since the last
 * build. Needs installed dependencies. A build that fails leaves the last good one as it was. Throws
 * SetupError with the compiler's messages.
 */
export async function ensureBuilt() {
  if (isCurrent(stamp, inputs())) {
    return;
  }
  const waiting = 'Another command is building this checkout; waiting for it.';
  await withLock(inCheckout('.setup', 'build.lock'), waiting, async () => {
    if (!isCurrent(stamp, inputs())) {
      await build();
    }
  });
}

async function build() {
  say('Building (some seconds).');
  const started = performance.now();
  const sources = sourceFiles();
  // Taken before compiling: after a file that is saved meanwhile the next command builds again.
  const builtFrom = fingerprint(inputs());
  await compile('typescript/bin/tsc', '-p', 'tsconfig.build.json');
  await compileInnerLoops(sources.filter((file) => file.startsWith(innerLoops)));
  removeOrphans(new Set(sources.map((source) => path.join('dist', source.replace(/\.ts$/, '.js')))));
  // `npx prep` runs it without `node` before it.
  if (existsSync(inCheckout('dist/client/main.js'))) {
    chmodSync(inCheckout('dist/client/main.js'), 0o755);
  }
  writeFileSync(stamp, builtFrom);
  say(`Built in ${since(started)}.`);
}

/**
 * AssemblyScript to WebAssembly, only if one of these sources or the compiler changed: it takes some seconds.
 *
 * @param {string[]} sources
 */
async function compileInnerLoops(sources) {
  const compilerAndSources = ['node_modules/assemblyscript/package.json', ...sources];
  if (sources.length === 0 || isCurrent(innerLoopsStamp, compilerAndSources)) {
    return;
  }
  mkdirSync(inCheckout('dist', 'inventory'), { recursive: true });
  const target = '--outFile=dist/inventory/inner-loops.wasm';
  const options = ['--runtime=stub', '--enable=simd', '-O3', '--noAssert'];
  await compile('assemblyscript/bin/asc.js', `${innerLoops}/index.ts`, target, ...options);
  writeFileSync(innerLoopsStamp, fingerprint(compilerAndSources));
}

/**
 * @param {string} compiler below node_modules/
 * @param {string[]} args
 */
async function compile(compiler, ...args) {
  const script = inCheckout('node_modules', compiler);
  const { code, output, problem } = await runCommand(process.execPath, [script, ...args]);
  if (code !== 0) {
    throw new SetupError(
      `The build failed (${problem ?? [path.basename(compiler), ...args].join(' ')}):\n${output.trim()}\nCorrect these and run the same command again.`,
    );
  }
}

const inputs = () => ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', ...sourceFiles()];

/** All TypeScript files of the folders that tsconfig.build.json includes, as paths within the checkout. */
function sourceFiles() {
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(readFileSync(inCheckout('tsconfig.build.json'), 'utf8'));
  return include.flatMap(filesIn).filter((file) => file.endsWith('.ts'));
}

/** @param {string} folder */
function filesIn(folder) {
  const files = existsSync(inCheckout(folder)) ? readdirSync(inCheckout(folder), { recursive: true }) : [];
  return files.map((file) => path.join(folder, String(file))).sort();
}

/**
 * @param {string} file
 * @param {string[]} from
 */
const isCurrent = (file, from) => existsSync(file) && readFileSync(file, 'utf8') === fingerprint(from);

/** @param {string[]} files */
function fingerprint(files) {
  const digest = createHash('sha256');
  for (const file of files) {
    digest.update(`${file}\n`).update(readFileSync(inCheckout(file)));
  }
  return digest.digest('hex');
}

/**
 * Removes what an earlier build made from a source that is gone: nothing may still find it.
 *
 * @param {Set<string>} expected
 */
function removeOrphans(expected) {
  const scripts = filesIn('dist').filter((file) => /\.js(\.map)?$/.test(file));
  for (const file of scripts.filter((name) => !expected.has(name.replace(/\.map$/, '')))) {
    rmSync(inCheckout(file));
  }
}
