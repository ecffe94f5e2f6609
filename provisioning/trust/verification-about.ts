import type { VerificationRequest } from '../../contracts/migration/verification';
import type { About } from './attestor';
import { inventoryAbout } from './inventory-about';

/** What a verification is of: what was compared elsewhere, or with other bounds, is none of it. */
export function verificationAbout({ source, destination, scope }: VerificationRequest): About {
  return { source: inventoryAbout(source), destination, scope };
}
