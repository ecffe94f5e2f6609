import { condition, setHandler } from '@temporalio/workflow';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { SealedRotation } from '../../contracts/credentials/credential-lifecycle';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import {
  confirmSignal,
  confirmUpdate,
  readConfirm,
  sealedQuery,
  type Confirmation,
  type UpdateReceipt,
} from '../../contracts/messages';
import type { Run } from '../run/run';
import { answerStatus, described, listenForRetry, readOrRefuse, refused } from '../run/messages';
import { answerUnknownMessages } from '../run/unknown-messages';
import type { RotationStep } from './wording';

const KNOWN = { signal: ['confirm', 'retry'], update: ['confirmNow'], query: ['status', 'sealed'] };

/** What a rotation was told since its start, and what it tells. */
export class RotationRequests {
  /** Whether the new key is the one in use, as a worker wrote into the mark of the user. */
  confirmed = false;
  readonly #confirmations: Confirmation[] = [];
  #sealed: SealedRotation | null = null;
  #open = false;
  readonly #judged = new Map<Confirmation, Said | null>();

  constructor(readonly run: Run<RotationStep>) {}

  /** Registers every message handler. None of them throws, whatever is sent. */
  listen(): void {
    const { run } = this;
    setHandler(
      confirmSignal,
      (payload) => this.#confirm(payload),
      described('confirm', messageExamples.confirm),
    );
    setHandler(confirmUpdate, (payload) => this.#confirmAndAnswer(payload), {
      ...described('confirmNow', messageExamples.confirm),
      validator: (payload) => void readOrRefuse(run, readConfirm(payload)),
    });
    setHandler(sealedQuery, () => this.#sealed, described('sealed'));
    listenForRetry(run);
    answerStatus(run);
    answerUnknownMessages(run, KNOWN);
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
  judged(confirmation: Confirmation, refusal: Said | null): void {
    this.#judged.set(confirmation, refusal);
  }

  /** For one that could not be looked at yet. */
  putBack(confirmation: Confirmation): void {
    this.#confirmations.unshift(confirmation);
  }

  async #confirmAndAnswer(payload: unknown): Promise<UpdateReceipt> {
    const value = readOrRefuse(this.run, readConfirm(payload));
    if (!this.#open) {
      throw refused(this.run, phrase('run.noKeyWaits'));
    }
    this.#confirmations.push(value);
    await condition(() => this.#judged.has(value) || !this.#open);
    const refusal = this.#judged.get(value);
    if (refusal !== null) {
      throw refused(this.run, refusal ?? phrase('run.endedFirst'));
    }
    return { accepted: true, message: this.run.readable(phrase('run.inUse')) };
  }

  #confirm(payload: unknown): void {
    const read = readConfirm(payload);
    if (!read.ok) {
      this.run.notice(read.problem);
    } else if (this.#open) {
      this.#confirmations.push(read.value);
    } else {
      const why = phrase(this.#sealed === null ? 'run.noKeyYet' : 'run.noneWaits');
      this.run.notice(phrase('run.ignored', { name: 'confirm', who: read.value.by, why }));
    }
  }
}
