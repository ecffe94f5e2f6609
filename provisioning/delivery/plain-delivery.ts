import type { DeliveryOwner, DeliveryTarget, VaultDelivery } from '../../contracts/credentials/delivery';
import { deliveryPath } from './delivery-path';
import { plainFields, type PlainCredential } from './secret-fields';
import type { Sinks } from './sinks';
import { putSecret } from './vault-sink';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/**
 * Delivers credentials unsealed, in the step that obtained them. Exists only if the configuration explicitly asks for
 * plain credentials and the approved plan says so.
 */
export interface PlainDelivery {
  /** Throws if the store cannot be reached. Called before there is a credential that could get lost. */
  ready(signal: AbortSignal): Promise<void>;
  put(credential: PlainCredential, signal: AbortSignal): Promise<void>;
}

/**
 * Stores a credential. If that fails, the credential is revoked, because nobody has it.
 *
 * @throws what the delivery throws
 */
export async function putOrRevoke(
  plain: PlainDelivery | null,
  credential: PlainCredential,
  revoke: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await plain?.put(credential, signal);
  } catch (error) {
    await revoke();
    throw error;
  }
}

/** What delivers plain credentials, or null if none are to be delivered. */
export function plainDelivery(
  targets: readonly DeliveryTarget[] | undefined,
  owner: DeliveryOwner,
  run: RunIdentity,
  sinks: Sinks,
): PlainDelivery | null {
  const plain = (targets ?? []).find(isPlain);
  return plain === undefined
    ? null
    : {
        async ready(signal) {
          const path = deliveryPath(plain.prefix, run, 'access-key');
          await sinks.withStore(plain, signal, (store) => store.read(path, signal));
        },
        async put(credential, signal) {
          const path = deliveryPath(plain.prefix, run, credential.kind);
          await sinks.withStore(plain, signal, (store) =>
            putSecret(store, plain, path, plainFields(run, owner, credential), signal),
          );
        },
      };
}

function isPlain(target: DeliveryTarget): target is VaultDelivery {
  return target.kind === 'vault' && target.content === 'plain';
}
