import type { SourceRequest } from '../../contracts/runs/preparation';
import type { About } from './attestor';

/** What an inventory is of: what was counted elsewhere is none of it. */
export function inventoryAbout({ profile, bucket, prefix, endpoint, region }: SourceRequest): About {
  return { profile, bucket, prefix, endpoint, region };
}
