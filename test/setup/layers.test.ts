import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Checkout, projectRoot } from './checkout';

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
  cpSync(path.join(projectRoot, '.oxlintrc.json'), checkout.at('.oxlintrc.json'));
});
afterAll(() => checkout.remove());

/** The names of the rules that a file with this text breaks. */
function broken(file: string, text: string): string[] {
  checkout.write(file, `${text}\n`);
  const oxlint = path.join(projectRoot, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', file], {
    cwd: checkout.root,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  return diagnostics.map(({ code }) => code);
}

/** An export that needs the import as it is: as a type, or as a value. */
const uses = (text: string) =>
  text.startsWith('import type') ? '\nexport type Y = typeof x;' : '\nexport const y = () => x;';

const restricted = ['eslint(no-restricted-imports)'];

describe('the direction of imports', () => {
  it.each([
    ['clouds/oss/a.ts', `import { x } from '../../contracts/x';`],
    ['activities/a.ts', `import { x } from '../clouds/oss/x';`],
    ['activities/b.ts', `import { x } from './clouds';`],
    ['workflows/steps/a.ts', `import type { x } from '../../activities/x';`],
    ['worker/a.ts', `import { x } from '../activities/x';`],
    ['client/a.ts', `import { x } from '../worker/x';`],
    ['workflows/b.ts', `import { x } from '../presentation/x';`],
    ['configuration/a.ts', `import { x } from '../provisioning/x';`],
    ['clouds/ram/a.ts', `import { x } from '../client';`],
    ['activities/c.ts', `import { x } from 'node:fs';`],
    ['clouds/ks3/a.ts', `import { x } from '@aws-sdk/client-s3';`],
    ['interop/server/a.ts', `import { x } from '../../client/x';`],
  ])('lets %s say %s', (file, text) => {
    expect(broken(file, text + uses(text))).toEqual([]);
  });

  it.each([
    ['contracts/a.ts', `import type { x } from '../clouds/x';`],
    ['contracts/b.ts', `import { x } from 'node:fs';`],
    ['contracts/c.ts', `import { x } from 'crypto';`],
    ['clouds/oss/a.ts', `import type { x } from '../../activities/x';`],
    ['clouds/oss/b.ts', `import { x } from '@temporalio/common';`],
    ['inventory/a.ts', `import { x } from '@temporalio/activity';`],
    ['presentation/a.ts', `import { x } from '../worker/x';`],
    ['presentation/b.ts', `import { x } from 'node:fs';`],
    ['provisioning/a.ts', `import { x } from '@temporalio/activity';`],
    ['provisioning/b.ts', `import type { x } from '../configuration/x';`],
    ['configuration/a.ts', `import { x } from '../worker/x';`],
    ['workflows/e.ts', `import { x } from '../provisioning/x';`],
    ['activities/a.ts', `import type { x } from '../workflows/x';`],
    ['activities/b.ts', `import type { x } from '@alicloud/ram20150501';`],
    ['activities/c.ts', `import x from 'ali-oss';`],
    ['workflows/a.ts', `import { x } from '../activities/x';`],
    ['workflows/b.ts', `import type { x } from '../clouds/oss/x';`],
    ['workflows/c.ts', `import { x } from 'node:timers/promises';`],
    ['workflows/d.ts', `import { x } from '@temporalio/client';`],
    ['worker/a.ts', `import { x } from '../client/x';`],
    ['client/a.ts', `import { x } from '../standins/x';`],
    ['worker/b.ts', `import { x } from '../demo/x';`],
    ['standins/oss/a.ts', `import { x } from '../../clouds/oss/x';`],
    ['client/c.ts', `import { x } from '../interop/x';`],
    ['interop/server/a.ts', `import { x } from '../../bench/x';`],
    ['interop/server/b.ts', `import { x } from '../../test/x';`],
    ['client/b.ts', `import { x } from '../test/x';`],
  ])('refuses that %s says %s', (file, text) => {
    expect(broken(file, text + uses(text))).toEqual(restricted);
  });

  it('refuses a cycle', () => {
    checkout.write('presentation/one.ts', `import { two } from './two';\nexport const one = () => two;\n`);
    const text = `import { one } from './one';\nexport const two = () => one;`;
    expect(broken('presentation/two.ts', text)).toEqual(['import(no-cycle)']);
  });

  it('lets only what talks to a person use the console', () => {
    const text = `console.log('hello');`;
    expect(broken('client/a.ts', text)).toEqual([]);
    expect(broken('standins/main.ts', text)).toEqual([]);
    expect(broken('interop/server/main.ts', text)).toEqual([]);
    expect(broken('standins/server.ts', text)).toEqual(['eslint(no-console)']);
    expect(broken('worker/a.ts', text)).toEqual(['eslint(no-console)']);
  });
});
