import { phrase } from '../../presentation/words/words';
import { attestedStatement } from '../../provisioning/trust/attestor';
import { SignatureChecks } from '../../provisioning/trust/worker-keys';
import { signatureIn, type AttestedAbout } from '../../contracts/attested';
import { resultStatement } from '../../contracts/result-statement';
import type { RunIdentity } from '../../contracts/run-identity';
import { CommandError } from '../command-error';

/** Whether a worker is known to have signed a result. With public keys configured, an unsigned one is refused. */
export type Verified = 'verified' | 'not verified';

/** The message for a result that cannot be verified here. */
export const NOT_VERIFIED = phrase('command.notVerified');

/**
 * Verifies the signature of a result. Anybody who can write to the Temporal namespace can complete a run with a
 * forged result; only a worker can sign one.
 *
 * @param run whose result it should be; null if it came as a file
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
  const { signature, run: named } = result as { signature?: unknown; run?: Partial<RunIdentity> };
  const given = signatureIn(signature);
  if (given === null) {
    throw notAuthentic('command.unsigned', run);
  }
  if (!publicKeys.includes(given.publicKey)) {
    throw notAuthentic('command.otherKey', run);
  }
  if (!new SignatureChecks(publicKeys).holds(resultStatement(result), given)) {
    throw notAuthentic('command.signatureWrong', run);
  }
  if (run !== null && (named?.workflowId !== run.workflowId || named.runId !== run.runId)) {
    throw notAuthentic('command.otherRun', run);
  }
  return 'verified';
}

/**
 * Verifies that a worker counted an inventory, and of which source.
 *
 * @throws CommandError `ResultNotAuthentic`
 */
export function verifyInventory(
  inventory: AttestedAbout<unknown>,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  publicKeys: readonly string[],
): Verified {
  return verifyAbout('inventory', inventory, (about) => holds(about, { bucket, prefix }), publicKeys);
}

/**
 * Verifies that a worker compared two buckets.
 *
 * @throws CommandError `ResultNotAuthentic`
 */
export function verifyVerification(
  verification: AttestedAbout<unknown>,
  { bucket, prefix, destination }: ComparedBuckets,
  publicKeys: readonly string[],
): Verified {
  const isOf = (about: Fields): boolean =>
    holds(about['source'], { bucket, prefix }) && holds(about['destination'], { bucket: destination });
  return verifyAbout('verification', verification, isOf, publicKeys);
}

/** What a verification is to be of. */
export interface ComparedBuckets {
  readonly bucket: string;
  readonly prefix: string;
  readonly destination: string;
}

type Fields = Readonly<Record<string, unknown>>;

function verifyAbout(
  kind: 'inventory' | 'verification',
  { value, about, signature }: AttestedAbout<unknown>,
  isOf: (about: Fields) => boolean,
  publicKeys: readonly string[],
): Verified {
  if (publicKeys.length === 0) {
    return 'not verified';
  }
  const checks = new SignatureChecks(publicKeys);
  const whole = Object(about) as Fields;
  const given = signatureIn(signature);
  const genuine = given !== null && checks.holds(attestedStatement(kind, whole, value), given);
  if (!genuine || !isOf(whole)) {
    throw notAuthentic(genuine ? 'command.otherSource' : 'command.unsigned', null);
  }
  return 'verified';
}

function holds(about: unknown, expected: Fields): boolean {
  const fields = Object(about) as Fields;
  return Object.entries(expected).every(([name, value]) => fields[name] === value);
}

type Why = `command.${'unsigned' | 'otherKey' | 'signatureWrong' | 'otherRun' | 'otherSource'}`;

function notAuthentic(why: Why, run: RunIdentity | null): CommandError {
  return new CommandError(
    'ResultNotAuthentic',
    phrase('command.notAuthentic', { workflowId: run?.workflowId ?? null, why: phrase(why) }),
  );
}
