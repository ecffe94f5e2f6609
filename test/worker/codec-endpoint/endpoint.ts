import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { codecRoutes, type CodecEndpoint } from '../../../worker/codec-endpoint/codec-routes';
import { makeCodecToken } from '../../../configuration/settings/codec-tokens';
import { EncryptionCodec } from '../../../configuration/encryption/encryption-codec';
import { makePayloadKey } from '../../../configuration/encryption/payload-keys';
import type { ReadResult } from '../../../provisioning/trust/finished-run';
import { startHttpServer } from '../../../worker/http/http-server';

export const ORIGIN = 'https://temporal.example.com';
export const PUBLIC_URL = 'https://codec.example.com/codec';
export const NAMESPACE = 'migration';

export const key = makePayloadKey();
const codec = new EncryptionCodec({ keys: [key], acceptNamespaces: [] }, NAMESPACE);
export const [li, zhang] = [makeCodecToken('li.wei'), makeCodecToken('zhang.min')];

/** A payload as the Web UI writes it. */
export function jsonPayload(value: unknown) {
  return { metadata: { encoding: base64('json/plain') }, data: base64(JSON.stringify(value)) };
}

export function base64(text: string | Uint8Array): string {
  return Buffer.from(text as Uint8Array).toString('base64');
}

/** Payloads encrypted with the endpoint's key, as the Web UI has them from the server. */
export async function encrypted(...values: unknown[]) {
  const payloads = values.map((value) => ({
    metadata: { encoding: Buffer.from('json/plain') },
    data: Buffer.from(JSON.stringify(value)),
  }));
  return (await codec.encode(payloads)).map(({ metadata, data }) => ({
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]),
    ),
    data: base64(data ?? ''),
  }));
}

/** A codec endpoint that listens, and what its access log has recorded. */
export async function startEndpoint({
  read = null,
  rate,
  limits,
  readResult = null,
}: Partial<Pick<CodecEndpoint, 'read' | 'rate' | 'limits'>> & {
  readonly readResult?: ReadResult | null;
} = {}) {
  const log: LogEntry[] = [];
  const server = await startHttpServer(
    { host: '127.0.0.1', port: 0 },
    codecRoutes({
      settings: {
        publicUrl: PUBLIC_URL,
        origins: [ORIGIN],
        tokens: [li, zhang],
        temporalTokens: read !== null,
      },
      codec,
      namespace: NAMESPACE,
      logger: new DefaultLogger('INFO', (entry) => log.push(entry)),
      read,
      reports: { read: () => readResult, language: 'en' },
      ...(rate === undefined ? {} : { rate }),
      ...(limits === undefined ? {} : { limits }),
    }),
  );
  /** Sends a request as the Temporal CLI does, unless headers say otherwise; null leaves one out. */
  const post = (path: string, body: unknown, headers: Record<string, string | null> = {}) => {
    const all = {
      'Content-Type': 'application/json',
      'X-Namespace': NAMESPACE,
      Authorization: `Bearer ${li.secret.reveal()}`,
      ...headers,
    };
    return fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
      body: typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });
  };
  return { ...server, log, post };
}
