import { parentPort } from 'node:worker_threads';
import { InlineCounter } from './page-counter';
import type { CountAnswer, ThreadRequest } from './threaded-counter';

/** The thread's side of `ThreadedCounter`: counts what it is sent and answers in the same order. */
let counter: InlineCounter | undefined;

parentPort?.on('message', (request: ThreadRequest) => {
  switch (request.do) {
    case 'begin':
      counter = new InlineCounter(request.before, request.prefixBytes);
      break;
    case 'count':
      counter?.count(request.body, request.asked, (verdict) => {
        const { buffer } = request.body;
        parentPort?.postMessage({ verdict, memory: buffer } satisfies CountAnswer, [buffer as ArrayBuffer]);
      });
      break;
    case 'totals':
      counter?.totals(request.effort, (totals) => parentPort?.postMessage(totals));
      break;
  }
});

parentPort?.postMessage('ready');
