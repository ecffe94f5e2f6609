import type { Phrase } from '../../presentation/words/phrase';
import type {
  DeliveryReceipt,
  DeliveryRequest,
  DeliveryTarget,
  SealedEntry,
} from '../../contracts/credentials/delivery';
import { deliveryPath } from './delivery-path';
import { requirePlain, sealedFields } from './secret-fields';
import { putObject } from './oss-sink';
import type { Sinks } from './sinks';
import { putSecret, secretInWords } from './vault-sink';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/**
 * Delivers sealed credentials to every configured place, and reads each back. Idempotent.
 *
 * Plain credentials were delivered by the step that obtained them, since only it knew them; here they are only
 * confirmed.
 *
 * @throws PrepError `DeliveryUnavailable`, `DeliveryRefused`, `DeliveryOccupied`, and OSS's own
 */
export async function deliverCredentials(
  request: DeliveryRequest,
  run: RunIdentity,
  sinks: Sinks,
  signal: AbortSignal,
): Promise<DeliveryReceipt[]> {
  const receipts: DeliveryReceipt[] = [];
  for (const target of request.targets) {
    for (const entry of request.entries) {
      const where = await deliver(target, entry, request, run, sinks, signal);
      const content = target.kind === 'vault' ? target.content : 'sealed';
      receipts.push({ where, content, at: new Date().toISOString() });
    }
  }
  return receipts;
}

function deliver(
  target: DeliveryTarget,
  entry: SealedEntry,
  { owner, edition = 1 }: DeliveryRequest,
  run: RunIdentity,
  sinks: Sinks,
  signal: AbortSignal,
): Promise<Phrase> {
  const path = deliveryPath(target.prefix, run, entry.kind);
  if (target.kind === 'oss') {
    // Objects are never overwritten, so a replacement gets another name.
    const object = edition === 1 ? path : `${path}-${edition}`;
    return putObject(sinks.bucket(target), object, entry.sealed, signal);
  }
  return sinks.withStore(target, signal, async (store) => {
    if (target.content === 'sealed') {
      return putSecret(store, target, path, sealedFields(run, owner, entry), signal);
    }
    const where = secretInWords(target, path);
    requirePlain((await store.read(path, signal))?.data ?? {}, run, entry, where);
    return where;
  });
}
