import { failureOf } from '../connection-failure';
import { withoutProxy } from '../ignored-proxy';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * The usable parts of an SDK error. Its message, cause and other fields are never passed on: they quote the request's
 * URL and body, and answers of proxies.
 */
export interface VendorError {
  readonly name: string;
  /** The service's error code, or the operating system's (`ECONNREFUSED`). */
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** For recognising a documented sentence only. */
  readonly message: string;
}

/** Reads the fields that both SDKs use; whatever does not look like a code or an ID is dropped. */
export function readVendorError(raw: unknown): VendorError {
  const fields = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const message = typeof fields['message'] === 'string' ? fields['message'] : '';
  const status = fields['statusCode'] ?? fields['status'];
  return {
    name: typeof fields['name'] === 'string' ? fields['name'] : '',
    code: matching(fields['code'], /^(?!undefined$|null$)[A-Za-z][A-Za-z0-9_.]{0,79}$/),
    status: typeof status === 'number' && status >= 100 ? status : undefined,
    requestId: matching(fields['requestId'], /^(?!undefined$|null$)[A-Za-z0-9-]{6,64}$/),
    message,
  };
}

/** The default endpoints. */
const ALIBABA_HOSTS = 'aliyuncs.com';

export const notInTime = (): Said => withoutProxy(phrase('clouds.notInTime'), ALIBABA_HOSTS);
/** @param code why, as the operating system calls it */
export const connectionFailed = (code?: string): Said =>
  withoutProxy(phrase(`clouds.${failureOf(code) ?? 'connectionFailed'}`), ALIBABA_HOSTS);

/** OpenSSL's and Node's sentences; the SDK of OSS passes on the sentence, and not the code. */
const codesBySentence: readonly (readonly [RegExp, string])[] = [
  [/self[- ]signed certificate in certificate chain/, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/self[- ]signed certificate/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/unable to verify the first certificate/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/unable to get local issuer certificate/, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [/certificate has expired/, 'CERT_HAS_EXPIRED'],
  [/certificate is not yet valid/, 'CERT_NOT_YET_VALID'],
  [/does not match certificate's altnames/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/wrong version number|packet length too long/, 'EPROTO'],
  [/^Parse Error: (Expected HTTP|Invalid (character in|HTTP|status|constant))/i, 'HPE_INVALID_CONSTANT'],
];

/** Why no answer came, as the operating system calls it: `ECONNREFUSED`, `ENOTFOUND`. */
export function networkCode({ code, message }: VendorError): string | undefined {
  return (
    matching(code, /^(E[A-Z]{3,20}|[A-Z]+(_[A-Z]+)+)$/) ??
    codesBySentence.find(([sentence]) => sentence.test(message))?.[1] ??
    /\bE[A-Z]{3,20}\b/.exec(message)?.[0]
  );
}

/** What the codes of `boundedAnswers` mean. */
export function outOfBounds(code: string | undefined): Said | undefined {
  switch (code) {
    case 'EMSGSIZE':
      return phrase('clouds.tooLong');
    case 'ETIMEDOUT':
      return notInTime();
    default:
      return undefined;
  }
}

function matching(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}
