import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { CODEC_PATH } from '../../configuration/settings/web-addresses';
import type { Language } from '../../presentation/words/language';
import { say, wordsOf } from '../../presentation/words/words';
import { asRefusal, Refusal } from '../http/refusal';
import { readBody } from '../http/request-body';
import type { AccessLog } from './access-log';
import type { Callers, CodecEnv } from './callers';
import { RateLimit } from './rate-limit';
import type { SessionCookies } from './session-cookie';
import { PAGE_HEADERS, signInPage } from './sign-in-page';
import { languageAsked } from '../http/language-asked';

const BODY = { mostBytes: 4096, withinMs: 10_000 };
/** No one guesses a token; this keeps the log readable. */
const TRIES = { burst: 10, perSecond: 0.5 };

/**
 * The page on which people sign in to the codec endpoint with their token, and sign out.
 *
 * @param publicUrl where browsers reach the endpoint
 * @param usual language for browsers that ask for none that there is
 */
export function signInRoutes(
  cookies: SessionCookies,
  callers: Callers,
  log: AccessLog,
  publicUrl: string,
  usual: Language,
): Hono<CodecEnv> {
  const { origin } = new URL(publicUrl);
  const tries = new RateLimit(TRIES);
  const app = new Hono<CodecEnv>();
  const shown = (context: Context<CodecEnv>, problem?: Refusal) => {
    const session = cookies.read(context.req.header('cookie'));
    const language = languageAsked(context, usual);
    const said = problem === undefined ? undefined : say(language, problem.said);
    const page = signInPage({ session, problem: said }, Date.now(), language);
    return context.html(page, problem?.status ?? 200, { ...PAGE_HEADERS, ...problem?.headers });
  };

  app.get(`${CODEC_PATH}/sign-in`, (context) => shown(context));
  // No other page may sign somebody in or out.
  app.on('POST', [`${CODEC_PATH}/sign-in`, `${CODEC_PATH}/sign-out`], async (context, next) => {
    if (context.req.header('origin') !== origin) {
      throw new Refusal(403, wordsOf(languageAsked(context, usual)).signIn.otherPage({ origin }));
    }
    await next();
  });
  app.post(`${CODEC_PATH}/sign-in`, async (context) => {
    const { signIn } = wordsOf(languageAsked(context, usual));
    const body = await readBody(context.env.incoming, BODY);
    const form = typeof body === 'string' ? '' : body.toString('utf8');
    const token = callers.tokenLike(new URLSearchParams(form).get('token')?.trim() ?? '');
    if (token === null) {
      // Only wrong ones are counted: behind a proxy everybody has one address.
      throw tries.allows(getConnInfo(context).remote.address ?? '')
        ? new Refusal(401, signIn.unknownToken)
        : new Refusal(429, signIn.tooManyTries, { 'Retry-After': '60' });
    }
    log.signedIn(context, token.name);
    context.header('Set-Cookie', cookies.open(token));
    return context.redirect('sign-in', 303);
  });
  app.post(`${CODEC_PATH}/sign-out`, (context) => {
    context.header('Set-Cookie', cookies.end());
    return context.redirect('sign-in', 303);
  });
  app.onError((error, context) => shown(context, asRefusal(error)));
  return app;
}
