import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, lockfile } from './checkout';

/** Emits every .ts file of client/ as it is, as `tsc` would; "error" in one fails the build. */
const compiler = `
  const fs = require('node:fs');
  fs.appendFileSync('calls.log', 'tsc ' + process.argv.slice(2).join(' ') + '\\n');
  fs.mkdirSync('dist/client', { recursive: true });
  for (const name of fs.readdirSync('client')) {
    const text = fs.readFileSync('client/' + name, 'utf8');
    if (text.includes('error')) {
      console.log('client/' + name + '(1,1): error TS2304: Cannot find name.');
      process.exit(2);
    }
    fs.writeFileSync('dist/client/' + name.replace('.ts', '.js'), text);
  }`;

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.write('package.json', '{ "name": "checkout", "bin": { "prep": "dist/client/main.js" } }');
  checkout.write('node_modules/.package-lock.json', lockfile({}));
  checkout.write('node_modules/typescript/bin/tsc', compiler);
  checkout.write('client/main.ts', '#!/usr/bin/env node\n');
  checkout.write('client/status.ts', '');
});
afterEach(() => checkout.remove());

const build = () => checkout.run('setup/start.mjs', ['build']);

describe('npm run build', () => {
  it('compiles once, and leaves the command executable', async () => {
    expect(await build()).toMatchObject({ code: 0, stdout: '' });
    expect(await build()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(checkout.calls()).toEqual(['tsc -p tsconfig.build.json']);
    expect(statSync(checkout.at('dist/client/main.js')).mode & 0o111).toBe(0o111);
  });

  it.each([
    ['a source changed', 'client/main.ts', 'changed'],
    ['a source was added', 'client/added.ts', ''],
    ['a setting of the compiler changed', 'tsconfig.json', '{ "compilerOptions": {} }'],
    ['the dependencies changed', 'package-lock.json', `${lockfile({})}\n`],
  ])('compiles again after %s', async (_what, file, text) => {
    await build();
    checkout.write(file, text);
    await build();
    expect(checkout.calls()).toHaveLength(2);
  });

  it('removes what came from a source that is gone', async () => {
    await build();
    checkout.delete('client/status.ts');
    await build();
    expect(checkout.entries('dist/client')).toEqual(['main.js']);
  });

  it("shows the compiler's messages, keeps the last good build, and tries again", async () => {
    await build();
    checkout.write('client/main.ts', 'error');
    const failed = await build();
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('client/main.ts(1,1): error TS2304');
    expect(checkout.has('dist/client/status.js')).toBe(true);
    expect(await build()).toMatchObject({ code: 1 });

    checkout.write('client/main.ts', 'corrected');
    expect(await build()).toMatchObject({ code: 0 });
    expect(checkout.read('dist/client/main.js')).toBe('corrected');
  });

  it('compiles once when two commands start at once', async () => {
    const outcomes = await Promise.all([build(), build()]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(checkout.calls()).toHaveLength(1);
  });
});

describe('the inner loops', () => {
  const assembler = `
    const fs = require('node:fs');
    const target = process.argv.find((arg) => arg.startsWith('--outFile=')).slice('--outFile='.length);
    fs.appendFileSync('calls.log', 'asc ' + process.argv[2] + '\\n');
    if (fs.readFileSync(process.argv[2], 'utf8').includes('error')) {
      console.log('ERROR TS1005: Expected.');
      process.exit(1);
    }
    fs.writeFileSync(target, 'wasm');`;

  beforeEach(() => {
    checkout.write('tsconfig.build.json', '{ "include": ["client", "inventory"] }');
    checkout.write('node_modules/assemblyscript/package.json', '{ "version": "1" }');
    checkout.write('node_modules/assemblyscript/bin/asc.js', assembler);
    checkout.write('inventory/inner-loops/index.ts', '// loops');
  });

  it('are compiled once, and again after one of them or the compiler changed', async () => {
    const compiled = () => checkout.calls().filter((call) => call.startsWith('asc'));
    await build();
    checkout.write('client/main.ts', 'changed');
    await build();
    expect(compiled()).toEqual(['asc inventory/inner-loops/index.ts']);
    expect(checkout.read('dist/inventory/inner-loops.wasm')).toBe('wasm');

    checkout.write('inventory/inner-loops/order.ts', '// one more');
    await build();
    expect(compiled()).toHaveLength(2);

    checkout.write('node_modules/assemblyscript/package.json', '{ "version": "2" }');
    checkout.write('package-lock.json', `${lockfile({})}\n`);
    await build();
    expect(compiled()).toHaveLength(3);
  });

  it('that do not compile fail the build with the messages of the compiler', async () => {
    checkout.write('inventory/inner-loops/index.ts', 'error');
    const { code, stderr } = await build();
    expect(code).toBe(1);
    expect(stderr).toContain('ERROR TS1005');
    expect(stderr).toContain('inventory/inner-loops');
  });
});
