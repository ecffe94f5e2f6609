import { setHandler } from '@temporalio/workflow';
import { fleetQuery, lookSignal } from '../../contracts/messages';
import { answerStatus, described, listenForRetry } from '../run/messages';
import { answerUnknownMessages } from '../run/unknown-messages';
import type { FleetRun } from './fleet-run';

const KNOWN = { signal: ['retry'], update: [], query: ['status', 'fleet'] };

/** Registers every message handler of a fleet. None of them throws, whatever is sent. */
export function listenForFleetMessages(run: FleetRun): void {
  listenForRetry(run, 'retryAll', (request) => run.retry(request));
  answerStatus(run);
  setHandler(
    fleetQuery,
    (asked) => run.page(asked),
    described('fleet', '{ "page": 2, "phase": "failed" }', 'jsonIfAny'),
  );
  answerUnknownMessages(run, KNOWN, { [lookSignal.name]: () => run.look() });
}
