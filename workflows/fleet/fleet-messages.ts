import { setHandler } from '@temporalio/workflow';
import { fleetQuery, lookSignal, messageExamples, readRetry, retrySignal } from '../../contracts/messages';
import { phrase } from '../../presentation/words/words';
import { answerStatus, noticeUnknownSignals } from '../run/messages';
import type { FleetRun } from './fleet-run';

const KNOWN_SIGNALS = ['retry', 'look'];

/** Registers every message handler of a fleet. None of them throws, whatever is sent. */
export function listenForFleetMessages(run: FleetRun): void {
  setHandler(
    retrySignal,
    (payload) => {
      const read = readRetry(payload);
      if (!read.ok) {
        run.notice(read.problem);
      } else if (!run.retry(read.value.by)) {
        const why = phrase('run.nothingToRetry');
        run.notice(phrase('run.ignored', { name: 'retry', who: read.value.by, why }));
      }
    },
    {
      description: `Sends retry to every preparation that requires an action. JSON: ${messageExamples.retry}`,
    },
  );
  setHandler(lookSignal, () => run.look(), {
    description: 'Looks at the preparations now. No argument.',
  });
  answerStatus(run);
  setHandler(fleetQuery, (asked) => run.page(asked), {
    description:
      'The buckets, those that need a person first. JSON, if any: { "page": 2, "phase": "failed" }',
  });
  noticeUnknownSignals(run, KNOWN_SIGNALS);
}
