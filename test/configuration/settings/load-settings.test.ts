import { inspect } from 'node:util';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../../../configuration/settings/load-settings';
import {
  ALIBABA_SECRET,
  COMPLETE,
  ConfigurationFolder,
  ENOUGH,
  KS3_SECRET,
  RECIPIENT,
  writeComplete,
} from './configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const load = (env?: Record<string, string>, file?: string) => loadSettings({ ...folder.place(env), file });

describe('a complete prep.toml', () => {
  it('gives the settings that activities use, with the documented defaults', async () => {
    const path = writeComplete(folder);

    const { settings, worker, file, secretFiles } = await load();

    expect(file).toBe(path);
    expect(secretFiles).toEqual(
      ['ks3.secret', 'alibaba.secret', 'worker.keys'].map((name) => join(folder.path, name)),
    );
    expect(settings).toMatchObject({
      sources: {
        default: {
          endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
          region: 'BEIJING',
          accessKeyId: 'AKLT-file',
          pathStyle: false,
        },
      },
      alibaba: { accountId: '1234567890123456', site: 'china', accessKeyId: 'LTAI-file' },
      defaults: {
        region: 'cn-beijing',
        storageClass: 'Standard',
        redundancy: 'LRS',
        acl: 'private',
        blockPublicAccess: true,
        encryption: 'AES256',
        encryptionKeyId: null,
        versioning: false,
        policies: ['legacy'],
      },
      approval: { approvers: [], required: 1, timeoutMs: 3 * 86_400_000, remindEveryMs: 8 * 3_600_000 },
      credentials: { recipients: [], expireAfterMs: 30 * 86_400_000 },
      inventory: { concurrency: 32, parallelSlices: 2 },
      notify: [],
    });
    expect(worker).toEqual({
      httpPort: 0,
      httpHost: '127.0.0.1',
      metricsPort: 0,
      maxConcurrentActivities: 20,
      logLevel: 'info',
      logFormat: 'text',
      shutdownGraceMs: 30_000,
      deployment: null,
      webUi: null,
    });
  });

  it('reads secrets from files beside it and drops their line end', async () => {
    writeComplete(folder);

    const { settings } = await load();

    expect(settings.sources['default']?.accessKeySecret.reveal()).toBe(KS3_SECRET);
    expect(settings.alibaba.accessKeySecret.reveal()).toBe(ALIBABA_SECRET);
  });

  it('keeps several source profiles apart', async () => {
    folder.write('archive.secret', 'archive-secret');
    writeComplete(
      folder,
      `[source.archive]
endpoint = "https://ks3-cn-shanghai.ksyuncs.com"
region = "SHANGHAI"
access_key_id = "AKLT-archive"
access_key_secret_file = "archive.secret"
path_style = true
`,
    );

    const { settings } = await load();

    expect(Object.keys(settings.sources)).toEqual(['default', 'archive']);
    expect(settings.sources['archive']).toMatchObject({ region: 'SHANGHAI', pathStyle: true });
    expect(settings.sources['archive']?.accessKeySecret.reveal()).toBe('archive-secret');
    expect(settings.sources['default']?.accessKeySecret.reveal()).toBe(KS3_SECRET);
  });

  it('takes a secret from the variable that access_key_secret_env names', async () => {
    writeComplete(folder);
    folder.write(
      'prep.toml',
      COMPLETE.replace('access_key_secret_file = "ks3.secret"', 'access_key_secret_env = "MY_KS3"'),
    );

    const { settings } = await load({ MY_KS3: 'from-my-variable' });

    expect(settings.sources['default']?.accessKeySecret.reveal()).toBe('from-my-variable');
  });

  it('understands "never" as no expiry', async () => {
    writeComplete(folder, '[credentials]\nexpire_after = "never"\n');

    expect((await load()).settings.credentials.expireAfterMs).toBeNull();
  });

  it('takes the KMS key of the bucket, with KMS alone', async () => {
    writeComplete(folder);
    const path = folder.write('prep.toml', `${COMPLETE}encryption = "KMS"\nencryption_key_id = "the-key"\n`);
    expect((await load()).settings.defaults).toMatchObject({ encryption: 'KMS', encryptionKeyId: 'the-key' });

    folder.write('prep.toml', `${COMPLETE}encryption_key_id = "the-key"\n`);
    await expect(load(undefined, path)).rejects.toThrow(
      '- defaults.encryption_key_id: "the-key" contradicts encryption "AES256"',
    );
  });

  it('asks for worker versioning when both its settings are there', async () => {
    writeComplete(folder, '[worker]\ndeployment_name = "prep"\nbuild_id = "7"\n');

    expect((await load()).worker.deployment).toEqual({ name: 'prep', buildId: '7' });
  });
});

describe('where the file is looked for', () => {
  const region = async (env?: Record<string, string>, file?: string) =>
    (await load({ ...ENOUGH, ALIBABA_REGION: '', ...env }, file)).settings.defaults.region;

  const naming = (name: string) => `[defaults]\nregion = "${name}"\n`;

  it('prefers the named file, then PREP_CONFIG, then the working folder, then the home folder', async () => {
    mkdirSync(join(folder.path, '.config', 'ks3-oss-prep'), { recursive: true });
    folder.write('.config/ks3-oss-prep/prep.toml', naming('cn-home'));
    expect(await region()).toBe('cn-home');

    folder.write('prep.toml', naming('cn-working'));
    expect(await region()).toBe('cn-working');

    const variable = folder.write('variable.toml', naming('cn-variable'));
    expect(await region({ PREP_CONFIG: variable })).toBe('cn-variable');

    const named = folder.write('named.toml', naming('cn-named'));
    expect(await region({ PREP_CONFIG: variable }, named)).toBe('cn-named');
  });

  it('does without a file where the environment says enough', async () => {
    const { settings, file, secretFiles } = await load(ENOUGH);

    expect(file).toBeNull();
    expect(secretFiles).toEqual([]);
    expect(settings.sources['default']).toMatchObject({ region: 'SHANGHAI', accessKeyId: 'AKLT-env' });
    expect(settings.alibaba.accountId).toBe('6543210987654321');
  });

  it('says so where a file that was named does not exist', async () => {
    const missing = join(folder.path, 'missing.toml');

    await expect(load({ ...ENOUGH, PREP_CONFIG: missing })).rejects.toThrow(
      `${missing} is not valid:\n- the file does not exist`,
    );
  });
});

it('takes domains for the buckets that have one, and refuses what is none', async () => {
  writeComplete(folder);
  const withDomain = (domain: string) => {
    const table = `[alibaba]\noss_domains = { photos-oss = "${domain}" }`;
    folder.write('prep.toml', COMPLETE.replace('[alibaba]', table));
    return load();
  };
  const { settings } = await withDomain('https://photos.example.com');
  expect(settings.alibaba.ossDomains).toEqual({ 'photos-oss': 'https://photos.example.com' });
  await expect(withDomain('http://photos.example.com')).rejects.toThrow(/oss_domains.photos-oss/);
});

describe('the environment', () => {
  it('wins over the file, setting by setting', async () => {
    writeComplete(folder, `[credentials]\nrecipients = ["${RECIPIENT}"]\n`);

    const { settings, worker } = await load({
      KS3_REGION: 'SHANGHAI',
      KS3_PATH_STYLE: 'true',
      ALIBABA_SITE: 'international',
      ALIBABA_OSS_ENDPOINT: 'http://127.0.0.1:9000',
      PREP_APPROVERS: 'li.wei, zhang.min',
      PREP_INVENTORY_CONCURRENCY: '64',
      PREP_HTTP_PORT: '9090',
      PREP_LOG_FORMAT: 'json',
    });

    expect(settings.sources['default']).toMatchObject({
      endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
      region: 'SHANGHAI',
      pathStyle: true,
    });
    expect(settings.alibaba).toMatchObject({ site: 'international', ossEndpoint: 'http://127.0.0.1:9000' });
    expect(settings.approval.approvers).toEqual(['li.wei', 'zhang.min']);
    expect(settings.inventory.concurrency).toBe(64);
    expect(settings.credentials.recipients).toEqual([RECIPIENT]);
    expect(worker).toMatchObject({ httpPort: 9090, logFormat: 'json' });
  });

  it('replaces whichever way the file gives a secret', async () => {
    writeComplete(folder);
    const other = folder.write('other.secret', 'from-a-file-named-by-a-variable');

    const { settings } = await load({
      KS3_ACCESS_KEY_SECRET: 'from-a-variable',
      ALIBABA_ACCESS_KEY_SECRET_FILE: other,
    });

    expect(settings.sources['default']?.accessKeySecret.reveal()).toBe('from-a-variable');
    expect(settings.alibaba.accessKeySecret.reveal()).toBe('from-a-file-named-by-a-variable');
  });

  it('counts a variable that is set to nothing as not set', async () => {
    writeComplete(folder);

    expect((await load({ KS3_REGION: '', PREP_HTTP_PORT: '' })).settings.sources['default']?.region).toBe(
      'BEIJING',
    );
  });

  it('carries session tokens as secrets', async () => {
    const { settings } = await load({
      ...ENOUGH,
      KS3_SESSION_TOKEN: 'ks3-token',
      ALIBABA_SECURITY_TOKEN: 'sts-token',
    });

    expect(settings.sources['default']?.sessionToken?.reveal()).toBe('ks3-token');
    expect(settings.alibaba.securityToken?.reveal()).toBe('sts-token');
  });

  it('never takes an identity of the surroundings', async () => {
    const ambient = {
      AWS_ACCESS_KEY_ID: 'AKIA-ambient',
      AWS_SECRET_ACCESS_KEY: 'ambient',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-ambient',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'ambient',
      ALICLOUD_ACCESS_KEY: 'LTAI-ambient',
    };

    await expect(load(ambient)).rejects.toThrow(/alibaba\.access_key_id: is missing/);
  });
});

it('shows no secret however the settings are printed', async () => {
  writeComplete(folder);

  const loaded = await load({ KS3_SESSION_TOKEN: 'a-session-token' });

  for (const printed of [inspect(loaded, { depth: null, showHidden: true }), JSON.stringify(loaded)]) {
    expect(printed).toContain('AKLT-file');
    for (const secret of [KS3_SECRET, ALIBABA_SECRET, 'a-session-token']) {
      expect(printed).not.toContain(secret);
    }
  }
});
