import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withoutProxy } from '../../clouds/ignored-proxy';
import { createOssBuckets } from '../../clouds/oss/adapter';
import { createRamDirectory } from '../../clouds/ram/adapter';
import { createCallerIdentity } from '../../clouds/sts/adapter';
import { Secret } from '../../contracts/credentials/secret';
import { captureServer, type CaptureServer } from './alibaba/capture-server';
import { rejection } from './alibaba/rejection';
import { say } from '../../presentation/words/words';

const { signal } = new AbortController();
const key = { accessKeyId: 'LTAIworker', accessKeySecret: new Secret('AccessKeySecretOfTheWorker') };
const before = { ...process.env };

let server: CaptureServer;
beforeEach(async () => {
  server = await captureServer(() => 'hang');
  await server.stop();
});
afterEach(() => {
  process.env = { ...before };
});

describe('a proxy that is named and not used', () => {
  it.each<[string, (endpoint: string) => Promise<unknown>]>([
    [
      'OSS',
      (endpoint) => createOssBuckets({ ...key, region: 'cn-beijing', endpoint }).describe('photos', signal),
    ],
    ['RAM', (endpoint) => createRamDirectory({ ...key, endpoint }).getUser('mgw-photos', signal)],
    ['STS', (endpoint) => createCallerIdentity({ ...key, endpoint }).whoAmI(signal)],
  ])('is mentioned where a connection to %s fails, and what it is stays unsaid', async (_, call) => {
    process.env['HTTPS_PROXY'] = 'http://somebody:password@proxy.example.com';
    process.env['NO_PROXY'] = '';
    const { message } = await rejection(call(server.endpoint));
    expect(message).toContain(
      'The connection failed. HTTPS_PROXY is set but not used: aliyuncs.com is reached without a proxy and needs a direct route.',
    );
    expect(message).not.toContain('proxy.example.com');

    process.env['NO_PROXY'] = 'localhost,.aliyuncs.com';
    expect((await rejection(call(server.endpoint))).message).not.toContain('HTTPS_PROXY');
  });

  it.each([
    [{}, 'vault.example.com', 'It did not answer.'],
    [{ all_proxy: 'socks5://proxy' }, '127.0.0.1', 'It did not answer.'],
    [
      { all_proxy: 'socks5://proxy' },
      'vault.example.com',
      'It did not answer. all_proxy is set but not used: vault.example.com is reached without a proxy and needs a direct route.',
    ],
  ])('is mentioned only where it is named for the host (%j, %s)', (env, host, sentence) => {
    expect(say('en', withoutProxy('It did not answer.', host, env))).toBe(sentence);
  });
});
