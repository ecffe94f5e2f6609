import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilInterrupted } from '../../demo/interrupted';

const ROOT = join(__dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

afterEach(() => {
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.removeAllListeners(signal));
});

describe('the demo', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops at %s', async (signal) => {
    const interrupted = untilInterrupted();
    process.emit(signal);
    expect(await interrupted).toBeUndefined();
  });

  it('stops when the process that started it is gone', async () => {
    const parents = [4711, 4711, 1];
    await untilInterrupted(() => parents.shift() ?? 1);
    expect(parents).toEqual([]);
  });
});

it.each(['demo', 'standins'])(
  'npm run %s is one process below npm, which passes signals on',
  async (name) => {
    // What npm runs, with a program that says who its parent is.
    const script = scripts[name]?.replace(/node .*/, `node -p process.ppid`) ?? '';
    const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(shell.stdout, 'data')) as [Buffer];
    expect(Number(String(said))).toBe(process.pid);
  },
);
