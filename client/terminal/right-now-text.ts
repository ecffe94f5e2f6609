import { named, visible } from '../../presentation/text/foreign-text';
import { minute } from '../../presentation/text/minute';
import type { PendingStep } from '../runs/pending-steps';
import type { RightNow } from '../runs/right-now';
import type { CommandContext } from '../command-context';
import { progressText } from './progress-text';

type Look = Pick<CommandContext, 'words' | 'say'>;

/** What an open run does right now: how far its inventory is, what is retried and why, what somebody paused. */
export function rightNowLines({ pending, listing }: RightNow, look: Look): string[] {
  return [
    ...(listing === null ? [] : [progressText(listing, look.words)]),
    ...pending.map((step) => pendingText(step, look)),
  ];
}

/** The same as a block; none if there is nothing to say. */
export function rightNowText(now: RightNow, look: Look): string[] {
  const lines = rightNowLines(now, look);
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function pendingText({ activity, attempt, lastFailure, nextTry, paused }: PendingStep, look: Look): string {
  const { words, say } = look;
  const { pending } = words.terminal;
  const failure = lastFailure === null ? '' : visible(say(lastFailure).replaceAll('\n', ' '));
  return paused === null
    ? pending.retrying(named(activity), attempt, nextTry?.toISOString() ?? null, failure)
    : pending.paused(
        named(activity),
        named(paused.by),
        paused.at === null ? null : minute(paused.at.toISOString()),
        visible(paused.reason),
      );
}
