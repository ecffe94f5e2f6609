import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { MalformedSshData, SshReader, strictBase64 } from './wire';

/** Key types whose signatures can be checked: a key in a file or an agent, and one in a security key (FIDO). */
export const KEY_TYPES = ['ssh-ed25519', 'sk-ssh-ed25519@openssh.com'] as const;

/** A public key as OpenSSH writes it. */
export interface SshPublicKey {
  readonly type: (typeof KEY_TYPES)[number];
  /** Its serialisation (RFC 8709; PROTOCOL.u2f for security keys): two keys are the same where these are. */
  readonly blob: Buffer;
  readonly key: KeyObject;
  /** What a security key binds its signatures to, `ssh:` by default; null for other keys. */
  readonly application: string | null;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/**
 * Reads a line of a `.pub` file: type, base64, and a comment that is ignored.
 *
 * @throws MalformedSshData
 */
export function parsePublicKeyLine(line: string): SshPublicKey {
  if (line.includes('PRIVATE KEY')) {
    throw new MalformedSshData(phrase('ssh.privateKey'));
  }
  const [type = '', base64 = ''] = line.trim().split(/\s+/);
  if (!isKeyType(type)) {
    throw new MalformedSshData(
      type.includes('-') ? phrase('ssh.otherType', { type: named(type, 60) }) : phrase('ssh.notAKeyLine'),
    );
  }
  const key = parsePublicKey(strictBase64(base64));
  if (key.type !== type) {
    throw new MalformedSshData(phrase('ssh.typesDiffer', { said: type, holds: key.type }));
  }
  return key;
}

/**
 * Reads a serialised public key.
 *
 * @throws MalformedSshData
 */
export function parsePublicKey(blob: Buffer): SshPublicKey {
  const reader = new SshReader(blob);
  const type = reader.text();
  if (!isKeyType(type)) {
    throw new MalformedSshData(phrase('ssh.notEd25519'));
  }
  const point = reader.string();
  const application = type === 'ssh-ed25519' ? null : reader.text();
  reader.end();
  if (point.length !== 32) {
    throw new MalformedSshData(phrase('ssh.notPoint'));
  }
  return {
    type,
    blob: Buffer.from(blob),
    key: createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') },
      format: 'jwk',
    }),
    application,
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

/** The key as a line of a `.pub` file, without a comment. */
export function publicKeyLine({ type, blob }: SshPublicKey): string {
  return `${type} ${blob.toString('base64')}`;
}

function isKeyType(type: string): type is SshPublicKey['type'] {
  return (KEY_TYPES as readonly string[]).includes(type);
}
