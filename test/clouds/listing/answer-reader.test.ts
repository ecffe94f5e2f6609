import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { AnswerReader, type WholeAnswer } from '../../../clouds/listing/answer-reader';
import { PageMemory } from '../../../clouds/listing/page-memory';

type Framing = 'sized' | 'chunked';

/** A body, how it is framed, and into what parts chunks cut it. */
interface Sent {
  readonly body: Uint8Array;
  readonly framing: Framing;
  readonly chunks: readonly number[];
  readonly status: number;
}

const HEADERS = 'x-amz-request-id: req-7\r\nX-Empty:\r\nVary: a\r\nvary:\tb \r\n';

function chunked(body: Uint8Array, sizes: readonly number[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, body.length]) {
    const part = body.subarray(at, at + size);
    if (part.length > 0) {
      parts.push(Buffer.from(`${part.length.toString(16)};x=1\r\n`), Buffer.from(part), Buffer.from('\r\n'));
    }
    at += part.length;
  }
  return Buffer.concat([...parts, Buffer.from('0\r\nTrailer: x\r\n\r\n')]);
}

function written({ body, framing, chunks, status }: Sent): Buffer {
  const size = framing === 'sized' ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked';
  const head = Buffer.from(`HTTP/1.1 ${status} Of some kind\r\n${HEADERS}${size}\r\n\r\n`);
  return Buffer.concat([head, framing === 'sized' ? body : chunked(body, chunks)]);
}

/** Gives bytes to a reader in pieces of the given sizes, the last one again and again. */
function fed(reader: AnswerReader, bytes: Uint8Array, pieces: readonly number[]): WholeAnswer | null {
  let answer: WholeAnswer | null = null;
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const room = reader.room();
    const piece = bytes.subarray(
      at,
      at + Math.min(room.length, pieces[Math.min(n, pieces.length - 1)] ?? room.length),
    );
    room.set(piece);
    at += piece.length;
    answer = reader.take(piece.length);
  }
  return answer;
}

const answers = fc.record<Sent>({
  body: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 60_000, maxLength: 200_000 })),
  framing: fc.constantFrom<Framing>('sized', 'chunked'),
  chunks: fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 6 }),
  status: fc.constantFrom(200, 301, 404, 503),
});
const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1000, max: 65_536 })), {
  minLength: 1,
  maxLength: 30,
});

function expecting(memory = new PageMemory(4)): AnswerReader {
  const reader = new AnswerReader(memory);
  reader.expect();
  return reader;
}

function answerTo(text: string): WholeAnswer | null {
  return fed(expecting(), Buffer.from(text, 'latin1'), [text.length]);
}

describe('answers over one connection', () => {
  it('are read as they were written, however they are framed and into what pieces they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(answers, pieces), { minLength: 1, maxLength: 3 }), (sent) => {
        const reader = new AnswerReader(new PageMemory(4));
        const read = sent.map(([one, cuts]) => {
          reader.expect();
          return fed(reader, written(one), [...cuts, 65_536]);
        });
        // Compared once all are there: none may lie in the memory of another.
        sent.forEach(([{ body, status }], n) => {
          expect(read[n]).toMatchObject({ statusCode: status, keepAlive: true });
          expect(Buffer.compare(read[n]?.body ?? new Uint8Array(), body)).toBe(0);
          expect(read[n]?.headers).toMatchObject({
            'x-amz-request-id': 'req-7',
            'x-empty': '',
            vary: 'a, b',
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it('use memory again that was given back, and no other', () => {
    const memory = new PageMemory(1);
    const reader = expecting(memory);
    const sent = (fill: number): Sent => ({
      body: new Uint8Array(100_000).fill(fill),
      framing: 'sized',
      chunks: [],
      status: 200,
    });
    const first = fed(reader, written(sent(1)), [65_536])?.body;
    memory.release(first?.buffer as ArrayBuffer);
    reader.expect();
    const second = fed(reader, written(sent(2)), [65_536])?.body;
    reader.expect();
    const third = fed(reader, written(sent(3)), [65_536])?.body;
    expect(second?.buffer).toBe(first?.buffer);
    expect(third?.buffer).not.toBe(first?.buffer);
    expect(second?.every((byte) => byte === 2)).toBe(true);
  });

  it('give memory back that became too small', () => {
    const memory = new PageMemory(2);
    const small = memory.take(2 ** 19 - 1);
    memory.release(small);
    const body = new Uint8Array(700_000).fill(1);
    const answer = fed(
      expecting(memory),
      written({ body, framing: 'chunked', chunks: [], status: 200 }),
      [65_536],
    );
    expect(answer?.body).toHaveLength(body.length);
    expect(memory.take(2 ** 19 - 1)).toBe(small);
  });

  it('give memory back that a lost answer was read to', () => {
    const memory = new PageMemory(1);
    const reader = expecting(memory);
    const lent = memory.take(100_000);
    memory.release(lent);
    fed(reader, Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc'), [100]);
    expect(memory.take(100_000)).not.toBe(lent);
    reader.giveUp();
    expect(memory.take(100_000)).toBe(lent);
  });
});

describe('an answer', () => {
  it.each([
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
      'that says that the connection closes',
    ],
    ['HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', 'of HTTP/1.0'],
  ])('leaves no connection to use again: %j', (text) => {
    expect(answerTo(text)).toMatchObject({ statusCode: 200, keepAlive: false });
  });

  it('without a size ends with the connection', () => {
    const reader = expecting();
    expect(fed(reader, Buffer.from('HTTP/1.1 200 OK\r\n\r\nal'), [7])).toBeNull();
    expect(fed(reader, Buffer.from('l of it'), [3])).toBeNull();
    const answer = reader.end();
    expect(answer).toMatchObject({ statusCode: 200, keepAlive: false });
    expect(Buffer.from(answer?.body ?? []).toString()).toBe('all of it');
  });

  it('that has a size is not whole because the connection ends', () => {
    const reader = expecting();
    fed(reader, Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nal'), [100]);
    expect(reader.end()).toBeNull();
  });

  it.each([204, 304])('%i has no body', (status) => {
    expect(answerTo(`HTTP/1.1 ${status} \r\n\r\n`)).toMatchObject({ statusCode: status, keepAlive: true });
  });

  it('may be announced before it comes', () => {
    const text =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok';
    for (const size of [1, 5, text.length]) {
      const answer = fed(expecting(), Buffer.from(text), [size]);
      expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-length': '2' } });
      expect(answer?.headers).not.toHaveProperty('link');
    }
  });

  it.each([
    ['not HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'does not begin as HTTP/1.1 does'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n', 'does not begin as HTTP/1.1 does'],
    ['a status that there is not', 'HTTP/1.1 020 OK\r\n\r\n', 'does not begin as HTTP/1.1 does'],
    ['a line that is no header', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n', 'is not a header'],
    ['a folded header', 'HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n', 'is not a header'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\na : b\r\n\r\n', 'is not a header'],
    ['a bare line feed in its head', 'HTTP/1.1 200 OK\r\na: b\nc: d\r\n\r\n', 'is not a header'],
    ['a size that is none', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'cannot be told'],
    ['two sizes', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n', 'cannot be told'],
    [
      'a size and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'cannot be told',
    ],
    ['another coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 'cannot be told'],
    ['more than its size', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab', 'more than it was asked for'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 'has no size'],
    [
      'a chunk that is too long',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n',
      'longer than announced',
    ],
    [
      'more after its last chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP',
      'more than it was asked for',
    ],
    ['a body beyond measure', 'HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n', 'longer than 16 MiB'],
    ['a head beyond measure', `HTTP/1.1 200 OK\r\na: ${'x'.repeat(40_000)}`, 'longer than 32 KiB'],
    [
      'a line beyond measure',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(2000)}`,
      'longer than 1 KiB',
    ],
  ])('is refused with %s', (_, text, why) => {
    for (const size of [1, 7, text.length]) {
      expect(() => fed(expecting(), Buffer.from(text), [size])).toThrow(why);
    }
  });

  it('is refused where nobody asked', () => {
    const reader = new AnswerReader(new PageMemory(1));
    expect(() => fed(reader, Buffer.from('HTTP'), [4])).toThrow('more than it was asked for');
  });

  it('without an end is refused once it is longer than any page', () => {
    const reader = expecting();
    fed(reader, Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), [100]);
    expect(() => fed(reader, new Uint8Array(2 ** 24 + 1), [65_536])).toThrow('longer than 16 MiB');
  });
});
