import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { PrepError } from '../../contracts/prep-error';
import { endpointProblem } from '../../contracts/endpoint';
import { networkCode, readVendorError } from '../alibaba/vendor-error';
import { certificateProblem, NOT_TRUSTED } from '../certificate-refusal';
import { withoutProxy } from '../ignored-proxy';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Longest wait for an answer, in milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Far more than any answer of the calls made here has. */
const MAX_BYTES = 1024 * 1024;

/** A server, and with what every call to it goes. */
export interface VaultEndpoint {
  readonly address: string;
  readonly namespace?: string | undefined;
  /** PEM of the authority that signed the server's certificate, where the system does not know it. */
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
 * Carries out one call of Vault's HTTP API. Redirects are never followed: the token would go to a host that was not
 * configured. What goes wrong is told without URL, headers or body.
 *
 * @throws PrepError `DeliveryUnavailable`, or `DeliveryRefused` for an address that is not https (http on loopback only)
 */
export async function callVault(
  endpoint: VaultEndpoint,
  call: VaultCall,
  signal: AbortSignal,
): Promise<VaultAnswer> {
  signal.throwIfAborted();
  const problem = endpointProblem(endpoint.address);
  if (problem !== null) {
    throw new PrepError('DeliveryRefused', {
      resource: phrase('resource.vault'),
      detail: phrase('clouds.vaultAddress', { problem }),
    });
  }
  const { status, text } = await send(endpoint, call, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    const code = networkCode(readVendorError(error));
    throw unavailable(endpoint, whyNoAnswer(endpoint, code), code);
  });
  if (text === '') {
    return { status, body: undefined };
  }
  try {
    return { status, body: JSON.parse(text) as unknown };
  } catch {
    throw unavailable(endpoint, phrase('clouds.notJsonStatus', { status }));
  }
}

function whyNoAnswer({ address }: VaultEndpoint, code: string | undefined): Said {
  const problem = certificateProblem(code);
  if (problem === undefined) {
    return withoutProxy(phrase('clouds.noAnswer'), new URL(address).hostname);
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

function send(
  { address, namespace, caCertificate, timeoutMs = ANSWER_TIMEOUT_MS }: VaultEndpoint,
  { method, path, token, body }: VaultCall,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const url = new URL(`/v1/${path}`, address);
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    // Vault's agents and proxies may insist on it, as a protection against forged requests.
    'X-Vault-Request': 'true',
    ...(token === undefined ? {} : { 'X-Vault-Token': token }),
    ...(namespace === undefined ? {} : { 'X-Vault-Namespace': namespace }),
    ...(payload === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(payload)) }),
  };
  const options = { method, headers, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) };
  return new Promise((resolve, reject) => {
    const onAnswer = (answer: IncomingMessage): void => {
      readText(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
    };
    const request =
      url.protocol === 'http:'
        ? httpRequest(url, options, onAnswer)
        : httpsRequest(
            url,
            { ...options, ...(caCertificate === undefined ? {} : { ca: caCertificate }) },
            onAnswer,
          );
    request.on('error', reject);
    request.end(payload);
  });
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new Error('The answer is too long.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
