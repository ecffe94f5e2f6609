import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { pageText } from '../../inventory/listing-page';
import { closeSources, firstPage, openSource } from './ks3-source';

const { signal } = new AbortController();
const PAGE = pageText();

let server: Server;
let answers: { status: number; encoding: string; body: Uint8Array }[];
beforeAll(async () => {
  server = createServer((_, response) => {
    const { status, encoding, body } = answers.shift() ?? { status: 500, encoding: '', body: Buffer.of() };
    response.writeHead(status, { 'content-encoding': encoding, 'content-length': body.length }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(closeSources);
afterAll(() => new Promise((closed) => server.close(closed)));

async function page(): Promise<string> {
  const source = openSource({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return Buffer.from((await source.fetchPage(firstPage, signal)).body).toString('latin1');
}

it.each([
  ['gzip', gzipSync],
  ['X-GZIP', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a page that was compressed (%s) is read as what it was', async (encoding, compress) => {
  answers = [{ status: 200, encoding, body: compress(PAGE) }];
  expect(await page()).toBe(PAGE);
});

it.each([
  ['that is not what it says', Buffer.from(PAGE)],
  ['that is longer than a page can be', gzipSync(Buffer.alloc(2 ** 24 + 1, ' '))],
])('an answer %s is left for whoever judges it', async (_, body) => {
  answers = [{ status: 200, encoding: 'gzip', body }];
  expect(await page()).toBe(body.toString('latin1'));
});
