import { createServer, type Server } from 'node:http';
import { positionAfter, sizeOf, type Keyspace } from './keyspaces';

/** What the server was made to do. */
export interface ServedLists {
  requests: number;
  mostAtOnce: number;
}

const PAGE = 1000;
const CLASSES = ['STANDARD', 'STANDARD', 'STANDARD_IA', 'STANDARD'];

/** What follows a key, for 64 objects in turn: writing it anew for each would cost more than the tools do. */
const tails = Array.from({ length: 64 }, (_, index) => {
  const month = String((index % 12) + 1).padStart(2, '0');
  return (
    `</Key><LastModified>2024-${month}-06T07:08:09.000Z</LastModified>` +
    `<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>${sizeOf(index)}</Size>` +
    `<StorageClass>${CLASSES[index % 4]}</StorageClass><Type>Normal</Type></Contents><Contents><Key>`
  );
});

/**
 * A server that answers ListObjectsV2 of one computed bucket, each request after the same latency, and checks nothing:
 * it is to cost less than what is measured.
 *
 * @param latencyMs from the request's arrival to the answer's first byte
 */
export function createListServer(
  keyspace: Keyspace,
  latencyMs: number,
): { server: Server; served: ServedLists } {
  const served: ServedLists = { requests: 0, mostAtOnce: 0 };
  let atOnce = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const bucket = url.pathname.split('/')[1] ?? '';
    if (request.method === 'HEAD' || url.searchParams.has('location')) {
      response.end(
        '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">BEIJING</LocationConstraint>',
      );
      return;
    }
    served.requests++;
    atOnce++;
    served.mostAtOnce = Math.max(served.mostAtOnce, atOnce);
    setTimeout(() => {
      atOnce--;
      const page = pageOf(keyspace, bucket, url.searchParams);
      response.writeHead(200, { 'Content-Type': 'application/xml', 'Content-Length': page.length });
      response.end(page);
    }, latencyMs);
  });
  server.keepAliveTimeout = 60_000;
  return { server, served };
}

function pageOf(keyspace: Keyspace, bucket: string, query: URLSearchParams): Buffer {
  const token = query.get('continuation-token');
  const after = query.get('start-after') ?? query.get('marker') ?? '';
  const start = token === null ? (after === '' ? 0 : positionAfter(keyspace, after)) : Number(token);
  const end = Math.min(keyspace.count, start + Math.min(PAGE, Number(query.get('max-keys') ?? PAGE)));
  const encoded = query.get('encoding-type') === 'url' ? '<EncodingType>url</EncodingType>' : '';
  const next =
    end < keyspace.count
      ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${end}</NextContinuationToken><NextMarker>${keyspace.key(end - 1)}</NextMarker>`
      : '<IsTruncated>false</IsTruncated>';
  let rows = '';
  for (let index = start; index < end; index++) {
    rows += (index === start ? '<Contents><Key>' : '') + keyspace.key(index) + (tails[index % 64] as string);
  }
  // The last tail opens an entry that does not follow.
  const entries = rows.slice(0, rows.length - (end > start ? '<Contents><Key>'.length : 0));
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
      `<Name>${bucket}</Name><Prefix></Prefix><KeyCount>${end - start}</KeyCount><MaxKeys>1000</MaxKeys>${encoded}` +
      `${next}${entries}</ListBucketResult>`,
    'latin1',
  );
}
