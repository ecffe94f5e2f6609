import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTrust } from '../../configuration/settings/load-settings';
import { loadTemporalTarget } from '../../configuration/temporal/temporal-target';
import { ownEnvironment } from '../../demo/own-environment';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('nothing that configures the product otherwise reaches the demo', () => {
  const theirs = join(folder, 'theirs.toml');
  writeFileSync(theirs, '[trust]\nkeys_file = "missing"\n', { mode: 0o600 });
  const env = ownEnvironment(
    {
      HOME: '/home/li',
      PREP_LANG: 'zh',
      PREP_CONFIG: theirs,
      PREP_DELIVERY_VAULT_ADDRESS: 'https://vault.example.com',
      KS3_ENDPOINT: 'https://ks3-cn-beijing.ksyuncs.com',
      ALIBABA_ACCOUNT_ID: '1234567890123456',
      TEMPORAL_API_KEY: 'key',
      TEMPORAL_NAMESPACE: 'production',
    },
    folder,
  );

  expect(Object.keys(env).toSorted()).toEqual(['HOME', 'PREP_CONFIG', 'PREP_LANG', 'TEMPORAL_CONFIG_FILE']);
  expect(loadTrust({ env })).toEqual({ publicKeys: [] });
  expect(loadTemporalTarget(env)).toMatchObject({ address: 'localhost:7233', namespace: 'default' });
});
