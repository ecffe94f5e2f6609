import type { SliceProgress } from '../../contracts/listing/inventory';
import { humanCount } from '../../presentation/text/human-units';
import type { CommandContext } from '../command-context';
import { progressText } from '../terminal/progress-text';

const REDRAW_EVERY_MS = 200;
const LINE_EVERY_MS = 10_000;

/** Shows how far a verification is. */
export interface VerificationView {
  readonly listed: (side: 'source' | 'destination', progress: SliceProgress) => void;
  readonly searched: (done: number, left: number) => void;
  readonly sampled: (done: number, left: number) => void;
  /** Both sides together, as a worker reports them. */
  readonly counted: (progress: SliceProgress) => void;
  readonly end: () => void;
}

/** Both sides: redrawn on a terminal, now and then on standard error otherwise, not at all for `--json`. */
export function verificationView(
  { terminal, words }: Pick<CommandContext, 'terminal' | 'words'>,
  json: boolean,
  now: () => number = Date.now,
): VerificationView {
  const { verification: names } = words;
  const every = terminal.live ? REDRAW_EVERY_MS : LINE_EVERY_MS;
  let last = terminal.live ? Number.NEGATIVE_INFINITY : now();
  const sides = new Map<'source' | 'destination', SliceProgress>();
  const show = (lines: readonly string[]): void => {
    if (json || now() - last < every) {
      return;
    }
    last = now();
    if (terminal.live) {
      terminal.draw([...lines]);
    } else {
      lines.forEach((line) => terminal.warn(line));
    }
  };
  return {
    listed(side, progress) {
      sides.set(side, progress);
      show(
        (['source', 'destination'] as const).flatMap((one) => {
          const reached = sides.get(one);
          return reached === undefined
            ? []
            : [words.terminal.titled(names[one], progressText(reached, words))];
        }),
      );
    },
    searched: (done, left) =>
      show([names.comparing(humanCount(String(done)), humanCount(String(done + left)))]),
    sampled: (done, left) =>
      show([names.comparingContents(humanCount(String(done)), humanCount(String(done + left)))]),
    counted: (progress) => show([progressText(progress, words)]),
    end: () => (json ? undefined : terminal.wipe()),
  };
}
