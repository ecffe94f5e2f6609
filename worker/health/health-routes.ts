import type { HttpAnswer, Route } from '../http/route';
import { liveness, Readiness, type HealthAnswer, type HealthSubject } from './worker-health';

const METHODS = ['GET', 'HEAD'];

/**
 * `/healthz` (200 while the process is worth keeping) and `/readyz` (200 while it takes work), each with a line of JSON;
 * 503 otherwise.
 */
export function healthRoutes(subject: HealthSubject): Route[] {
  const readiness = new Readiness(subject);
  return [
    {
      name: '/healthz',
      path: /^\/healthz$/,
      methods: METHODS,
      answer: () => Promise.resolve(asAnswer(liveness(subject))),
    },
    {
      name: '/readyz',
      path: /^\/readyz$/,
      methods: METHODS,
      answer: async () => asAnswer(await readiness.check()),
    },
  ];
}

function asAnswer(health: HealthAnswer): HttpAnswer {
  return { status: health.ok ? 200 : 503, body: health };
}
