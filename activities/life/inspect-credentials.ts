import type { FoundCredentials } from '../../contracts/credential-life';
import { standingOf } from './delivered-user';
import type { KeyHolder } from './key-holder';

/** Reads what is on the user of delivered credentials, changing nothing. */
export async function inspectCredentials(holder: KeyHolder, signal: AbortSignal): Promise<FoundCredentials> {
  const standing = await standingOf(holder, signal);
  if (standing.found !== 'delivered') {
    return standing;
  }
  const [keys, belongings] = await Promise.all([holder.listKeys(signal), holder.belongings(signal)]);
  return { ...standing, keys, ...belongings };
}
