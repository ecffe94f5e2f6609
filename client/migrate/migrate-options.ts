import type { OverwriteMode } from '../../contracts/migration/migration';

/** What `npx prep migrate` is told. */
export interface MigrateOptions {
  readonly id?: string;
  readonly prepared?: string;
  readonly sourceKey?: 'use';
  readonly overwrite?: OverwriteMode;
  /** Megabits a second. */
  readonly maxBandwidth?: number;
  readonly maxFiles?: number;
  readonly round?: number;
  /** Milliseconds between two rounds. */
  readonly every?: number;
  /** False: both sides are not compared in the end. */
  readonly verify: boolean;
  readonly requestedBy?: string;
  readonly wait?: true;
  readonly timeout?: number;
  readonly json?: boolean;
}
