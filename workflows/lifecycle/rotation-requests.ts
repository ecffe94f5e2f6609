import { condition, setHandler } from '@temporalio/workflow';
import { named } from '../../presentation/text/foreign-text';
import type { SealedRotation } from '../../contracts/credential-lifecycle';
import {
  confirmSignal,
  confirmUpdate,
  messageExamples,
  readConfirm,
  sealedQuery,
  type Confirmation,
  type UpdateReceipt,
} from '../../contracts/messages';
import type { Run } from '../run/run';
import { answerStatus, listenForRetry, noticeUnknownSignals, refused } from '../run/messages';
import type { RotationStep } from './wording';

/** What a rotation was told since its start, and what it tells. */
export class RotationRequests {
  /** Whether the new key is the one in use, as a worker wrote into the mark of the user. */
  confirmed = false;
  readonly #confirmations: Confirmation[] = [];
  #sealed: SealedRotation | null = null;
  #open = false;
  readonly #judged = new Map<Confirmation, string | null>();

  constructor(readonly run: Run<RotationStep>) {}

  /** Registers every message handler. None of them throws, whatever is sent. */
  listen(): void {
    const { run } = this;
    setHandler(confirmSignal, (payload) => this.#confirm(payload), {
      description: `Says that the new AccessKey is in use, so that the old one can go. The code is shown by opening it. JSON: ${messageExamples.confirm}`,
    });
    setHandler(confirmUpdate, (payload) => this.#confirmAndAnswer(payload), {
      description: `The same, with an answer. JSON: ${messageExamples.confirm}`,
      validator: (payload) => {
        const read = readConfirm(payload);
        if (!read.ok) {
          throw refused(read.problem);
        }
      },
    });
    setHandler(sealedQuery, () => this.#sealed, {
      description: 'The new AccessKey, sealed to its recipients; null before it exists. No argument.',
    });
    listenForRetry(run);
    answerStatus(run);
    noticeUnknownSignals(run, ['confirm', 'retry']);
  }

  /** Offers the new key, and takes confirmations from now on. */
  offer(sealed: SealedRotation): void {
    this.#sealed = sealed;
    this.#open = true;
  }

  /** From now on no confirmation counts any more. */
  close(): void {
    this.#open = false;
  }

  get waiting(): boolean {
    return this.#confirmations.length > 0;
  }

  /** The oldest confirmation that waits. */
  take(): Confirmation {
    const next = this.#confirmations.shift();
    if (next === undefined) {
      throw new Error('No confirmation waits');
    }
    return next;
  }

  /** Says what came of a confirmation: why it does not count, or null. */
  judged(confirmation: Confirmation, refusal: string | null): void {
    this.#judged.set(confirmation, refusal);
  }

  /** For one that could not be looked at yet. */
  putBack(confirmation: Confirmation): void {
    this.#confirmations.unshift(confirmation);
  }

  async #confirmAndAnswer(payload: unknown): Promise<UpdateReceipt> {
    const read = readConfirm(payload);
    if (!read.ok || !this.#open) {
      throw refused(read.ok ? 'No new AccessKey waits for a confirmation.' : read.problem);
    }
    const { value } = read;
    this.#confirmations.push(value);
    await condition(() => this.#judged.has(value) || !this.#open);
    const refusal = this.#judged.get(value);
    if (refusal !== null) {
      throw refused(refusal ?? 'The rotation ended before this could be looked at.');
    }
    return { accepted: true, message: 'the new AccessKey is the one in use' };
  }

  #confirm(payload: unknown): void {
    const read = readConfirm(payload);
    if (!read.ok) {
      this.run.notice(read.problem);
    } else if (this.#open) {
      this.#confirmations.push(read.value);
    } else {
      const why = this.#sealed === null ? 'there is no new AccessKey yet' : 'none waits for it any more';
      this.run.notice(`"confirm" from ${named(read.value.by)} was ignored: ${why}.`);
    }
  }
}
