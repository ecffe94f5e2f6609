import { canonicalJson } from '../../contracts/canonical-json';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { RamDirectory } from '../../clouds/ram/port';
import { requireOwn } from './owned-identity';
import { ramUserOf, type OwnerOf } from './ram-identity';

/**
 * Ensures that the user has every policy of the approved plan, and reads them back.
 *
 * Idempotent: attaching twice is success. A missing custom policy is created; an existing one must permit exactly
 * what the plan says.
 *
 * @returns the names of the policies that the user has
 * @throws PrepError `RamPolicyMissing`, `RamPolicyLimit`, `AccessBeyondPlan`, `RamNotVisibleYet` until the
 *   attachments show
 */
export async function grantPolicies(
  owner: OwnerOf,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<string[]> {
  const { ramUser } = owner.preparation;
  await requireOwn(ramUserOf(owner, ram), signal);
  for (const { name, type, document } of ramUser.policies) {
    if (document !== undefined) {
      await ensurePolicy(name, document, ram, signal);
    }
    await ram.attachPolicy(ramUser.name, { name, type }, signal);
  }
  const attached = await ram.listPolicies(ramUser.name, signal);
  const missing = ramUser.policies.filter((policy) => !attached.some((one) => samePolicy(one, policy)));
  if (missing.length > 0) {
    throw new PrepError('RamNotVisibleYet', {
      resource: policiesOf(missing, ramUser.name),
    });
  }
  return attached.map(({ name }) => name);
}

async function ensurePolicy(
  name: string,
  document: string,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<void> {
  const found = await ram.policyDocument(name, signal);
  if (found === null) {
    await ram.createPolicy(name, document, 'Role actions that the data migration service asks for', signal);
  } else if (!sameDocument(found, document)) {
    throw new PrepError('AccessBeyondPlan', {
      resource: phrase('resource.ramPolicy', { name }),
      detail: phrase('provisioning.policyDiffers'),
    });
  }
}

function sameDocument(found: string, planned: string): boolean {
  try {
    return canonicalJson(JSON.parse(found)) === canonicalJson(JSON.parse(planned));
  } catch {
    return false;
  }
}

/** Policies of a user, as the resource of an error. */
export function policiesOf(policies: readonly { readonly name: string }[], userName: string): Phrase {
  const names = policies.map(({ name }) => name);
  return phrase('resource.policiesOf', { names, of: phrase('resource.ramUser', { name: userName }) });
}

/** RAM answers with the canonical spelling of a policy, whatever case it was attached in. */
export function samePolicy(a: { name: string; type: string }, b: { name: string; type: string }): boolean {
  return a.type === b.type && a.name.toLowerCase() === b.name.toLowerCase();
}
