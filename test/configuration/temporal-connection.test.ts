import { say } from '../../presentation/words/words';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { ConfigurationError } from '../../configuration/settings/configuration-error';
import { connectClient } from '../../configuration/temporal/temporal-connection';
import { TemporalConnectionError } from '../../configuration/temporal/temporal-connection-error';
import { loadTemporalTarget } from '../../configuration/temporal/temporal-target';
import { ConfigurationFolder } from './settings/configuration-folder';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

/** An environment without the developer's temporal.toml. */
const alone = (env: Record<string, string> = {}) => ({
  HOME: folder.path,
  XDG_CONFIG_HOME: folder.path,
  ...env,
});

async function listening<S extends Server>(server: S): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

describe('where Temporal is', () => {
  it('is localhost:7233 and namespace default where nothing says otherwise', () => {
    expect(loadTemporalTarget(alone())).toMatchObject({
      address: 'localhost:7233',
      namespace: 'default',
      tls: false,
    });
  });

  it('is read from the variables', () => {
    const target = loadTemporalTarget(
      alone({ TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_NAMESPACE: 'migrations' }),
    );

    expect(target).toMatchObject({ address: 'temporal.example:7233', namespace: 'migrations', tls: false });
    expect(target.options.address).toBe('temporal.example:7233');
  });

  it('is read from temporal.toml, with the variables over it', () => {
    const file = folder.write(
      'temporal.toml',
      '[profile.default]\naddress = "file.example:7233"\nnamespace = "from-file"\n',
    );

    const target = loadTemporalTarget(
      alone({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_NAMESPACE: 'from-variable' }),
    );

    expect(target).toMatchObject({ address: 'file.example:7233', namespace: 'from-variable' });
  });

  it('is asked over TLS with an API key', () => {
    const env = { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_API_KEY: 'key' };

    expect(loadTemporalTarget(alone(env)).tls).toBe(true);
  });

  it.each([
    [
      { TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' },
      'names /nowhere/temporal.toml, which does not exist',
    ],
    [{ TEMPORAL_ADDRESS: 'http://temporal.example' }, '$TEMPORAL_ADDRESS: is not host:port'],
    [
      { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'false' },
      'an API key is only sent over TLS',
    ],
    [
      { TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/client.pem' },
      '$TEMPORAL_TLS_CLIENT_KEY_PATH: is missing alongside TEMPORAL_TLS_CLIENT_CERT_PATH',
    ],
    [
      {
        TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/client.pem',
        TEMPORAL_TLS_CLIENT_KEY_PATH: '/nowhere/client.key',
      },
      '/nowhere/client.pem, which does not exist',
    ],
  ])('is refused where %j cannot be meant', (env, words) => {
    expect(() => loadTemporalTarget(alone(env))).toThrow(ConfigurationError);
    expect(() => loadTemporalTarget(alone(env))).toThrow(words);
  });

  it.each([
    'host:99999',
    'host:0',
    'host:',
    ':7233',
    'host:port',
    'https://host:7233',
    'user@host:7233',
    'host:7233/path',
    '::1',
    '::1:7233',
    '[::1',
    '[]:7233',
    '[:::]:7233',
    '[::1]:65536',
    'host：7233',
  ])('has no address of the form %j', (address) => {
    expect(() => loadTemporalTarget(alone({ TEMPORAL_ADDRESS: address }))).toThrow(
      '$TEMPORAL_ADDRESS: is not host:port',
    );
  });

  it('has no such address in its file either', () => {
    const file = folder.write('odd.toml', '[profile.default]\naddress = "host:99999"\n');
    expect(() => loadTemporalTarget(alone({ TEMPORAL_CONFIG_FILE: file }))).toThrow(
      /- profile\.default\.address: is not host:port/,
    );
  });

  it.each(['host: 7233', ' host:7233', 'host:7233\n', 'ho\u200Bst:7233'])(
    'names what nobody sees in the address %j',
    (address) => {
      expect(() => loadTemporalTarget(alone({ TEMPORAL_ADDRESS: address }))).toThrow(
        /\$TEMPORAL_ADDRESS: .*U\+/,
      );
    },
  );

  it.each([
    'host',
    'host:1',
    'my_host-1.example:65535',
    '127.0.0.1:7233',
    '[::1]',
    '[fe80::1]:7233',
    '主机:7233',
  ])('takes the address %j', (address) => {
    expect(loadTemporalTarget(alone({ TEMPORAL_ADDRESS: address })).address).toBe(address);
  });

  it('does not quote a line of temporal.toml, which may hold a key', () => {
    const file = folder.write('temporal.toml', '[profile.default]\napi_key = s3cr3t-api-key\n');

    const load = () => loadTemporalTarget(alone({ TEMPORAL_CONFIG_FILE: file }));

    expect(load).toThrow(/temporal\.toml is not TOML: line 2/);
    expect(load).not.toThrow(/s3cr3t/);
  });
});

describe('a server that cannot be used', () => {
  async function failure(address: string): Promise<{ happened: string; remedy: string }> {
    const error: unknown = await connectClient(alone({ TEMPORAL_ADDRESS: address })).then(
      ({ close }) => close(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TemporalConnectionError);
    const { happened, remedy } = error as TemporalConnectionError;
    return { happened: say('en', happened), remedy: say('en', remedy) };
  }

  it('is told with its address and what to try where nothing listens', async () => {
    const server = createServer();
    const address = await listening(server);
    await closed(server);

    const { happened, remedy } = await failure(address);

    expect(happened).toBe(`Cannot reach the Temporal server ${address}: nothing listens there.`);
    expect(remedy).toContain('TEMPORAL_ADDRESS');
    expect(remedy).toContain('temporal server start-dev');
  });

  it('is given up where it is silent', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    const address = await listening(server);
    try {
      const { happened } = await failure(address);

      expect(happened).toContain(`Cannot reach the Temporal server ${address}`);
    } finally {
      sockets.forEach((socket) => socket.destroy());
      await closed(server);
    }
  });

  it('is told where it is not Temporal', async () => {
    const server = createHttpServer((_, response) => response.end('<html>'));
    const address = await listening(server);
    try {
      expect((await failure(address)).happened).toContain(`Cannot reach the Temporal server ${address}`);
    } finally {
      server.closeAllConnections();
      await closed(server);
    }
  });
});
