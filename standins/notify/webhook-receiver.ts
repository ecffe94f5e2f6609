import { createHmac } from 'node:crypto';
import type { Clock, ServiceRequest } from '../core/service';
import { json, objectIn, type Robot, type RobotVerdict } from './robot';

const TOLERANCE_S = 300;

/** A receiver of signed JSON as Standard Webhooks 1.0 describes it; it answers with statuses. */
export function webhookReceiver(token: string, secret: string): Robot {
  const path = '/webhook/';
  const handle = (request: ServiceRequest, clock: Clock): RobotVerdict => {
    if (request.rawPath !== `${path}${token}`) {
      return { answer: json({ error: 'not found' }, 404) };
    }
    if (!isSigned(request, secret, clock)) {
      return { answer: json({ error: 'the signature does not match' }, 401) };
    }
    const document = objectIn(request);
    return document === undefined
      ? { answer: json({ error: 'not a JSON object' }, 400) }
      : { answer: { status: 204 }, taken: document };
  };
  return { kind: 'webhook', path, handle, tooFast: () => json({ error: 'too many requests' }, 429) };
}

function isSigned({ headers, body }: ServiceRequest, secret: string, clock: Clock): boolean {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name] ?? ''),
  );
  const age = Math.abs(clock.now().getTime() / 1000 - Number(timestamp));
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return id !== '' && age <= TOLERANCE_S && signature === `v1,${expected}`;
}
