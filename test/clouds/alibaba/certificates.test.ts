import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createKsyunIam } from '../../../clouds/ksyun-iam/adapter';
import { createOssBuckets } from '../../../clouds/oss/adapter';
import { createRamDirectory } from '../../../clouds/ram/adapter';
import { createCallerIdentity } from '../../../clouds/sts/adapter';
import { withSecretStore } from '../../../clouds/vault/adapter';
import { Secret } from '../../../contracts/credentials/secret';
import { selfSignedCertificate } from '../../rig/certificate';
import { captureServer, type CaptureServer } from './capture-server';
import { rejection } from './rejection';

const { signal } = new AbortController();
const key = { accessKeyId: 'LTAIworker', accessKeySecret: new Secret('AccessKeySecretOfTheWorker') };

let server: CaptureServer;
beforeEach(async () => {
  server = await captureServer(() => ({ status: 200 }), selfSignedCertificate('IP:127.0.0.1'));
});
afterEach(() => server.stop());

const calls: [string, (endpoint: string) => Promise<unknown>][] = [
  [
    'OSS',
    (endpoint) => createOssBuckets({ ...key, region: 'cn-beijing', endpoint }).describe('photos', signal),
  ],
  ['RAM', (endpoint) => createRamDirectory({ ...key, endpoint }).getUser('mgw-photos', signal)],
  [
    'IAM',
    (endpoint) => createKsyunIam({ ...key, endpoint, region: 'cn-beijing-6' }).getUser('mgw-photos', signal),
  ],
  ['STS', (endpoint) => createCallerIdentity({ ...key, endpoint }).whoAmI(signal)],
];

describe('a certificate that is not trusted', () => {
  it.each(calls)('stops a call of %s before anything is sent, and the error says why', async (_, call) => {
    const error = await rejection(call(server.endpoint));
    expect(error.context.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(error.message).toContain(
      'The certificate of its endpoint is not trusted. To trust an authority of your own, set NODE_EXTRA_CA_CERTS',
    );
    expect(server.requests).toEqual([]);
  });

  it('stops a call of Vault, and the error says where to name the authority', async () => {
    const settings = {
      ...({
        kind: 'vault',
        address: server.endpoint,
        mount: 'secret',
        prefix: '',
        content: 'sealed',
      } as const),
      auth: { kind: 'token', token: new Secret('hvs.TokenOfTheWorker') } as const,
    };
    const reading = withSecretStore(settings, signal, (store) => store.read('photos', signal));
    const error = await rejection(reading);
    expect(error.context.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(error.message).toContain(
      'Its certificate is not trusted. Set `ca_file` of the store to the certificate of its authority.',
    );
    expect(server.requests).toEqual([]);
  });

  it('does not stop a call of IAM or Vault where its authority is given', async () => {
    await server.stop();
    const certificate = selfSignedCertificate('IP:127.0.0.1');
    server = await captureServer(() => ({ status: 404, body: '{"errors":[]}' }), certificate);
    const iam = createKsyunIam({
      ...key,
      endpoint: server.endpoint,
      region: 'cn-beijing-6',
      caCertificates: certificate.cert,
    });
    expect((await rejection(iam.getUser('mgw-photos', signal))).message).toContain(
      'not have the documented format',
    );
    const settings = {
      kind: 'vault' as const,
      mount: 'secret',
      prefix: '',
      content: 'sealed' as const,
      address: server.endpoint,
      caCertificate: certificate.cert,
      auth: { kind: 'token', token: new Secret('hvs.TokenOfTheWorker') } as const,
    };
    expect(await withSecretStore(settings, signal, (store) => store.read('photos', signal))).toBeNull();
  });

  it('is to be named where the authorities of the source are, if there are any', async () => {
    const { cert: caCertificates } = selfSignedCertificate('IP:127.0.0.1');
    const iam = createKsyunIam({
      ...key,
      endpoint: server.endpoint,
      region: 'cn-beijing-6',
      caCertificates,
    });
    const { message } = await rejection(iam.getUser('mgw-photos', signal));
    expect(message).toContain(
      'To trust an authority of your own, set ca_file of the source profile and restart.',
    );
  });
});
