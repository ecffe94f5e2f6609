import fc from 'fast-check';
import { parsePublicKeyLine } from '../../../provisioning/ssh/public-key';
import { parseSignature, signs } from '../../../provisioning/ssh/signature';
import { MalformedSshData } from '../../../provisioning/ssh/wire';
import { statementText, SIGNATURE_NAMESPACE } from '../../../contracts/approval/decision-statement';
import { SshSigner } from '../../rig/ssh-signer';
import { ARMORED, KEY, RSA_KEY_LINE, SECURITY_KEY, SIGNATURES, STATEMENT } from './signature-vectors';

const TEXT = statementText(STATEMENT);

describe('a public key', () => {
  it.each([
    ['as ssh-keygen writes it', KEY.line, KEY],
    ['with a comment', `${KEY.line} li.wei@laptop\n`, KEY],
    ['of a security key', SECURITY_KEY.line, SECURITY_KEY],
  ])('%s has the fingerprint that ssh-keygen prints', (_, line, { fingerprint }) => {
    expect(parsePublicKeyLine(line).fingerprint).toBe(fingerprint);
  });

  it.each([
    ['of another type', RSA_KEY_LINE, 'is of the type ssh-rsa; give an ed25519 key'],
    ['that is none', 'li.wei', 'is not a line of a .pub file'],
    ['that was cut off', KEY.line.slice(0, -4), 'is cut off'],
    ['that was mistyped', KEY.line.replace('AAAAC3', 'AAAA*3'), 'is not valid base64'],
    ['that holds more', `ssh-ed25519 ${appended(KEY.line)}`, 'holds more than it should'],
    [
      'that says another type',
      KEY.line.replace('ssh-ed25519', SECURITY_KEY.line.split(' ')[0] ?? ''),
      'says sk-',
    ],
    ['that is a private key', '-----BEGIN OPENSSH PRIVATE KEY-----', 'which must not be shared'],
  ])('%s is refused', (_, line, problem) => {
    expect(() => parsePublicKeyLine(line)).toThrow(MalformedSshData);
    expect(() => parsePublicKeyLine(line)).toThrow(problem);
  });
});

/** The key in a line with a byte after it. */
function appended(line: string): string {
  return Buffer.concat([Buffer.from(line.split(' ')[1] ?? '', 'base64'), Buffer.from([0])]).toString(
    'base64',
  );
}

describe('a signature of ssh-keygen', () => {
  it('is good over the statement, by the key that it names, in its namespace', () => {
    const signature = parseSignature(ARMORED);
    expect(signature.publicKey.fingerprint).toBe(KEY.fingerprint);
    expect(signature.namespace).toBe(SIGNATURE_NAMESPACE);
    expect(signs(signature, TEXT)).toBe(true);
  });

  it.each(['sha512', 'sha256', 'otherNamespace', 'securityKey'] as const)(
    'is read without armor (%s)',
    (name) => {
      expect(signs(parseSignature(SIGNATURES[name]), TEXT)).toBe(true);
    },
  );

  it('is not good over anything else', () => {
    expect(signs(parseSignature(ARMORED), `${TEXT} `)).toBe(false);
    expect(signs(parseSignature(SIGNATURES.securityKey), `${TEXT} `)).toBe(false);
  });

  it('of a security key that nobody touched is not good, though OpenSSH would take it', () => {
    expect(signs(parseSignature(SIGNATURES.untouchedSecurityKey), TEXT)).toBe(false);
  });

  it.each([
    ['by an RSA key', SIGNATURES.rsa, 'is not of an ed25519 key'],
    ['that is none', Buffer.from('something else').toString('base64'), 'is not an SSH signature'],
    ['that is empty', '', 'is not valid base64'],
    ['that was cut off', ARMORED.slice(0, 200), 'is not valid base64'],
    ['of a later version', laterVersion(), 'is of a later version'],
  ])('%s is refused with the reason', (_, text, problem) => {
    expect(() => parseSignature(text)).toThrow(MalformedSshData);
    expect(() => parseSignature(text)).toThrow(problem);
  });

  it('with any bit flipped is never good', () => {
    const good = Buffer.from(SIGNATURES.sha512, 'base64');
    for (let bit = 0; bit < good.length * 8; bit++) {
      const altered = Buffer.from(good);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(isGood(altered.toString('base64'))).toBe(false);
    }
  });

  it('is never taken from bytes at random, which break nothing', () => {
    const takesNone = fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, magic) => {
      const blob = Buffer.concat([magic ? Buffer.from('SSHSIG\0\0\0\u0001') : Buffer.alloc(0), bytes]);
      return !isGood(blob.toString('base64'));
    });
    expect(fc.check(takesNone).failed).toBe(false);
  });
});

/** Whether it is a good signature by the known key; throws whatever is no refusal. */
function isGood(text: string): boolean {
  try {
    const signature = parseSignature(text);
    return (
      signature.publicKey.fingerprint === KEY.fingerprint &&
      signs(signature, TEXT) &&
      signature.namespace === SIGNATURE_NAMESPACE
    );
  } catch (error) {
    if (error instanceof MalformedSshData) {
      return false;
    }
    throw error;
  }
}

function laterVersion(): string {
  const blob = Buffer.from(SIGNATURES.sha512, 'base64');
  blob.writeUInt32BE(2, 6);
  return blob.toString('base64');
}

describe('the signer of these tests', () => {
  it('makes what ssh-keygen makes', () => {
    const signer = new SshSigner();
    const ours = parseSignature(signer.sign(TEXT));
    expect(signs(ours, TEXT)).toBe(true);
    expect({ ...ours, publicKey: null, signature: null }).toEqual({
      ...parseSignature(ARMORED),
      publicKey: null,
      signature: null,
    });
  });
});
