import type { IncomingHttpHeaders } from 'node:http';

export const serviceNames = ['ks3', 'iam', 'oss', 'ram', 'sts', 'notify', 'mgw'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** One request as a service sees it: raw, body already read, nothing decoded that a signature covers. */
export interface ServiceRequest {
  method: string;
  /** Path as on the wire, still percent-encoded. */
  rawPath: string;
  /** Query string as on the wire, without the `?`. */
  rawQuery: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Unique per request; the service puts it into its answer in its own form. */
  requestId: string;
  /** Set by a fault: break the listing contract in this way. */
  quirk?: ListingQuirk;
}

export interface ServiceReply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** What this call changed, in words and without secrets, for the audit log. Absent: nothing changed. */
  effect?: string;
  /** Name of the API operation, e.g. `ListObjectsV2`, `CreateAccessKey`. */
  operation: string;
  /** What the call was about, e.g. a bucket (`photos`), an object (`photos/a.jpg`) or a user name. */
  resource?: string;
  /** AccessKeyId of the verified caller, if any. */
  caller?: string;
}

/** An error in the terms of the protocols; the service renders it in its own dialect. */
export interface ServiceError {
  status: number;
  code: string;
  message: string;
}

export interface Service {
  readonly name: ServiceName;
  /** What this service answers when it is asked too often. */
  readonly slowDown: ServiceError;
  /** Names operation and resource before the call is carried out, for faults to match; changes no state. */
  identify(request: ServiceRequest): { operation: string; resource?: string };
  handle(request: ServiceRequest): Promise<ServiceReply> | ServiceReply;
  /** Renders an error as this service would (shape, content type, request ID), for faults and limits. */
  renderError(
    error: ServiceError,
    request: ServiceRequest,
  ): Pick<ServiceReply, 'status' | 'headers' | 'body'>;
  /** Arranges state for a test or the demo: `POST /services/<name>/<command>` on the control endpoint. */
  arrange?(command: string, body: unknown): unknown;
}

/** The clock of a service; the control endpoint can skew it. */
export interface Clock {
  now(): Date;
}

/** Violations of the listing contract that the service itself must produce. */
export const listingQuirks = [
  'truncated-without-token',
  'repeated-token',
  'not-ascending',
  'ignore-start-after',
] as const;
export type ListingQuirk = (typeof listingQuirks)[number];
