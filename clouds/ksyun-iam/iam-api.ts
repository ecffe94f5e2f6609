import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import { endpointProblem } from '../../contracts/inputs/endpoint';
import type { IamAccess } from '../../contracts/settings';
import { MAX_ANSWER_BYTES } from '../bounded-answers';
import { certificateDetail } from '../certificate-refusal';
import { escapeQuery } from '../http/escape-query';
import { httpClient, NoAnswer, type SendHttp } from '../http/http-client';
import { repeated } from '../http/repeated';
import { failureOf } from '../connection-failure';
import { withoutProxy } from '../ignored-proxy';
import { trustOf } from '../ks3/trust';
import { readIamAnswer } from './iam-answer';
import { iamError, iamSilent } from './iam-error';
import { NodeSha256 } from './node-sha256';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** One action of IAM. */
export interface IamCall<T> {
  readonly action: string;
  /** What the call is about, for errors. */
  readonly resource: Said;
  readonly parameters: Readonly<Record<string, string>>;
  readonly answer: z.ZodType<T>;
}

/** How to reach IAM. */
export interface IamOptions extends IamAccess {
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

const API_VERSION = '2015-11-01';
const ANSWER_TIMEOUT_MS = 10_000;

/** Answer to an action that returns nothing: IAM's request ID shows that IAM answered. */
export const acknowledged = z.object({
  RequestId: z.string().min(1),
  result: z.union([z.literal(true), z.number()]).optional(),
});

/**
 * Signed calls of IAM's OpenAPI: POST with Action and Version in the URL and everything else in the body, answers in
 * JSON, over https (http only on loopback addresses). Kingsoft's own SDK for Node.js is not used: it defaults to
 * plain http, and prints each request with its signature to standard output.
 *
 * Redirects are never followed. Errors are rebuilt from code, status and request ID.
 */
export class IamApi {
  readonly #url: URL;
  readonly #signer: SignatureV4;
  readonly #post: SendHttp;
  /** The setting that names a certificate authority. */
  readonly #authorities: Said;

  /** @throws PrepError `EndpointRefused` */
  constructor(options: IamOptions) {
    const problem = endpointProblem(options.endpoint);
    if (problem !== null) {
      throw new PrepError('EndpointRefused', {
        resource: phrase('resource.iam'),
        detail: phrase('clouds.endpoint', { problem }),
      });
    }
    this.#url = new URL(options.endpoint);
    this.#post = httpClient({
      withinMs: options.timeoutMs ?? ANSWER_TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      trust: trustOf(options.caCertificates),
    });
    this.#authorities = phrase(
      options.caCertificates === undefined ? 'clouds.anyAuthority' : 'clouds.sourceAuthority',
    );
    this.#signer = new SignatureV4({
      service: 'iam',
      region: options.region,
      credentials: {
        accessKeyId: options.accessKeyId,
        secretAccessKey: options.accessKeySecret.reveal(),
        ...(options.sessionToken === undefined ? {} : { sessionToken: options.sessionToken.reveal() }),
      },
      sha256: NodeSha256,
      // Kingsoft's SDKs send no x-amz-content-sha256, and whether IAM takes one is not known.
      applyChecksum: false,
    });
  }

  /** A call that changes nothing; retried if time may help. @throws PrepError, or the signal's reason */
  async read<T>(call: IamCall<T>, signal: AbortSignal): Promise<T> {
    return this.#repeated('read', call, signal);
  }

  /**
   * A call that changes something. Once sent, its answer is awaited even if the caller gives up. Retried only if IAM says
   * that it was not carried out.
   *
   * @throws PrepError, or the signal's reason
   */
  async write<T>(call: IamCall<T>, signal: AbortSignal): Promise<T> {
    return this.#repeated('write', call, signal);
  }

  #repeated<T>(kind: 'read' | 'write', call: IamCall<T>, signal: AbortSignal): Promise<T> {
    return repeated(
      {
        kind,
        attempt: (until) => this.#send(call, until),
        failure: (error) =>
          error instanceof PrepError
            ? error
            : iamSilent(call.resource, this.#whyNoAnswer(error), codeOf(error)),
      },
      signal,
    );
  }

  #whyNoAnswer(error: unknown): Said {
    const late = error instanceof NoAnswer && error.late;
    return (
      certificateDetail(codeOf(error), this.#authorities) ??
      withoutProxy(
        phrase(`clouds.${late ? 'notInTime' : (failureOf(codeOf(error)) ?? 'connectionFailed')}`),
        this.#url.hostname,
      )
    );
  }

  async #send<T>({ action, resource, parameters, answer }: IamCall<T>, signal?: AbortSignal): Promise<T> {
    const query = { Action: action, Version: API_VERSION };
    const body = formBody(parameters);
    const { headers } = await this.#signer.sign({
      method: 'POST',
      protocol: this.#url.protocol,
      hostname: this.#url.hostname,
      path: '/',
      query,
      headers: {
        host: this.#url.host,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body,
    });
    const url = `${this.#url.origin}/?${formBody(query)}`;
    const came = readIamAnswer(await this.#post({ method: 'POST', url, headers, body }, signal));
    if (came.kind === 'refusal') {
      throw iamError(came, resource);
    }
    const parsed = came.kind === 'result' ? answer.safeParse(came.body) : undefined;
    if (parsed?.success !== true) {
      throw new PrepError('IamUnavailable', {
        resource,
        detail: phrase('clouds.notDocumented'),
        status: came.kind === 'foreign' ? came.status : undefined,
      });
    }
    return parsed.data;
  }
}

/** Pairs in RFC 3986 encoding, as in the signature; URLSearchParams would write a space as `+`. */
function formBody(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${escapeQuery(name)}=${escapeQuery(value)}`)
    .join('&');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof NoAnswer ? error.code : undefined;
}
