import { withSecretStore } from '../../../clouds/vault/adapter';
import { everythingPrintable, rejection } from '../alibaba/rejection';
import { startVaultStandIn, type VaultStandIn, type VaultTrouble } from './vault-stand-in';

const { signal } = new AbortController();
let vault: VaultStandIn;

beforeEach(async () => {
  vault = await startVaultStandIn();
});
afterEach(() => vault.stop());

function read(given: AbortSignal = signal, timeoutMs = 5000): Promise<unknown> {
  const settings = {
    ...({ kind: 'vault', address: vault.address, mount: 'secret', prefix: '', content: 'sealed' } as const),
    namespace: 'migration',
    timeoutMs,
    auth: { kind: 'token', token: vault.token } as const,
  };
  return withSecretStore(settings, given, (store) => store.read('photos', given));
}

describe('a server that does not answer as it should', () => {
  it.each<[NonNullable<VaultTrouble>, string, string]>([
    ['sealed', 'DeliveryUnavailable', 'It is sealed'],
    ['html', 'DeliveryUnavailable', '(HTTP 200) is not JSON'],
    ['reset', 'DeliveryUnavailable', 'It did not answer.'],
    ['hang', 'DeliveryUnavailable', 'It did not answer.'],
    ['redirect', 'DeliveryRefused', 'It redirects elsewhere, which is not followed'],
  ])('is told without its token, and never followed elsewhere: %s', async (trouble, type, why) => {
    vault.trouble = trouble;
    const error = await rejection(read(signal, trouble === 'hang' ? 100 : 5000));
    expect(error.type).toBe(type);
    expect(error.message).toContain(why);
    expect(everythingPrintable(error)).not.toContain(vault.token.reveal());
    expect(vault.calls).toEqual(['GET /v1/secret/data/photos migration']);
  });

  it('is left when the caller gives up', async () => {
    vault.trouble = 'hang';
    const controller = new AbortController();
    const asked = read(controller.signal);
    controller.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
  });
});

it('the token of an AppRole is given back, also after a failure', async () => {
  const settings = {
    ...({ kind: 'vault', address: vault.address, mount: 'secret', prefix: '', content: 'sealed' } as const),
    auth: { kind: 'approle', ...vault.appRole } as const,
  };
  let during = 0;
  const failing = withSecretStore(settings, signal, async () => {
    during = vault.tokens.size;
    throw new Error('work');
  });
  await expect(failing).rejects.toThrow('work');
  expect([during, vault.tokens.size]).toEqual([2, 1]);
});
