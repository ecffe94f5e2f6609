import type { Said } from '../../presentation/words/phrase';

/** What became of one attempt to deliver a message. `why` is for people and holds no URL, token or signature. */
export type Delivery =
  | { readonly outcome: 'delivered' }
  /** It will not take it, however often it is asked: never retried. */
  | { readonly outcome: 'refused'; readonly why: Said }
  /** Time may fix it: retried, after the receiver's own delay if it named one. */
  | { readonly outcome: 'failed'; readonly why: Said; readonly retryAfterMs?: number | undefined };

/** A receiver of messages, with its address and its way to sign and to answer. */
export interface Receiver {
  /**
   * Sends one message once.
   *
   * Never rejects for what the receiver or the network does; rejects with the signal's reason when it aborts.
   *
   * @param id the same in every attempt
   * @param message as `presentation/notifications` renders it for this kind
   */
  deliver(id: string, message: object, signal: AbortSignal): Promise<Delivery>;
}
