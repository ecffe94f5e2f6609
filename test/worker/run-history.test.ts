import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import type { RecordedSignal } from '../../provisioning/trust/run-history';
import { connectRunHistory, type HistoryConnection } from '../../worker/run-history';

const RUN = { workflowId: 'prepare/photos', runId: 'run-1' };

interface FakeEvent {
  readonly at: number;
  readonly id: number;
  readonly signal?: string;
  readonly payloads?: (Payload | undefined)[];
  readonly principal?: { type?: string; name?: string };
}

function event({ at, id, signal, payloads, principal }: FakeEvent) {
  return {
    eventId: id,
    eventTime: { seconds: Math.floor(at / 1000), nanos: (at % 1000) * 1_000_000 + 999 },
    principal,
    workflowExecutionSignaledEventAttributes:
      signal === undefined ? null : { signalName: signal, input: payloads && { payloads } },
  };
}

/** A server that gives these pages, one after the other, or fails. */
class FakeServer {
  readonly requests: { nextPageToken?: Uint8Array }[] = [];
  deadlines = 0;

  constructor(private readonly pages: readonly (readonly FakeEvent[] | Error)[]) {}

  get connection(): HistoryConnection {
    return {
      withAbortSignal: (_signal, ask) => ask(),
      withDeadline: (_deadline, ask) => {
        this.deadlines += 1;
        return ask();
      },
      workflowService: {
        getWorkflowExecutionHistoryReverse: async (request: { nextPageToken?: Uint8Array }) => {
          const page = this.pages[this.requests.length] ?? [];
          this.requests.push(request);
          if (page instanceof Error) {
            throw page;
          }
          const more = this.requests.length < this.pages.length;
          return {
            history: { events: page.map(event) },
            nextPageToken: more ? Uint8Array.of(this.requests.length) : new Uint8Array(),
          };
        },
      } as unknown as HistoryConnection['workflowService'],
    };
  }
}

const words = (value: unknown) => [defaultPayloadConverter.toPayload(value)];

async function read(server: FakeServer, since = 0, payloadCodecs: PayloadCodec[] = [], signal?: AbortSignal) {
  const history = connectRunHistory(server.connection, 'prod', { payloadCodecs });
  const found: RecordedSignal[] = [];
  const cancellation = signal ?? new AbortController().signal;
  for await (const one of history.signalsSince(RUN, 'approve', since, cancellation)) {
    found.push(one);
  }
  return found;
}

describe('the history of a run', () => {
  it('tells who sent which words by signals of a name, page by page', async () => {
    const principal = { type: 'jwt', name: 'li.wei' };
    const server = new FakeServer([
      [
        { at: 9000, id: 9, signal: 'approve', payloads: words({ approver: 'li.wei' }), principal },
        { at: 8000, id: 8 },
      ],
      [
        { at: 7000, id: 7, signal: 'reject', payloads: words({}), principal },
        { at: 6000, id: 6, signal: 'approve', payloads: words({ approver: 'wang.fang' }) },
      ],
    ]);
    expect(await read(server)).toEqual([
      { eventId: '9', principal, argument: { approver: 'li.wei' } },
      { eventId: '6', principal: null, argument: { approver: 'wang.fang' } },
    ]);
    expect(server.requests).toMatchObject([
      { namespace: 'prod', execution: RUN },
      { namespace: 'prod', nextPageToken: Uint8Array.of(1) },
    ]);
    expect(server.deadlines).toBe(2);
  });

  it('is read no farther back than to the time that is asked for', async () => {
    const server = new FakeServer([
      [
        { at: 5001, id: 9, signal: 'approve' },
        { at: 5000, id: 8, signal: 'approve' },
        { at: 4999, id: 7, signal: 'approve' },
      ],
      [{ at: 4000, id: 6, signal: 'approve' }],
    ]);
    expect((await read(server, 5000)).map(({ eventId }) => eventId)).toEqual(['9', '8']);
    expect(server.requests).toHaveLength(1);
  });

  it('passes over what nobody can decode', async () => {
    const server = new FakeServer([
      [
        { at: 9000, id: 9, signal: 'approve', payloads: [{ metadata: {}, data: Uint8Array.of(1) }] },
        { at: 8000, id: 8, signal: 'approve', payloads: [] },
        { at: 7000, id: 7, signal: 'approve' },
        { at: 6000, id: 6, signal: 'approve', payloads: words('approved') },
      ],
    ]);
    expect((await read(server)).map(({ argument }) => argument)).toEqual([
      undefined,
      undefined,
      undefined,
      'approved',
    ]);
  });

  it('is decrypted as the worker decrypts', async () => {
    const codec: PayloadCodec = {
      encode: async (payloads) => payloads,
      decode: async () => words('decrypted'),
    };
    const server = new FakeServer([[{ at: 9000, id: 9, signal: 'approve', payloads: words('sealed') }]]);
    expect(await read(server, 0, [codec])).toMatchObject([{ argument: 'decrypted' }]);
  });

  it.each([{}, { type: 'jwt' }, { type: 'jwt', name: '' }])(
    'knows nobody by a stamp without a name (%j)',
    async (principal) => {
      const server = new FakeServer([[{ at: 9000, id: 9, signal: 'approve', principal }]]);
      expect(await read(server)).toMatchObject([{ principal: null }]);
    },
  );

  it('that the server does not let be read says so, and with which code', async () => {
    const denied = Object.assign(new Error('Bearer eyJ… was refused'), {
      code: 7,
      details: '',
      metadata: {},
    });
    const reading = read(new FakeServer([denied]));
    await expect(reading).rejects.toMatchObject({ type: 'HistoryUnreadable', effect: 'transient' });
    await expect(reading).rejects.toThrow(/prepare\/photos, run run-1\..+\(gRPC 7\)$/);
  });

  it('is left alone once the activity is cancelled', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled'));
    await expect(read(new FakeServer([new Error('aborted')]), 0, [], cancelled)).rejects.toThrow('cancelled');
  });
});

describe('whether a run is open', () => {
  it.each([
    ['running', 1, true],
    ['completed', 2, false],
    ['cancelled', 4, false],
    ['of no known status', undefined, false],
  ])('is what the server says of one that is %s', async (_, status, isOpen) => {
    const asked: unknown[] = [];
    const connection = {
      ...new FakeServer([]).connection,
      workflowService: {
        describeWorkflowExecution: async (request: unknown) => {
          asked.push(request);
          return { workflowExecutionInfo: { status } };
        },
      } as unknown as HistoryConnection['workflowService'],
    };
    const history = connectRunHistory(connection, 'prod', {});
    expect(await history.isOpen('migrate/photos', new AbortController().signal)).toBe(isOpen);
    expect(asked).toEqual([{ namespace: 'prod', execution: { workflowId: 'migrate/photos' } }]);
  });
});
