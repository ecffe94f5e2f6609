import { named, visible } from '../presentation/text/foreign-text';
import type { SliceProgress } from '../contracts/inventory';
import type { RunStatus } from './run-status';
import { kindOf, phaseText, progressText, stepLine } from './status-text';
import type { Terminal } from './terminal';

/** Lines that are appended to a log come more rarely than a screen is redrawn. */
const PROGRESS_LINE_EVERY_MS = 10_000;

type Open = Extract<RunStatus, { kind: 'open' }>;

/** What a follower shows while a run goes on; the end is shown by the command. */
export interface FollowView {
  readonly show: (standing: Open, listing: SliceProgress | null) => void;
  /** Says that nobody answers for the moment. */
  readonly trouble: (message: string) => void;
  readonly end: () => void;
}

/** The view for a terminal, for a log, or for `--json`. */
export function viewFor(terminal: Terminal, json: boolean): FollowView {
  if (json) {
    return silentView;
  }
  return terminal.live ? liveView(terminal) : lineView((line) => terminal.say(line));
}

/** A block of lines that is redrawn, on a terminal. */
function liveView(terminal: Terminal, now: () => number = Date.now): FollowView {
  const started = now();
  return {
    show({ run, status }, listing) {
      const seconds = Math.round((now() - started) / 1000);
      terminal.draw([
        `${kindOf(run.workflowId)} ${terminal.style('bold', named(run.workflowId))}: ${phaseText(status.phase)} (watched for ${seconds} s)`,
        ...status.steps.map((step) => stepLine(step, terminal)),
        ...(listing === null ? [] : [`    ${progressText(listing)}`]),
        ...status.notices.map((notice) => `  ${visible(notice)}`),
      ]);
    },
    trouble: (message) => terminal.draw([terminal.style('yellow', message)]),
    end: () => terminal.keep(),
  };
}

/** A line for each change, for logs and pipes. */
function lineView(say: (line: string) => void, now: () => number = Date.now): FollowView {
  const told = new Set<string>();
  let lastProgress = Number.NEGATIVE_INFINITY;
  let lastTrouble = '';
  let lastPhase = '';
  const once = (line: string) => {
    if (!told.has(line)) {
      told.add(line);
      say(line);
    }
  };
  return {
    show({ status }, listing) {
      lastTrouble = '';
      for (const step of status.steps) {
        if (step.state !== 'pending') {
          once(stepLine(step, { style: (_, text) => text }).trim());
        }
      }
      const phase = phaseText(status.phase);
      if (phase !== lastPhase && status.phase.name !== 'running') {
        say(phase);
      }
      lastPhase = phase;
      status.notices.map(visible).forEach(once);
      if (listing !== null && now() - lastProgress >= PROGRESS_LINE_EVERY_MS) {
        lastProgress = now();
        say(`  ${progressText(listing)}`);
      }
    },
    trouble(message) {
      if (message !== lastTrouble) {
        lastTrouble = message;
        say(message);
      }
    },
    end: () => undefined,
  };
}

/** Shows nothing: for `--json`, whose one object comes at the end. */
const silentView: FollowView = { show: () => undefined, trouble: () => undefined, end: () => undefined };
