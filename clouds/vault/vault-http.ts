import { createSecureContext } from 'node:tls';
import { endpointProblem } from '../../contracts/inputs/endpoint';
import { PrepError } from '../../contracts/prep-error';
import { certificateProblem, NOT_TRUSTED } from '../certificate-refusal';
import { failureOf } from '../connection-failure';
import { httpClient, NoAnswer } from '../http/http-client';
import { withoutProxy } from '../ignored-proxy';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Longest wait for an answer, in milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Far more than any answer of these calls has. */
const MAX_BYTES = 1024 * 1024;

/** A server, and with what every call to it goes. */
export interface VaultEndpoint {
  readonly address: string;
  readonly namespace?: string | undefined;
  /** PEM of the authority that signed the server's certificate, if the system does not know it. */
  readonly caCertificate?: string | undefined;
  /** Milliseconds. */
  readonly timeoutMs?: number | undefined;
}

export interface VaultCall {
  readonly method: 'GET' | 'POST';
  /** After `/v1/`, percent-encoded. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: object | undefined;
}

export interface VaultAnswer {
  readonly status: number;
  /** Parsed JSON; undefined for no body. */
  readonly body: unknown;
}

/**
 * Carries out one call of Vault's HTTP API. Errors contain no URL, headers or body.
 *
 * @throws PrepError `DeliveryUnavailable`, or the signal's reason
 */
export type CallVault = (call: VaultCall, signal?: AbortSignal) => Promise<VaultAnswer>;

/** @throws PrepError `DeliveryRefused` for an address that is not https (http on loopback only) */
export function vaultClient(endpoint: VaultEndpoint): CallVault {
  const { address, namespace, caCertificate: ca, timeoutMs: withinMs = ANSWER_TIMEOUT_MS } = endpoint;
  const problem = endpointProblem(address);
  if (problem !== null) {
    throw new PrepError('DeliveryRefused', {
      resource: phrase('resource.vault'),
      detail: phrase('clouds.vaultAddress', { problem }),
    });
  }
  const trust = ca === undefined ? undefined : createSecureContext({ ca });
  const send = httpClient({ withinMs, maxBytes: MAX_BYTES, trust });
  return async ({ method, path, token, body }, signal) => {
    const headers = {
      // Vault's agents and proxies may insist on it, as a protection against forged requests.
      'x-vault-request': 'true',
      ...(token === undefined ? {} : { 'x-vault-token': token }),
      ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const url = new URL(`/v1/${path}`, address).href;
    const sent = { method, url, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    const { status, text, whole } = await send(sent, signal).catch((error: unknown) => {
      throw error instanceof NoAnswer
        ? unavailable(endpoint, whyNoAnswer(endpoint, error), error.code)
        : error;
    });
    if (!whole) {
      throw unavailable(endpoint, withoutProxy(phrase('clouds.noAnswer'), new URL(address).hostname));
    }
    try {
      return { status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    } catch {
      throw unavailable(endpoint, phrase('clouds.notJsonStatus', { status }));
    }
  };
}

function whyNoAnswer({ address }: VaultEndpoint, { code }: NoAnswer): Said {
  const problem = certificateProblem(code);
  if (problem === undefined) {
    return withoutProxy(phrase(`clouds.${failureOf(code) ?? 'noAnswer'}`), new URL(address).hostname);
  }
  const detail = phrase('clouds.itsCertificate', { problem });
  return problem === NOT_TRUSTED ? [detail, phrase('clouds.vaultAuthority')] : detail;
}

function unavailable({ address }: VaultEndpoint, detail: Said, code?: string): PrepError {
  return new PrepError('DeliveryUnavailable', {
    resource: phrase('resource.vaultAt', { address }),
    detail,
    code,
  });
}
