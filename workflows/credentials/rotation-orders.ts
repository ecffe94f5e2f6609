import { setHandler } from '@temporalio/workflow';
import type { SealedRotation } from '../../contracts/credential-life';
import { confirmSignal, messageExamples, readConfirm, sealedQuery } from '../../contracts/messages';
import type { PreparationRun } from '../preparation/run';
import { answerStatus, listenForRetry, noticeUnknownSignals } from '../preparation/message-handlers';
import type { RotationStep } from './wording';

/** What a rotation was told since its start, and what it tells. */
export class RotationOrders {
  confirmedBy: string | null = null;
  /** Set while the new key waits to be taken into use, and from then on. */
  sealed: SealedRotation | null = null;

  constructor(readonly run: PreparationRun<RotationStep>) {}

  /** Registers every message handler. None of them throws, whatever is sent. */
  listen(): void {
    const { run } = this;
    setHandler(confirmSignal, (payload) => this.#confirm(payload), {
      description: `Says that the new AccessKey is in use, so that the old one can go. JSON: ${messageExamples.confirm}`,
    });
    setHandler(sealedQuery, () => this.sealed, {
      description: 'The new AccessKey, sealed to its recipients; null before it exists. No argument.',
    });
    listenForRetry(run);
    answerStatus(run);
    noticeUnknownSignals(run, 'confirm and retry');
  }

  #confirm(payload: unknown): void {
    const read = readConfirm(payload);
    if (!read.ok) {
      this.run.notice(read.problem);
    } else if (this.sealed === null) {
      this.run.notice(`"confirm" from ${read.value.by} was ignored: there is no new AccessKey yet.`);
    } else {
      this.confirmedBy ??= read.value.by;
    }
  }
}
