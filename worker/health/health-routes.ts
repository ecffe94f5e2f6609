import { Hono } from 'hono';
import type { HttpEnv } from '../http/http-app';
import { liveness, Readiness, type HealthSubject } from './worker-health';

/**
 * `/healthz` (200 while the process is worth keeping) and `/readyz` (200 while it takes work), each with JSON;
 * 503 otherwise.
 */
export function healthRoutes(subject: HealthSubject): Hono<HttpEnv> {
  const readiness = new Readiness(subject);
  const app = new Hono<HttpEnv>();
  app.get('/healthz', (context) => {
    const health = liveness(subject);
    return context.json(health, health.ok ? 200 : 503);
  });
  app.get('/readyz', async (context) => {
    const health = await readiness.check();
    return context.json(health, health.ok ? 200 : 503);
  });
  return app;
}
