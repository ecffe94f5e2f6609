/** What lines of a plan are about, every text of it already escaped. */
export interface PlannedUse {
  readonly source: {
    readonly bucket: string;
    readonly prefix: string;
    readonly objects: string;
    readonly bytes: string;
    readonly at: string;
    readonly endpoint: string;
    readonly profile: string;
    readonly region: string;
  };
  readonly blocker: {
    readonly objects: string;
    readonly bytes: string;
    readonly example: string | null;
    readonly what: string;
  };
  readonly user: {
    readonly user: string;
    readonly account: string;
    readonly access: string;
    readonly policies: string;
  };
}
