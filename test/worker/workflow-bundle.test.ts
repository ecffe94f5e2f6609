import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflows, WorkflowBundleError } from '../../worker/workflow-bundle';
import { ConfigurationFolder } from '../configuration/settings/configuration-folder';

const silent = new DefaultLogger('ERROR', () => undefined);

/** A variable, or an empty collection, at the top of a module. */
const KEEPS = /^(export )?(let |var |const \w+[^=]* = (new (Weak)?(Map|Set)\b[^(]*\(\)|\[\]|\{\}))/m;
/** What modules export is frozen, and a schema of zod keeps in itself what it has found out. */
const EXPORTS_SCHEMA = /^export const \w+ =\s+z\s*\./m;

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

it('bundles the workflows of this product', async () => {
  const { code } = await bundleWorkflows(silent);

  expect(code).toContain('prepareMigration');
});

it('bundles no module that keeps anything of a run, as all runs of a worker share it', async () => {
  const { code } = await bundleWorkflows(silent);

  const root = join(__dirname, '..', '..');
  const ours = [...new Set(code.match(/(?<=")\.\/(?!node_modules)[\w/.-]+\.ts(?=")/g))];
  const keeping = ours.filter((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return KEEPS.test(source) || EXPORTS_SCHEMA.test(source);
  });

  expect(ours).toContain('./workflows/prepare-migration.ts');
  expect(keeping).toEqual([]);
});

it.each([
  ['imports what its sandbox does not have', "export { readFileSync } from 'node:fs';", /node:fs|\bfs\b/],
  ['imports a module that is not there', "export { nothing } from './missing';", /missing/],
])('says which workflow file cannot be bundled and why where one %s', async (_, source, reason) => {
  const path = folder.write('workflow.ts', source);

  const bundling = bundleWorkflows(silent, undefined, path);

  await expect(bundling).rejects.toThrow(WorkflowBundleError);
  await expect(bundling).rejects.toThrow(`The workflows in ${path} cannot be bundled`);
  await expect(bundling).rejects.toThrow(reason);
  await expect(bundling).rejects.toThrow('npm run build');
});
