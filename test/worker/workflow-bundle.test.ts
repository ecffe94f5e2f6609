import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflows, WorkflowBundleError } from '../../worker/workflow-bundle';
import { ConfigurationFolder } from '../configuration/settings/configuration-folder';

const silent = new DefaultLogger('ERROR', () => undefined);

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

it('bundles the workflows of this product', async () => {
  const { code } = await bundleWorkflows(silent);

  expect(code).toContain('prepareMigration');
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
