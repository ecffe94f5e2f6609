import type { Ks3Source } from './port';

/**
 * Limits the requests that are in flight at the same time, whoever sends them. Who comes first goes first, so that many
 * small buckets and a large one take turns.
 */
export class RequestGate {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param limit requests in flight */
  constructor(limit: number) {
    this.#free = limit;
  }

  /** Does something when its turn comes. Rejects with the reason of the signal if that comes first. */
  async pass<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
    await this.#turn(signal);
    try {
      return await request();
    } finally {
      this.#leave();
    }
  }

  #turn(signal: AbortSignal): Promise<void> | undefined {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const give = () => {
        this.#waiting.delete(give);
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        this.#waiting.delete(give);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.add(give);
    });
  }

  /** Whoever waits longest takes the place of who leaves. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
    } else {
      next();
    }
  }
}

/** A source whose requests pass a gate. */
export function behindGate(source: Ks3Source, gate: RequestGate): Ks3Source {
  return {
    fetchPage: (request, signal) => gate.pass(signal, () => source.fetchPage(request, signal)),
    checksums: (key, signal) => gate.pass(signal, () => source.checksums(key, signal)),
    location: (signal) => gate.pass(signal, () => source.location(signal)),
    readSample: (key, signal) => gate.pass(signal, () => source.readSample(key, signal)),
    close: () => source.close(),
  };
}
