export type RobotKind = 'dingtalk' | 'feishu' | 'wecom' | 'slack' | 'webhook';

/** A message that a robot took. */
export interface ReceivedMessage {
  kind: RobotKind;
  /** The JSON that was posted, signature members and all. */
  body: unknown;
  /** Of the `webhook` receiver: the ID that is the same in every attempt. */
  webhookId?: string;
}

/** Everything that was taken, in its order. */
export class Inbox {
  readonly #messages: ReceivedMessage[] = [];

  take(message: ReceivedMessage): void {
    this.#messages.push(message);
  }

  /** @param kind only what this robot took */
  messages(kind?: string): ReceivedMessage[] {
    return this.#messages.filter((message) => kind === undefined || message.kind === kind);
  }

  clear(): void {
    this.#messages.length = 0;
  }
}
