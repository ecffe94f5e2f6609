import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { ENVIRONMENT_VARIABLES } from '../../../configuration/settings/setting-list';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { settingExamples } from '../../../configuration/settings/setting-list';
import { WORKER_KEY } from '../../rig/worker-key';
import { ConfigurationFolder, KS3_SECRET, writeComplete } from './configuration-folder';

const ROOT = join(__dirname, '..', '..', '..');
const example = readFileSync(join(ROOT, 'prep.example.toml'), 'utf8');
const page = readFileSync(join(ROOT, 'docs', 'configuration.md'), 'utf8');

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

/** The example with real files instead of those that it names. */
function withFiles(): string {
  const secret = JSON.stringify(folder.write('secret', KS3_SECRET));
  const keys = JSON.stringify(folder.write('worker-keys', WORKER_KEY.secret.reveal()));
  return example
    .replaceAll('"/run/secrets/workerkeys"', keys)
    .replaceAll(/"\/run\/secrets\/[a-z0-9]+"/g, secret);
}

describe('prep.example.toml', () => {
  it('is a valid configuration once its secrets are there', async () => {
    folder.write('prep.toml', withFiles());

    const { settings, worker } = await loadSettings(folder.place());

    expect(settings.approval.approvers).toEqual(['li.wei', 'zhang.min']);
    expect(worker).toMatchObject({ httpPort: 9090, metricsPort: 9464, logFormat: 'json' });
  });

  it('shows the documented defaults', async () => {
    writeComplete(folder);
    const fromNothing = (await loadSettings(folder.place())).settings;
    folder.write('prep.toml', withFiles());
    const fromExample = (await loadSettings(folder.place())).settings;

    expect(fromExample.defaults).toEqual(fromNothing.defaults);
    expect(fromExample.inventory).toEqual(fromNothing.inventory);
    expect(fromExample.credentials).toEqual(fromNothing.credentials);
    expect({ ...fromExample.approval, approvers: [] }).toEqual(fromNothing.approval);
  });

  it('is TOML with every optional line switched on', () => {
    const allOn = example.replaceAll(/^# (?=[a-z_]+ = |\[)/gm, '');

    expect(allOn).not.toBe(example);
    expect(() => parse(allOn)).not.toThrow();
  });
});

describe('docs/configuration.md', () => {
  it.each(ENVIRONMENT_VARIABLES.map(({ name }) => name))('names the variable %s', (name) => {
    expect(page).toContain(`\`${name}\``);
  });

  const settings = Object.keys(settingExamples([])).filter((setting) =>
    /^source\.default\..|^notify\.0\..|^[^.]+\.[^.]+$/.test(setting),
  );

  it.each(settings)('names the setting %s', (setting) => {
    expect(page).toContain(`\`${setting.split('.').at(-1)}\``);
  });
});
