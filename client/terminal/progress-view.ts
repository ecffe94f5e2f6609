import type { SliceProgress } from '../../contracts/listing/inventory';
import { progressText } from './progress-text';
import type { CommandContext } from '../command-context';

const REDRAW_EVERY_MS = 200;
const LINE_EVERY_MS = 10_000;

/** Shows how far a listing is: redrawn on a terminal, now and then on standard error otherwise, not at all for `--json`. */
export function progressView(
  { terminal, words }: CommandContext,
  json: boolean,
  now: () => number = Date.now,
) {
  const every = terminal.live ? REDRAW_EVERY_MS : LINE_EVERY_MS;
  let last = terminal.live ? Number.NEGATIVE_INFINITY : now();
  return {
    show: (progress: SliceProgress): void => {
      if (json || now() - last < every) {
        return;
      }
      last = now();
      if (terminal.live) {
        terminal.draw([progressText(progress, words)]);
      } else {
        terminal.warn(progressText(progress, words));
      }
    },
    end: () => (json ? undefined : terminal.wipe()),
  };
}
