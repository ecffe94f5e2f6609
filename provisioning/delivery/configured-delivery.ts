import type { DeliveryTarget } from '../../contracts/credentials/delivery';
import type { Settings } from '../../contracts/settings';

/** Where the configuration delivers sealed credentials, without how to sign in there. */
export function configuredDelivery({ delivery: { oss, vault } }: Settings): DeliveryTarget[] {
  const targets: DeliveryTarget[] = [];
  if (oss !== null) {
    targets.push(oss);
  }
  if (vault !== null) {
    const { kind, address, mount, prefix, content } = vault;
    targets.push({ kind, address, mount, prefix, content });
  }
  return targets;
}
