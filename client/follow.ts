import { inventoryWorkflowId } from '../contracts/names';
import type { SliceProgress } from '../contracts/inventory';
import type { PreparationStatus } from '../contracts/status';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import type { Preparations } from './preparations';
import { standingOf, waitsForPerson, type Standing } from './standing';
import { phaseText, progressText, stepLine } from './standing-text';
import type { Terminal } from './terminal';

const ASK_EVERY_MS = 1000;
/** Lines that are appended to a log come more rarely than a screen is redrawn. */
const PROGRESS_LINE_EVERY_MS = 10_000;
/** Watching outlasts a worker or a server that restarts, but not one that stays away. */
const GIVE_UP_AFTER_MISSES = 60;

type Open = Extract<Standing, { kind: 'open' }>;

/** What a follower shows while a run goes on; the end is shown by the command. */
export interface FollowView {
  show(standing: Open, listing: SliceProgress | null): void;
  /** Says that nobody answers for the moment. */
  trouble(message: string): void;
  end(): void;
}

/**
 * Follows a preparation until it ends, or until it waits for a person where that is asked for.
 *
 * @throws CommandError `NotFound`, or what keeps it from answering for more than a minute
 */
export async function follow(
  preparations: Preparations,
  workflowId: string,
  until: { readonly input: boolean },
  view: FollowView,
  pause: CommandContext['pause'],
): Promise<Standing> {
  try {
    for (let misses = 0; ; await pause(ASK_EVERY_MS)) {
      try {
        const standing = await standingOf(preparations, workflowId);
        misses = 0;
        if (standing.kind !== 'open') {
          return standing;
        }
        view.show(standing, await listingOf(preparations, standing.status));
        if (until.input && waitsForPerson(standing)) {
          return standing;
        }
      } catch (error) {
        misses += 1;
        view.trouble(passingTrouble(error, misses));
      }
    }
  } finally {
    view.end();
  }
}

/** The words for trouble that may pass; rethrows what does not, or has not for long. */
function passingTrouble(error: unknown, misses: number): string {
  const passing = error instanceof CommandError && ['NoWorker', 'TemporalUnreachable'].includes(error.type);
  if (!passing || misses > GIVE_UP_AFTER_MISSES) {
    throw error;
  }
  return `${error.message} (still watching)`;
}

async function listingOf(preparations: Preparations, { workflowId, phase }: PreparationStatus): Promise<SliceProgress | null> {
  if (phase.name !== 'running' || phase.step !== 'inventory') {
    return null;
  }
  try {
    return await preparations.listingProgress(inventoryWorkflowId(workflowId));
  } catch (error) {
    // The child has not started yet, or has just ended.
    if (error instanceof CommandError && error.type === 'NotFound') {
      return null;
    }
    throw error;
  }
}

/** A block of lines that is redrawn, on a terminal. */
export function liveView(terminal: Terminal, now: () => number = Date.now): FollowView {
  const started = now();
  return {
    show({ run, status }, listing) {
      const seconds = Math.round((now() - started) / 1000);
      terminal.draw([
        `Preparation ${terminal.style('bold', run.workflowId)}: ${phaseText(status.phase)} (watched for ${seconds} s)`,
        ...status.steps.map((step) => stepLine(step, terminal)),
        ...(listing === null ? [] : [`    ${progressText(listing)}`]),
        ...status.notices.map((notice) => `  ${notice}`),
      ]);
    },
    trouble: (message) => terminal.draw([terminal.style('yellow', message)]),
    end: () => terminal.keep(),
  };
}

/** A line for each change, for logs and pipes. */
export function lineView(say: (line: string) => void, now: () => number = Date.now): FollowView {
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
      status.notices.forEach(once);
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
export const silentView: FollowView = { show: () => undefined, trouble: () => undefined, end: () => undefined };
