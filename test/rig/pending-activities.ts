import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { bytesIn } from './history-bytes';

const LOOK_EVERY_MS = 1000;

/**
 * Collects heartbeats and last failures of pending activities, which may leave no trace in a history. It samples, so
 * it does not see everything.
 */
export class PendingActivities {
  readonly #seen = new Set<string>();
  readonly #client: Client;
  readonly #watching: Promise<void>;
  #stopped = false;

  constructor(client: Client) {
    this.#client = client;
    this.#watching = this.#watch();
  }

  get seen(): readonly string[] {
    return [...this.#seen];
  }

  record(activity: unknown): void {
    this.#seen.add(JSON.stringify(activity));
    for (const bytes of bytesIn(activity)) {
      this.#seen.add(Buffer.from(bytes).toString());
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      for await (const { workflowId, runId } of this.#client.workflow.list({
        query: 'ExecutionStatus="Running"',
      })) {
        const { raw } = await this.#client.workflow.getHandle(workflowId, runId).describe();
        (raw.pendingActivities ?? []).forEach((activity) => this.record(activity));
      }
      await pause(LOOK_EVERY_MS);
    }
  }
}
