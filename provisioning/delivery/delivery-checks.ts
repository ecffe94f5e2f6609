import type { DeliveryTarget } from '../../contracts/delivery';
import type { Check } from '../../contracts/provisioning';
import { check } from '../preflight/collect';
import { deliveryPath } from './delivery-path';
import { requirePrivateBucket } from './oss-sink';
import type { Sinks } from './sinks';
import type { RunIdentity } from '../../contracts/run-identity';

/** Looks, before anything is made, whether the configured places can take the sealed credentials later. */
export function deliveryChecks(
  targets: readonly DeliveryTarget[] | undefined,
  run: RunIdentity,
  sinks: Sinks,
  signal: AbortSignal,
): Promise<Check[]> {
  return Promise.all(
    (targets ?? []).map((target) =>
      target.kind === 'oss'
        ? check('Delivery to OSS', async () => {
            await requirePrivateBucket(sinks.bucket(target), signal);
            return `OSS bucket ${target.bucket}, which is private, takes the sealed credentials.`;
          })
        : check('Delivery to Vault', async () => {
            const path = deliveryPath(target.prefix, run, 'access-key');
            await sinks.withStore(target, signal, (store) => store.read(path, signal));
            const what =
              target.content === 'plain' ? 'the credentials in plain text' : 'the sealed credentials';
            return `Vault at ${target.address} takes ${what}.`;
          }),
    ),
  );
}
