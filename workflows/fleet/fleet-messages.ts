import { setHandler } from '@temporalio/workflow';
import { messageExamples } from '../../contracts/corrected-message';
import { fleetQuery, lookSignal, readRetry, retrySignal } from '../../contracts/messages';
import { phrase } from '../../presentation/words/words';
import { answerStatus, described } from '../run/messages';
import { answerUnknownMessages } from '../run/unknown-messages';
import type { FleetRun } from './fleet-run';

const KNOWN = { signal: ['retry'], update: [], query: ['status', 'fleet'] };

/** Registers every message handler of a fleet. None of them throws, whatever is sent. */
export function listenForFleetMessages(run: FleetRun): void {
  setHandler(
    retrySignal,
    (payload) => {
      const read = readRetry(payload);
      if (!read.ok) {
        run.notice(read.problem);
      } else if (!run.retry(read.value)) {
        const why = phrase('run.nothingToRetry');
        run.notice(phrase('run.ignored', { name: 'retry', who: read.value.by, why }));
      }
    },
    described('retryAll', messageExamples.retry),
  );
  answerStatus(run);
  setHandler(
    fleetQuery,
    (asked) => run.page(asked),
    described('fleet', '{ "page": 2, "phase": "failed" }', 'jsonIfAny'),
  );
  answerUnknownMessages(run, KNOWN, { [lookSignal.name]: () => run.look() });
}
