import type { MigrationEstimate, Tally } from '../contracts/inventory';

/** Documented limits of one migration job. */
const BITS_PER_SECOND = 2_000_000_000;
const FILES_PER_SECOND = 2000;

/** How long one migration job takes at least: whichever of the service's two limits is reached. */
export function estimateMigration({ objects, bytes }: Tally): MigrationEstimate {
  const byBandwidth = Number((BigInt(bytes) * 8n) / BigInt(BITS_PER_SECOND));
  const byFiles = Math.ceil(Number(objects) / FILES_PER_SECOND);
  return {
    seconds: Math.max(byBandwidth, byFiles),
    limitedBy: byFiles >= byBandwidth ? 'files' : 'bandwidth',
    bitsPerSecond: BITS_PER_SECOND,
    filesPerSecond: FILES_PER_SECOND,
  };
}
