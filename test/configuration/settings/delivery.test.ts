import { inspect } from 'node:util';
import { loadSettings } from '../../../configuration/settings/load-settings';
import { selfSignedCertificate } from '../../rig/certificate';
import { ConfigurationFolder, writeComplete } from './configuration-folder';

const TOKEN = 'hvs.CAESIJ-token-of-the-test';
const VAULT = '\n[delivery.vault]\naddress = "https://vault.example.com:8200"\n';

let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
});
afterEach(() => folder.remove());

async function delivery(more: string, env: Record<string, string> = {}) {
  writeComplete(folder, more);
  return (await loadSettings(folder.place(env))).settings.delivery;
}

async function problemsOf(more: string, env: Record<string, string> = {}): Promise<string> {
  return delivery(more, env).then(
    () => '',
    (error: Error) => error.message,
  );
}

describe('where credentials are delivered', () => {
  it('is nowhere but in the result where nothing is said', async () => {
    expect(await delivery('')).toEqual({ oss: null, vault: null });
  });

  it('is a private OSS bucket', async () => {
    const oss = '\n[delivery.oss]\nbucket = "sealed"\nregion = "oss-cn-beijing"\nprefix = "prep/x"\n';
    expect((await delivery(oss)).oss).toEqual({
      kind: 'oss',
      bucket: 'sealed',
      region: 'cn-beijing',
      prefix: 'prep/x/',
    });
  });

  it('is Vault, sealed, with a token that no print shows', async () => {
    folder.write('vault.token', `${TOKEN}\n`);
    const { vault } = await delivery(`${VAULT}token_file = "vault.token"\nnamespace = "migration"\n`);
    expect(vault).toMatchObject({
      address: 'https://vault.example.com:8200',
      mount: 'secret',
      prefix: 'ks3-oss-prep/',
      content: 'sealed',
      namespace: 'migration',
      auth: { kind: 'token' },
    });
    expect(vault?.auth.kind === 'token' && vault.auth.token.reveal()).toBe(TOKEN);
    expect(inspect(vault, { depth: 9 })).not.toContain(TOKEN);
  });

  it('is Vault with an AppRole and an authority of its own', async () => {
    folder.write('ca.pem', selfSignedCertificate('DNS:vault.example.com').cert, 0o644);
    const { vault } = await delivery(`${VAULT}role_id = "r1"\nca_file = "ca.pem"\n`, {
      PREP_DELIVERY_VAULT_SECRET_ID: 's1',
    });
    expect(vault).toMatchObject({ auth: { kind: 'approle', mount: 'approle', roleId: 'r1' } });
    expect(vault?.caCertificate).toContain('BEGIN CERTIFICATE');
  });

  it.each([
    ['no way to log on', VAULT, {}, 'delivery.vault.token_file: is missing'],
    ['half an AppRole', `${VAULT}role_id = "r1"\n`, {}, 'delivery.vault.secret_id_file: is missing'],
    [
      'a token and an AppRole',
      `${VAULT}role_id = "r1"\n`,
      { PREP_DELIVERY_VAULT_TOKEN: TOKEN, PREP_DELIVERY_VAULT_SECRET_ID: 's1' },
      'has a token and an AppRole',
    ],
    ['a literal token', `${VAULT}token = "${TOKEN}"\n`, {}, 'must not stand in the file'],
    [
      'plain http',
      '\n[delivery.vault]\naddress = "http://vault.example.com"\n',
      { PREP_DELIVERY_VAULT_TOKEN: TOKEN },
      'must start with https://',
    ],
    [
      'a prefix that leaves its folder',
      '\n[delivery.oss]\nbucket = "sealed"\nregion = "cn-beijing"\nprefix = "../x/"\n',
      {},
      'must not hold . or .. as a segment',
    ],
    [
      'another content',
      `${VAULT}content = "plaintext"\n`,
      { PREP_DELIVERY_VAULT_TOKEN: TOKEN },
      'must be one of "sealed", "plain"',
    ],
    [
      'a certificate that is none',
      `${VAULT}ca_file = "prep.toml"\n`,
      { PREP_DELIVERY_VAULT_TOKEN: TOKEN },
      'which is not a certificate',
    ],
  ])('is refused with %s, without quoting a secret', async (_, more, env, problem) => {
    const message = await problemsOf(more, env);
    expect(message).toContain(problem);
    expect(message).not.toContain(TOKEN);
  });
});

describe('the lifecycle of credentials', () => {
  it.each([
    ['', { graceMs: 600_000, confirmWithinMs: 7 * 86_400_000, sweepEveryMs: 3_600_000 }],
    [
      '\n[lifecycle]\ngrace = "none"\nconfirm_within = "2 days"\nsweep_every = "5 minutes"\n',
      { graceMs: 0, confirmWithinMs: 172_800_000, sweepEveryMs: 300_000 },
    ],
  ])('is as it is said, or as documented: %j', async (more, lifecycle) => {
    writeComplete(folder, more);
    expect((await loadSettings(folder.place())).settings.lifecycle).toEqual(lifecycle);
  });

  it('is refused with a word that is no duration', async () => {
    expect(await problemsOf('\n[lifecycle]\ngrace = "soon"\n')).toContain('is not a duration and not "none"');
  });
});
