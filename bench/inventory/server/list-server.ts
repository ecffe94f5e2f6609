import { createServer, type Server } from 'node:net';
import { serveConnection, type HttpAnswer, type HttpRequest } from './http-connection';
import { Listing } from './listing';
import type { KeyPositions } from './positions';
import { RequestAllowance } from './request-allowance';

/** What the server had to do. */
export interface ServedLists {
  /** Listings requested, including refused ones. */
  requests: number;
  refused: number;
  mostAtOnce: number;
  /** Listings answered with a page, by second since the first request. */
  readonly pagesBySecond: number[];
}

/** Node's timers come about this late, so that without it 40 ms would be more than 41. */
const TIMER_LATE_MS = 1;

export interface ListServerOptions {
  /** From a request's arrival to its answer's first byte. */
  readonly latencyMs: number;
  /** Listings a second; what comes above is refused with 503 SlowDown. Default: any number. */
  readonly requestsPerSecond?: number | undefined;
}

/**
 * A server that answers listings of one computed bucket, each request after the same latency, and checks nothing: it
 * is to cost far less than what is measured.
 */
export function createListServer(
  keys: KeyPositions,
  { latencyMs, requestsPerSecond = Infinity }: ListServerOptions,
): { server: Server; served: ServedLists } {
  const served: ServedLists = { requests: 0, refused: 0, mostAtOnce: 0, pagesBySecond: [] };
  const listing = new Listing(keys);
  const allowance = new RequestAllowance(requestsPerSecond);
  let atOnce = 0;
  let began: number | undefined;

  function list(bucket: string, query: URLSearchParams, allowed: boolean): HttpAnswer {
    atOnce--;
    if (!allowed) {
      served.refused++;
      return failure(503, 'SlowDown', 'Please reduce your request rate.');
    }
    const second = Math.floor((performance.now() - (began ?? 0)) / 1000);
    served.pagesBySecond[second] = (served.pagesBySecond[second] ?? 0) + 1;
    return { status: 200, ...listing.page(bucket, query) };
  }

  const server = createServer((socket) =>
    serveConnection(socket, (request, answer) => {
      const bucket = bucketToList(request);
      let answered = () => answerBeside(request);
      if (bucket !== undefined) {
        began ??= performance.now();
        served.requests++;
        served.mostAtOnce = Math.max(served.mostAtOnce, ++atOnce);
        const allowed = allowance.take();
        answered = () => list(bucket, request.query, allowed);
      }
      // All wait alike, so answers keep the order of their requests.
      if (latencyMs === 0) {
        answer(answered());
      } else {
        setTimeout(() => answer(answered()), Math.max(1, latencyMs - TIMER_LATE_MS));
      }
    }),
  );
  return { server, served };
}

const OTHER_QUESTIONS = ['location', 'versioning', 'object-lock', 'uploads', 'acl'];

/** The bucket that a request lists; undefined for any other request. */
function bucketToList({ method, path, query }: HttpRequest): string | undefined {
  const bucket = /^\/([^/]+)\/?$/.exec(path)?.[1];
  return method === 'GET' && !OTHER_QUESTIONS.some((name) => query.has(name)) ? bucket : undefined;
}

/** Other requests of tools, as far as they need an answer to continue. */
function answerBeside({ method, path, query }: HttpRequest): HttpAnswer {
  if (method === 'HEAD') {
    return { status: 200, body: [] };
  }
  if (method !== 'GET') {
    return failure(405, 'MethodNotAllowed', 'This server only lists.');
  }
  if (query.has('location')) {
    return document('LocationConstraint', 'BEIJING');
  }
  if (query.has('versioning')) {
    return document('VersioningConfiguration', '');
  }
  return path === '/'
    ? document('ListAllMyBucketsResult', '<Buckets></Buckets>')
    : failure(404, 'NoSuchKey', 'There are listings alone here.');
}

function document(root: string, content: string): HttpAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
  return { status: 200, body: [Buffer.from(text)] };
}

function failure(status: 404 | 405 | 503, code: string, message: string): HttpAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: [Buffer.from(text)] };
}
