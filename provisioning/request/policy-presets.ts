import type { PolicyRequest } from '../../contracts/runs/preparation';

/** A custom policy with the role actions that the current documentation of the migration service requires. */
const MIGRATION_ROLE_POLICY: PolicyRequest = {
  name: 'ks3-oss-prep-migration-role',
  type: 'Custom',
  document: JSON.stringify({
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['ram:CreateRole', 'ram:CreatePolicy', 'ram:AttachPolicyToRole', 'ram:ListRoles'],
        Resource: '*',
      },
    ],
  }),
};

const system = (name: string): PolicyRequest => ({ name, type: 'System' });

/** Policy sets by name: `legacy` is what the migration tutorial says, `current` what the service's pages say today. */
const POLICY_PRESETS: Readonly<Record<string, readonly PolicyRequest[]>> = {
  legacy: [system('AliyunOSSFullAccess'), system('AliyunMGWFullAccess')],
  current: [system('AliyunOSSImportFullAccess'), MIGRATION_ROLE_POLICY],
};

/** Resolves policy and preset names; `custom:<name>` is a custom policy of the account, any other a system policy. */
export function resolvePolicies(names: readonly string[]): PolicyRequest[] {
  const resolved = names.flatMap((name) =>
    Object.hasOwn(POLICY_PRESETS, name) ? (POLICY_PRESETS[name] ?? []) : [policyNamed(name)],
  );
  return resolved.filter(
    (policy, at) =>
      resolved.findIndex(({ name, type }) => name === policy.name && type === policy.type) === at,
  );
}

function policyNamed(name: string): PolicyRequest {
  return name.startsWith('custom:') ? { name: name.slice('custom:'.length), type: 'Custom' } : system(name);
}
