import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { workerEnvironment } from '../../demo/stand-in-settings';
import { ks3Environment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { startTemporal } from '../rig/temporal';
import { WORKER_KEY } from '../rig/worker-key';
import { projectRoot } from './checkout';

const run = promisify(execFile);

const scratch = mkdtempSync(path.join(tmpdir(), 'package-test-'));
const installed = path.join(scratch, 'unpacked', 'package');
const prep = path.join(scratch, 'prefix', 'bin', 'prep');
let standIns: StandIns;

/**
 * Packs the checkout and installs the package globally, under a separate prefix. It gets only the production
 * dependencies, linked from the checkout, so no registry is used, and the versions are those of the lockfile.
 */
beforeAll(async () => {
  await npm(projectRoot, 'run', 'package', '--', `--pack-destination=${scratch}`);
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(path.dirname(installed));
  await run('tar', ['-xzf', path.join(scratch, tarball), '-C', path.dirname(installed)]);
  for (const name of Object.keys(manifest().dependencies)) {
    const link = path.join(installed, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(projectRoot, 'node_modules', name), link);
  }
  await npm(
    scratch,
    'install',
    '--global',
    `--prefix=${path.join(scratch, 'prefix')}`,
    '--offline',
    installed,
  );
  standIns = await startStandIns({ buckets: [{ name: 'photos', synthetic: 'hex:2500' }] });
});

afterAll(async () => {
  await standIns.stop();
  rmSync(scratch, { recursive: true });
});

const npm = (cwd: string, ...args: string[]) => run('npm', args, { cwd });

function manifest(): { dependencies: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
}

/** The installed command, in an empty environment and outside any checkout. */
function environment(env: Readonly<Record<string, string>> = {}) {
  return { cwd: scratch, env: { PATH: process.env['PATH'], HOME: scratch, ...env } };
}

/** All files of the package, dependencies aside. */
function packed(): string[] {
  return readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)));
}

/** The folders of production, as the search for dead code knows them. */
function productionFolders(): string[] {
  const { project } = JSON.parse(readFileSync(path.join(projectRoot, 'knip.json'), 'utf8')) as {
    project: string[];
  };
  const [, folders = ''] = /\{(.*)\}.*!$/.exec(project[0] ?? '') ?? [];
  return folders.split(',').sort();
}

describe('the package', () => {
  it('holds what runs in production and what its users read, and nothing else', () => {
    const entries = readdirSync(installed).filter((name) => name !== 'node_modules');
    expect(entries.sort()).toEqual([
      'ARCHITECTURE.md',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'README.zh.md',
      'dist',
      'docs',
      'package.json',
      'prep.example.toml',
      'prices.example.toml',
    ]);
    expect(readdirSync(path.join(installed, 'dist')).sort()).toEqual(productionFolders());
    const built = packed().filter((file) => file.startsWith('dist/'));
    expect(built.filter((file) => !file.endsWith('.js'))).toEqual(['dist/inventory/inner-loops.wasm']);
  });

  it.each([
    ['README.md', 'docs/runbook.md'],
    ['README.zh.md', 'docs/runbook.zh.md'],
  ])('holds every page that its %s links to, but for those about development', (name, runbook) => {
    const readme = readFileSync(path.join(installed, name), 'utf8');
    const pages = [...readme.matchAll(/\]\(([^):#]+)[^):]*\)/g)].map(([, page = '']) => page);
    const missing = pages.filter((page) => !existsSync(path.join(installed, page)));
    expect(pages).toContain(runbook);
    expect(missing).toEqual(['standins/README.md', 'CONTRIBUTING.md']);
  });
});

describe('prep, installed from the package', () => {
  it.each([[['--help']], [['worker', '--help']]])('answers %j', async (args) => {
    const { stdout } = await run(prep, args, environment());
    expect(stdout).toMatch(/^Usage: prep /);
  });

  it('takes an inventory by itself', async () => {
    const env = {
      ...ks3Environment(standIns.summary),
      KS3_PATH_STYLE: 'true',
    };
    const args = ['inventory', '--direct', '--bucket', 'photos', '--json'];
    const { stdout } = await run(prep, args, environment(env));
    expect(JSON.parse(stdout)).toMatchObject({ objects: '2500' });
  });

  it('runs a worker until it is told to stop', async () => {
    const temporal = await startTemporal();
    try {
      const env = {
        ...workerEnvironment(
          standIns.summary,
          await identityToRecipient(await generateIdentity()),
          WORKER_KEY,
        ),
        TEMPORAL_ADDRESS: temporal.address,
      };
      const worker = spawn(prep, ['worker'], { ...environment(env), stdio: ['ignore', 'ignore', 'pipe'] });
      const ended = once(worker, 'exit');
      let log = '';
      worker.stderr.setEncoding('utf8').on('data', (text: string) => {
        const ran = log.includes('The worker is running');
        log += text;
        // Once: a second signal ends the process at once.
        if (!ran && log.includes('The worker is running')) {
          worker.kill('SIGTERM');
        }
      });
      const [code] = await ended;
      expect(log).toContain('The worker has stopped');
      expect(code).toBe(0);
    } finally {
      await temporal.teardown();
    }
  });
});
