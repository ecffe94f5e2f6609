import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { asRefusal } from './refusal';
import type { Language } from '../../presentation/words/language';
import type { Said } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';
import { languageAsked } from './language-asked';

/** What a handler finds in its context: Node's own request and response. */
export interface HttpEnv {
  Bindings: HttpBindings;
}

/**
 * Combines all parts. Answers are not cached, and an unknown path gets a list of the known ones.
 *
 * @param usual language of answers to requests that accept none of ours
 */
export function httpApp(parts: readonly Hono<HttpEnv>[], usual: Language): Hono<HttpEnv> {
  const error = (context: Context<HttpEnv>, said: Said) => ({
    error: say(languageAsked(context, usual), said),
  });
  const app = new Hono<HttpEnv>();
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
    context.header('X-Content-Type-Options', 'nosniff');
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) => {
        const allowed = methods.join(', ');
        return context.json(error(context, phrase('http.onlyMethods', { methods: allowed })), 405, {
          Allow: allowed,
        });
      },
    }),
  );
  parts.forEach((part) => app.route('/', part));
  const paths = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path);
  const known = [...new Set(paths)].join(', ');
  app.notFound((context) => context.json(error(context, phrase('http.paths', { known })), 404));
  app.onError((thrown, context) => {
    const { status, said, headers } = asRefusal(thrown);
    return context.json(error(context, said), status, { ...headers });
  });
  return app;
}
