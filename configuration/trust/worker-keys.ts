import type { Phrase } from '../../presentation/words/phrase';
import type { WorkerKey } from '../../contracts/settings';
import { resultPublicKey } from '../../provisioning/trust/result-key';
import { makeListedKey, parseKeyList, WORKER_KEY, type ListedKey } from '../settings/key-list';

type ParsedWorkerKeys =
  | { readonly ok: true; readonly keys: readonly WorkerKey[] }
  | { readonly ok: false; readonly problem: Phrase };

/** Makes a worker key. */
export function makeWorkerKey(): WorkerKey {
  return withPublicKey(makeListedKey(WORKER_KEY));
}

/** Reads worker keys as a file or a variable holds them. The problem names a key by its place and never quotes it. */
export function parseWorkerKeys(text: string): ParsedWorkerKeys {
  const parsed = parseKeyList(text, WORKER_KEY);
  return parsed.ok ? { ok: true, keys: parsed.keys.map(withPublicKey) } : parsed;
}

function withPublicKey(key: ListedKey): WorkerKey {
  return { ...key, publicKey: resultPublicKey(key.secret) };
}
