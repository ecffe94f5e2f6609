import type { ListAnswer } from './answer-reader';
import { ListConnection, type Patience, type StoreAddress } from './list-connection';
import type { PageMemory } from './page-memory';

/** The connections that a listing goes over, kept open between requests. */
export class ListConnections {
  readonly #open = new Set<ListConnection>();
  /** The one used last is used next, so that those that are not needed fall silent and are closed. */
  readonly #idle: ListConnection[] = [];
  readonly #waiting: ((connection: ListConnection) => void)[] = [];
  #session: Buffer | undefined;

  /**
   * @param most connections at the same time; further requests wait for one
   * @param memory lent for the bodies of answers
   */
  constructor(
    private readonly address: StoreAddress,
    private readonly most: number,
    private readonly memory: PageMemory,
    private readonly patience?: Patience,
  ) {}

  /**
   * Sends a request and waits for its answer.
   *
   * @param head all of the request, its empty line included
   * @throws Error with the operating system's code if the connection is lost, or given up because the signal aborts;
   *   with EBADMSG if what comes is no answer
   */
  async ask(head: string, signal: AbortSignal): Promise<ListAnswer> {
    const connection = await this.#usable();
    const abort = (): void => connection.close();
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort);
    try {
      return await connection.ask(head);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  close(): void {
    for (const connection of this.#open) {
      connection.close();
    }
  }

  async #usable(): Promise<ListConnection> {
    for (;;) {
      const connection =
        this.#idle.pop() ??
        this.#another() ??
        (await new Promise<ListConnection>((resolve) => this.#waiting.push(resolve)));
      if (connection.usable) {
        return connection;
      }
    }
  }

  #another(): ListConnection | undefined {
    if (this.#open.size >= this.most) {
      return undefined;
    }
    const connection = new ListConnection(
      this.address,
      this.memory,
      {
        idle: (one) => this.#free(one),
        gone: (one) => this.#gone(one),
        session: (session) => (this.#session = session),
      },
      this.#session,
      this.patience,
    );
    this.#open.add(connection);
    return connection;
  }

  #free(connection: ListConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#idle.push(connection);
    } else {
      next(connection);
    }
  }

  #gone(connection: ListConnection): void {
    this.#open.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at !== -1) {
      this.#idle.splice(at, 1);
    }
    const another = this.#waiting.length === 0 ? undefined : this.#another();
    if (another !== undefined) {
      this.#free(another);
    }
  }
}
