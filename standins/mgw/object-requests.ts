import { Pool, type Dispatcher } from 'undici';
import {
  awsV4,
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  percentEncode,
  scopeText,
  v4Signature,
} from '../core/signature-v4';
import { elementsNamed, textOf } from '../oss/xml-request';
import type { Listed, Problem } from './mgw-model';

/** Where objects are, and with which AccessKey they are reached. */
export interface ObjectPlace {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** The name that the server is called by. */
  readonly host: string;
  /** Region of the signature. */
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** An object as it is read: its headers, and what is kept with it. */
export interface ReadObject {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The other side refused. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${problem.code}: ${problem.message}`);
  }
}

/** Requests in the S3 dialect, which KS3 and OSS both speak, signed by AWS Signature Version 4. */
export class ObjectRequests {
  readonly #pools = new Map<string, Pool>();

  constructor(private readonly answerWithinMs: () => number) {}

  /** A page of a listing. @throws Refused */
  async list(
    place: ObjectPlace,
    token: string | undefined,
    maxKeys: number,
    signal: AbortSignal,
  ): Promise<{ objects: Listed[]; next: string | undefined }> {
    const query = {
      ...(token === undefined ? {} : { 'continuation-token': token }),
      'encoding-type': 'url',
      'list-type': '2',
      'max-keys': String(maxKeys),
      prefix: place.prefix,
    };
    const { body } = await this.#send(place, 'GET', { query }, signal);
    const xml = body.toString('utf8');
    const next = textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextContinuationToken') : undefined;
    const objects = elementsNamed(xml, 'Contents').map((entry) => ({
      key: decodeURIComponent((textOf(entry, 'Key') ?? '').replaceAll('+', '%20')),
      size: Number(textOf(entry, 'Size')),
      lastModified: new Date(textOf(entry, 'LastModified') ?? 0),
    }));
    return { objects, next };
  }

  /** The beginning of an object, or all of a smaller one. @throws Refused */
  async read(place: ObjectPlace, key: string, maxBytes: number, signal: AbortSignal): Promise<ReadObject> {
    try {
      return await this.#send(place, 'GET', { key, headers: { range: `bytes=0-${maxBytes - 1}` } }, signal);
    } catch (error) {
      // An empty object has no range.
      if (error instanceof Refused && error.status === 416) {
        return this.#send(place, 'GET', { key }, signal);
      }
      throw error;
    }
  }

  /** @throws Refused */
  async write(
    place: ObjectPlace,
    key: string,
    content: { body: Buffer; headers: Record<string, string> },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#send(place, 'PUT', { key, ...content }, signal);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  async #send(
    place: ObjectPlace,
    method: 'GET' | 'PUT',
    call: {
      key?: string;
      query?: Record<string, string>;
      headers?: Record<string, string>;
      body?: Buffer;
    },
    signal: AbortSignal,
  ): Promise<ReadObject> {
    const encode = (text: string, keepSlash = false) => percentEncode(Buffer.from(text), keepSlash);
    const key = call.key === undefined ? '' : `/${encode(call.key, true)}`;
    const path = `/${place.bucket}${key}`;
    const query = Object.entries(call.query ?? {})
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join('&');
    const headers = signed(place, method, path, query, call.headers ?? {});
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(this.answerWithinMs())]);
    const answer = await this.#pool(place.endpoint).request({
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers,
      body: call.body,
      signal: deadline,
    });
    const body = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode >= 300) {
      throw refused(answer.statusCode, body);
    }
    return { headers: flat(answer.headers), body };
  }

  #pool(endpoint: string): Pool {
    const pool = this.#pools.get(endpoint) ?? new Pool(endpoint, { connections: 8 });
    this.#pools.set(endpoint, pool);
    return pool;
  }
}

function signed(
  place: ObjectPlace,
  method: string,
  path: string,
  query: string,
  extra: Record<string, string>,
): Record<string, string> {
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const payload = 'UNSIGNED-PAYLOAD';
  const headers: Record<string, string> = {
    host: place.host,
    'x-amz-content-sha256': payload,
    'x-amz-date': timestamp,
    ...extra,
  };
  const names = Object.keys(headers).sort();
  const scope = { date: timestamp.slice(0, 8), region: place.region, service: 's3' };
  const canonical = [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    canonicalHeaders(headers, names),
    names.join(';'),
    payload,
  ].join('\n');
  const signature = v4Signature(awsV4, place.accessKeySecret, scope, timestamp, canonical);
  const credential = `${place.accessKeyId}/${scopeText(awsV4, scope)}`;
  return {
    ...headers,
    authorization: `${awsV4.algorithm} Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function refused(status: number, body: Buffer): Refused {
  const xml = body.toString('utf8');
  const code = textOf(xml, 'Code') ?? `HTTP${status}`;
  return new Refused(status, { code, message: textOf(xml, 'Message') ?? `HTTP ${status}` });
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
}
