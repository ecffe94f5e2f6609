import { loadPayloadEncryption } from '../../../configuration/settings/load-settings';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { makeCodecToken } from '../../../configuration/settings/codec-tokens';
import { makePayloadKey } from '../../../configuration/encryption/payload-keys';
import { workerLogger } from '../../../worker/logging/worker-logger';
import { ConfigurationFolder, ENOUGH, problemsOf, writeComplete } from './configuration-folder';

const [first, second] = [makePayloadKey(), makePayloadKey()];
const token = makeCodecToken('li.wei');
const TOKEN_LINE = `${token.name}:${token.secret.reveal()}`;
const ORIGINS = 'origins = ["https://temporal.example.com"]';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const load = (env: Record<string, string> = {}) => loadSettings(folder.place(env));

describe('payload encryption', () => {
  it('is off unless keys are configured', async () => {
    writeComplete(folder);

    expect(await load()).toMatchObject({
      encryption: { keys: [], acceptNamespaces: [] },
      codecEndpoint: null,
    });
    expect(loadPayloadEncryption(folder.place())).toEqual({ keys: [], acceptNamespaces: [] });
  });

  it('takes its keys from a file of several lines, whose first one encrypts', async () => {
    const keys = folder.write(
      'payload.keys',
      `# new\n${second.secret.reveal()}\n# old\n${first.secret.reveal()}\n`,
    );
    writeComplete(
      folder,
      '\n[payload_encryption]\nkeys_file = "payload.keys"\naccept_namespaces = ["old"]\n',
    );

    const { encryption, secretFiles } = await load();

    expect(encryption).toMatchObject({
      keys: [{ id: second.id }, { id: first.id }],
      acceptNamespaces: ['old'],
    });
    expect(secretFiles).toContain(keys);
  });

  it.each([
    ['PREP_PAYLOAD_KEYS', () => `${first.secret.reveal()},${second.secret.reveal()}`],
    [
      'PREP_PAYLOAD_KEYS_FILE',
      () => folder.write('keys', `${first.secret.reveal()}\n${second.secret.reveal()}`),
    ],
  ])('takes them from %s, which wins over the file', async (variable, value) => {
    const env = { ...ENOUGH, [variable]: value() };
    folder.write('prep.toml', '[payload_encryption]\nkeys_file = "not-there"\n');

    const expected = { keys: [{ id: first.id }, { id: second.id }] };
    expect((await load(env)).encryption).toMatchObject(expected);
    expect(loadPayloadEncryption(folder.place(env))).toMatchObject(expected);
  });

  it('is all that a client needs: whatever else is missing or wrong does not matter to it', () => {
    folder.write('payload.keys', first.secret.reveal());
    folder.write('prep.toml', '[alibaba]\nsite = "?"\n[payload_encryption]\nkeys_file = "payload.keys"\n');

    expect(loadPayloadEncryption(folder.place())).toMatchObject({ keys: [{ id: first.id }] });
  });

  it.each<[string, string, string, number]>([
    [
      'others can read it',
      first.secret.reveal(),
      'which others can access (mode 0644); run: chmod 600',
      0o644,
    ],
    [
      'a key is too short',
      `${first.secret.reveal()}\n${'A'.repeat(40)}`,
      'as key 2 what is not 32 bytes in base64',
      0o600,
    ],
    ['it is empty', '\n', 'which holds no payload key; make one with: npx prep keygen --payload-key', 0o600],
  ])('refuses a file where %s', async (_, text, words, mode) => {
    folder.write('payload.keys', text, mode);
    writeComplete(folder, '\n[payload_encryption]\nkeys_file = "payload.keys"\n');

    for (const message of [
      await problemsOf(load),
      await problemsOf(() => loadPayloadEncryption(folder.place())),
    ]) {
      expect(message).toContain('- payload_encryption.keys_file: names ');
      expect(message).toContain(words);
      expect(message).not.toContain(first.secret.reveal().slice(0, 12));
    }
  });

  it.each([
    [
      'keys = "AAAA"',
      '- payload_encryption.keys: must not stand in the file; put it into a file of its own (keys_file)',
    ],
    ['key_file = "x"', '- payload_encryption.key_file: is not a known field; did you mean "keys_file"?'],
    ['accept_namespaces = []', '- payload_encryption.keys: is missing'],
    [
      'keys_env = "NOT_SET"',
      '- payload_encryption.keys_env: names the environment variable NOT_SET, which is not set',
    ],
  ])('refuses %s', async (line, words) => {
    writeComplete(folder, `\n[payload_encryption]\n${line}\n`);

    expect(await problemsOf(load)).toContain(words);
    expect(await problemsOf(() => loadPayloadEncryption(folder.place()))).toContain(words);
  });

  it('names the variable that a wrong key came from', async () => {
    const env = { ...ENOUGH, PREP_PAYLOAD_KEYS: 'c2hvcnQ=' };

    expect(await problemsOf(() => load(env))).toContain(
      '- $PREP_PAYLOAD_KEYS (payload_encryption.keys): holds as key 1 what is not 32 bytes in base64',
    );
  });
});

describe('the codec endpoint', () => {
  /** Settings of the endpoint, with what else it needs. */
  function endpoint(lines: string, worker = 'http_port = 9090') {
    folder.write('payload.keys', first.secret.reveal());
    folder.write('codec.tokens', `${TOKEN_LINE}\n`);
    const encryption = '[payload_encryption]\nkeys_file = "payload.keys"';
    writeComplete(folder, `\n${encryption}\n[worker]\n${worker}\n[codec_endpoint]\n${lines}\n`);
  }

  it('has an address on this machine, unless another is given', async () => {
    endpoint(`${ORIGINS}\ntokens_file = "codec.tokens"`);
    const { codecEndpoint } = await load();
    expect(codecEndpoint).toMatchObject({
      publicUrl: 'http://127.0.0.1:9090/codec',
      origins: ['https://temporal.example.com'],
      tokens: [{ name: 'li.wei' }],
      temporalTokens: false,
    });
    expect(codecEndpoint?.tokens[0]?.secret.reveal()).toBe(token.secret.reveal());

    endpoint(`public_url = "https://codec.example.com/prep/codec/"\n${ORIGINS}\ntemporal_tokens = true`);
    expect((await load()).codecEndpoint).toMatchObject({
      publicUrl: 'https://codec.example.com/prep/codec',
      tokens: [],
      temporalTokens: true,
    });
  });

  it('may come from the environment alone', async () => {
    const { codecEndpoint } = await load({
      ...ENOUGH,
      PREP_PAYLOAD_KEYS: first.secret.reveal(),
      PREP_HTTP_PORT: '9090',
      PREP_CODEC_ORIGINS: 'http://localhost:8233, http://127.0.0.1:8233',
      PREP_CODEC_TOKENS: `${TOKEN_LINE},zhang.min:${'z'.repeat(32)}`,
    });

    expect(codecEndpoint).toMatchObject({
      origins: ['http://localhost:8233', 'http://127.0.0.1:8233'],
      tokens: [{ name: 'li.wei' }, { name: 'zhang.min' }],
    });
  });

  it.each([
    [ORIGINS, undefined, '- codec_endpoint.tokens_file: is missing, and temporal_tokens is not set'],
    [`tokens_file = "codec.tokens"`, undefined, '- codec_endpoint.origins: is missing'],
    [`origins = []\ntokens_file = "codec.tokens"`, undefined, '- codec_endpoint.origins: must not be empty'],
    [`origins = ["*"]\ntemporal_tokens = true`, undefined, '- codec_endpoint.origins.0: is not a URL'],
    [
      'origins = ["http://temporal.example.com"]\ntemporal_tokens = true',
      undefined,
      '- codec_endpoint.origins.0: must start with https://',
    ],
    [
      'origins = ["https://Temporal.example.com/"]\ntemporal_tokens = true',
      undefined,
      '- codec_endpoint.origins.0: must be written as browsers send it: https://temporal.example.com',
    ],
    [
      `${ORIGINS}\ntemporal_tokens = true`,
      'http_port = 0',
      '- worker.http_port: is 0, but the codec endpoint needs a port',
    ],
    [
      `${ORIGINS}\ntemporal_tokens = true`,
      'http_port = 9090\nhttp_host = "0.0.0.0"',
      '- codec_endpoint.public_url: is missing: the worker listens on 0.0.0.0',
    ],
    [
      `${ORIGINS}\ntemporal_tokens = true\npublic_url = "http://codec.example.com/codec"`,
      undefined,
      '- codec_endpoint.public_url: must start with https://',
    ],
    [
      `${ORIGINS}\ntemporal_tokens = true\npublic_url = "https://codec.example.com/codec?a=1"`,
      undefined,
      '- codec_endpoint.public_url: must not hold a query',
    ],
  ])('is refused with %j (%s)', async (lines, worker, words) => {
    endpoint(lines, worker);

    expect(await problemsOf(load)).toContain(words);
  });

  it('is refused without payload encryption, and with tokens that are none', async () => {
    const env = { ...ENOUGH, PREP_HTTP_PORT: '9090', PREP_CODEC_ORIGINS: 'http://localhost:8233' };
    const short = { ...env, PREP_CODEC_TOKENS: `${TOKEN_LINE},zhang.min:short-secret` };

    expect(await problemsOf(() => load({ ...env, PREP_CODEC_TOKENS: TOKEN_LINE }))).toContain(
      '- codec_endpoint: is of no use without payload encryption',
    );
    const message = await problemsOf(() => load(short));
    expect(message).toContain(
      '- $PREP_CODEC_TOKENS (codec_endpoint.tokens): holds as entry 2 what is not NAME:TOKEN',
    );
    expect(message).not.toContain('short-secret');
    expect(message).not.toContain('is missing');
  });
});

it('keys and tokens are blotted out of log lines', async () => {
  const lines: string[] = [];
  const loaded = await load({
    ...ENOUGH,
    PREP_PAYLOAD_KEYS: `${first.secret.reveal()},${second.secret.reveal()}`,
    PREP_HTTP_PORT: '9090',
    PREP_CODEC_ORIGINS: 'http://localhost:8233',
    PREP_CODEC_TOKENS: TOKEN_LINE,
  });

  workerLogger(loaded, (line) => lines.push(line)).info(
    `${first.secret.reveal()} ${second.secret.reveal()} ${token.secret.reveal()}`,
  );

  expect(lines.join('')).toContain('[secret] [secret] [secret]');
});
