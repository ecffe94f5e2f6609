import { setHandler } from '@temporalio/workflow';
import {
  messageExamples,
  readRevoke,
  redeliveredSignal,
  revokeSignal,
  type RevokeRequest,
} from '../../contracts/messages';
import type { PreparationRun } from '../preparation/run';
import { answerStatus, listenForRetry, noticeUnknownSignals } from '../preparation/message-handlers';
import type { RevocationStep } from './wording';

/** What a revocation was asked for, at its start and since. */
export class RevocationOrders {
  /** Somebody who does not want to wait for the expiry. */
  sooner: RevokeRequest | null = null;
  /** The input of the same revocation, for credentials that were delivered anew meanwhile. */
  redelivered: unknown;

  constructor(readonly run: PreparationRun<RevocationStep>) {}

  /** Registers every message handler. None of them throws, whatever is sent. */
  listen(): void {
    const { run } = this;
    setHandler(
      revokeSignal,
      (payload) => {
        const read = readRevoke(payload);
        if (read.ok) {
          this.sooner = read.value;
        } else {
          run.notice(read.problem);
        }
      },
      { description: `Takes the credentials back now, not at their expiry. JSON: ${messageExamples.revoke}` },
    );
    setHandler(
      redeliveredSignal,
      (input) => {
        this.redelivered = input;
      },
      {
        description:
          'A later preparation delivered credentials with the same RAM user; it sends this by itself.',
      },
    );
    listenForRetry(run);
    answerStatus(run);
    noticeUnknownSignals(run, 'revoke and retry');
  }

  /** The input to go on with where credentials were delivered anew; null where they were not. */
  takeRedelivered(): { readonly input: unknown } | null {
    const { redelivered } = this;
    this.redelivered = undefined;
    if (redelivered === undefined) {
      return null;
    }
    this.sooner = null;
    return { input: redelivered };
  }
}
