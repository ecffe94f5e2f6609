import { ConfigurationError } from '../../../configuration/settings/configuration-error';
import { ks3SourceFromEnvironment } from '../../../configuration/settings/ks3-from-environment';
import { ConfigurationFolder, KS3_SECRET } from './configuration-folder';

const ENV = {
  KS3_ENDPOINT: 'https://ks3-cn-beijing.ksyuncs.com',
  KS3_REGION: 'BEIJING',
  KS3_ACCESS_KEY_ID: 'AKLT',
  KS3_ACCESS_KEY_SECRET: KS3_SECRET,
};

function problemsOf(env: Record<string, string>): string {
  try {
    ks3SourceFromEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.message;
    }
    throw error;
  }
  throw new Error('Nothing was wrong with it');
}

describe('a KS3 source from the environment alone', () => {
  it('is what the variables say', () => {
    const source = ks3SourceFromEnvironment({ ...ENV, KS3_PATH_STYLE: '1', KS3_SESSION_TOKEN: 'token' });

    expect(source).toMatchObject({
      endpoint: ENV.KS3_ENDPOINT,
      region: 'BEIJING',
      accessKeyId: 'AKLT',
      pathStyle: true,
    });
    expect(source.accessKeySecret.reveal()).toBe(KS3_SECRET);
    expect(source.sessionToken?.reveal()).toBe('token');
  });

  it('is overridden by what a command line says', () => {
    const given = { endpoint: 'https://other.example', region: 'SHANGHAI', pathStyle: true };

    expect(ks3SourceFromEnvironment({ ...ENV, KS3_PATH_STYLE: 'false' }, given)).toMatchObject(given);
  });

  it('names everything that is missing at once', () => {
    const message = problemsOf({});

    for (const variable of ['KS3_ENDPOINT', 'KS3_ACCESS_KEY_ID', 'KS3_ACCESS_KEY_SECRET']) {
      expect(message).toContain(`- $${variable}: is missing`);
    }
  });

  it('takes a region that is not given from the endpoint', () => {
    const { KS3_REGION: _, ...rest } = ENV;
    const endpoint = 'https://ks3-cn-shanghai.ksyuncs.com';
    expect(ks3SourceFromEnvironment({ ...rest, KS3_ENDPOINT: endpoint }).region).toBe('SHANGHAI');
  });

  it('takes the secret from a file that its owner alone can access', () => {
    const folder = new ConfigurationFolder();
    try {
      const { KS3_ACCESS_KEY_SECRET: _, ...rest } = ENV;
      const good = folder.write('good', `${KS3_SECRET}\n`);
      const open = folder.write('open', `${KS3_SECRET}\n`, 0o644);

      const source = ks3SourceFromEnvironment({ ...rest, KS3_ACCESS_KEY_SECRET_FILE: good });
      expect(source.accessKeySecret.reveal()).toBe(KS3_SECRET);
      expect(problemsOf({ ...rest, KS3_ACCESS_KEY_SECRET_FILE: open })).toContain(`run: chmod 600 ${open}`);
      expect(problemsOf({ ...ENV, KS3_ACCESS_KEY_SECRET_FILE: good })).toContain('keep one of them');
    } finally {
      folder.remove();
    }
  });

  it('refuses a path style that is neither true nor false', () => {
    expect(problemsOf({ ...ENV, KS3_PATH_STYLE: 'yes' })).toContain('$KS3_PATH_STYLE: must be true or false');
  });
});
