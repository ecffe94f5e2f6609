import { createHmac, hkdfSync, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import type { WorkerSignature } from '../../contracts/approval/attested';
import type { TrustSettings, WorkerKey } from '../../contracts/settings';
import { resultSigningKey, resultVerificationKey } from './result-key';

/** 128 bits: as much as the comment of a RAM user has room for, and far more than anybody can try against a cloud. */
const AUTHENTICATOR_BYTES = 16;

/**
 * The keys that only workers have: signatures that anybody with the public half can check, and short authenticators
 * that only workers create and check. The first key creates them, all keys check them.
 */
export class WorkerKeys {
  readonly #signing: { readonly publicKey: string; readonly key: KeyObject } | null;
  readonly #secrets: readonly Buffer[];
  readonly #checks: SignatureChecks;

  constructor({ keys, publicKeys }: TrustSettings) {
    const [first] = keys;
    this.#signing =
      first === undefined ? null : { publicKey: first.publicKey, key: resultSigningKey(first.secret) };
    this.#secrets = keys.map((key) => derived(key, 'ks3-oss-prep authenticator 1'));
    this.#checks = new SignatureChecks([...keys.map(({ publicKey }) => publicKey), ...publicKeys]);
  }

  sign(text: string): WorkerSignature {
    if (this.#signing === null) {
      throw new Error('A worker has a key: its configuration is refused without');
    }
    const { publicKey, key } = this.#signing;
    return { publicKey, value: sign(null, Buffer.from(text), key).toString('base64url') };
  }

  /** Whether one of these keys signed just this text. */
  signed(text: string, signature: WorkerSignature): boolean {
    return this.#checks.holds(text, signature);
  }

  /** 22 characters of base64url. */
  authenticator(text: string): string {
    const [first] = this.#secrets;
    if (first === undefined) {
      throw new Error('A worker has a key: its configuration is refused without');
    }
    return mac(first, text);
  }

  /** Whether one of these keys created the authenticator of exactly this text. */
  authentic(text: string, authenticator: string): boolean {
    const given = Buffer.from(authenticator);
    return this.#secrets.some((secret) => {
      const expected = Buffer.from(mac(secret, text));
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }
}

/** Checks signatures with public keys only. */
export class SignatureChecks {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  constructor(publicKeys: readonly string[]) {
    const known = publicKeys.map((text) => [text, resultVerificationKey(text)] as const);
    this.#keys = new Map(known.flatMap(([text, key]) => (key === null ? [] : [[text, key] as const])));
  }

  holds(text: string, { publicKey, value }: WorkerSignature): boolean {
    const key = this.#keys.get(publicKey);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(value, 'base64url'));
  }
}

function mac(secret: Buffer, text: string): string {
  return createHmac('sha256', secret)
    .update(text)
    .digest()
    .subarray(0, AUTHENTICATOR_BYTES)
    .toString('base64url');
}

function derived({ secret }: WorkerKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret.reveal(), 'base64'), '', purpose, 32));
}
