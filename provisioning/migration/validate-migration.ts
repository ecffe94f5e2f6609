import type { StorageClass } from '../../contracts/inputs/bucket-settings';
import { durationMs } from '../../contracts/duration';
import type { InventoryTotals } from '../../contracts/listing/inventory';
import type { Migration, MigrationEstimateLine, MigrationReader } from '../../contracts/migration/migration';
import { BITS_PER_SECOND, migrationEffort } from '../../contracts/listing/migration-effort';
import { problemLines } from '../../contracts/inputs/problem-lines';
import { parseMigrationInput, type MigrationInput } from '../../contracts/inputs/migration-input';
import type { ApprovalTerms } from '../../contracts/runs/preparation';
import { PrepError } from '../../contracts/prep-error';
import type { PreparedResult } from '../../contracts/runs/result';
import type { Settings, SourceProfile } from '../../contracts/settings';
import type { VerificationRequest } from '../../contracts/migration/verification';
import type { VerificationInput } from '../../contracts/inputs/verification-input';
import { named } from '../../presentation/text/foreign-text';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { placeProblems } from '../request/allow-lists';
import { approvalProblems, approvalTerms } from '../request/approval-terms';
import { serviceReaderOf } from '../request/reader-request';
import { failAccepted, invalid } from '../request/validate-preparation';
import { validateVerification } from '../request/validate-verification';
import { continuedPreparation, type PreparationResults } from './continued-preparation';
import { migrationNames } from './names';

/**
 * Checks the input of a migration, reads the preparation that it continues, and fills in every default.
 *
 * @param workflowId of the run
 * @throws PrepError `InvalidInput`, `PreparationNotFinished`, `MigrationNotConfigured`, `ConfigurationChanged`
 */
export async function validateMigration(
  raw: unknown,
  workflowId: string,
  settings: Settings,
  results: PreparationResults,
): Promise<Migration> {
  const input = acceptedInput(raw, settings, workflowId);
  const prepared = await continuedPreparation(input, settings, results);
  const { source, destination, preparation, run, planDigest, inventory } = prepared;
  const reader = readerFor(input, prepared);
  const accessKeyId = reader === null ? sourceProfile(source, settings).accessKeyId : source.accessKeyId;
  const { role, region = destination.region, sourcePrefix, watchEveryMs } = settings.migration;
  if (role === undefined) {
    throw notConfigured(source.bucket, phrase('migration.roleMissing'));
  }
  if (source.prefix !== '' && !source.prefix.endsWith('/')) {
    throw new PrepError('PreparationNotFinished', {
      resource: phrase('run.runOf', { workflowId: run.workflowId }),
      detail: phrase('migration.openPrefix'),
    });
  }
  const { round = 1, overwrite = 'if newer', maxBandwidth = null, maxFilesPerSecond = null } = input;
  const wanted = {
    preparation,
    round,
    source: { ...source, accessKeyId },
    reader,
    destination: {
      bucket: destination.bucket,
      region: destination.region,
      prefix: sourcePrefix === 'dropped' ? source.prefix : '',
    },
    role,
  };
  const { totals, proof, finishedAt } = inventory;
  return {
    ...wanted,
    prepared: { ...run, planDigest },
    accountId: settings.alibaba.accountId,
    region,
    names: migrationNames(wanted),
    copy: { overwrite, maxBandwidth, maxFilesPerSecond },
    inventory: { objects: totals.objects, bytes: totals.bytes, digest: proof.digest, finishedAt },
    estimate: estimateOf(totals, destination.storageClass),
    everyMs: input.rounds === undefined ? null : durationMs(input.rounds.every),
    verification: input.verify === false ? null : comparisonOf(prepared, settings),
    requestedBy: input.requestedBy ?? null,
    watchEveryMs,
    notify: settings.notify.length > 0,
    language: settings.language,
  };
}

/**
 * The approval that launching takes: what the configuration asks for now, tightened by the input.
 *
 * @throws PrepError `ConfigurationChanged` if an accepted input is no longer valid
 */
export function launchTerms(raw: unknown, settings: Settings): ApprovalTerms {
  return asConfigured(() => approvalTerms(acceptedInput(raw, settings), settings.approval));
}

/**
 * The comparison of both sides, as the configuration allows it now.
 *
 * @throws PrepError `ConfigurationChanged` if one that was accepted no longer is
 */
export function comparisonNow(
  { verification }: Pick<Migration, 'verification'>,
  settings: Settings,
): VerificationRequest {
  return asConfigured(() => validateVerification(verification, settings));
}

function asConfigured<T>(accepted: () => T): T {
  try {
    return accepted();
  } catch (error) {
    return failAccepted(error, phrase('resource.thisMigration'));
  }
}

/** @throws PrepError `InvalidInput` */
function acceptedInput(raw: unknown, settings: Settings, workflowId = ''): MigrationInput {
  const parsed = parseMigrationInput(raw, workflowId);
  if (!parsed.ok) {
    throw invalid('migrateBucket', parsed.problems);
  }
  const problems = approvalProblems(parsed.value, settings.approval);
  if (problems.length > 0) {
    throw invalid('migrateBucket', problems);
  }
  return parsed.value;
}

/**
 * The user that is created for the service: if the preparation created a dedicated key, its secret is sealed, and no
 * worker has it.
 */
function readerFor(
  { source: { accessKey } }: MigrationInput,
  prepared: PreparedResult,
): MigrationReader | null {
  const { sourceKey, source, preparation } = prepared;
  return sourceKey.mode === 'create' && accessKey !== 'use'
    ? serviceReaderOf(source.bucket, preparation)
    : null;
}

/** What the first round takes, by the inventory and the documented limits of the service. */
function estimateOf(totals: InventoryTotals, storageClass: StorageClass): MigrationEstimateLine {
  const question = { bitsPerSecond: BITS_PER_SECOND, rounds: 1, storageClass };
  const { duration, source, destination } = migrationEffort(totals, question);
  const requests = [source.listRequests, source.headRequests, source.getRequests];
  return {
    seconds: duration.seconds,
    sourceRequests: String(requests.reduce((sum, { least }) => sum + least, 0n)),
    destinationRequests: String(destination.readRequests.least + destination.writeRequests.least),
    bytes: String(source.trafficBytes.least),
  };
}

/**
 * The comparison of both sides, whose keys are the same. What it would fail on is better known before anything is copied.
 *
 * @throws PrepError `ConfigurationChanged` if the source profile no longer allows it
 */
function comparisonOf({ source, destination }: PreparedResult, settings: Settings): VerificationInput {
  const { bucket, prefix, profile, endpoint, region } = source;
  const verification = {
    source: { bucket, prefix, profile, endpoint, region },
    destination: { bucket: destination.bucket, region: destination.region },
  };
  comparisonNow({ verification }, settings);
  return verification;
}

/**
 * The source profile of a migration, if the service can read with its AccessKey. The service signs in where the preparation
 * did: the configuration must still allow that.
 *
 * @throws PrepError `MigrationNotConfigured`
 */
export function sourceProfile(
  { profile, bucket, endpoint, region }: Migration['source'],
  { sources }: Pick<Settings, 'sources'>,
): SourceProfile {
  const found = Object.hasOwn(sources, profile) ? sources[profile] : undefined;
  if (found === undefined) {
    throw notConfigured(bucket, phrase('provisioning.profileGone'));
  }
  if (found.sessionToken !== undefined) {
    throw notConfigured(bucket, phrase('migration.temporaryKey'));
  }
  const problems = placeProblems({ endpoint, region }, profile, found);
  if (problems.length > 0) {
    throw notConfigured(bucket, problemLines(problems));
  }
  return found;
}

function notConfigured(bucket: string, detail: Said): PrepError {
  return new PrepError('MigrationNotConfigured', {
    resource: phrase('resource.ks3Bucket', { name: named(bucket) }),
    detail,
  });
}
