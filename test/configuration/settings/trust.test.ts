import { loadSettings } from '../../../configuration/settings/load-settings';
import { loadTrust } from '../../../configuration/settings/load-settings';
import { makePayloadKey } from '../../../configuration/encryption/payload-keys';
import { workerLogger } from '../../../worker/logging/worker-logger';
import { makeWorkerKey, parseWorkerKeys } from '../../../configuration/trust/worker-keys';
import { WORKER_KEY } from '../../rig/worker-key';
import { COMPLETE, ConfigurationFolder, ENOUGH, problemsOf, writeComplete } from './configuration-folder';

const [first, second] = [makeWorkerKey(), makeWorkerKey()];
const elsewhere = makeWorkerKey().publicKey;

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

const trust = async (env: Record<string, string> = {}) =>
  (await loadSettings(folder.place(env))).settings.trust;

describe('worker keys', () => {
  it('come from a file of several lines, whose first one signs', async () => {
    writeComplete(folder);
    const file = folder.write(
      'worker.keys',
      `# new\n${second.secret.reveal()}\n# old\n${first.secret.reveal()}\n`,
    );

    const { settings, secretFiles } = await loadSettings(folder.place());

    expect(settings.trust.keys.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(settings.trust.publicKeys).toEqual([second.publicKey, first.publicKey]);
    expect(secretFiles).toContain(file);
  });

  it.each([
    ['PREP_TRUST_KEYS', () => `${first.secret.reveal()},${second.secret.reveal()}`],
    [
      'PREP_TRUST_KEYS_FILE',
      () => folder.write('keys', `${first.secret.reveal()}\n${second.secret.reveal()}`),
    ],
  ])('come from %s, which wins over the file', async (variable, value) => {
    const { PREP_TRUST_KEYS: _, ...enough } = ENOUGH;
    folder.write('prep.toml', '[trust]\nkeys_file = "not-there"\n');

    const { keys } = await trust({ ...enough, [variable]: value() });

    expect(keys.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('verify beside public keys that are configured, each of them once', async () => {
    writeComplete(folder);
    const env = { PREP_TRUST_PUBLIC_KEYS: `${elsewhere}, ${WORKER_KEY.publicKey}` };

    expect((await trust(env)).publicKeys).toEqual([WORKER_KEY.publicKey, elsewhere]);
  });

  it('are what a worker does not start without: the problem names the command that makes one', async () => {
    writeComplete(folder);
    folder.write('prep.toml', COMPLETE.replace(/\[trust\]\n.*\n/, ''));

    expect(await problemsOf(() => trust())).toContain(
      '- trust.keys: is missing (or set PREP_TRUST_KEYS_FILE); make a worker key with: npx prep keygen --worker-key --out FILE',
    );
    folder.write('prep.toml', COMPLETE.replace(/keys_file.*/, `public_keys = ["${elsewhere}"]`));
    expect(await problemsOf(() => trust())).toContain('- trust.keys: is missing');
  });

  it.each<[string, string, string, number]>([
    ['others can read it', first.secret.reveal(), 'which others can access (mode 0644)', 0o644],
    ['a key is too short', `${first.secret.reveal()}\nAAAA`, 'as key 2 what is not 32 bytes', 0o600],
    [
      'it is empty',
      '\n',
      'which holds no worker key; make one with: npx prep keygen --worker-key --out FILE',
      0o600,
    ],
    ['a key is in it twice', `${first.secret.reveal()} `.repeat(2), 'the same worker key twice', 0o600],
  ])('are refused in a file where %s', async (_, text, words, mode) => {
    writeComplete(folder);
    folder.write('worker.keys', text, mode);

    for (const loading of [() => trust(), () => loadTrust(folder.place())]) {
      const message = await problemsOf(loading);
      expect(message).toContain('- trust.keys_file: names ');
      expect(message).toContain(words);
      expect(message).not.toContain('is missing');
      expect(message).not.toContain(first.secret.reveal().slice(0, 12));
    }
  });

  it('are refused as a literal in prep.toml', async () => {
    writeComplete(folder);
    folder.write('prep.toml', COMPLETE.replace(/keys_file.*/, `keys = "${first.secret.reveal()}"`));

    const message = await problemsOf(() => trust());

    expect(message).toContain('- trust.keys: must not stand in the file');
    expect(message).not.toContain(first.secret.reveal());
  });

  it('have an ID that no payload key of the same bytes has', () => {
    const { id, secret } = makePayloadKey();

    const parsed = parseWorkerKeys(secret.reveal());

    expect(parsed).toMatchObject({ ok: true, keys: [{ id: expect.stringMatching(/^[0-9a-f]{12}$/) }] });
    expect(parsed).not.toMatchObject({ keys: [{ id }] });
  });

  it('are blotted out of log lines', async () => {
    const lines: string[] = [];
    const loaded = await loadSettings(folder.place(ENOUGH));

    workerLogger(loaded, (line) => lines.push(line)).info(`key ${WORKER_KEY.secret.reveal()}`);

    expect(lines.join('')).toContain('key [secret]');
  });
});

describe('public keys by themselves', () => {
  it('are none where nothing is configured', () => {
    folder.write('prep.toml', '[alibaba]\nsite = "china"\n');

    expect(loadTrust(folder.place())).toEqual({ publicKeys: [] });
  });

  it('need no secret, and nothing else of the configuration', () => {
    folder.write('prep.toml', `[alibaba]\nsite = "?"\n[trust]\npublic_keys = ["${elsewhere}"]\n`);

    expect(loadTrust(folder.place())).toEqual({ publicKeys: [elsewhere] });
    expect(loadTrust(folder.place({ PREP_TRUST_PUBLIC_KEYS: first.publicKey }))).toEqual({
      publicKeys: [first.publicKey],
    });
  });

  it('are those of the worker keys where these are', () => {
    writeComplete(folder);

    expect(loadTrust(folder.place())).toEqual({ publicKeys: [WORKER_KEY.publicKey] });
  });

  it.each([
    'prep-pub-',
    'prep-pub-short',
    elsewhere.slice('prep-pub-'.length),
    `${elsewhere}=`,
    `${elsewhere.slice(0, -1)}/`,
    first.secret.reveal(),
  ])('are refused where one is %j', async (wrong) => {
    writeComplete(folder);
    const env = { PREP_TRUST_PUBLIC_KEYS: `${elsewhere},${wrong}` };

    for (const loading of [() => trust(env), () => loadTrust(folder.place(env))]) {
      expect(await problemsOf(loading)).toContain(
        '- $PREP_TRUST_PUBLIC_KEYS (trust.public_keys.1): is not the public key of a worker',
      );
    }
  });
});
