import type { IncomingMessage } from 'node:http';
import type { PayloadCodec } from '@temporalio/common';
import type { Logger } from '@temporalio/worker';
import type { CodecEndpointSettings } from '../../configuration/settings/loaded-settings';
import { CODEC_PATH } from '../../configuration/settings/web-addresses';
import { pathOf, type HttpAnswer, type Route } from '../http/route';
import { AccessLog } from './access-log';
import { Callers } from './callers';
import { CodecRequests, type CodecLimits } from './codec-request';
import { originOf, preflightAnswer } from './cross-origin';
import type { Rate } from './rate-limit';
import { Refusal } from './refusal';
import { SessionCookies } from './session-cookie';
import { SignIn } from './sign-in';
import { temporalAccess, type ReadWithToken } from './temporal-access';

/** What the codec endpoint is made of. */
export interface CodecEndpoint {
  readonly settings: CodecEndpointSettings;
  readonly codec: PayloadCodec;
  readonly namespace: string;
  /** Writes the access log. */
  readonly logger: Logger;
  /** Asks the Temporal server with a caller's own token; null where it is not asked. */
  readonly read: ReadWithToken | null;
  /** Requests of one caller. */
  readonly rate?: Rate;
  readonly limits?: CodecLimits;
}

/** A page of the Web UI asks once for each payload of a long history, all at once. */
const USUAL_RATE = { burst: 1000, perSecond: 100 };

/**
 * `POST /codec/decode` and `/codec/encode`, as the Web UI and the Temporal CLI call a codec server, and the page
 * `/codec/sign-in` for people whose Web UI passes no access token.
 */
export function codecRoutes(endpoint: CodecEndpoint): Route[] {
  const { settings, codec, namespace, logger, read, rate = USUAL_RATE, limits } = endpoint;
  const { tokens, publicUrl, origins } = settings;
  const log = new AccessLog(logger);
  const cookies = new SessionCookies(tokens, publicUrl);
  const callers = new Callers(tokens, cookies, read === null ? null : temporalAccess(read));
  const requests = new CodecRequests({ codec, namespace, origins, callers, log, rate, limits });
  const signIn = new SignIn(cookies, callers, log, publicUrl);
  return [
    {
      name: `${CODEC_PATH}/decode`,
      // With {namespace} in the address, which the header X-Namespace repeats.
      path: /^\/codec(?:\/[^/]+)?\/(?:decode|encode)$/,
      methods: ['POST', 'OPTIONS'],
      answer: (request) =>
        request.method === 'OPTIONS'
          ? Promise.resolve(preflight(request, origins, log))
          : requests.answer(request, pathOf(request).endsWith('/decode') ? 'decode' : 'encode'),
    },
    {
      name: `${CODEC_PATH}/sign-in`,
      path: /^\/codec\/sign-in$/,
      methods: ['GET', 'HEAD', 'POST'],
      answer: (request) =>
        request.method === 'POST' ? signIn.enter(request) : Promise.resolve(signIn.page(request)),
    },
    {
      name: `${CODEC_PATH}/sign-out`,
      path: /^\/codec\/sign-out$/,
      methods: ['POST'],
      answer: (request) => Promise.resolve(signIn.leave(request)),
    },
  ];
}

function preflight(request: IncomingMessage, origins: readonly string[], log: AccessLog): HttpAnswer {
  try {
    return preflightAnswer(originOf(request, origins));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'The endpoint failed.');
    log.refused(request, refusal, null);
    return { status: refusal.status, body: { error: refusal.message } };
  }
}
