import type { InputProblem } from '../../contracts/problem-lines';
import type { Secret } from '../../contracts/secret';
import type { DeliverySettings, VaultAuth } from '../../contracts/settings';
import type { FileSettings } from './settings-schema';

type DeliveryTable = FileSettings['delivery'];

/** Where sealed credentials are put, with how to log on there. */
export function deliverySettings(
  { oss, vault }: DeliveryTable,
  secrets: ReadonlyMap<string, Secret>,
  caCertificate: string | undefined,
): DeliverySettings {
  const auth = vault === undefined ? null : vaultAuth(vault, secrets);
  return {
    oss: oss === undefined ? null : { kind: 'oss', ...oss },
    vault:
      vault === undefined || auth === null
        ? null
        : {
            kind: 'vault',
            address: vault.address,
            mount: vault.mount,
            prefix: vault.prefix,
            content: vault.content,
            auth,
            namespace: vault.namespace,
            caCertificate,
          },
  };
}

/** Null where the configuration says neither way to log on, or half of one. */
function vaultAuth(
  { role_id: roleId, approle_mount: mount }: NonNullable<DeliveryTable['vault']>,
  secrets: ReadonlyMap<string, Secret>,
): VaultAuth | null {
  const token = secrets.get('delivery.vault.token');
  const secretId = secrets.get('delivery.vault.secret_id');
  if (token !== undefined) {
    return { kind: 'token', token };
  }
  return roleId === undefined || secretId === undefined ? null : { kind: 'approle', mount, roleId, secretId };
}

/** What is wrong with how to log on to Vault: either a token, or an AppRole's two parts. */
export function vaultAuthProblems(
  vault: DeliveryTable['vault'],
  secrets: ReadonlyMap<string, Secret>,
): InputProblem[] {
  if (vault === undefined) {
    return [];
  }
  const token = secrets.has('delivery.vault.token');
  const secretId = secrets.has('delivery.vault.secret_id');
  const roleId = vault.role_id !== undefined;
  const problem = (path: string, text: string): InputProblem[] => [
    { path, problem: text, example: undefined },
  ];
  if (token && (roleId || secretId)) {
    return problem('delivery.vault', 'has a token and an AppRole; keep one of the two');
  }
  if (roleId !== secretId) {
    const missing = roleId ? 'secret_id_file' : 'role_id';
    return problem(`delivery.vault.${missing}`, 'is missing; an AppRole needs role_id and secret_id_file');
  }
  return token || roleId
    ? []
    : problem('delivery.vault.token_file', 'is missing; give it, or role_id and secret_id_file');
}
