import type { PayloadCodec } from '@temporalio/common';
import type { Logger } from '@temporalio/worker';
import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { quoted } from '../../presentation/text/foreign-text';
import type { CodecEndpointSettings } from '../../configuration/settings/loaded-settings';
import { CODEC_PATH } from '../../configuration/settings/web-addresses';
import type { HttpEnv } from '../http/http-app';
import { Refusal } from '../http/refusal';
import { DEFAULT_NAMESPACE } from '../../configuration/temporal/temporal-target';
import { reportRoutes, type ReportSource } from '../reports/report-routes';
import { AccessLog, type Operation } from './access-log';
import { Callers, type CodecEnv } from './callers';
import { Conversions, type CodecLimits } from './conversions';
import type { Rate } from './rate-limit';
import { SessionCookies } from './session-cookie';
import { signInRoutes } from './sign-in';
import { temporalAccess, type ReadWithToken } from './temporal-access';
import { phrase } from '../../presentation/words/words';

/** What the codec endpoint needs. */
export interface CodecEndpoint {
  readonly settings: CodecEndpointSettings;
  readonly codec: PayloadCodec;
  readonly namespace: string;
  /** Writes the access log. */
  readonly logger: Logger;
  /** Asks the Temporal server with a caller's own token; null if that is disabled. */
  readonly read: ReadWithToken | null;
  /** Requests of one caller. */
  readonly rate?: Rate;
  readonly reports: ReportSource;
  readonly limits?: CodecLimits;
}

/** Headers of the Web UI; `Authorization-Extras` contains the ID token if it passes the access token. */
const ALLOWED_HEADERS = ['Content-Type', 'X-Namespace', 'Authorization', 'Authorization-Extras'];
const PREFLIGHT_HOLDS_SECONDS = 600;

/**
 * `POST /codec/decode` and `/codec/encode` for the Web UI and the Temporal CLI, `/codec/reports/` for reports, and the
 * page `/codec/sign-in` for people whose Web UI passes no access token.
 */
export function codecRoutes(endpoint: CodecEndpoint): Hono<HttpEnv> {
  const { settings, namespace, logger, read } = endpoint;
  const { tokens, publicUrl, origins } = settings;
  const log = new AccessLog(logger);
  const cookies = new SessionCookies(tokens, publicUrl);
  const callers = new Callers(tokens, cookies, read === null ? null : temporalAccess(read));
  const conversions = new Conversions(endpoint);
  // Pages of the Web UI may read an answer, a refusal too, and send the cookie of the sign-in page along.
  const readable = cors({
    origin: [...origins],
    allowMethods: ['POST'],
    allowHeaders: ALLOWED_HEADERS,
    maxAge: PREFLIGHT_HOLDS_SECONDS,
    credentials: true,
  });

  const app = new Hono<CodecEnv>();
  app.use(async (context, next) => {
    await next();
    if (context.error !== undefined) {
      log.refused(context, context.error);
    }
  });
  for (const operation of ['decode', 'encode'] as const) {
    app.on(
      'POST',
      pathsOf(operation),
      fromPageOf(origins),
      readable,
      callers.identified,
      inNamespace(namespace),
      async (context) => {
        const { payloads, encrypted, body } = await conversions.convert(context, operation);
        log.done(context, operation, namespace, { all: payloads, encrypted });
        return context.json(body);
      },
    );
  }
  app.on('OPTIONS', [...pathsOf('decode'), ...pathsOf('encode')], fromPageOf(origins), readable);
  app.route('/', reportRoutes(endpoint.reports, callers, log));
  app.route('/', signInRoutes(cookies, callers, log, publicUrl, endpoint.reports.language));
  return new Hono<HttpEnv>().route('/', app);
}

/** With {namespace} in the address too, which the header X-Namespace repeats. */
function pathsOf(operation: Operation): string[] {
  return [`${CODEC_PATH}/${operation}`, `${CODEC_PATH}/:namespace/${operation}`];
}

/** Lets pages of the Web UI in, and what is no page of a browser, as the Temporal CLI. */
function fromPageOf(allowed: readonly string[]): MiddlewareHandler<CodecEnv> {
  return async (context, next) => {
    const origin = context.req.header('origin');
    if (origin !== undefined && !allowed.includes(origin)) {
      throw new Refusal(403, phrase('http.otherOrigin', { origin: quoted(origin, 200) }));
    }
    await next();
  };
}

function inNamespace(namespace: string): MiddlewareHandler<CodecEnv> {
  return async (context, next) => {
    const header = context.req.header('x-namespace');
    if (header === undefined) {
      throw new Refusal(400, phrase('http.noNamespace'));
    }
    // The CLI sends it empty if it got no --namespace.
    const asked = header === '' ? DEFAULT_NAMESPACE : header;
    if (asked !== namespace) {
      throw new Refusal(403, phrase('http.otherNamespace', { here: namespace, asked: quoted(asked, 200) }));
    }
    await next();
  };
}
