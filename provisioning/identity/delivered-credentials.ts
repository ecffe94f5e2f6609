import { named } from '../../presentation/text/foreign-text';
import type { RamAccessKey, RamDirectory, RamUser } from '../../clouds/ram/port';
import type { Preparation } from '../../contracts/preparation';
import type { DeliveredMark } from '../trust/mark';

/**
 * Says what an earlier preparation delivered with a user: which keys, since when and until when, and how to replace
 * them or take them back.
 *
 * @param owner with the bucket that was prepared, and whether the source is to have an AccessKey of its own
 */
export async function deliveredInWords(
  { name }: RamUser,
  { deliveredAt, until }: Pick<DeliveredMark, 'deliveredAt' | 'until'>,
  { source, sourceKey }: Pick<Preparation, 'source' | 'sourceKey'>,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<string> {
  const keys = await ram.listAccessKeys(name, signal);
  const logon = (await ram.getLogonProfile(name, signal)) !== null;
  const what = [...keys.map(keyInWords), ...(logon ? ['console logon'] : [])].join(', ');
  const expiry =
    until === null ? 'no date to take them back is on record' : `they are taken back on ${named(until)}`;
  const about = `${source.bucket} --user ${name}`;
  // The run that is refused now is the last one of its ID: nobody can look at the result of the one before it.
  const withSource = sourceKey.mode === 'create' ? ' --source-key create' : '';
  return [
    `They were delivered at ${named(deliveredAt ?? '')}, and ${expiry}; the user has ${what === '' ? 'no access any more' : what}.`,
    `To replace the AccessKey: npx prep rotate ${about}. To take everything back: npx prep revoke ${about}${withSource}.`,
  ].join(' ');
}

function keyInWords({ accessKeyId, status, createdAt }: RamAccessKey): string {
  return `AccessKey ${named(accessKeyId)} (issued ${named(createdAt)}, ${status.toLowerCase()})`;
}
