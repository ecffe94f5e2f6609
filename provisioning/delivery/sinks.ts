import { createOssBuckets } from '../../clouds/oss/adapter';
import { createOssTexts } from '../../clouds/oss/objects';
import { withSecretStore } from '../../clouds/vault/adapter';
import type { SecretStore } from '../../clouds/vault/port';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { OssDelivery, VaultDelivery } from '../../contracts/credentials/delivery';
import type { Settings } from '../../contracts/settings';
import { ossAccess } from '../clouds';
import type { DeliveryBucket } from './oss-sink';

/** The places of delivery, connected with the worker's configuration. */
export interface Sinks {
  bucket(target: OssDelivery): DeliveryBucket;
  /** Logs on for as long as some work takes. */
  withStore<T>(
    target: VaultDelivery,
    signal: AbortSignal,
    work: (store: SecretStore) => Promise<T>,
  ): Promise<T>;
}

/** Connects to the real services, or to what the configuration names in their place. */
export function connectSinks({ alibaba, delivery }: Settings): Sinks {
  return {
    bucket(target) {
      const options = { ...ossAccess(alibaba), region: target.region };
      return { target, buckets: createOssBuckets(options), texts: createOssTexts(options) };
    },
    withStore(target, signal, work) {
      const { vault } = delivery;
      // The approved place counts: a server that was configured since was not in the plan.
      if (vault === null || vault.address !== target.address || vault.mount !== target.mount) {
        throw new PrepError('DeliveryRefused', {
          resource: phrase('resource.vaultEngine', { address: target.address, mount: target.mount }),
          detail: phrase('provisioning.otherVault'),
        });
      }
      return withSecretStore(vault, signal, work);
    },
  };
}
