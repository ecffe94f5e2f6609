import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import {
  awsV4,
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  scopeText,
  sha256Hex,
  v4Signature,
} from '../../../standins/core/signature-v4';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface RawRequest {
  endpoint: string;
  method?: string;
  /** Path and query as they go onto the wire. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Signer {
  accessKeyId: string;
  accessKeySecret: string;
  region?: string;
  /** Default: s3, which signs the header of the payload's hash; other services are not sent one. */
  service?: string;
  /** Default: now. */
  at?: Date;
  payloadHash?: string;
}

/** Sends exactly what it is given, Host header included. */
export function send(raw: RawRequest): Promise<Answer> {
  const { hostname, port } = new URL(raw.endpoint);
  const length = raw.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(raw.body)) };
  const headers = { ...raw.headers, ...length };
  return new Promise((resolve, reject) => {
    const call = request(
      { hostname, port, path: raw.path, method: raw.method ?? 'GET', headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    call.on('error', reject);
    call.end(raw.body);
  });
}

/** The request with a header signature, all its headers signed. */
export function sign(raw: RawRequest, signer: Signer): RawRequest {
  const timestamp = v4Timestamp(signer.at ?? new Date());
  const payloadHash = signer.payloadHash ?? sha256Hex(raw.body ?? '');
  const service = signer.service ?? 's3';
  const headers: Record<string, string> = {
    host: new URL(raw.endpoint).host,
    'x-amz-date': timestamp,
    ...(service === 's3' ? { 'x-amz-content-sha256': payloadHash } : {}),
    ...raw.headers,
  };
  const names = Object.keys(headers).sort();
  const [path = '', query = ''] = raw.path.split('?');
  const scope = { date: timestamp.slice(0, 8), region: signer.region ?? 'BEIJING', service };
  const canonical = [
    raw.method ?? 'GET',
    canonicalPath(path),
    canonicalQuery(query),
    canonicalHeaders(headers, names),
    names.join(';'),
    payloadHash,
  ].join('\n');
  const signature = v4Signature(awsV4, signer.accessKeySecret, scope, timestamp, canonical);
  const credential = `${signer.accessKeyId}/${scopeText(awsV4, scope)}`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...raw, headers };
}

/** The request with a presigned query. */
export function presign(raw: RawRequest, signer: Signer, expires: number): RawRequest {
  const timestamp = v4Timestamp(signer.at ?? new Date());
  const scope = { date: timestamp.slice(0, 8), region: signer.region ?? 'BEIJING', service: 's3' };
  const { host } = new URL(raw.endpoint);
  const [path = '', query = ''] = raw.path.split('?');
  const signing = new URLSearchParams({
    'X-Amz-Algorithm': awsV4.algorithm,
    'X-Amz-Credential': `${signer.accessKeyId}/${scopeText(awsV4, scope)}`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': String(expires),
    'X-Amz-SignedHeaders': 'host',
  });
  const whole = [query, signing.toString()].filter((part) => part !== '').join('&');
  const canonical = [
    raw.method ?? 'GET',
    canonicalPath(path),
    canonicalQuery(whole),
    `host:${host}\n`,
    'host',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const signature = v4Signature(awsV4, signer.accessKeySecret, scope, timestamp, canonical);
  return { ...raw, path: `${path}?${whole}&X-Amz-Signature=${signature}` };
}

const v4Timestamp = (time: Date): string => time.toISOString().replace(/[-:]|\.\d{3}/g, '');
