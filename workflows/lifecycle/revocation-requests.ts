import { phrase } from '../../presentation/words/words';
import { setHandler } from '@temporalio/workflow';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import {
  lookSignal,
  readRevoke,
  revokeSignal,
  revokeUpdate,
  type RevokeRequest,
} from '../../contracts/messages';
import { answerStatus, described, listenForRetry, readOrRefuse } from '../run/messages';
import { answerUnknownMessages } from '../run/unknown-messages';
import type { Run } from '../run/run';
import type { RevocationStep } from './wording';

const KNOWN = { signal: ['revoke', 'retry'], update: ['revokeNow'], query: ['status'] };

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
      described('revoke', messageExamples.revoke),
    );
    setHandler(
      revokeUpdate,
      (payload) => {
        this.sooner = readOrRefuse(run, readRevoke(payload));
        return { accepted: true, message: run.readable(phrase('run.revokedNow')) };
      },
      {
        ...described('revokeNow', messageExamples.revoke),
        validator: (payload) => void readOrRefuse(run, readRevoke(payload)),
      },
    );
    listenForRetry(run);
    answerStatus(run);
    answerUnknownMessages(run, KNOWN, {
      [lookSignal.name]: () => void (this.looks += 1),
    });
  }
}
