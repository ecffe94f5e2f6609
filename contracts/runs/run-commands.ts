import {
  defaultUserName,
  fleetNameIn,
  migratedBucketIn,
  migrationWorkflowId,
  preparationBucketIn,
  preparationWorkflowId,
  withoutFiring,
} from '../names';
import { shellWord } from '../../presentation/text/shell-word';
import { contentCheckText } from '../migration/content-check';
import { DEFAULT_PROFILE, type SourceRequest } from './preparation';
import { defaultDestination } from './preparation-id';
import type { VerificationRequest, VerificationScope } from '../migration/verification';

/** The run as the arguments of a command to paste: its bucket, or its workflow ID in the quotes that it needs. */
export function runArgument(workflowId: string): string {
  return preparationBucketIn(workflowId) ?? `--id ${shellWord(workflowId)}`;
}

/** @param comment whether an approval needs one */
export function approveCommand(workflowId: string, comment = false): string {
  return `npx prep approve ${runArgument(workflowId)} --approver YOUR-NAME${comment ? ' --comment "…"' : ''}`;
}

export function rejectCommand(workflowId: string): string {
  return `npx prep reject ${runArgument(workflowId)} --approver YOUR-NAME --reason "…"`;
}

export function retryCommand(workflowId: string): string {
  return `npx prep retry ${runArgument(workflowId)} --by YOUR-NAME`;
}

export function cancelCommand(workflowId: string): string {
  return `npx prep cancel ${runArgument(workflowId)}`;
}

export function cutOverCommand(workflowId: string): string {
  return `npx prep cut-over ${migratedBucketIn(workflowId) ?? runArgument(workflowId)} --by YOUR-NAME`;
}

export function reportCommand(workflowId: string): string {
  return `npx prep report ${runArgument(workflowId)}`;
}

export function revokeCommand(workflowId: string): string {
  return `npx prep revoke ${runArgument(workflowId)}`;
}

export type BatchCommand =
  'status' | 'watch' | 'plans' | 'approve' | 'reject' | 'retry' | 'report' | 'cancel';

/** A command about a fleet, which users call a batch: by its name or, where it was started under another ID, by that. */
export function batchCommand(command: BatchCommand, workflowId: string): string {
  const name = fleetNameIn(workflowId);
  const isPlain = name !== null && /^[^-]/.test(name) && fleetNameIn(name) === null;
  return `npx prep batch ${command} ${isPlain ? shellWord(name) : `--id ${shellWord(workflowId)}`}`;
}

/** Opens what a run sealed. */
export function openCommand(workflowId: string): string {
  return `npx prep open ${runArgument(workflowId)} --identity IDENTITY-FILE`;
}

/** Continues what a run prepared for a bucket. */
export function migrateCommand(workflowId: string, bucket: string): string {
  const prepared = workflowId === preparationWorkflowId(bucket) ? '' : ` --prepared ${shellWord(workflowId)}`;
  return `npx prep migrate ${shellWord(bucket)}${prepared}`;
}

/** Another round of a migration, which continues the same preparation. */
export function migrateAgainCommand(
  workflowId: string,
  prepared: string,
  bucket: string,
  round: number,
): string {
  const id = workflowId === migrationWorkflowId(bucket) ? '' : ` --id ${shellWord(workflowId)}`;
  return `${migrateCommand(prepared, bucket)}${id} --round ${round} --overwrite "if newer"`;
}

/** Takes the inventory of a bucket, or follows the one that runs. @param prefix as an input has it, which may be anything */
export function inventoryCommand(bucket: string, prefix: unknown): string {
  const within = typeof prefix === 'string' && prefix !== '' ? ` --prefix ${shellWord(prefix)}` : '';
  return `npx prep inventory --bucket ${shellWord(bucket)}${within}`;
}

export function statusCommand(workflowId: string): string {
  return `npx prep status ${runArgument(workflowId)}`;
}

export function watchCommand(workflowId: string): string {
  return `npx prep watch ${runArgument(workflowId)}`;
}

/** What of a preparation does not follow from its bucket, as the commands about what it delivered are told. */
export function deliveredOptions(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  destination: string,
): string[] {
  return [
    ...(destination === defaultDestination(bucket) ? [] : ['--destination', shellWord(destination)]),
    ...(prefix === '' ? [] : ['--prefix', shellWord(prefix)]),
  ];
}

/** A source as a worker is told to compare it: endpoint and region only if they are not those of its profile. */
export interface ComparedSource {
  readonly bucket: string;
  readonly prefix: string;
  readonly profile?: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

/** Where a worker finds a source, as far as that is not usual. */
function placeOptions({ profile = DEFAULT_PROFILE, endpoint, region }: ComparedSource): string[] {
  return [
    ...(profile === DEFAULT_PROFILE ? [] : ['--profile', shellWord(profile)]),
    ...(endpoint === undefined ? [] : ['--endpoint', shellWord(endpoint)]),
    ...(region === undefined ? [] : ['--region', shellWord(region)]),
  ];
}

/** What a run prepared, as the command that starts it again names it. */
export interface StartedSource {
  readonly workflowId: string;
  readonly source: ComparedSource;
  readonly destination: string;
  readonly user: string;
}

/** Asks the approvers of a preparation again, which they had rejected. */
export function startAgainCommand({ workflowId, source, destination, user }: StartedSource): string {
  const { bucket, prefix } = source;
  const id = withoutFiring(workflowId);
  return [
    'npx prep start',
    shellWord(bucket),
    ...(id === preparationWorkflowId(bucket) ? [] : ['--id', shellWord(id)]),
    ...(prefix === '' ? [] : ['--prefix', shellWord(prefix)]),
    ...placeOptions(source),
    ...(destination === defaultDestination(bucket) ? [] : ['--to', shellWord(destination)]),
    ...(user === defaultUserName(bucket) ? [] : ['--user', shellWord(user)]),
    '--again',
  ].join(' ');
}

/** The comparison of what was migrated, which has the same keys at the destination. */
export function verifyCommand(
  source: ComparedSource,
  destination: { readonly bucket: string; readonly region: string },
): string {
  const { bucket, prefix } = source;
  return [
    'npx prep verify',
    shellWord(bucket),
    '--to',
    shellWord(destination.bucket),
    '--to-region',
    shellWord(destination.region),
    ...(prefix === '' ? [] : ['--source-prefix', shellWord(prefix)]),
    ...placeOptions(source),
  ].join(' ');
}

/** What a verification compared. */
export type VerifiedRequest = Pick<VerificationRequest, 'destination' | 'scope'> & {
  readonly source: Pick<SourceRequest, 'profile' | 'bucket' | 'endpoint' | 'region'>;
};

/**
 * The command that has a worker verify the same.
 *
 * @param input of the run: what it says of the source's endpoint and region
 */
export function verifyAgainCommand(
  { source: { bucket, profile }, destination, scope }: VerifiedRequest,
  input: unknown,
): string {
  const { source } = Object(input) as { source?: unknown };
  const { endpoint, region } = Object(source) as Partial<Record<'endpoint' | 'region', string>>;
  const compared = { bucket, prefix: scope.sourcePrefix, profile, endpoint, region };
  return [verifyCommand(compared, destination), ...scopeOptions(scope)].join(' ');
}

/** How the worker reaches both sides, if not in the usual way. */
export interface Reached {
  readonly pathStyle: boolean;
  readonly ossEndpoint?: string | undefined;
  /** The domain of the destination's own. */
  readonly ossDomain?: string | undefined;
}

/** The command that writes every difference that a worker has found to a new file: it lists both sides itself. */
export function differencesCommand(
  { source, destination, scope }: VerifiedRequest,
  { pathStyle, ossEndpoint, ossDomain }: Reached,
): string {
  const { bucket, endpoint, region } = source;
  return [
    ...(ossEndpoint === undefined ? [] : [`ALIBABA_OSS_ENDPOINT=${shellWord(ossEndpoint)}`]),
    ...(ossDomain === undefined ? [] : [`ALIBABA_OSS_DOMAIN=${shellWord(ossDomain)}`]),
    verifyCommand({ bucket, prefix: scope.sourcePrefix }, destination),
    '--endpoint',
    shellWord(endpoint),
    '--region',
    shellWord(region),
    ...(pathStyle ? ['--path-style'] : []),
    ...scopeOptions(scope),
    '--direct',
    '--differences',
    differencesFileOf(bucket),
  ].join(' ');
}

/** The file that such a command writes, as a word of a shell. */
export function differencesFileOf(bucket: string): string {
  return shellWord(`${bucket}-differences.csv`);
}

function scopeOptions(scope: VerificationScope): string[] {
  const { sourcePrefix, destinationPrefix, ignoreAfter, ignoreMarkers, contents } = scope;
  return [
    ...(destinationPrefix === sourcePrefix ? [] : ['--destination-prefix', shellWord(destinationPrefix)]),
    ...(ignoreAfter === null ? [] : ['--ignore-after', shellWord(ignoreAfter)]),
    ...(ignoreMarkers ? ['--ignore-markers'] : []),
    ...(contents === undefined ? [] : ['--deep', shellWord(contentCheckText(contents))]),
  ];
}
