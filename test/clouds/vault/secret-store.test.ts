import { withSecretStore } from '../../../clouds/vault/adapter';
import type { SecretStore } from '../../../clouds/vault/port';
import { Secret } from '../../../contracts/credentials/secret';
import type { VaultAuth, VaultSettings } from '../../../contracts/settings';
import { everythingPrintable, rejection } from '../alibaba/rejection';
import { startOpenBao } from './openbao-server';
import type { SecretServer } from './secret-server';
import { startVaultStandIn } from './vault-stand-in';

/** A real server if $OPENBAO names its program, else the stand-in; the expectations are the same. */
const OPENBAO = process.env['OPENBAO'];

const { signal } = new AbortController();
let server: SecretServer;

beforeAll(async () => {
  server = OPENBAO === undefined ? await startVaultStandIn() : await startOpenBao(OPENBAO);
});
afterAll(() => server.stop());

function settings(auth: VaultAuth, more: Partial<VaultSettings> = {}): VaultSettings {
  const { address, caCertificate } = server;
  return {
    kind: 'vault',
    address,
    caCertificate,
    auth,
    mount: 'secret',
    prefix: '',
    content: 'sealed',
    ...more,
  };
}

const auths: [string, () => VaultAuth][] = [
  ['a token', () => ({ kind: 'token', token: server.token })],
  ['an AppRole', () => ({ kind: 'approle', ...server.appRole })],
];

const use = <T>(work: (store: SecretStore) => Promise<T>, more: Partial<VaultSettings> = {}) =>
  withSecretStore(settings({ kind: 'approle', ...server.appRole }, more), signal, work);

describe.each(auths)('with %s', (name, auth) => {
  const path = `photos/with ${name}/照片+1`;

  it('a secret is written where there was none, and read back', async () => {
    await withSecretStore(settings(auth()), signal, async (store) => {
      expect(await store.read(path, signal)).toBeNull();
      expect(await store.write(path, { sealed: 'a\nb', run_id: '1' }, 0, signal)).toBe('written');
      expect(await store.read(path, signal)).toEqual({ data: { sealed: 'a\nb', run_id: '1' }, version: 1 });
    });
  });
});

describe('a secret', () => {
  it('is not written over by who does not know its version', async () => {
    await use(async (store) => {
      expect(await store.write('cas', { run_id: '1' }, 0, signal)).toBe('written');
      expect(await store.write('cas', { run_id: '2' }, 0, signal)).toBe('conflict');
      expect(await store.read('cas', signal)).toEqual({ data: { run_id: '1' }, version: 1 });
      expect(await store.write('cas', { run_id: '2' }, 1, signal)).toBe('written');
      expect((await store.read('cas', signal))?.version).toBe(2);
    });
  });
});

describe('what a person must cure', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a token that is not valid',
      () =>
        withSecretStore(settings({ kind: 'token', token: new Secret('hvs.wrong') }), signal, (store) =>
          store.read('photos', signal),
        ),
      'has no permission for this',
    ],
    [
      'a secret ID that is not valid',
      () => {
        const { mount, roleId } = server.appRole;
        const auth: VaultAuth = { kind: 'approle', mount, roleId, secretId: new Secret('hvs.wrong') };
        return withSecretStore(settings(auth), signal, (store) => store.read('photos', signal));
      },
      'role ID or the secret ID is not valid',
    ],
  ])('is told: %s', async (_, attempt, why) => {
    const error = await rejection(attempt());
    expect(error).toMatchObject({ type: 'DeliveryRefused', effect: 'parked' });
    expect(error.message).toContain(why);
    expect(everythingPrintable(error)).not.toContain('hvs.wrong');
  });

  const asRoot = (mount: string) =>
    withSecretStore(settings({ kind: 'token', token: server.token }, { mount }), signal, (store) =>
      store.read('photos', signal),
    );

  it.each([
    ['nowhere', 'There is no KV version 2 secrets engine'],
    ['old', 'is version 1 mounted there?'],
  ])('is told: a mount that is none of KV version 2 (%s)', async (mount, why) => {
    const error = await rejection(asRoot(mount));
    expect(error).toMatchObject({ type: 'DeliveryRefused' });
    expect(error.message).toContain(why);
  });

  it('is told: an address that is plain http to another machine; nothing is sent', async () => {
    const error = await rejection(
      use((store) => store.read('photos', signal), { address: 'http://vault.example.com' }),
    );
    expect(error).toMatchObject({ type: 'DeliveryRefused' });
    expect(error.message).toContain('must start with https://');
  });
});
