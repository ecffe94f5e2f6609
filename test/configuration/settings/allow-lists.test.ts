import { loadSettings } from '../../../configuration/settings/load-settings';
import { COMPLETE, ConfigurationFolder, problemsOf, RECIPIENT, writeComplete } from './configuration-folder';

const OTHER_RECIPIENT = 'age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa';
const SHANGHAI = 'https://ks3-cn-shanghai.ksyuncs.com';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
  writeComplete(folder);
});
afterEach(() => folder.remove());

async function settings(env: Record<string, string> = {}) {
  const { sources, defaults, credentials } = (await loadSettings(folder.place(env))).settings;
  return { source: sources['default'], defaults, credentials };
}

const problems = (env: Record<string, string>) => problemsOf(() => settings(env));

describe('allow-lists', () => {
  it('are the own endpoint and region, any policy and any recipient where nothing is configured', async () => {
    expect(await settings()).toMatchObject({
      source: { allowedEndpoints: [], allowedRegions: [] },
      defaults: { allowedPolicies: null },
      credentials: { allowedRecipients: null },
    });
  });

  it('are read from prep.toml', async () => {
    const source = `[source.default]\nallowed_endpoints = ["${SHANGHAI}"]\nallowed_regions = ["SHANGHAI"]`;
    const toml = COMPLETE.replace('[source.default]', source);
    folder.write(
      'prep.toml',
      `${toml}allowed_policies = ["legacy"]\n[credentials]\nallowed_recipients = ["${RECIPIENT}"]\n`,
    );

    expect(await settings()).toMatchObject({
      source: { allowedEndpoints: [SHANGHAI], allowedRegions: ['SHANGHAI'] },
      defaults: { allowedPolicies: ['legacy'] },
      credentials: { allowedRecipients: [RECIPIENT] },
    });
  });

  it('are read from variables', async () => {
    const env = {
      KS3_ALLOWED_ENDPOINTS: `${SHANGHAI}, https://ks3-cn-guangzhou.ksyuncs.com`,
      KS3_ALLOWED_REGIONS: 'SHANGHAI,GUANGZHOU',
      PREP_ALLOWED_POLICIES: 'legacy,current',
      PREP_ALLOWED_RECIPIENTS: RECIPIENT,
    };

    expect(await settings(env)).toMatchObject({
      source: {
        allowedEndpoints: [SHANGHAI, 'https://ks3-cn-guangzhou.ksyuncs.com'],
        allowedRegions: ['SHANGHAI', 'GUANGZHOU'],
      },
      defaults: { allowedPolicies: ['legacy', 'current'] },
      credentials: { allowedRecipients: [RECIPIENT] },
    });
  });

  it.each([
    [{ KS3_ALLOWED_ENDPOINTS: 'http://ks3.corp.example' }, 'must start with https://'],
    [{ KS3_ALLOWED_ENDPOINTS: `${SHANGHAI}/photos` }, 'must be the bare host'],
    [{ PREP_ALLOWED_POLICIES: ',' }, 'must not be empty'],
    [{ PREP_ALLOWED_RECIPIENTS: 'li.wei' }, 'is not an age recipient'],
    [
      { PREP_ALLOWED_POLICIES: 'current' },
      `defaults.policies.0: "legacy" is not allowed by the worker's configuration (defaults.allowed_policies); allowed: current`,
    ],
    [
      { PREP_ALLOWED_RECIPIENTS: RECIPIENT, PREP_RECIPIENTS: OTHER_RECIPIENT },
      'credentials.recipients.0): is not allowed',
    ],
  ])('are refused as in %j', async (env, words) => {
    expect(await problems(env)).toContain(words);
  });
});
