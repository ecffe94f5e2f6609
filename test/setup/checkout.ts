import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const shellTools = ['sh', 'cat', 'chmod', 'cp', 'mkdir', 'rm', 'sleep', 'touch'];

export const projectRoot = path.resolve(__dirname, '..', '..');

/** How a command of the checkout ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/**
 * A temporary folder with the real setup scripts in it, and a PATH that holds nothing but the shell and
 * the executables that the test puts there.
 */
export class Checkout {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'setup-test-')));
  readonly cache = this.at('cache');
  private readonly running = new Set<ChildProcess>();

  constructor() {
    cpSync(path.join(projectRoot, 'setup'), this.at('setup'), { recursive: true });
    this.write('package.json', '{ "name": "checkout" }');
    this.write('package-lock.json', lockfile({}));
    this.write('tsconfig.json', '{}');
    this.write('tsconfig.build.json', '{ "include": ["client", "presentation", "docs"] }');
    mkdirSync(this.at('bin'));
    for (const tool of shellTools) {
      symlinkSync(locate(tool), this.at('bin', tool));
    }
  }

  at(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  has(file: string): boolean {
    return existsSync(this.at(file));
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), text);
  }

  entries(folder: string): string[] {
    return readdirSync(this.at(folder)).sort();
  }

  delete(file: string): void {
    rmSync(this.at(file), { recursive: true });
  }

  /** Puts a shell script on PATH, or elsewhere when the name has a folder. It runs in the shell `sh`. */
  executable(name: string, script: string): string {
    const file = name.includes('/') ? name : `bin/${name}`;
    this.write(file, `#!/bin/sh\n${script}\n`);
    chmodSync(this.at(file), 0o755);
    return this.at(file);
  }

  /** The lines that fake executables left in calls.log, each one call. */
  calls(): string[] {
    return this.has('calls.log') ? this.read('calls.log').trim().split('\n') : [];
  }

  start(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Running {
    const child = spawn(process.execPath, [this.at(script), ...args], {
      cwd: this.root,
      env: {
        PATH: this.at('bin'),
        GOROOT: this.at('no-go'),
        HOME: this.at('home'),
        XDG_CACHE_HOME: this.cache,
        CHECKOUT: this.root,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    const outcome = once(child, 'close').then(([code]) => {
      this.running.delete(child);
      return { code: code as number | null, stdout, stderr };
    });
    return { process: child, outcome };
  }

  run(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.start(script, args, env).outcome;
  }

  /** Calls one exported function of a setup script as the commands do; stdout is what it returned. */
  startCall(module: string, name: string, env: NodeJS.ProcessEnv = {}): Running {
    const script = `call-${name}.mjs`;
    this.write(
      script,
      `import { runSetup } from './setup/program.mjs';
       import { ${name} } from './setup/${module}.mjs';
       await runSetup(async () => { process.stdout.write(String(await ${name}())); });`,
    );
    return this.start(script, [], env);
  }

  call(module: string, name: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.startCall(module, name, env).outcome;
  }

  /** Resolves when a file of that name is in the checkout; fake executables use it to report where they are. */
  async appears(file: string): Promise<void> {
    const folder = path.dirname(this.at(file));
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder);
    try {
      while (!this.has(file)) {
        await once(watcher, 'change');
      }
    } finally {
      watcher.close();
    }
  }

  async remove(): Promise<void> {
    const ended = [...this.running].map((child) => once(child, 'close'));
    this.running.forEach((child) => child.kill('SIGKILL'));
    await Promise.all(ended);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The path of a tool that the tests need. */
export function locate(tool: string): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = folders.map((folder) => path.join(folder, tool)).find((file) => existsSync(file));
  if (found === undefined) {
    throw new Error(`These tests need ${tool} on PATH.`);
  }
  return found;
}

/** The text of a package-lock.json, or of npm's record of an install, with these packages. */
export function lockfile(packages: Record<string, object>): string {
  return JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'checkout' }, ...packages } });
}

/** Fake executables wait here until the test writes the file `go-on`; they end with the test's folder. */
export const waitForGoOn =
  'while [ ! -e "$CHECKOUT/go-on" ] && [ -e "$CHECKOUT/setup" ]; do sleep 0.05; done';
