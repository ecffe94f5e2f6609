import type Client from '@alicloud/ram20150501';
import { MAX_ANSWER_BYTES, type AnswerBounds } from '../bounded-answers';
import { ANSWER_TIMEOUT_MS, type AlibabaIdentity } from './identity';
import { serviceEndpoint } from './endpoint';
import type { Phrase } from '../../presentation/words/phrase';

/** How to reach RAM or STS. */
export interface OpenApiOptions extends AlibabaIdentity {
  /** `https://host[:port]`; http for loopback addresses only. Absent: the public endpoint. */
  readonly endpoint?: string | undefined;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** Configuration object of the generated OpenAPI clients; its class is in a package that we do not depend on. */
export type OpenApiConfig = ConstructorParameters<typeof Client>[0];

/**
 * Configuration of an OpenAPI client (RAM, IMS, STS). No `retryOptions`: repeating is up to Temporal, and a blind
 * repetition of CreateAccessKey would make a second key.
 *
 * @throws PrepError `EndpointRefused`
 */
export function openApiConfig(options: OpenApiOptions, service: Phrase, publicHost: string): OpenApiConfig {
  const { protocol, host } = serviceEndpoint(service, options.endpoint, publicHost);
  const timeoutMs = options.timeoutMs ?? ANSWER_TIMEOUT_MS;
  return {
    accessKeyId: options.accessKeyId,
    accessKeySecret: options.accessKeySecret.reveal(),
    securityToken: options.securityToken?.reveal(),
    endpoint: host,
    protocol: protocol.toUpperCase(),
    // The shorter of the two ends a request (httpx takes connectTimeout as the socket's idle time), so both are set.
    connectTimeout: timeoutMs,
    readTimeout: timeoutMs,
  } as OpenApiConfig;
}

/** Bounds of each answer of RAM and STS. */
export function openApiBounds({ timeoutMs = ANSWER_TIMEOUT_MS }: OpenApiOptions): AnswerBounds {
  return { maxBytes: MAX_ANSWER_BYTES, withinMs: timeoutMs };
}
