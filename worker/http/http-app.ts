import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { asRefusal } from './refusal';

/** What a handler finds in its context: Node's own request and response. */
export interface HttpEnv {
  Bindings: HttpBindings;
}

/** Combines all parts. Answers are not cached, and an unknown path gets a list of the known ones. */
export function httpApp(parts: readonly Hono<HttpEnv>[]): Hono<HttpEnv> {
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
        return context.json({ error: `This path answers only ${allowed}.` }, 405, { Allow: allowed });
      },
    }),
  );
  parts.forEach((part) => app.route('/', part));
  const paths = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path);
  const known = [...new Set(paths)].join(', ');
  app.notFound((context) =>
    context.json({ error: `There are ${known}; metrics have a port of their own.` }, 404),
  );
  app.onError((error, context) => {
    const { status, message, headers } = asRefusal(error);
    return context.json({ error: message }, status, { ...headers });
  });
  return app;
}
