import type { CopyTerms, MigrationEstimateLine } from './migration';
import type { CountedInventory } from '../listing/inventory';
import type { RunIdentity } from '../runs/run-identity';

/** What launching a job allows: both addresses and the job as they stand at the service, and what the inventory counted. */
export interface MigrationPlan {
  readonly kind: 'migration';
  /**
   * `rounds`: more rounds after a job that an earlier run launched; nothing is launched. `cut-over`: one more
   * round, and then the end; the job is that of the round before.
   */
  readonly decision: 'launch' | 'rounds' | 'cut-over';
  readonly workflowId: string;
  /** The key of ownership. */
  readonly preparation: string;
  /** The run that prepared it, and the plan that was approved there. */
  readonly prepared: RunIdentity & { readonly planDigest: string };
  /** Who asked for it, as the input says; unset where it says nothing. */
  readonly requestedBy?: string | undefined;
  readonly accountId: string;
  /** Of the migration service. */
  readonly region: string;
  readonly inventory: CountedInventory;
  readonly estimate: MigrationEstimateLine;
  /** Milliseconds between two rounds; null for one round alone. */
  readonly everyMs: number | null;
  readonly source: {
    readonly address: string;
    readonly domain: string;
    readonly bucket: string;
    readonly prefix: string;
    readonly accessKeyId: string;
    /** The Kingsoft IAM user that was created for the service; unset if it reads with the configured key. */
    readonly iamUser?: string | undefined;
  };
  readonly destination: {
    readonly address: string;
    readonly bucket: string;
    readonly region: string;
    readonly prefix: string;
    readonly role: string;
  };
  readonly job: CopyTerms & {
    readonly name: string;
    /** The service's ID of the job. */
    readonly version: string;
  };
}
