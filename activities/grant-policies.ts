import { PrepError } from '../contracts/prep-error';
import type { Preparation } from '../contracts/preparation';
import type { RamDirectory } from '../clouds/ram/port';
import { ownedUser } from './owned-user';

/**
 * Ensures that the user has every policy of the approved plan, and reads them back.
 *
 * Idempotent: attaching twice is success; a custom policy of ours is created where it is missing.
 *
 * @returns the names of the policies that the user has
 * @throws PrepError `RamPolicyMissing`, `RamPolicyLimit`, `RamNotVisibleYet` until the attachments show
 */
export async function grantPolicies(
  preparation: Preparation,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<string[]> {
  const { ramUser } = preparation;
  await ownedUser(preparation, ram, signal);
  for (const { name, type, document } of ramUser.policies) {
    if (document !== undefined && !(await ram.policyExists({ name, type }, signal))) {
      await ram.createPolicy(name, document, 'Role actions that the data migration service asks for', signal);
    }
    await ram.attachPolicy(ramUser.name, { name, type }, signal);
  }
  const attached = await ram.listPolicies(ramUser.name, signal);
  const missing = ramUser.policies.filter((policy) => !attached.some((one) => samePolicy(one, policy)));
  if (missing.length > 0) {
    throw new PrepError('RamNotVisibleYet', {
      resource: `Policy ${missing.map(({ name }) => name).join(', ')} of RAM user ${ramUser.name}`,
    });
  }
  return attached.map(({ name }) => name);
}

/** RAM answers with the canonical spelling of a policy, whatever case it was attached in. */
export function samePolicy(a: { name: string; type: string }, b: { name: string; type: string }): boolean {
  return a.type === b.type && a.name.toLowerCase() === b.name.toLowerCase();
}
