import RamClient from '@alicloud/ram20150501';
import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import { boundedAnswers, type AnswerBounds } from '../bounded-answers';
import { readCall, writeCall } from '../alibaba/cancellation';
import { openApiBounds, openApiConfig, type OpenApiOptions } from '../alibaba/openapi-config';
import { incompleteAnswer, openApiError } from '../alibaba/openapi-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Version of RAM's API, and of Identity Management's (IMS), which shares its users. */
type ApiVersion = '2015-05-01' | '2019-08-15';

export type RamParameters = Readonly<Record<string, string | boolean>>;

/** One action of RAM or IMS. */
export interface RamCall<T> {
  readonly action: string;
  /** What the call is about, for errors. */
  readonly resource: Said;
  readonly query?: RamParameters;
  /** For secrets: whatever is in the URL is quoted by error messages and logged by proxies. */
  readonly body?: RamParameters;
  readonly answer: z.ZodType<T>;
  readonly version?: ApiVersion;
}

/** Answer to an action that returns nothing: only RAM's request ID shows that RAM answered. */
export const acknowledged = z.object({ RequestId: z.string().min(1) });

type CallApiArguments = Parameters<RamClient['callApi']>;

/**
 * The SDK's client behind one generic call. The generated methods are not used: they put every parameter, a
 * password too, into the URL.
 */
export class RamApi {
  readonly #client: RamClient;
  readonly #bounds: AnswerBounds;

  /** @throws PrepError `EndpointRefused` */
  constructor(options: OpenApiOptions, publicHost: string) {
    this.#client = new RamClient(openApiConfig(options, phrase('resource.ram'), publicHost));
    this.#bounds = openApiBounds(options);
  }

  /** A call that changes nothing. @throws PrepError, or the signal's reason */
  async read<T>(call: RamCall<T>, signal: AbortSignal): Promise<T> {
    return readCall(signal, () => this.#send(call));
  }

  /** A call that changes something; waited for even if the signal aborts. @throws PrepError, or the signal's reason */
  async write<T>(call: RamCall<T>, signal: AbortSignal): Promise<T> {
    return writeCall(signal, () => this.#send(call));
  }

  async #send<T>({ action, resource, query, body, answer, version = '2015-05-01' }: RamCall<T>): Promise<T> {
    const response = await boundedAnswers(this.#bounds, () =>
      this.#client.callApi(...callArguments(action, version, query, body)),
    ).catch((error: unknown) => {
      throw openApiError(error, resource);
    });
    const parsed = answer.safeParse(response['body']);
    if (!parsed.success) {
      throw incompleteAnswer(resource);
    }
    return parsed.data;
  }
}

/**
 * A call about one user. RAM takes a call without UserName as one about the caller: CreateAccessKey would then make
 * a key of the administrator.
 *
 * @throws PrepError `RamRequestRefused` if the name is empty; nothing is sent
 */
export function aboutUser(userName: string): { resource: Said; query: { UserName: string } } {
  if (userName.trim() === '') {
    throw new PrepError('RamRequestRefused', {
      resource: phrase('resource.ramUserWithoutName'),
      detail: phrase('clouds.ramWithoutUser'),
    });
  }
  return { resource: phrase('resource.ramUser', { name: userName }), query: { UserName: userName } };
}

/**
 * Arguments of the SDK's generic call. Its model classes live in a transitive package; the call reads them as plain
 * records, so plain records are what it gets.
 */
function callArguments(
  action: string,
  version: ApiVersion,
  query: RamParameters | undefined,
  body: RamParameters | undefined,
): CallApiArguments {
  const parameters = {
    action,
    version,
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  };
  return [parameters, { query: asText(query), body: asText(body) }, {}] as unknown as CallApiArguments;
}

function asText(parameters: RamParameters | undefined): Record<string, string> | undefined {
  return (
    parameters && Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]))
  );
}
