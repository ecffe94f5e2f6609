import type { SideCheckpoint, VerificationScope } from '../../contracts/migration/verification';
import type { SideName } from '../../inventory/verification/entry-filter';
import { startSide } from '../../inventory/verification/list-side';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import { demandReplaceable, otherListing, readContent, type Misfit } from '../inventory/checkpoint-file';
import { toldOnce } from '../inventory/checkpoint-keeper';
import { writePrivateFile } from '../private-file';

const VERSION = 1;
const WRITE_EVERY_MS = 10_000;

/** What was listed of both sides. */
export type ListedSides = Readonly<Record<SideName, SideCheckpoint>>;

/** What is compared: a checkpoint fits the same only. */
export interface Compared {
  readonly endpoint: string;
  readonly bucket: string;
  readonly destinationEndpoint: string | null;
  readonly destinationRegion: string;
  readonly destinationBucket: string;
  readonly scope: VerificationScope;
}

/**
 * Reads what an earlier verification of the same listed.
 *
 * @throws CommandError `InvalidInput` if the file is no checkpoint, or one of another verification
 */
export async function readListedSides(file: string, compared: Compared): Promise<ListedSides> {
  const content = await readContent(file);
  const why = misfitFor(compared)(file, content);
  if (why !== null) {
    throw new CommandError('InvalidInput', why);
  }
  const { source, destination } = (content as { readonly checkpoint: ListedSides }).checkpoint;
  return { source, destination };
}

/** What keeps a file from being a checkpoint of a verification. */
export function misfitFor(compared: Compared): Misfit {
  return (file, content) => {
    const { version, checkpoint, ...about } = content as Record<string, unknown>;
    const { source, destination } = Object(checkpoint) as Partial<ListedSides>;
    return version === VERSION && isSide(source) && isSide(destination)
      ? otherListing(file, flat(about), flat({ ...compared }))
      : phrase('verify.notACheckpoint', { file });
  };
}

/** What is compared with the members of its scope beside the others, so that the one that differs can be named. */
function flat({ scope, ...about }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...about, ...(Object(scope) as object) };
}

/**
 * Keeps a file with what was listed of both sides, for `--resume`: a killed process loses ten seconds at most. A write
 * that fails does not end the verification, and is told the first time. The keys in it may be confidential: mode 0600.
 */
export class SidesKeeper {
  readonly #at = { source: Number.NEGATIVE_INFINITY, destination: Number.NEGATIVE_INFINITY };
  #sides: ListedSides;
  #writing: Promise<void> = Promise.resolve();
  #isThere: boolean;
  readonly #failed: (error: unknown) => void;

  constructor(
    readonly file: string,
    private readonly compared: Compared,
    before: ListedSides | undefined,
    tell: (said: Said) => void,
  ) {
    this.#failed = toldOnce(tell);
    this.#isThere = before !== undefined;
    this.#sides = before ?? { source: startSide(), destination: startSide() };
  }

  /** Takes a checkpoint if one is due. */
  offer(side: SideName, checkpoint: () => SideCheckpoint): void {
    const now = performance.now();
    if (now - this.#at[side] >= WRITE_EVERY_MS) {
      const reached = checkpoint();
      if (reached.listing.totals.pages > 0) {
        this.#at[side] = now;
        this.keep(side, reached);
      }
    }
  }

  keep(side: SideName, reached: SideCheckpoint): void {
    this.#sides = { ...this.#sides, [side]: reached };
    const content = { version: VERSION, ...this.compared, checkpoint: this.#sides };
    this.#writing = this.#writing
      .then(() => demandReplaceable(this.file, misfitFor(this.compared)))
      .then(() => writePrivateFile(this.file, `${JSON.stringify(content)}\n`, true))
      .then(() => {
        this.#isThere = true;
      })
      .catch(this.#failed);
  }

  /** Whether there is anything to resume from, once all is written. */
  get isThere(): boolean {
    return this.#isThere;
  }

  /** Waits until all is written. */
  written(): Promise<void> {
    return this.#writing;
  }
}

function isSide(value: SideCheckpoint | undefined): value is SideCheckpoint {
  return Array.isArray(value?.listing?.ranges) && Array.isArray(value.sums?.chunks);
}
