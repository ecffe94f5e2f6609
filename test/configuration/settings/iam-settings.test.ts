import type { IamAccess } from '../../../contracts/settings';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { COMPLETE, ConfigurationFolder, ENOUGH, KS3_SECRET, writeComplete } from './configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

async function iamOf(env: Record<string, string> = {}, profile = 'default'): Promise<IamAccess | undefined> {
  const { settings } = await loadSettings(folder.place(env));
  return settings.sources[profile]?.iam;
}

/** A complete prep.toml with more settings of the default source. */
function writeSource(more: string): void {
  writeComplete(folder);
  folder.write('prep.toml', COMPLETE.replace('[alibaba]', `${more}\n\n[alibaba]`));
}

describe('IAM of a source', () => {
  it('is the public one for public KS3, with the source’s own key', async () => {
    writeComplete(folder);
    const iam = await iamOf();
    expect(iam).toMatchObject({
      endpoint: 'https://iam.api.ksyun.com',
      region: 'cn-beijing-6',
      accessKeyId: 'AKLT-file',
    });
    expect(iam?.accessKeySecret.reveal()).toBe(KS3_SECRET);
  });

  it.each([
    'https://ks3.corp.example',
    'http://127.0.0.1:9000',
    'https://ks3-cn-beijing.ksyuncs.com.corp.example',
  ])('is none for %s, so that its key is shown to nobody else', async (endpoint) => {
    expect(await iamOf({ ...ENOUGH, KS3_ENDPOINT: endpoint })).toBeUndefined();
  });

  it('can be a private cloud’s, and can be switched off', async () => {
    const privateCloud = { ...ENOUGH, KS3_ENDPOINT: 'https://ks3.corp.example' };
    expect(
      await iamOf({
        ...privateCloud,
        KS3_IAM_ENDPOINT: 'https://iam.corp.example',
        KS3_IAM_REGION: 'corp-1',
      }),
    ).toMatchObject({ endpoint: 'https://iam.corp.example', region: 'corp-1' });
    expect(await iamOf({ ...ENOUGH, KS3_IAM_ENDPOINT: 'none' })).toBeUndefined();
  });

  it('can have a key of its own, from a file or a variable, and then not the source’s token', async () => {
    const secret = folder.write('iam.secret', 'iam-secret\n');
    writeSource(
      `session_token_file = "ks3.secret"\niam_access_key_id = "AKLT-iam"\niam_access_key_secret_file = "${secret}"`,
    );
    const iam = await iamOf();
    expect(iam).toMatchObject({ accessKeyId: 'AKLT-iam' });
    expect(iam?.accessKeySecret.reveal()).toBe('iam-secret');
    expect(iam?.sessionToken).toBeUndefined();

    const fromVariable = await iamOf({
      KS3_IAM_ACCESS_KEY_ID: 'AKLT-env',
      KS3_IAM_ACCESS_KEY_SECRET: 'of-env',
    });
    expect(fromVariable).toMatchObject({ accessKeyId: 'AKLT-env' });
    expect(fromVariable?.accessKeySecret.reveal()).toBe('of-env');
  });

  it.each([
    [
      { KS3_IAM_ENDPOINT: 'http://iam.api.ksyun.com' },
      '$KS3_IAM_ENDPOINT (source.default.iam_endpoint): must start with https://',
    ],
    [{ KS3_IAM_ACCESS_KEY_ID: 'AKLT-iam' }, 'source.default.iam_access_key_secret: is missing'],
    [{ KS3_IAM_ACCESS_KEY_SECRET: 'hidden-one' }, 'source.default.iam_access_key_id: is missing'],
  ])('that is half configured or unsafe is refused: %j', async (env, problem) => {
    const loading = loadSettings(folder.place({ ...ENOUGH, ...env }));
    await expect(loading).rejects.toThrow(problem);
    await expect(loading).rejects.not.toThrow('hidden-one');
  });

  it('never has its secret in the file itself', async () => {
    writeSource('iam_access_key_id = "AKLT-iam"\niam_access_key_secret = "pasted-by-mistake"');
    const loading = loadSettings(folder.place());
    await expect(loading).rejects.toThrow('source.default.iam_access_key_secret: must not stand in the file');
    await expect(loading).rejects.not.toThrow('pasted-by-mistake');
  });
});
