import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout } from './checkout';

const installs = 'mkdir -p node_modules/typescript/bin; cp -r tools/. node_modules; echo "added 1 package"';
const compiler = `
  const fs = require('node:fs');
  for (const folder of ['client', 'demo']) {
    fs.mkdirSync('dist/' + folder, { recursive: true });
    fs.copyFileSync(folder + '/main.ts', 'dist/' + folder + '/main.js');
  }
  console.log('compiled');`;

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.executable('npm', `${installs}; cp package-lock.json node_modules/.package-lock.json`);
  checkout.write('tools/typescript/bin/tsc', compiler);
  checkout.write('tsconfig.build.json', '{ "include": ["client", "demo"] }');
  checkout.write('demo/main.ts', 'console.log(process.env.TEMPORAL_CLI);');
});
afterEach(() => checkout.remove());

const program = (text: string) => checkout.write('client/main.ts', text);

describe('npm run prep', () => {
  it('installs and builds first, and keeps stdout for the program alone', async () => {
    program(
      `console.log(JSON.stringify([process.argv.slice(2), require.main === module, process.argv[1]]));`,
    );
    const first = await checkout.run('setup/start.mjs', ['prep', 'status', '--json', 'photos']);
    const main = checkout.at('dist', 'client', 'main.js');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toEqual([['status', '--json', 'photos'], true, main]);
    expect(first.stderr).toContain('[setup] Dependencies installed');
    expect(first.stderr).toContain('[setup] Built');

    expect(await checkout.run('setup/start.mjs', ['prep'])).toMatchObject({ code: 0, stderr: '' });
  });

  it("passes on the program's exit code and stderr", async () => {
    program(`console.error('action required'); process.exitCode = 5;`);
    expect(await checkout.run('setup/start.mjs', ['prep'])).toMatchObject({ code: 5, stdout: '' });
    expect(await checkout.run('setup/start.mjs', ['prep'])).toMatchObject({
      code: 5,
      stderr: 'action required\n',
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves %s to the program', async (signal) => {
    program(
      `process.on('${signal}', () => { console.log('cleaned up'); process.exit(3); });
       setInterval(() => {}, 1000); console.log('ready');`,
    );
    const running = checkout.start('setup/start.mjs', ['prep']);
    await new Promise((resolve) => running.process.stdout?.once('data', resolve));
    running.process.kill(signal);
    expect(await running.outcome).toMatchObject({ code: 3, stdout: 'ready\ncleaned up\n' });
  });

  it('ends by a signal that the program does not handle', async () => {
    program(`setInterval(() => {}, 1000); console.log('ready');`);
    const running = checkout.start('setup/start.mjs', ['prep']);
    await new Promise((resolve) => running.process.stdout?.once('data', resolve));
    running.process.kill('SIGTERM');
    expect(await running.outcome).toMatchObject({ code: null });
  });

  it('does not start a program when the setup fails', async () => {
    program(`console.log('started');`);
    checkout.executable('npm', 'exit 1');
    expect(await checkout.run('setup/start.mjs', ['prep'])).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('npm run demo', () => {
  it('hands the Temporal CLI to the demo', async () => {
    program('');
    const cli = checkout.executable('temporal', 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"');
    expect(await checkout.run('setup/start.mjs', ['demo'])).toMatchObject({ code: 0, stdout: `${cli}\n` });
  });
});
