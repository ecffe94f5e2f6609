import type { DeliveryOwner, SealedEntry } from '../../contracts/credentials/delivery';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Secret } from '../../contracts/credentials/secret';
import { runFields, type SecretFields } from './vault-sink';
import type { RunIdentity } from '../../contracts/runs/run-identity';

/** The fields of a sealed credential. */
export function sealedFields(run: RunIdentity, owner: DeliveryOwner, entry: SealedEntry): SecretFields {
  return { ...describing(run, owner, entry), content: 'sealed', sealed: entry.sealed };
}

/** A credential as the step knows it that obtained it. */
export type PlainCredential =
  | {
      readonly kind: 'access-key' | 'source-access-key';
      readonly accessKeyId: string;
      readonly accessKeySecret: Secret;
      readonly owner: DeliveryOwner;
      /** Of a key that replaces another one. */
      readonly confirmationCode?: string | undefined;
    }
  | {
      readonly kind: 'console-logon';
      readonly password: Secret;
      readonly userPrincipalName: string;
      readonly signInUrl: string;
    };

/** The fields of a plain credential. */
export function plainFields(
  run: RunIdentity,
  owner: DeliveryOwner,
  credential: PlainCredential,
): SecretFields {
  const described = { ...describing(run, owner, credential), content: 'plain' };
  return credential.kind === 'console-logon'
    ? {
        ...described,
        sign_in_name: credential.userPrincipalName,
        sign_in_url: credential.signInUrl,
        password: credential.password.reveal(),
      }
    : {
        ...described,
        access_key_secret: credential.accessKeySecret.reveal(),
        ...(credential.confirmationCode === undefined
          ? {}
          : { confirmation_code: credential.confirmationCode }),
      };
}

/**
 * Makes sure that a plain credential of this run is there.
 *
 * @throws PrepError `DeliveryUnavailable`
 */
export function requirePlain(
  fields: SecretFields,
  run: RunIdentity,
  { kind, accessKeyId }: SealedEntry,
  resource: Said,
): void {
  const there =
    fields['run_id'] === run.runId &&
    fields['content'] === 'plain' &&
    (kind === 'console-logon' || fields['access_key_id'] === accessKeyId);
  if (!there) {
    throw new PrepError('DeliveryUnavailable', {
      resource,
      detail: phrase('provisioning.plainCredentialGone'),
    });
  }
}

function describing(
  run: RunIdentity,
  ownerOfMost: DeliveryOwner,
  { kind, accessKeyId, owner = ownerOfMost }: Pick<SealedEntry, 'kind' | 'accessKeyId' | 'owner'>,
): SecretFields {
  const { accountId, userName } = owner;
  return {
    ...runFields(run),
    kind,
    ...(accountId === null ? {} : { account_id: accountId }),
    ...(kind === 'source-access-key' ? { iam_user: userName } : { ram_user: userName }),
    ...(accessKeyId === undefined ? {} : { access_key_id: accessKeyId }),
  };
}
