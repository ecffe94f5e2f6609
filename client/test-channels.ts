import type { Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import { randomUUID } from 'node:crypto';
import { deliver } from '../provisioning/notify/deliver';
import { createReceiver } from '../clouds/notify/create-receiver';
import type { Delivery } from '../clouds/notify/port';
import type { Notification, NotifyKind } from '../contracts/runs/notification';
import type { NotifyChannel } from '../contracts/settings';
import { webUiAt } from '../contracts/runs/web-ui';
import { loadSettings } from '../configuration/settings/load-settings';
import { loadTemporalTarget } from '../configuration/temporal/temporal-target';
import { CommandError } from './command-error';

/** What to test, and with which configuration. */
export interface ChannelTest {
  readonly env: NodeJS.ProcessEnv;
  readonly configFile: string | undefined;
  /** The channel; default: all of them. */
  readonly name: string | undefined;
}

/** What a channel did with the test message. */
export interface TestedChannel {
  readonly channel: string;
  readonly kind: NotifyKind;
  readonly outcome: Delivery['outcome'];
  /** Why it was not delivered; empty if it was. */
  readonly why: Said;
  readonly milliseconds: number;
}

/**
 * Sends a test message to configured channels, once, as a worker would.
 *
 * @throws ConfigurationError; CommandError `InvalidInput` if there is no such channel
 */
export async function testChannels({ env, configFile, name }: ChannelTest): Promise<TestedChannel[]> {
  const { settings, worker } = await loadSettings({ file: configFile, env });
  const { address, namespace } = loadTemporalTarget(env);
  const channels = named(settings.notify, name);
  const place = { namespace, webUi: webUiAt(worker.webUi ?? undefined, address), receiverOf: createReceiver };
  const tested: TestedChannel[] = [];
  const started = performance.now();
  await deliver(testMessage(), channels, place, new AbortController().signal, ({ channel, delivery }) => {
    tested.push({
      channel: channel.name,
      kind: channel.kind,
      outcome: delivery.outcome,
      why: delivery.outcome === 'delivered' ? '' : delivery.why,
      milliseconds: Math.round(performance.now() - started),
    });
  });
  return tested;
}

function named(channels: readonly NotifyChannel[], name: string | undefined): NotifyChannel[] {
  const found = channels.filter((channel) => name === undefined || channel.name === name);
  if (found.length > 0) {
    return found;
  }
  const known = channels.map((channel) => channel.name).join(', ');
  throw new CommandError(
    'InvalidInput',
    known === ''
      ? phrase('command.noChannels')
      : phrase('command.noSuchChannel', { channel: name ?? '', known }),
  );
}

function testMessage(): Notification {
  return {
    id: `test-${randomUUID()}`,
    event: 'test',
    at: new Date().toISOString(),
    workflowId: '',
    runId: '',
    bucket: '',
    destination: null,
    phase: 'running',
    totals: null,
    approval: null,
    decision: null,
    problem: null,
  };
}
