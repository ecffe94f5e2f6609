import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { EncryptionCodec } from '../../configuration/encryption/encryption-codec';
import { makePayloadKey, type PayloadKey } from '../../configuration/encryption/payload-keys';

/** A payload that no worker of this product can decode, and how it says so. */
export interface ForeignPayload {
  readonly what: string;
  readonly payload: Payload;
  readonly reason: RegExp;
}

/** What is in it; never shown. */
const FOREIGN_TEXT = '{"approver":"mallory","source":{"bucket":"mallory"}}';

function encodedAs(encoding: string, data: Uint8Array | string, more: Record<string, string> = {}): Payload {
  const metadata = { encoding, ...more };
  return {
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text)])),
    data: Buffer.from(data),
  };
}

const OF_REFERENCE = { messageType: 'temporal.api.sdk.v1.ExternalStorageReference' };

/** A key of ours opens only the outer one. */
const TWICE = 'encrypted by another program';

/** What the SDK takes for a reference to its external storage. */
export const REFERENCE = encodedAs('json/protobuf', '{"driverName":"s3"}', OF_REFERENCE);

/** What the Web UI and the Temporal CLI offer, what SDKs of other languages send, and what is broken. */
const PLAIN: readonly ForeignPayload[] = [
  ...[
    'json/protobuf',
    'binary/protobuf',
    'json',
    'binary/plain',
    'text/html',
    'ks3-oss-prep/undecrypted',
  ].map((encoding) => ({
    what: encoding,
    payload: encodedAs(encoding, FOREIGN_TEXT),
    reason:
      encoding === 'ks3-oss-prep/undecrypted'
        ? /encrypted by another program/
        : new RegExp(`its encoding is ${encoding}, and only json/plain is read`),
  })),
  {
    what: 'an encoding with a line break',
    payload: encodedAs('json\nplain\u202e', FOREIGN_TEXT),
    reason: /its encoding is "json\\u\{A\}plain\\u\{202E\}", and/,
  },
  { what: 'no encoding', payload: { metadata: {}, data: Buffer.from('{}') }, reason: /names no encoding/ },
  { what: 'no metadata', payload: { data: Buffer.from('{}') }, reason: /names no encoding/ },
  { what: 'no JSON', payload: encodedAs('json/plain', `${FOREIGN_TEXT},`), reason: /it is not JSON/ },
  { what: 'nothing as JSON', payload: encodedAs('json/plain', ''), reason: /it is empty/ },
  {
    what: 'JSON that is not UTF-8',
    payload: encodedAs('json/plain', Buffer.from('{"approver":"m\xe9"}', 'latin1')),
    reason: /it is not UTF-8/,
  },
  {
    what: 'JSON of 200,000 levels',
    payload: encodedAs('json/plain', `${'['.repeat(200_000)}${']'.repeat(200_000)}`),
    reason: /nested deeper than 100 levels/,
  },
  {
    what: 'a reference to external storage',
    payload: REFERENCE,
    reason: /its encoding is json\/protobuf/,
  },
  {
    what: 'a broken reference to external storage',
    payload: encodedAs('json/protobuf', '{', OF_REFERENCE),
    reason: /its encoding is json\/protobuf/,
  },
  {
    what: TWICE,
    payload: encodedAs('binary/encrypted', 'secret'),
    reason: /encrypted by another program/,
  },
];

async function encrypted(key: PayloadKey, namespace: string, payload: Payload): Promise<Payload> {
  const [sealed] = await new EncryptionCodec({ keys: [key], acceptNamespaces: [] }, namespace).encode([
    payload,
  ]);
  return sealed ?? payload;
}

/** All of them for a worker with this key, or with none. */
export async function foreignPayloads(key: PayloadKey | undefined): Promise<ForeignPayload[]> {
  const readable = defaultPayloadConverter.toPayload(JSON.parse(FOREIGN_TEXT));
  const unknown = {
    what: 'encrypted with a key that the worker lacks',
    payload: await encrypted(makePayloadKey(), 'default', readable),
    reason: /encrypted with payload key [0-9a-f]{12}, which the worker does not have/,
  };
  if (key === undefined) {
    return [...PLAIN, unknown];
  }
  const sealed = await encrypted(key, 'default', readable);
  const inside = PLAIN.map(async ({ what, payload, reason }) => ({
    what: `${what}, encrypted`,
    payload: await encrypted(key, 'default', payload),
    reason: what === TWICE ? /its encoding is binary\/encrypted/ : reason,
  }));
  return [
    ...PLAIN,
    unknown,
    {
      what: 'encrypted for another namespace',
      payload: await encrypted(key, 'elsewhere', readable),
      reason: /was encrypted in namespace elsewhere, and here is namespace default/,
    },
    {
      what: 'changed after it was encrypted',
      payload: { ...sealed, data: Buffer.concat([sealed.data ?? Buffer.alloc(0), Buffer.from('x')]) },
      reason: /was changed or cut after it was encrypted/,
    },
    ...(await Promise.all(inside)),
  ];
}
