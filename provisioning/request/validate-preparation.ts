import { named } from '../../presentation/text/foreign-text';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { bucketInventoryWorkflowId, defaultUserName } from '../../contracts/names';
import { defaultDestination, preparationId } from '../../contracts/runs/preparation-id';
import { PrepError } from '../../contracts/prep-error';
import { contradictions, filledIn } from '../../contracts/inputs/bucket-settings';
import { durationMs } from '../../contracts/duration';
import { otherRunProblems } from '../../contracts/inputs/other-run';
import { problemAt, problemLines, type InputProblem } from '../../contracts/inputs/problem-lines';
import {
  parseInventoryInput,
  parsePreparationInput,
  type PreparationInput,
} from '../../contracts/inputs/preparation-input';
import {
  DEFAULT_PROFILE,
  type InventoryRequest,
  type Preparation,
  type SourceRequest,
} from '../../contracts/runs/preparation';
import type { ComparedSource } from '../../contracts/runs/run-commands';
import type { Settings, SourceProfile } from '../../contracts/settings';
import { placeProblems, policyProblems, recipientsNotAllowed } from './allow-lists';
import { approvalProblems, approvalTerms } from './approval-terms';
import { configuredDelivery } from '../delivery/configured-delivery';
import { resolvePolicies } from './policy-presets';
import { withRecipientProblems } from '../sealing/recipients-in';
import { recipientProblems } from '../sealing/sealing';
import { readerOf } from './reader-request';

/**
 * Checks an input against the contract and the worker's configuration, and fills in every default.
 *
 * Reports every problem at once, before anything is touched.
 *
 * @param workflowId of the run, if that is to be checked: it must not name another one
 * @throws PrepError `InvalidInput`
 */
export async function validatePreparation(
  raw: unknown,
  settings: Settings,
  workflowId = '',
): Promise<Preparation> {
  const parsed = parsePreparationInput(raw, workflowId);
  if (!parsed.ok) {
    const problems = await withRecipientProblems(parsed.problems, [{ at: '', input: raw }]);
    throw invalid('prepareMigration', problems);
  }
  const input = parsed.value;
  const destination = destinationOf(input, settings);
  const ramUser = ramUserOf(input, settings);
  const { recipients = settings.credentials.recipients, expireAfter } = input.credentials ?? {};
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
      expireAfterMs: expireAfter === undefined ? settings.credentials.expireAfterMs : durationMs(expireAfter),
      ...deliveryOf(settings),
    },
    account: { id: settings.alibaba.accountId, site: settings.alibaba.site },
    sourceKey: input.source.accessKey === 'create' ? readerOf(source.bucket, id) : { mode: 'use' },
    id,
    notify: settings.notify.length > 0,
    language: settings.language,
  };
}

/** Omitted if there is none, so that the digests of such plans do not change. */
function deliveryOf(settings: Settings): Pick<Preparation['credentials'], 'delivery'> {
  const delivery = configuredDelivery(settings);
  return delivery.length === 0 ? {} : { delivery };
}

/**
 * The same for `inventoryBucket`.
 *
 * @param workflowId of the run, if that is to be checked
 * @throws PrepError `InvalidInput`
 */
export function validateInventory(raw: unknown, settings: Settings, workflowId = ''): InventoryRequest {
  const parsed = parseInventoryInput(raw);
  if (!parsed.ok) {
    throw invalid('inventoryBucket', parsed.problems);
  }
  const { source: asked } = parsed.value;
  const problems = [
    ...sourceProblems(asked, settings),
    ...otherRunProblems(workflowId, bucketInventoryWorkflowId(asked.bucket)),
  ];
  const source = sourceOf(asked, settings);
  if (problems.length > 0 || source === null) {
    throw invalid('inventoryBucket', problems);
  }
  return { ...source, language: settings.language };
}

/** The source of an input with every default filled in; null if there is no such profile. */
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

/** The source as a command names it to a worker: its place only where it is not that of its profile. */
export function comparedSource(
  { bucket, prefix, profile, endpoint, region }: SourceRequest,
  settings: Pick<Settings, 'sources'>,
): ComparedSource {
  const own = profileNamed(profile, settings);
  return {
    bucket,
    prefix,
    profile,
    ...(endpoint === own?.endpoint ? {} : { endpoint }),
    ...(region === own?.region ? {} : { region }),
  };
}

function profileNamed(name: string, { sources }: Pick<Settings, 'sources'>): SourceProfile | undefined {
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
  const problem = phrase('input.noProfile', {
    profile: asked,
    known: known.map((one) => named(one)).join(', '),
  });
  return [problemAt('source.profile', problem, known[0])];
}

/** A key can be created only if an IAM is configured. */
function sourceKeyProblems(
  { accessKey, profile = DEFAULT_PROFILE }: PreparationInput['source'],
  settings: Settings,
): InputProblem[] {
  const source = profileNamed(profile, settings);
  return accessKey === 'create' && source !== undefined && source.iam === undefined
    ? [problemAt('source.accessKey', phrase('input.noIam', { profile: named(profile) }), 'use')]
    : [];
}

function destinationOf(
  { source, destination = {} }: PreparationInput,
  { defaults }: Settings,
): Preparation['destination'] {
  return {
    bucket: destination.bucket ?? defaultDestination(source.bucket),
    ...filledIn(destination, defaults),
    tags: destination.tags ?? {},
    adopt: destination.adopt ?? false,
  };
}

function destinationProblems(destination: Preparation['destination']): InputProblem[] {
  const { bucket } = destination;
  return [
    ...(bucket.length > 63
      ? [problemAt('destination.bucket', phrase('input.bucketNameTooLong', { bucket }), 'photos-oss')]
      : []),
    ...contradictions(destination, (setting) => `destination.${setting}`, 'blockPublicAccess true'),
  ];
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
    : [problemAt('ramUser', phrase('input.nothingToHandOver'), { consoleLogon: true })];
}

async function recipientProblemsOf(recipients: readonly string[]): Promise<InputProblem[]> {
  const path = 'credentials.recipients';
  if (recipients.length === 0) {
    return [
      {
        path,
        problem: phrase('input.noRecipient'),
        example: '["age1…"] (make one with: npx prep keygen --out key.txt)',
      },
    ];
  }
  return unusable(recipients);
}

/** Recipients that nothing can be sealed to. */
export async function unusable(recipients: readonly string[]): Promise<InputProblem[]> {
  return (await recipientProblems(recipients)).map(({ index, problem }) =>
    problemAt(`credentials.recipients.${index}`, problem, 'age1…'),
  );
}

export function invalid(workflowType: string, problems: readonly InputProblem[]): PrepError {
  return new PrepError('InvalidInput', { resource: workflowType, findings: problemLines(problems) });
}

/** @throws PrepError `ConfigurationChanged` if it is an accepted input that is no longer valid; else the error itself */
export function failAccepted(error: unknown, resource: Said): never {
  if (error instanceof PrepError && error.type === 'InvalidInput') {
    throw new PrepError('ConfigurationChanged', { resource, findings: error.context.findings });
  }
  throw error;
}
