import { phrase } from '../../presentation/words/words';
import type { DeliveryTarget } from '../../contracts/credentials/delivery';
import type { Check } from '../../contracts/credentials/provisioning';
import { check } from '../preflight/collect';
import { deliveryPath } from './delivery-path';
import { requirePrivateBucket } from './oss-sink';
import type { Sinks } from './sinks';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** Checks, before anything is created, whether the configured places accept the sealed credentials later. */
export function deliveryChecks(
  targets: readonly DeliveryTarget[] | undefined,
  run: RunIdentity,
  sinks: Sinks,
  signal: AbortSignal,
): Promise<Check[]> {
  return Promise.all(
    (targets ?? []).map((target) =>
      target.kind === 'oss'
        ? check(phrase('provisioning.deliveryToOss'), async () => {
            await requirePrivateBucket(sinks.bucket(target), signal);
            return phrase('provisioning.bucketAcceptsSealed', { bucket: target.bucket });
          })
        : check(phrase('provisioning.deliveryToVault'), async () => {
            const path = deliveryPath(target.prefix, run, 'access-key');
            await sinks.withStore(target, signal, (store) => store.read(path, signal));
            const { address, content } = target;
            return phrase('provisioning.vaultAccepts', { address, plain: content === 'plain' });
          }),
    ),
  );
}
