import { inWords } from '../../../client/doctor/render-report';
import { inEnglish } from '../in-english';
import { checkProxy } from '../../../client/doctor/proxy-checks';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { ENOUGH } from '../../configuration/settings/configuration-folder';

const PROXY = 'http://user:password-of-the-proxy@proxy.example.com:3128';

async function checks(env: Record<string, string>, more: Record<string, string> = {}) {
  const { settings } = await loadSettings({
    env: { HOME: '/nowhere', ...ENOUGH, ...more },
    workingFolder: '/',
  });
  return checkProxy(env, settings).map((check) => inWords(check, inEnglish()));
}

describe('a proxy of the environment', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])(
    'in %s is named with the hosts that need a direct route, and its value is not shown',
    async (name) => {
      const [check, ...others] = await checks({ [name]: PROXY });
      expect(others).toEqual([]);
      expect(check).toEqual({
        name: 'Proxy',
        outcome: 'warning',
        message: `${name} is set, but the clients of the clouds do not use a proxy: they connect directly.`,
        remedy:
          'Make sure that the worker has a direct route to ks3-cn-shanghai.ksyuncs.com, iam.api.ksyun.com, oss-cn-shanghai.aliyuncs.com, ram.aliyuncs.com, sts.aliyuncs.com; then list the hosts in NO_PROXY.',
      });
    },
  );

  it('is of no interest for hosts that NO_PROXY covers', async () => {
    const [check] = await checks({ HTTPS_PROXY: PROXY, NO_PROXY: '.ksyuncs.com, iam.api.ksyun.com:443' });
    expect(check?.remedy).toContain('route to oss-cn-shanghai.aliyuncs.com, ram');
    expect(await checks({ HTTPS_PROXY: PROXY, NO_PROXY: '*' })).toEqual([]);
    expect(await checks({ HTTPS_PROXY: PROXY, no_proxy: 'aliyuncs.com ksyun.com,*.ksyuncs.com' })).toEqual(
      [],
    );
  });

  it('is of no interest for hosts of this machine, or when there is none', async () => {
    const [check] = await checks({ HTTPS_PROXY: PROXY }, { KS3_ENDPOINT: 'http://127.0.0.1:9000' });
    expect(check?.remedy).toContain('route to oss-cn-shanghai.aliyuncs.com, ram');
    expect(await checks({ HTTPS_PROXY: '' })).toEqual([]);
  });
});
