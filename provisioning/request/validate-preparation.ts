import { named, quoted } from '../../presentation/text/foreign-text';
import { defaultUserName } from '../../contracts/names';
import { defaultDestination, preparationId } from '../../contracts/preparation-id';
import { PrepError } from '../../contracts/prep-error';
import { durationMs } from '../../contracts/input-problems';
import { problemLines, type InputProblem } from '../../contracts/problem-lines';
import {
  parseInventoryInput,
  parsePreparationInput,
  type PreparationInput,
} from '../../contracts/preparation-input';
import type { Preparation, SourceRequest } from '../../contracts/preparation';
import type { Settings, SourceProfile } from '../../contracts/settings';
import { placeProblems, policyProblems, recipientsNotAllowed } from './allow-lists';
import { approvalProblems, approvalTerms } from './approval-terms';
import { configuredDelivery } from '../delivery/configured-delivery';
import { resolvePolicies } from './policy-presets';
import { recipientProblems } from '../sealing/sealing';
import { readerOf } from './reader-request';

/**
 * Checks an input against the contract and the worker's configuration, and fills in every default.
 *
 * Reports every problem at once, before anything is touched.
 *
 * @throws PrepError `InvalidInput`
 */
export async function validatePreparation(raw: unknown, settings: Settings): Promise<Preparation> {
  const parsed = parsePreparationInput(raw);
  if (!parsed.ok) {
    throw invalid('prepareMigration', parsed.problems);
  }
  const input = parsed.value;
  const destination = destinationOf(input, settings);
  const ramUser = ramUserOf(input, settings);
  const recipients = input.credentials?.recipients ?? settings.credentials.recipients;
  const problems = [
    ...sourceProblems(input.source, settings),
    ...sourceKeyProblems(input.source, settings),
    ...destinationProblems(destination),
    ...ramUserProblems(ramUser),
    ...policyProblems(
      'ramUser.policies',
      input.ramUser?.policies ?? settings.defaults.policies,
      settings.defaults,
    ),
    ...approvalProblems(input, settings.approval),
    ...(await recipientProblemsOf(recipients)),
    ...recipientsNotAllowed('credentials.recipients', recipients, settings.credentials),
  ];
  const source = sourceOf(input.source, settings);
  if (problems.length > 0 || source === null) {
    throw invalid('prepareMigration', problems);
  }
  const id = preparationId({ source, destination });
  return {
    source,
    destination,
    ramUser,
    approval: approvalTerms(input, settings.approval),
    credentials: {
      recipients,
      expireAfterMs: milliseconds(input.credentials?.expireAfter) ?? settings.credentials.expireAfterMs,
      ...deliveryOf(settings),
    },
    account: { id: settings.alibaba.accountId, site: settings.alibaba.site },
    sourceKey: input.source.accessKey === 'create' ? readerOf(source.bucket, id) : { mode: 'use' },
    id,
    notify: settings.notify.length > 0,
  };
}

/** Left out where there is none, so that the digests of such plans are what they always were. */
function deliveryOf(settings: Settings): Pick<Preparation['credentials'], 'delivery'> {
  const delivery = configuredDelivery(settings);
  return delivery.length === 0 ? {} : { delivery };
}

/**
 * The same for `inventoryBucket`.
 *
 * @throws PrepError `InvalidInput`
 */
export function validateInventory(raw: unknown, settings: Settings): SourceRequest {
  const parsed = parseInventoryInput(raw);
  if (!parsed.ok) {
    throw invalid('inventoryBucket', parsed.problems);
  }
  const problems = sourceProblems(parsed.value.source, settings);
  const source = sourceOf(parsed.value.source, settings);
  if (problems.length > 0 || source === null) {
    throw invalid('inventoryBucket', problems);
  }
  return source;
}

export const DEFAULT_PROFILE = 'default';

/** The source of an input with every default filled in; null where there is no such profile. */
export function sourceOf(input: PreparationInput['source'], settings: Settings): SourceRequest | null {
  const name = input.profile ?? DEFAULT_PROFILE;
  const profile = profileNamed(name, settings);
  return profile === undefined
    ? null
    : {
        profile: name,
        bucket: input.bucket,
        prefix: input.prefix ?? '',
        endpoint: input.endpoint ?? profile.endpoint,
        region: input.region ?? profile.region,
        accessKeyId: profile.accessKeyId,
      };
}

function profileNamed(name: string, { sources }: Settings): SourceProfile | undefined {
  return Object.hasOwn(sources, name) ? sources[name] : undefined;
}

/** What is wrong with the profile that an input names, and with the endpoint and region that it wants for it. */
export function sourceProblems(
  {
    profile: asked = DEFAULT_PROFILE,
    ...place
  }: Pick<PreparationInput['source'], 'profile' | 'endpoint' | 'region'>,
  settings: Settings,
): InputProblem[] {
  const profile = profileNamed(asked, settings);
  if (profile !== undefined) {
    return placeProblems(place, asked, profile);
  }
  const known = Object.keys(settings.sources);
  return [
    {
      path: 'source.profile',
      problem: `${quoted(asked)} is not a source in the worker's configuration${known.length === 0 ? ', which has none' : `; there are ${known.map((one) => named(one)).join(', ')}`}`,
      example: known[0] === undefined ? undefined : JSON.stringify(known[0]),
    },
  ];
}

/** A key can be made only where there is an IAM to make it at. */
function sourceKeyProblems(
  { accessKey, profile = DEFAULT_PROFILE }: PreparationInput['source'],
  settings: Settings,
): InputProblem[] {
  const source = profileNamed(profile, settings);
  return accessKey === 'create' && source !== undefined && source.iam === undefined
    ? [
        {
          path: 'source.accessKey',
          problem: `"create" needs Kingsoft Cloud IAM, and the worker's configuration has none for source profile ${named(profile)} (iam_endpoint)`,
          example: '"use"',
        },
      ]
    : [];
}

function destinationOf(
  { source, destination = {} }: PreparationInput,
  { defaults }: Settings,
): Preparation['destination'] {
  return {
    bucket: destination.bucket ?? defaultDestination(source.bucket),
    region: destination.region ?? defaults.region,
    storageClass: destination.storageClass ?? defaults.storageClass,
    redundancy: destination.redundancy ?? defaults.redundancy,
    acl: destination.acl ?? defaults.acl,
    blockPublicAccess: destination.blockPublicAccess ?? defaults.blockPublicAccess,
    encryption: destination.encryption ?? defaults.encryption,
    versioning: destination.versioning ?? defaults.versioning,
    tags: destination.tags ?? {},
    adopt: destination.adopt ?? false,
  };
}

function destinationProblems({
  bucket,
  acl,
  blockPublicAccess,
  redundancy,
  storageClass,
}: Preparation['destination']): InputProblem[] {
  const problems: InputProblem[] = [];
  if (bucket.length > 63) {
    problems.push({
      path: 'destination.bucket',
      problem: `the default ${JSON.stringify(bucket)} is longer than the 63 characters that OSS allows; give a name`,
      example: '"photos-oss"',
    });
  }
  if (acl !== 'private' && blockPublicAccess) {
    problems.push({
      path: 'destination.acl',
      problem: `${JSON.stringify(acl)} contradicts blockPublicAccess true; set one of the two otherwise`,
      example: '"private"',
    });
  }
  if (redundancy === 'ZRS' && (storageClass === 'ColdArchive' || storageClass === 'DeepColdArchive')) {
    problems.push({
      path: 'destination.redundancy',
      problem: `OSS has no zone-redundant ${storageClass}`,
      example: '"LRS"',
    });
  }
  return problems;
}

function ramUserOf(
  { source, ramUser = {} }: PreparationInput,
  { defaults }: Settings,
): Preparation['ramUser'] {
  const name = ramUser.name ?? defaultUserName(source.bucket);
  return {
    name,
    displayName: ramUser.displayName ?? name,
    consoleLogon: ramUser.consoleLogon ?? true,
    programmaticAccess: ramUser.programmaticAccess ?? true,
    passwordResetRequired: ramUser.passwordResetRequired ?? false,
    policies: resolvePolicies(ramUser.policies ?? defaults.policies),
  };
}

function ramUserProblems({ consoleLogon, programmaticAccess }: Preparation['ramUser']): InputProblem[] {
  return consoleLogon || programmaticAccess
    ? []
    : [
        {
          path: 'ramUser',
          problem:
            'needs consoleLogon, programmaticAccess or both; with neither there would be nothing to hand over',
          example: '{"consoleLogon":true}',
        },
      ];
}

async function recipientProblemsOf(recipients: readonly string[]): Promise<InputProblem[]> {
  const path = 'credentials.recipients';
  if (recipients.length === 0) {
    return [
      {
        path,
        problem: "is missing, and the worker's configuration names none; nobody could open the credentials",
        example: '["age1…"] (make one with: npx prep keygen --out key.txt)',
      },
    ];
  }
  return (await recipientProblems(recipients)).map(({ index, problem }) => ({
    path: `${path}.${index}`,
    problem,
    example: '"age1…"',
  }));
}

function milliseconds(duration: string | undefined): number | null {
  return duration === undefined ? null : durationMs(duration);
}

function invalid(workflowType: string, problems: readonly InputProblem[]): PrepError {
  return new PrepError('InvalidInput', { resource: workflowType, findings: problemLines(problems) });
}
