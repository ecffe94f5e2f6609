import { attestedStatement } from '../provisioning/trust/attestor';
import { SignatureChecks } from '../provisioning/trust/worker-keys';
import type { AttestedAbout, WorkerSignature } from '../contracts/attested';
import { resultStatement } from '../contracts/result-statement';
import type { RunIdentity } from '../contracts/run-identity';
import { CommandError } from './command-error';

/** Whether a worker is known to have signed a result. One that none signed is refused, where that can be told. */
export type Verified = 'verified' | 'not verified';

/** What is said of a result that cannot be verified here. */
export const NOT_VERIFIED =
  'This result was not verified: no public key of the workers is configured here. ' +
  'Whoever runs them finds it with "npx prep doctor"; set it in [trust] public_keys, or PREP_TRUST_PUBLIC_KEYS.';

/**
 * Verifies the signature of a result. Anybody who can write to the Temporal namespace can complete a run with a result
 * of their own making; only a worker can sign one.
 *
 * @param run whose result it is to be; null where it came as a file
 * @throws CommandError `ResultNotAuthentic`
 */
export function verifyResult(
  result: object,
  run: RunIdentity | null,
  publicKeys: readonly string[],
): Verified {
  if (publicKeys.length === 0) {
    return 'not verified';
  }
  const { signature, run: named } = result as {
    signature?: Partial<WorkerSignature>;
    run?: Partial<RunIdentity>;
  };
  const { publicKey, value } = signature ?? {};
  if (typeof publicKey !== 'string' || typeof value !== 'string') {
    throw notAuthentic('No worker signed it.', run);
  }
  if (!publicKeys.includes(publicKey)) {
    throw notAuthentic('It is signed with a key that is not among the configured public keys.', run);
  }
  if (!new SignatureChecks(publicKeys).holds(resultStatement(result), { publicKey, value })) {
    throw notAuthentic('It is not what the worker signed.', run);
  }
  if (run !== null && (named?.workflowId !== run.workflowId || named.runId !== run.runId)) {
    throw notAuthentic('A worker signed it for another run.', run);
  }
  return 'verified';
}

/**
 * Verifies that a worker counted an inventory, and of which source.
 *
 * @throws CommandError `ResultNotAuthentic`
 */
export function verifyInventory(
  { value, about, signature }: AttestedAbout<unknown>,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  publicKeys: readonly string[],
): Verified {
  if (publicKeys.length === 0) {
    return 'not verified';
  }
  const checks = new SignatureChecks(publicKeys);
  const whole = Object(about) as Readonly<Record<string, unknown>>;
  const { publicKey, value: signed } = Object(signature) as Partial<WorkerSignature>;
  const genuine =
    typeof publicKey === 'string' &&
    typeof signed === 'string' &&
    checks.holds(attestedStatement('inventory', whole, value), { publicKey, value: signed });
  if (!genuine || whole['bucket'] !== bucket || whole['prefix'] !== prefix) {
    throw notAuthentic(genuine ? 'A worker counted another source.' : 'No worker signed it.', null);
  }
  return 'verified';
}

function notAuthentic(why: string, run: RunIdentity | null): CommandError {
  const whose = run === null ? 'This result' : `The result of ${run.workflowId}`;
  return new CommandError(
    'ResultNotAuthentic',
    `${whose} was not made by a worker of this configuration, so nothing of it is shown. ${why} ` +
      'Look with "npx prep audit" and in the Web UI at who completed the run, and tell whoever runs the workers.',
  );
}
