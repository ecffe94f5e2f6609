import { phrase } from '../../presentation/words/words';
import { attestedStatement } from '../../provisioning/trust/attestor';
import { SignatureChecks } from '../../provisioning/trust/worker-keys';
import { signatureIn, type AttestedAbout } from '../../contracts/approval/attested';
import { resultStatement } from '../../contracts/approval/result-statement';
import { canonicalJson } from '../../contracts/canonical-json';
import type { InventoryResult } from '../../contracts/listing/inventory';
import { DEFAULT_PROFILE } from '../../contracts/runs/preparation';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import type { InventoryInput } from '../../contracts/inputs/preparation-input';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import type { VerificationResult } from '../../contracts/migration/verification';
import { scopeOf, type VerificationInput } from '../../contracts/inputs/verification-input';
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
 * Verifies that a worker counted an inventory, of which source, and for this run: an older one may have been put in its place.
 *
 * @param since when the run was started
 * @throws CommandError `ResultNotAuthentic`
 */
export function verifyInventory(
  inventory: AttestedAbout<InventoryResult>,
  { source }: InventoryInput,
  since: Date,
  publicKeys: readonly string[],
): Verified {
  const isOf = (about: Fields): boolean => holds(about, sourceFields(source));
  // What an earlier run counted may be continued.
  return verifyAbout('inventory', inventory, isOf, [inventory.value?.finishedAt, since], publicKeys);
}

/**
 * Verifies that a worker compared two buckets as the input wants it, and for this run.
 *
 * @param since when the run was started
 * @throws CommandError `ResultNotAuthentic`
 */
export function verifyVerification(
  verification: AttestedAbout<VerificationResult>,
  input: VerificationInput,
  since: Date,
  publicKeys: readonly string[],
): Verified {
  const { source, destination = {} } = input;
  const { bucket = defaultDestination(source.bucket), region } = destination;
  const isOf = (about: Fields): boolean =>
    holds(about['source'], sourceFields(source)) &&
    holds(about['destination'], { bucket, region }) &&
    canonicalJson(about['scope'] ?? null) === canonicalJson(scopeOf(input));
  return verifyAbout('verification', verification, isOf, [verification.value?.startedAt, since], publicKeys);
}

type Fields = Readonly<Record<string, unknown>>;

/** What an input says of a source; what it leaves to the worker's configuration is undefined. */
function sourceFields({
  bucket,
  prefix = '',
  profile = DEFAULT_PROFILE,
  endpoint,
  region,
}: InventoryInput['source']): Fields {
  return { bucket, prefix, profile, endpoint, region };
}

/** A worker's clock may be behind the server's by so much, in milliseconds. */
const BEHIND_MS = 5 * 60_000;

function verifyAbout(
  kind: 'inventory' | 'verification',
  { value, about, signature }: AttestedAbout<unknown>,
  isOf: (about: Fields) => boolean,
  [time, since]: readonly [time: string | undefined, since: Date],
  publicKeys: readonly string[],
): Verified {
  if (publicKeys.length === 0) {
    return 'not verified';
  }
  const checks = new SignatureChecks(publicKeys);
  const whole = Object(about) as Fields;
  const given = signatureIn(signature);
  if (given === null || !checks.holds(attestedStatement(kind, whole, value), given)) {
    throw notAuthentic('command.unsigned', null);
  }
  if (!isOf(whole)) {
    throw notAuthentic('command.otherSource', null);
  }
  if (!(Date.parse(time ?? '') >= since.getTime() - BEHIND_MS)) {
    throw notAuthentic('command.older', null);
  }
  return 'verified';
}

function holds(about: unknown, expected: Fields): boolean {
  const fields = Object(about) as Fields;
  return Object.entries(expected).every(([name, value]) => value === undefined || fields[name] === value);
}

type Why = `command.${'unsigned' | 'otherKey' | 'signatureWrong' | 'otherRun' | 'otherSource' | 'older'}`;

/** What no worker can have signed: no object, or nothing that can be decoded. */
export function unsigned(run: RunIdentity): CommandError {
  return notAuthentic('command.unsigned', run);
}

function notAuthentic(why: Why, run: RunIdentity | null): CommandError {
  return new CommandError(
    'ResultNotAuthentic',
    phrase('command.notAuthentic', { workflowId: run?.workflowId ?? null, why: phrase(why) }),
  );
}
