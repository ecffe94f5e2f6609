import type { PrepError } from '../../contracts/prep-error';
import { serviceEndpoint } from '../alibaba/endpoint';
import { ANSWER_TIMEOUT_MS, type AlibabaIdentity } from '../alibaba/identity';
import { MAX_ANSWER_BYTES } from '../bounded-answers';
import { httpClient, NoAnswer, type HttpAnswer, type SendHttp } from '../http/http-client';
import { repeated } from '../http/repeated';
import { foreignAnswer, mgwError, mgwSilent } from './mgw-error';
import { queryText, signedHeaders } from './mgw-signature';
import {
  childrenOf,
  rootElement,
  textOf,
  xmlDocument,
  type XmlContent,
  type XmlElement,
} from './xml-elements';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** How to reach the service. Addresses and jobs belong to an account and a region. */
export interface MgwOptions extends AlibabaIdentity {
  /** ID of the Alibaba Cloud account, also for its RAM users. */
  readonly accountId: string;
  /** For example `cn-beijing`. */
  readonly region: string;
  /** `https://host[:port]`; http for loopback addresses only. Absent: the region's public endpoint. */
  readonly endpoint?: string | undefined;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What the call is about, for errors. */
  readonly resource: Said;
}

/** A call that changes nothing, and the name of the root element of its answer. */
export interface MgwRead extends Call {
  readonly root: string;
}

/** A call that changes something; its answer is empty. */
export interface MgwWrite extends Call {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Root element with its content. */
  readonly body?: readonly [root: string, content: XmlContent];
}

/** A list: its answer repeats `item`, and names the next page in `NextMarker`. */
export interface MgwList extends MgwRead {
  readonly item: string;
  /** Pages after which reading ends; absent: a longer list is an error. */
  readonly maxPages?: number;
}

/** Entries asked for on a page; the service gives 1000 at most. */
const PAGE_ENTRIES = 200;
/** An account has at most 500 jobs in a region. */
const MAX_PAGES = 50;

/**
 * Signed calls of the Data Online Migration API (2024-06-26): XML over https (http only on loopback addresses). There is no
 * SDK for Node.js.
 *
 * Redirects are never followed. Errors are rebuilt from code, status and request ID.
 */
export class MgwApi {
  readonly #origin: string;
  readonly #send: SendHttp;

  /** @throws PrepError `EndpointRefused` */
  constructor(private readonly options: MgwOptions) {
    const { accountId, region, endpoint, timeoutMs: withinMs = ANSWER_TIMEOUT_MS } = options;
    const publicHost = `${accountId}.${region}.mgw.aliyuncs.com`;
    const { protocol, host } = serviceEndpoint(phrase('resource.mgw'), endpoint, publicHost);
    this.#origin = `${protocol}://${host}`;
    this.#send = httpClient({ withinMs, maxBytes: MAX_ANSWER_BYTES });
  }

  /** The root element of the answer; repeated if time may help. @throws PrepError, or the signal's reason */
  async read(call: MgwRead, signal: AbortSignal): Promise<XmlElement> {
    return this.#repeated('read', call, signal, async (until) => {
      const answer = await this.#exchange('GET', call, undefined, until);
      const root = rootElement(answer.text);
      if (root?.name !== call.root) {
        throw foreignAnswer(call.resource, answer.status);
      }
      return root.element;
    });
  }

  /** All pages of a list. @throws PrepError, or the signal's reason */
  async readList(call: MgwList, signal: AbortSignal): Promise<XmlElement[]> {
    const entries: XmlElement[] = [];
    let marker = '';
    for (let page = 1; page <= (call.maxPages ?? MAX_PAGES); page++) {
      const query = { ...call.query, count: String(PAGE_ENTRIES), ...(marker === '' ? {} : { marker }) };
      const answer = await this.read({ ...call, query }, signal);
      entries.push(...childrenOf(answer, call.item));
      const next = textOf(answer, 'NextMarker');
      // A string in one model, a boolean in others; where it is absent, the marker tells.
      const truncated = textOf(answer, 'Truncated').toLowerCase() || String(next !== '');
      if (truncated !== 'true') {
        return entries;
      }
      if (next === '' || next === marker) {
        throw foreignAnswer(call.resource, 200, phrase('clouds.endlessList'));
      }
      marker = next;
    }
    if (call.maxPages === undefined) {
      throw foreignAnswer(call.resource, 200, phrase('clouds.endlessList'));
    }
    return entries;
  }

  /**
   * Once sent, the answer is awaited even if the caller gives up. Repeated only if the service says that it was asked too
   * often, and so did nothing.
   *
   * @throws PrepError, or the signal's reason
   */
  async write(call: MgwWrite, signal: AbortSignal): Promise<void> {
    const body = call.body === undefined ? undefined : xmlDocument(...call.body);
    await this.#repeated('write', call, signal, async (until) => {
      const answer = await this.#exchange(call.method, call, body, until);
      if (answer.text.trim() !== '') {
        throw foreignAnswer(call.resource, answer.status);
      }
    });
  }

  #repeated<T>(
    kind: 'read' | 'write',
    { resource }: Call,
    signal: AbortSignal,
    attempt: (until?: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const failure = (error: unknown): PrepError =>
      error instanceof NoAnswer ? mgwSilent(error, resource) : (error as PrepError);
    return repeated({ kind, attempt, failure }, signal);
  }

  /** @returns a success @throws PrepError, NoAnswer, or the signal's reason */
  async #exchange(
    method: 'GET' | MgwWrite['method'],
    { path, query = {}, resource }: Call,
    body: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<HttpAnswer> {
    const headers = signedHeaders(
      { method, path, query, body },
      this.options,
      this.options.region,
      new Date(),
    );
    const asked = Object.keys(query).length === 0 ? path : `${path}?${queryText(query)}`;
    const answer = await this.#send({ method, url: `${this.#origin}${asked}`, headers, body }, signal);
    if (!answer.whole) {
      throw foreignAnswer(resource, answer.status, phrase('clouds.tooLong'));
    }
    throwRefusal(answer, resource);
    return answer;
  }
}

const CODE = /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/;
const REQUEST_ID = /^[A-Za-z0-9-]{6,64}$/;

/** An error is found under any status. One without a body carries a request ID in its headers. */
function throwRefusal({ status, headers, text, retryAfterMs }: HttpAnswer, resource: Said): void {
  const root = rootElement(text);
  const error = root?.name === 'Error' ? root.element : undefined;
  const succeeded = status >= 200 && status < 300;
  if (error === undefined && succeeded) {
    return;
  }
  const headerId = matching(headers['x-oss-request-id'], REQUEST_ID);
  const unexplained = error === undefined && (text.trim() !== '' || headerId === undefined);
  if (unexplained && status !== 429 && status !== 503) {
    throw foreignAnswer(resource, status);
  }
  throw mgwError(
    {
      status,
      code: error && matching(textOf(error, 'Code'), CODE),
      // OSS, whose signature it is, has no code of its own for it.
      signingRegion: /signing region/i.test(textOf(error ?? {}, 'Message')),
      requestId: (error && matching(textOf(error, 'RequestId'), REQUEST_ID)) ?? headerId,
      retryAfterMs,
    },
    resource,
  );
}

function matching(text: string | undefined, form: RegExp): string | undefined {
  return text !== undefined && form.test(text) ? text : undefined;
}
