import { createHmac } from 'node:crypto';
import type { Secret } from '../../contracts/credentials/secret';
import { post } from './post';
import type { Receiver } from './port';

/** Any HTTP receiver of JSON. A status of 2xx means that it has the message, whatever it answers. */
export function createWebhookReceiver(url: Secret, secret: Secret): Receiver {
  return {
    async deliver(id, message, signal) {
      const body = JSON.stringify(message);
      const headers = signatureHeaders(id, body, secret, Date.now());
      return post({ url: url.reveal(), headers, body }, () => ({ outcome: 'delivered' }), signal);
    },
  };
}

/**
 * Signs as Standard Webhooks 1.0 says (standardwebhooks.com), for which there are libraries in most languages:
 * `webhook-signature` = `v1,` + base64(HMAC-SHA256(key, id + "." + timestamp + "." + body)).
 *
 * @param now milliseconds; the header is in seconds
 */
export function signatureHeaders(
  id: string,
  body: string,
  secret: Secret,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** After `whsec_`, the form of Standard Webhooks, the key is written as base64; any other secret is the key itself. */
function keyOf(secret: Secret): Buffer {
  const text = secret.reveal();
  return text.startsWith('whsec_') ? Buffer.from(text.slice('whsec_'.length), 'base64') : Buffer.from(text);
}
