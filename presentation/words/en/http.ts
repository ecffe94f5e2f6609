import type { Said, Say } from '../phrase';

/** Why the HTTP server of a worker does not answer as asked. */
export const http = {
  onlyMethods: ({ methods }: { methods: string }) => `This path answers only ${methods}.`,
  paths: ({ known }: { known: string }) => `There are ${known}; metrics have a port of their own.`,
  failed: ({ kind }: { kind: string }) => `The answer to this request failed (${kind}).`,

  // Why there is no server
  cannotListen: ({ address, why }: { address: string; why: Said }, say: Say) =>
    `The HTTP endpoints cannot listen on ${address}: ${say(why)}. Set worker.http_port and worker.http_host (PREP_HTTP_PORT, PREP_HTTP_HOST) otherwise; 0 turns them off.`,
  noMetrics: ({ address, why }: { address: string; why: Said }, say: Say) =>
    `The metrics cannot be served on ${address}: ${say(why)}. Set worker.metrics_port (PREP_METRICS_PORT) otherwise; 0 turns them off.`,
  portTaken: 'another program listens there',
  addressUnusable: 'the address cannot be used',

  // Who may use the codec endpoint
  tokenRefused: 'The token is not accepted here.',
  noToken: 'Send a token as "Authorization: Bearer TOKEN", or sign in on the page /codec/sign-in.',
  otherOrigin: ({ origin }: { origin: string }) =>
    `Pages of ${origin} may not use this endpoint. If that is the address of your Web UI, add it to codec_endpoint.origins (PREP_CODEC_ORIGINS).`,
  tooManyTokens: 'Too many unknown tokens are being tried. Try again in a minute.',
  temporalSilent: 'The Temporal server, which checks these tokens, does not answer.',
  anyToken:
    'This Temporal server accepts any token, so it cannot tell who may decode. Give the callers tokens in codec_endpoint.tokens_file, and unset codec_endpoint.temporal_tokens.',

  // What is sent to it
  noNamespace: 'The header X-Namespace is missing; the Web UI and the Temporal CLI send it.',
  otherNamespace: ({ here, asked }: { here: string; asked: string }) =>
    `This endpoint serves namespace ${here}, not ${asked}.`,
  tooManyRequests: 'Too many requests. Try again in a few seconds.',
  busy: 'The endpoint is busy. Try again in a few seconds.',
  tooBig: ({ mebibytes }: { mebibytes: number }) => `The body is bigger than ${mebibytes} MiB.`,
  tooSlow: 'The body did not arrive in time.',
  cutOff: 'The body is incomplete.',
  contentType: 'The body must be of Content-Type application/json.',
  notJson: 'The body is not JSON.',
  notPayloads: 'The body must be {"payloads":[…]}, as the Web UI and the Temporal CLI send it.',
  tooManyPayloads: ({ given, most }: { given: number; most: number }) =>
    `These are ${given} payloads; at most ${most} at once.`,
  notPayload: ({ index }: { index: number }) =>
    `Payload ${index} is not {"metadata":{…},"data":"…"} with every value in base64.`,
};
