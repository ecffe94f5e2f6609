import { phrase } from '../../presentation/words/words';
import { setHandler } from '@temporalio/workflow';
import {
  lookSignal,
  messageExamples,
  readRevoke,
  revokeSignal,
  revokeUpdate,
  type RevokeRequest,
} from '../../contracts/messages';
import { refused, answerStatus, listenForRetry, noticeUnknownSignals } from '../run/messages';
import type { Run } from '../run/run';
import type { RevocationStep } from './wording';

/** What a revocation was asked for since its start. */
export class RevocationRequests {
  /** Somebody who does not want to wait for the expiry. */
  sooner: RevokeRequest | null = null;
  /** Counts how often the run was told to look again. */
  looks = 0;

  constructor(readonly run: Run<RevocationStep>) {}

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
      revokeUpdate,
      (payload) => {
        const read = readRevoke(payload);
        if (!read.ok) {
          throw refused(run, read.problem);
        }
        this.sooner = read.value;
        return { accepted: true, message: run.readable(phrase('run.revokedNow')) };
      },
      {
        description: `The same, with an answer. JSON: ${messageExamples.revoke}`,
        validator: (payload) => {
          const read = readRevoke(payload);
          if (!read.ok) {
            throw refused(run, read.problem);
          }
        },
      },
    );
    setHandler(lookSignal, () => void (this.looks += 1), {
      description:
        'Looks again at what the mark of the user says. A later preparation with the same RAM user sends this by itself. No argument.',
    });
    listenForRetry(run);
    answerStatus(run);
    noticeUnknownSignals(run, ['revoke', 'look', 'retry']);
  }
}
