import { visible } from '../../presentation/text/foreign-text';
import type { RightNow } from '../runs/right-now';
import type { RunStatus } from '../runs/run-status';
import { progressText } from './progress-text';
import { cutOverText } from './migration-text';
import { rightNowLines } from './right-now-text';
import { phaseText, PLAIN, stepLine, titleOf } from './status-text';
import type { CommandContext } from '../command-context';
import type { PreparationStatus } from '../../contracts/runs/status';
import type { Said } from '../../presentation/words/phrase';

/** Lines that are appended to a log come more rarely than a screen is redrawn. */
const PROGRESS_LINE_EVERY_MS = 10_000;

type Open = Extract<RunStatus, { kind: 'open' }>;

/** What a follower shows while a run continues; the end is shown by the command. */
export interface FollowView {
  readonly show: (found: Open, now: RightNow) => void;
  /** Shows that nothing answers for the moment. */
  readonly trouble: (why: Said) => void;
  readonly end: () => void;
}

/** The view for a terminal, for a log, or for `--json`. */
export function viewFor(context: CommandContext, json: boolean): FollowView {
  if (json) {
    return quietView(context);
  }
  return context.terminal.live ? liveView(context) : lineView(context);
}

/** A block of lines that is redrawn, on a terminal. */
function liveView(context: CommandContext, now: () => number = Date.now): FollowView {
  const { terminal, words } = context;
  const started = now();
  return {
    show({ run, status }, right) {
      const seconds = Math.round((now() - started) / 1000);
      terminal.draw([
        `${titleOf(run.workflowId, context, phaseText(status, words))} ${words.terminal.watchedFor(seconds)}`,
        ...status.steps.map((step) => stepLine(step, context)),
        ...rightNowLines(right, context).map((line) => `    ${line}`),
        ...cutOverLine(status, context).map((line) => `  ${line}`),
        ...status.notices.map((notice) => `  ${visible(notice)}`),
      ]);
    },
    trouble: (why) => terminal.draw([terminal.style('yellow', troubleText(why, context))]),
    end: () => terminal.keep(),
  };
}

/** A line for each change, for logs and pipes. */
function lineView(context: CommandContext, now: () => number = Date.now): FollowView {
  const { words, terminal } = context;
  const say = (line: string) => terminal.say(line);
  const told = new Set<string>();
  const steps = new Map<string, string>();
  let toldAt = Number.NEGATIVE_INFINITY;
  let lastProgress = '';
  let lastTrouble = '';
  let lastPhase = '';
  const once = (line: string) => {
    if (!told.has(line)) {
      told.add(line);
      say(line);
    }
  };
  return {
    show({ status }, { pending, listing }) {
      lastTrouble = '';
      for (const step of status.steps) {
        const line = step.state === 'pending' ? '' : stepLine(step, { words, terminal: PLAIN }).trim();
        // A step that is done again, after a retry, is a change; what is as it was is none.
        if (line !== (steps.get(step.name) ?? '')) {
          steps.set(step.name, line);
          if (line !== '') {
            say(line);
          }
        }
      }
      const phase = phaseText(status, words);
      if (phase !== lastPhase && status.phase.name !== 'running') {
        say(phase);
      }
      lastPhase = phase;
      cutOverLine(status, context).forEach(once);
      status.notices.map(visible).forEach(once);
      rightNowLines({ pending, listing: null }, context).forEach(once);
      const progress = listing === null ? lastProgress : progressText(listing, words);
      if (progress !== lastProgress && now() - toldAt >= PROGRESS_LINE_EVERY_MS) {
        [toldAt, lastProgress] = [now(), progress];
        say(`  ${progress}`);
      }
    },
    trouble(why) {
      const message = troubleText(why, context);
      if (message !== lastTrouble) {
        lastTrouble = message;
        say(message);
      }
    },
    end: () => undefined,
  };
}

/** How far the cut-over of a migration is; none if nobody asked for it. */
function cutOverLine({ cutOver }: PreparationStatus, { words }: CommandContext): string[] {
  const { titled, migration } = words.terminal;
  return cutOver ? [titled(migration.cutOver, cutOverText(cutOver, words))] : [];
}

function troubleText(why: Said, { say, words }: CommandContext): string {
  return `${say(why)} ${words.terminal.stillWatching}`;
}

/** Shows only trouble, on standard error: for `--json`, which prints one object at the end. */
function quietView(context: CommandContext): FollowView {
  let last = '';
  return {
    show: () => (last = ''),
    trouble(why) {
      const message = troubleText(why, context);
      if (message !== last) {
        last = message;
        context.tell(message);
      }
    },
    end: () => undefined,
  };
}
