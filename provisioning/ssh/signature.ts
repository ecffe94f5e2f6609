import { createHash, verify } from 'node:crypto';
import { phrase } from '../../presentation/words/words';
import { parsePublicKey, type SshPublicKey } from './public-key';
import { MalformedSshData, SshReader, sshString, strictBase64 } from './wire';

// The format is PROTOCOL.sshsig, and for security keys PROTOCOL.u2f, both in the sources of OpenSSH.
const MAGIC = Buffer.from('SSHSIG');
const VERSION = 1;
const ARMOR = /^-----BEGIN SSH SIGNATURE-----([A-Za-z0-9+/=\s]*)-----END SSH SIGNATURE-----$/;
const HASHES: Readonly<Record<string, string>> = { sha256: 'sha256', sha512: 'sha512' };
/** Flag of a security key: somebody touched it. */
const USER_PRESENT = 0x01;

/** A signature as `ssh-keygen -Y sign` makes it. */
export interface SshSignature {
  readonly publicKey: SshPublicKey;
  /** What it was made for: one made for something else means nothing here. */
  readonly namespace: string;
  readonly reserved: Buffer;
  /** `sha256` or `sha512`. */
  readonly hash: string;
  /** The 64 bytes of an ed25519 signature. */
  readonly signature: Buffer;
  /** What a security key signed along; null for other keys. */
  readonly securityKey: { readonly flags: number; readonly counter: Buffer } | null;
}

/**
 * Reads a signature, armored or as the base64 within the armor.
 *
 * @throws MalformedSshData
 */
export function parseSignature(text: string): SshSignature {
  const armored = ARMOR.exec(text.trim())?.[1];
  const blob = new SshReader(strictBase64((armored ?? text).replaceAll(/\s/g, '')));
  if (!blob.take(MAGIC.length).equals(MAGIC)) {
    throw new MalformedSshData(phrase('ssh.notASignature'));
  }
  if (blob.uint32() !== VERSION) {
    throw new MalformedSshData(phrase('ssh.laterVersion'));
  }
  const publicKey = parsePublicKey(blob.string());
  const namespace = blob.text();
  const reserved = blob.string();
  const hash = blob.text();
  const inner = new SshReader(blob.string());
  blob.end();
  if (inner.text() !== publicKey.type) {
    throw new MalformedSshData(phrase('ssh.otherTypeThanKey'));
  }
  const signature = inner.string();
  const securityKey =
    publicKey.application === null ? null : { flags: inner.take(1).readUInt8(), counter: inner.take(4) };
  inner.end();
  if (!Object.hasOwn(HASHES, hash)) {
    throw new MalformedSshData(phrase('ssh.unknownHash'));
  }
  return { publicKey, namespace, reserved, hash, signature, securityKey };
}

/** Whether a signature was made over a text, by the key that it names. Whose key that is, the caller has to know. */
export function signs(signature: SshSignature, text: string): boolean {
  const { publicKey, namespace, reserved, hash, securityKey } = signature;
  const signed = Buffer.concat([
    MAGIC,
    sshString(namespace),
    sshString(reserved),
    sshString(hash),
    sshString(digest(HASHES[hash] ?? hash, text)),
  ]);
  if (securityKey === null) {
    return verify(null, signed, publicKey.key, signature.signature);
  }
  const bySecurityKey = Buffer.concat([
    digest('sha256', publicKey.application ?? ''),
    Buffer.from([securityKey.flags]),
    securityKey.counter,
    digest('sha256', signed),
  ]);
  return (
    (securityKey.flags & USER_PRESENT) !== 0 &&
    verify(null, bySecurityKey, publicKey.key, signature.signature)
  );
}

function digest(algorithm: string, content: Buffer | string): Buffer {
  return createHash(algorithm).update(content).digest();
}
