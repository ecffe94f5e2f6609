import { durationText } from '../../contracts/duration';
import { shellWord } from '../../presentation/text/shell-word';

/** List requests at the same time, unless the caller says otherwise. */
export const DEFAULT_CONCURRENCY = 32;
export const MAX_CONCURRENCY = 9999;
/** How long a listing that has begun waits for its store to answer again, unless the caller says otherwise. */
export const DEFAULT_PATIENCE_MS = 120_000;

/** What to list in this process, without a server. */
export interface DirectRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly pathStyle?: boolean | undefined;
  readonly concurrency: number;
  /** Milliseconds to wait for a store that answers no more. */
  readonly patience?: number | undefined;
  /** Checkpoint to resume from. */
  readonly resume?: string | undefined;
  /** The checkpoint file to update while listing. Without it, one is left only after an interruption or failure. */
  readonly checkpoint?: string | undefined;
}

/** Options of a command as they are written: `--path-style`. */
export function flagsOf(options: readonly string[]): string {
  return options.map((name) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`).join(', ');
}

/** The command that resumes a listing from its checkpoint, ready to paste; credentials stay in the environment. */
export function resumeCommand(request: DirectRequest, file: string): string {
  const { bucket, prefix, endpoint, region, pathStyle, concurrency, patience, checkpoint } = request;
  const flags: readonly (readonly [flag: string, value: string | undefined])[] = [
    ['--bucket', bucket],
    ['--prefix', prefix === '' ? undefined : prefix],
    ['--endpoint', endpoint],
    ['--region', region],
    ['--concurrency', concurrency === DEFAULT_CONCURRENCY ? undefined : String(concurrency)],
    ['--patience', patience === undefined ? undefined : durationText(patience)],
    ['--checkpoint', checkpoint === undefined ? undefined : file],
    ['--resume', file],
  ];
  const words = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, shellWord(value)]));
  return ['npx prep inventory --direct', ...(pathStyle === true ? ['--path-style'] : []), ...words].join(' ');
}
