import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { EncryptionCodec, isEncrypted, keyIdOf } from '../../../configuration/encryption/encryption-codec';
import { makePayloadKey, type PayloadKey } from '../../../configuration/encryption/payload-keys';
import { PayloadNotReadable } from '../../../configuration/encryption/payload-not-readable';

const [oldKey, newKey] = [makePayloadKey(), makePayloadKey()];

function codec(keys: PayloadKey[], namespace = 'migration', acceptNamespaces: string[] = []) {
  return new EncryptionCodec({ keys, acceptNamespaces }, namespace);
}

const value = { source: { bucket: 'photos' }, note: '备份 🗄' };
const plain = () => defaultPayloadConverter.toPayload(value);

async function one(payloads: Promise<Payload[]>): Promise<Payload> {
  const [first] = await payloads;
  return first!;
}

const read = (payload: Payload) => defaultPayloadConverter.fromPayload(payload);
const textOf = (payload: Payload, name: string) => Buffer.from(payload.metadata![name]!).toString();

describe('an encrypted payload', () => {
  it('comes back as it was, its metadata too', async () => {
    const original = { ...plain(), metadata: { ...plain().metadata, own: Buffer.from('kept') } };
    const encrypted = await one(codec([newKey]).encode([original]));

    const decrypted = await one(codec([newKey]).decode([encrypted]));

    expect(read(decrypted)).toEqual(value);
    expect(textOf(decrypted, 'own')).toBe('kept');
  });

  it('shows nothing but its key and its namespace', async () => {
    const encrypted = await one(codec([newKey]).encode([plain()]));

    expect(Object.keys(encrypted.metadata!).toSorted()).toEqual([
      'encoding',
      'encryption-key-id',
      'encryption-namespace',
    ]);
    expect(textOf(encrypted, 'encoding')).toBe('binary/encrypted');
    expect(textOf(encrypted, 'encryption-key-id')).toBe(newKey.id);
    expect(textOf(encrypted, 'encryption-namespace')).toBe('migration');
    expect(isEncrypted(encrypted)).toBe(true);
    expect(keyIdOf(encrypted)).toBe(newKey.id);
    const data = Buffer.from(encrypted.data!);
    expect(data.includes('photos')).toBe(false);
    expect(data.includes('json/plain')).toBe(false);
  });

  it('looks different each time', async () => {
    const [first, second] = await codec([newKey]).encode([plain(), plain()]);

    expect(Buffer.from(first!.data!).equals(second!.data!)).toBe(false);
    // The nonce above all: one that comes twice gives both payloads away.
    expect(Buffer.from(first!.data!).subarray(0, 12).equals(second!.data!.subarray(0, 12))).toBe(false);
  });

  it('may be empty, or large', async () => {
    const payloads: Payload[] = [
      { metadata: {}, data: new Uint8Array() },
      { metadata: { encoding: Buffer.from('binary/plain') }, data: Buffer.alloc(2_000_000, 7) },
    ];

    const decoded = await codec([newKey]).decode(await codec([newKey]).encode(payloads));

    expect(decoded[0]!.data).toHaveLength(0);
    expect(Buffer.from(decoded[1]!.data!).equals(payloads[1]!.data!)).toBe(true);
  });
});

describe('rotation', () => {
  it('encrypts with the first key and decrypts with any', async () => {
    const before = await one(codec([oldKey]).encode([plain()]));
    const rotated = codec([newKey, oldKey]);
    const after = await one(rotated.encode([plain()]));

    expect([keyIdOf(before), keyIdOf(after)]).toEqual([oldKey.id, newKey.id]);
    expect((await rotated.decode([before, after])).map(read)).toEqual([value, value]);
  });

  it('says which key is missing, and where to add it', async () => {
    const encrypted = await codec([newKey]).encode([plain()]);

    const decoding = codec([oldKey]).decode(encrypted);

    await expect(decoding).rejects.toThrow(PayloadNotReadable);
    await expect(decoding).rejects.toThrow(
      `encrypted with payload key ${newKey.id}, which is not among the keys here (${oldKey.id}). Add that key to PREP_PAYLOAD_KEYS_FILE`,
    );
  });
});

describe('without a key', () => {
  it('nothing is encrypted', async () => {
    expect(await codec([]).encode([plain()])).toEqual([plain()]);
  });

  it('an encrypted payload is refused with what to set', async () => {
    const encrypted = await codec([newKey]).encode([plain()]);

    await expect(codec([]).decode(encrypted)).rejects.toThrow(
      `encrypted with payload key ${newKey.id}, but no payload key is configured here. Set PREP_PAYLOAD_KEYS_FILE`,
    );
  });
});

it('passes plain payloads through, among encrypted ones too', async () => {
  const binary = { metadata: { encoding: Buffer.from('binary/plain') }, data: Buffer.from([1, 2]) };
  const encrypted = await one(codec([newKey]).encode([plain()]));

  const decoded = await codec([newKey]).decode([plain(), encrypted, binary]);

  expect(decoded[0]).toEqual(plain());
  expect(read(decoded[1]!)).toEqual(value);
  expect(decoded[2]).toBe(binary);
});

describe('a payload that was tampered with', () => {
  /** An encrypted payload with some of it changed. */
  async function changed(change: (data: Buffer, metadata: Record<string, Uint8Array>) => Buffer | void) {
    const encrypted = await one(codec([newKey]).encode([plain()]));
    const metadata = { ...encrypted.metadata };
    const data = Buffer.from(encrypted.data!);
    return [{ metadata, data: change(data, metadata) ?? data }];
  }

  it.each<[string, (data: Buffer) => Buffer | void]>([
    ['its nonce', (data) => void (data[0]! ^= 1)],
    ['its ciphertext', (data) => void (data[20]! ^= 1)],
    ['its tag', (data) => void (data[data.length - 1]! ^= 1)],
    ['its length', (data) => data.subarray(0, -1)],
    ['all of it but 27 bytes', (data) => data.subarray(0, 27)],
    ['all of it', () => Buffer.alloc(0)],
  ])('in %s is refused', async (_, change) => {
    const decoding = codec([newKey]).decode(await changed(change));

    await expect(decoding).rejects.toThrow(PayloadNotReadable);
    await expect(decoding).rejects.toThrow(
      `payload key ${newKey.id} cannot be decrypted with it: it was changed`,
    );
  });

  it.each<[string, Record<string, string>]>([
    ['the key', { 'encryption-key-id': oldKey.id }],
    ['the namespace', { 'encryption-namespace': 'other' }],
  ])('by naming another one as %s is refused', async (_, marks) => {
    const payloads = await changed((__, metadata) => {
      for (const [name, text] of Object.entries(marks)) {
        metadata[name] = Buffer.from(text);
      }
    });

    await expect(codec([newKey, oldKey], 'migration', ['other']).decode(payloads)).rejects.toThrow(
      'it was changed',
    );
  });
});

describe('the namespace', () => {
  it('keeps what is of another one from being read with the same key', async () => {
    const elsewhere = await codec([newKey], 'production').encode([plain()]);

    await expect(codec([newKey], 'test').decode(elsewhere)).rejects.toThrow(
      'encrypted in namespace production, but here is namespace test. If its runs were moved here, add the namespace to PREP_PAYLOAD_ACCEPT_NAMESPACES',
    );
  });

  it('may be one whose runs were moved here', async () => {
    const before = await codec([newKey], 'old').encode([plain()]);

    expect((await codec([newKey], 'new', ['old']).decode(before)).map(read)).toEqual([value]);
  });
});

it('names what another program encrypted, and quotes no strange text', async () => {
  const encoding = Buffer.from('binary/encrypted');
  const foreign = { metadata: { encoding }, data: Buffer.alloc(40) };
  await expect(codec([newKey]).decode([foreign])).rejects.toThrow('encrypted by another program');

  const marks = {
    'encryption-key-id': Buffer.from('a\n\u001b[2J'),
    'encryption-namespace': Buffer.from('n'),
  };
  const strange = { ...foreign, metadata: { encoding, ...marks } };
  await expect(codec([newKey]).decode([strange])).rejects.toThrow('payload key "a\\u{A}\\u{1B}[2J",');
});
