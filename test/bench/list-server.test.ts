import { once } from 'node:events';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { S3Client, ListObjectsV2Command, ListObjectsCommand } from '@aws-sdk/client-s3';
import { keyspaces, type Shape } from '../../bench/inventory/server/keyspaces';
import { createListServer, type ServedLists } from '../../bench/inventory/server/list-server';
import { Positions } from '../../bench/inventory/server/positions';
import { sizeOf, trueTotals } from '../../bench/inventory/server/objects';
import { naiveKeys, naivePage } from './naive-bucket';

const COUNT = 40_321;
const SHAPES = Object.keys(keyspaces) as Shape[];

let server: Server;
let served: ServedLists;
let client: S3Client;
/** Connections that a client keeps for later would hold up the server's end. */
const sockets = new Set<Socket>();

async function start(shape: Shape, count: number, options: { requestsPerSecond?: number } = {}) {
  ({ server, served } = createListServer(new Positions(keyspaces[shape](count)), {
    latencyMs: 0,
    ...options,
  }));
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new S3Client({
    endpoint: `http://127.0.0.1:${port()}`,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
}

const port = (): number => (server.address() as AddressInfo).port;

afterEach(async () => {
  client.destroy();
  server.close();
  sockets.forEach((socket) => socket.destroy());
  sockets.clear();
  await once(server, 'close');
});

/** A page without the SDK, whose parsing takes longer than everything else here. */
async function rawPage(query: Record<string, string>) {
  const answer = await fetch(`http://127.0.0.1:${port()}/bench?${new URLSearchParams(query)}`);
  const text = await answer.text();
  const entries = [...text.matchAll(/<Contents><Key>([^<]+)<\/Key>.*?<Size>(\d+)<\/Size>.*?<\/Contents>/g)];
  return {
    rows: entries.map(([, key, size]) => `${key} ${size}`),
    truncated: text.includes('<IsTruncated>true</IsTruncated>'),
  };
}

/** Positions all over a keyspace, the same in each run, its ends and the borders of its sections among them. */
function positions(count: number): number[] {
  const edge = Math.floor(count / 40);
  const spread = Array.from({ length: 12 }, (_, step) => (step * 7919 * 31) % count);
  return [0, 1, count - 1, count - 1000, edge - 1, edge - 500, count - edge - 1, count - edge, ...spread];
}

describe.each(SHAPES)('the %s bucket of the list server', (shape) => {
  const keys = naiveKeys[shape](COUNT);

  it('answers pages as their definition says, wherever they begin', async () => {
    await start(shape, COUNT);
    for (const position of positions(COUNT)) {
      const key = keys[position] as string;
      for (const after of [key, key.slice(0, -1), `${key.slice(0, 7)}é`]) {
        const expected = naivePage(keys, { after });
        const rows = expected.entries.map((entry, row) => `${entry} ${sizeOf(expected.positions[row] ?? 0)}`);
        const page = await rawPage({ 'list-type': '2', 'start-after': after });
        expect(page.truncated).toBe(expected.truncated);
        // As one text: comparing lists of a thousand takes longer than making them.
        expect(page.rows.join('\n')).toBe(rows.join('\n'));
      }
    }
  });

  it('leads from page to page by token and by marker', async () => {
    await start(shape, 3500);
    const all = naiveKeys[shape](3500);
    for (const maxKeys of [1000, 733]) {
      const [byToken, byMarker]: [string[], string[]] = [[], []];
      let [token, marker]: [string | undefined, string | undefined] = [undefined, undefined];
      do {
        const page: { NextContinuationToken?: string; Contents?: { Key?: string }[] } = await client.send(
          new ListObjectsV2Command({ Bucket: 'bench', MaxKeys: maxKeys, ContinuationToken: token }),
        );
        byToken.push(...(page.Contents ?? []).map((entry) => entry.Key as string));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      do {
        const page: { NextMarker?: string; Contents?: { Key?: string }[] } = await client.send(
          new ListObjectsCommand({ Bucket: 'bench', MaxKeys: maxKeys, Marker: marker, EncodingType: 'url' }),
        );
        byMarker.push(...(page.Contents ?? []).map((entry) => entry.Key as string));
        marker = page.NextMarker;
      } while (marker !== undefined);
      expect([byToken, byMarker]).toEqual([all, all]);
    }
  });

  it('folds folders, and lists under a prefix', async () => {
    await start(shape, COUNT);
    const middle = keys[COUNT / 2 - 0.5] as string;
    const folder = middle.slice(0, middle.indexOf('/', 10) + 1);
    for (const asked of [
      { prefix: '', delimiter: '/' },
      { prefix: folder, delimiter: '/' },
      { prefix: folder, delimiter: '/', maxKeys: 7 },
      { prefix: 'users/', delimiter: '/', maxKeys: 100 },
      { prefix: middle.slice(0, 6), delimiter: '' },
      { prefix: 'nothing/', delimiter: '/' },
    ]) {
      const input = { Bucket: 'bench', Prefix: asked.prefix, Delimiter: asked.delimiter };
      const got: string[] = [];
      const expected: string[] = [];
      let token: string | undefined;
      for (let pages = 0; pages < 5; pages++) {
        const naive = naivePage(keys, { ...asked, after: expected.at(-1) ?? '' });
        expected.push(...naive.entries);
        const page: Awaited<ReturnType<typeof v2>> = await v2({
          ...input,
          MaxKeys: asked.maxKeys,
          ContinuationToken: token,
        });
        got.push(
          ...(page.Contents ?? [])
            .map((entry) => entry.Key as string)
            .concat((page.CommonPrefixes ?? []).map((entry) => entry.Prefix as string))
            .sort(),
        );
        expect([got, page.IsTruncated]).toEqual([expected, naive.truncated]);
        token = page.NextContinuationToken;
        if (token === undefined) {
          break;
        }
      }
    }
  });
});

const v2 = (input: ConstructorParameters<typeof ListObjectsV2Command>[0]) =>
  client.send(new ListObjectsV2Command(input));

it('knows its true totals', async () => {
  await start('tree', 2500);
  const sizes = Array.from({ length: 2500 }, (_, index) => sizeOf(index));
  expect(trueTotals(2500)).toEqual({ objects: 2500, bytes: sizes.reduce((sum, size) => sum + size) });
});

it('answers requests that come several at once, or cut anywhere, in their order', async () => {
  await start('hex', 5000);
  const request = (after: number): string =>
    `GET /bench?list-type=2&max-keys=1&start-after=${naiveKeys.hex(5000)[after]} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const text = `${request(10)}HEAD /bench HTTP/1.1\r\n\r\n${request(20)}${request(30)}`;
  for (const cuts of [
    [text.length],
    [1, 3, 60, 61, 190],
    Array.from({ length: text.length }, (_, at) => at),
  ]) {
    const socket = connect(port(), '127.0.0.1').setNoDelay(true);
    let answers = '';
    socket.on('data', (chunk) => (answers += chunk.toString()));
    let from = 0;
    for (const cut of [...cuts, text.length]) {
      await new Promise((resolve) => socket.write(text.slice(from, cut), resolve));
      from = cut;
    }
    socket.write('GET /bench?location HTTP/1.1\r\nConnection: close\r\n\r\n');
    await once(socket, 'close');
    expect([...answers.matchAll(/<Key>(\w+)<\/Key>/g)].map((match) => match[1])).toEqual(
      [11, 21, 31].map((index) => naiveKeys.hex(5000)[index]),
    );
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(5);
  }
});

it('refuses what comes above its allowance, and says how many', async () => {
  await start('hex', 5000, { requestsPerSecond: 20 });
  const answers = await Promise.allSettled(
    Array.from({ length: 30 }, () => v2({ Bucket: 'bench', MaxKeys: 1 })),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(25);
  expect(refused.every(({ reason }) => (reason as Error).name === 'SlowDown')).toBe(true);
  expect(served).toMatchObject({ requests: 30, refused: refused.length });
});
