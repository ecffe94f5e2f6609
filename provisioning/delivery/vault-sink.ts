import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { VaultDelivery } from '../../contracts/credentials/delivery';
import type { SecretStore } from '../../clouds/vault/port';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** The content of a secret: the credential, sealed or plain, and its owner. */
export type SecretFields = Readonly<Record<string, string>>;

/** Fields by which a run knows its own secrets. */
export function runFields({ workflowId, runId }: RunIdentity): SecretFields {
  return { prepared_by: workflowId, run_id: runId };
}

/**
 * Ensures that a secret has these fields, and reads it back. Idempotent. What the same run wrote before is replaced,
 * because an earlier attempt's key is useless; what another run wrote is kept.
 *
 * @param fields with those of `runFields`
 * @returns where it is, in words
 * @throws PrepError `DeliveryOccupied`, `DeliveryUnavailable`, `DeliveryRefused`
 */
export async function putSecret(
  store: SecretStore,
  target: VaultDelivery,
  path: string,
  fields: SecretFields,
  signal: AbortSignal,
): Promise<Phrase> {
  const where = secretInWords(target, path);
  const found = await store.read(path, signal);
  const stranger =
    found !== null && Object.keys(found.data).length > 0 && found.data['run_id'] !== fields['run_id'];
  if (stranger) {
    throw new PrepError('DeliveryOccupied', { resource: where });
  }
  if (found === null || !same(found.data, fields)) {
    if ((await store.write(path, fields, found?.version ?? 0, signal)) === 'conflict') {
      throw unconfirmed(where, phrase('provisioning.writtenByOther'));
    }
    if (!same((await store.read(path, signal))?.data ?? {}, fields)) {
      throw unconfirmed(where, phrase('provisioning.writtenDiffers'));
    }
  }
  return where;
}

/** A secret in words: `Vault secret secret/prepare/photos/…/access-key at https://vault.example.com:8200`. */
export function secretInWords({ address, mount }: VaultDelivery, path: string): Phrase {
  return phrase('resource.vaultSecret', { address, path: `${mount}/${path}` });
}

function unconfirmed(where: Phrase, detail: Said): PrepError {
  return new PrepError('DeliveryUnavailable', { resource: where, detail });
}

function same(a: SecretFields, b: SecretFields): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
