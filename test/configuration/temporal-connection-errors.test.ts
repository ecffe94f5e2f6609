import type { SecureServerOptions } from 'node:http2';
import { say } from '../../presentation/words/words';
import { connectClient } from '../../configuration/temporal/temporal-connection';
import {
  explainConnectionFailure,
  TemporalConnectionError,
} from '../../configuration/temporal/temporal-connection-error';
import { loadTemporalTarget } from '../../configuration/temporal/temporal-target';
import { connectNatively } from '../../worker/native-connection';
import { ConfigurationFolder } from './settings/configuration-folder';
import {
  certificate,
  refusingServer,
  type Refusal,
  type RefusingServer,
  type Signed,
} from './temporal-servers';

let folder: ConfigurationFolder;
let authority: Signed;
let own: Signed;
let issued: Signed;
let client: Signed;
let server: RefusingServer | undefined;
beforeAll(() => {
  folder = new ConfigurationFolder();
  own = certificate(folder, 'own');
  authority = certificate(folder, 'authority');
  issued = certificate(folder, 'issued', authority);
  client = certificate(folder, 'client');
});
afterAll(() => folder.remove());
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** What a command and a worker are told of the server, which must be the same. */
async function told(
  env: Record<string, string>,
  tls?: SecureServerOptions,
  refusal?: Refusal,
): Promise<string> {
  server = await refusingServer(refusal, tls);
  const place = {
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.path,
    TEMPORAL_ADDRESS: server.address,
    ...env,
  };
  const [command, worker] = await Promise.all([
    connectClient(place).catch((error: unknown) => error),
    connectNatively(loadTemporalTarget(place), place).catch((error: unknown) => error),
  ]);
  expect(command).toBeInstanceOf(TemporalConnectionError);
  const words = say('en', (command as TemporalConnectionError).said).replaceAll(server.address, 'SERVER');
  expect(say('en', (worker as TemporalConnectionError).said).replaceAll(server.address, 'SERVER')).toBe(
    words,
  );
  return words;
}

const withTls = { TEMPORAL_TLS: 'true' };
const trusting = () => ({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority.certFile });
const mtls = (): SecureServerOptions => ({
  ...issued,
  ca: authority.cert,
  requestCert: true,
  rejectUnauthorized: true,
});

describe('what command and worker are told of', () => {
  it('a certificate that signed itself', async () => {
    const words = await told(withTls, own);
    expect(words).toContain(
      'The certificate of the Temporal server SERVER, or of its authority, is self-signed',
    );
    expect(words).toContain('TEMPORAL_TLS_SERVER_CA_CERT_PATH');
  });

  it('a certificate of an authority that is not known', async () => {
    const words = await told(withTls, issued);
    expect(words).toContain('A certificate authority that is not known here signed the certificate of');
  });

  it('a certificate for another name', async () => {
    const other = certificate(folder, 'other', authority, 'DNS:temporal.example');
    const words = await told(trusting(), other);
    expect(words).toContain('The certificate of the Temporal server SERVER is for another name.');
    expect(words).toContain('TEMPORAL_TLS_SERVER_NAME');
  });

  it('a server without TLS behind a connection with it', async () => {
    expect(await told(withTls)).toContain('SERVER does not use TLS, but the connection is configured to.');
  });

  it('a server with TLS behind a connection without it', async () => {
    expect(await told({}, own)).toContain('SERVER uses TLS, but the connection is configured without.');
  });

  it('an API key where client certificates are asked for', async () => {
    const words = await told({ ...trusting(), TEMPORAL_API_KEY: 'a-key' }, mtls());
    expect(words).toContain('SERVER requires a client certificate (mTLS), but an API key is configured.');
    expect(words).toContain('REGION.CLOUD.api.temporal.io:7233');
  });

  it('no client certificate where one is asked for, and one that is not accepted', async () => {
    const none = await told(trusting(), mtls());
    expect(none).toContain('SERVER requires a client certificate (mTLS), and none is configured.');
    await server?.stop();
    const pair = {
      TEMPORAL_TLS_CLIENT_CERT_PATH: client.certFile,
      TEMPORAL_TLS_CLIENT_KEY_PATH: client.keyFile,
    };
    const wrong = await told({ ...trusting(), ...pair }, mtls());
    expect(wrong).toContain('SERVER does not accept the client certificate.');
  });

  it('a namespace that does not exist', async () => {
    const words = await told({}, undefined, { status: 5, message: 'Namespace default is not found.' });
    expect(words).toContain('Namespace "default" does not exist at the Temporal server SERVER.');
  });

  it('no authentication, and one that is not accepted', async () => {
    expect(await told({})).toContain('SERVER requires authentication, and none is configured.');
    await server?.stop();
    const key = await told({ ...trusting(), TEMPORAL_API_KEY: 'a-key' }, issued);
    expect(key).toContain('SERVER does not accept the API key.');
  });

  it('credentials that may not use the namespace', async () => {
    const words = await told({}, undefined, { status: 7, message: 'Request unauthorized.' });
    expect(words).toContain('Namespace "default" at the Temporal server SERVER refuses these credentials.');
  });

  it('a machine without any certificate authority, as a slim image is, before the server is suspected', async () => {
    // What the SDK of the worker throws there, whatever listens.
    const thrown = new Error('tonic::transport::Error(Transport, NativeCertsNotFound)');
    const place = {
      ...withTls,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      HOME: folder.path,
      XDG_CONFIG_HOME: folder.path,
    };
    const { said } = await explainConnectionFailure(thrown, loadTemporalTarget(place), place);
    expect(say('en', said)).toContain('this machine knows no certificate authority');
    expect(say('en', said)).toContain('ca-certificates');
  });

  it('does not take a slow answer for an unknown host', async () => {
    const place = {
      // So that the server itself is not asked.
      http_proxy: 'http://127.0.0.1:1',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      HOME: folder.path,
      XDG_CONFIG_HOME: folder.path,
    };
    const explained = async (code: number, details: string) => {
      const error = Object.assign(new Error(details), { code, details });
      return say('en', (await explainConnectionFailure(error, loadTemporalTarget(place), place)).said);
    };
    // The messages of the gRPC library, which lists how long each part of a request took.
    const slow = 'Deadline exceeded after 10.001s,name resolution: 0.003s,metadata filters: 0.001s';
    expect(await explained(4, slow)).toContain('no answer');
    const unknown = 'Name resolution failed for target dns:temporal.example.com:7233';
    expect(await explained(14, unknown)).toContain('the host name is not known');
  });
});
