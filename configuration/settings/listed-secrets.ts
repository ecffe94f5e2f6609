import { Secret } from '../../contracts/credentials/secret';
import { parseCodecTokens, type CodecToken } from './codec-tokens';
import type { WorkerKey } from '../../contracts/settings';
import { parsePayloadKeys, type PayloadKeys } from '../encryption/payload-keys';
import { parseWorkerKeys } from '../trust/worker-keys';
import type { SecretFile } from './secret-file';

/** The form of `payload_encryption.keys`. */
export function payloadKeysForm(text: string): SecretFile {
  const parsed = parsePayloadKeys(text);
  return parsed.ok ? { ok: true, secret: new Secret(text) } : parsed;
}

/** The form of `trust.keys`. */
export function workerKeysForm(text: string): SecretFile {
  const parsed = parseWorkerKeys(text);
  return parsed.ok ? { ok: true, secret: new Secret(text) } : parsed;
}

/** The form of `codec_endpoint.tokens`. */
export function codecTokensForm(text: string): SecretFile {
  const parsed = parseCodecTokens(text);
  return parsed.ok ? { ok: true, secret: new Secret(text) } : parsed;
}

/** The keys of a secret that has the form; none without one. */
export function payloadKeysOf(secret: Secret | undefined): PayloadKeys {
  const parsed = parsePayloadKeys(secret?.reveal() ?? '');
  return parsed.ok ? parsed.keys : [];
}

/** The worker keys of a secret that has the form; none without one. */
export function workerKeysOf(secret: Secret | undefined): readonly WorkerKey[] {
  const parsed = parseWorkerKeys(secret?.reveal() ?? '');
  return parsed.ok ? parsed.keys : [];
}

/** The tokens of a secret that has the form; none without one. */
export function codecTokensOf(secret: Secret | undefined): readonly CodecToken[] {
  const parsed = parseCodecTokens(secret?.reveal() ?? '');
  return parsed.ok ? parsed.tokens : [];
}
