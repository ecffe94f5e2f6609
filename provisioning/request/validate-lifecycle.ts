import {
  AT_EXPIRY,
  AT_ONCE,
  type RamCredentials,
  type Revocation,
  type Rotation,
  type SourceCredentials,
} from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { durationMs, durationText } from '../../contracts/duration';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import {
  parseRevocationInput,
  parseRotationInput,
  type RevocationInput,
  type RotationInput,
} from '../../contracts/inputs/lifecycle-input';
import { graceMs } from '../../contracts/inputs/grace';
import {
  defaultUserName,
  revocationWorkflowId,
  rotationWorkflowId,
  sourceRotationWorkflowId,
} from '../../contracts/names';
import { otherRunProblems } from '../../contracts/inputs/other-run';
import { DEFAULT_PROFILE } from '../../contracts/runs/preparation';
import { defaultDestination, preparationId } from '../../contracts/runs/preparation-id';
import type { Settings } from '../../contracts/settings';
import { configuredDelivery } from '../delivery/configured-delivery';
import { withRecipientProblems } from '../sealing/recipients-in';
import { recipientsNotAllowed } from './allow-lists';
import { readerOf } from './reader-request';
import { invalid, sourceOf, sourceProblems, unusable } from './validate-preparation';

/**
 * Checks the input of a revocation and fills in every default.
 *
 * @param workflowId of the run, if that is to be checked: it must not name another one
 * @throws PrepError `InvalidInput` listing every problem; nothing was touched
 */
export function validateRevocation(raw: unknown, settings: Settings, workflowId = ''): Revocation {
  const parsed = parseRevocationInput(raw);
  if (!parsed.ok) {
    throw invalid('revokeCredentials', parsed.problems);
  }
  const input = parsed.value;
  const { at = AT_ONCE } = input;
  const credentials = accessOf(input, settings);
  const problems = otherRunProblems(workflowId, revocationWorkflowId(credentials.userName));
  if (problems.length > 0) {
    throw invalid('revokeCredentials', problems);
  }
  return {
    credentials,
    sourceKey: input.source.accessKey === 'create' ? sourceKeyOf(input) : null,
    serviceRegion: settings.migration.region ?? input.destination?.region ?? settings.defaults.region,
    at: at === AT_ONCE || at === AT_EXPIRY ? at : new Date(at).toISOString(),
    graceMs: graceOf(input.grace, settings),
    requestedBy: input.requestedBy ?? null,
    language: settings.language,
    reason: input.reason ?? '',
  };
}

/**
 * The same for a rotation. A rotation is not approved by anybody, so it seals to nobody but recipients of the
 * configuration; an input may choose among them.
 *
 * @throws PrepError `InvalidInput`
 */
export async function validateRotation(raw: unknown, settings: Settings, workflowId = ''): Promise<Rotation> {
  const parsed = parseRotationInput(raw);
  if (!parsed.ok) {
    const problems = await withRecipientProblems(parsed.problems, [{ at: '', input: raw }]);
    throw invalid('rotateCredentials', problems);
  }
  const input = parsed.value;
  const configured = settings.credentials.recipients;
  const recipients = input.credentials?.recipients ?? configured;
  const ofSource = input.key === 'source';
  const source = ofSource ? sourceOf(input.source, settings) : null;
  const credentials = ofSource ? sourceKeyOf(input) : accessOf(input, settings);
  const rotationIdOf = ofSource ? sourceRotationWorkflowId : rotationWorkflowId;
  const problems = [
    ...(ofSource ? sourceProblems(input.source, settings) : []),
    ...strangers(recipients, configured),
    ...(await unusable(recipients)),
    ...recipientsNotAllowed('credentials.recipients', recipients, settings.credentials),
    ...graceProblems(input.grace, settings),
    ...otherRunProblems(workflowId, rotationIdOf(credentials.userName)),
  ];
  if (problems.length > 0) {
    throw invalid('rotateCredentials', problems);
  }
  return {
    credentials,
    source,
    recipients,
    destination: {
      bucket: destinationOf(input),
      region: input.destination?.region ?? settings.defaults.region,
    },
    delivery: configuredDelivery(settings),
    confirmWithinMs:
      input.confirmWithin === undefined
        ? settings.lifecycle.confirmWithinMs
        : (durationMs(input.confirmWithin) ?? 0),
    graceMs: graceOf(input.grace, settings),
    requestedBy: input.requestedBy ?? null,
    language: settings.language,
  };
}

type Which = RevocationInput | RotationInput;

function accessOf(input: Which, { alibaba }: Settings): RamCredentials {
  const { source, ramUser } = input;
  return {
    cloud: 'alibaba',
    bucket: source.bucket,
    preparation: preparationOf(input),
    userName: ramUser?.name ?? defaultUserName(source.bucket),
    account: { id: alibaba.accountId, site: alibaba.site },
  };
}

/** The names of user and policy follow from the bucket and the preparation. */
function sourceKeyOf(input: Which): SourceCredentials {
  const { bucket, profile = DEFAULT_PROFILE } = input.source;
  const preparation = preparationOf(input);
  const { userName, policy } = readerOf(bucket, preparation);
  return { cloud: 'kingsoft', bucket, preparation, profile, userName, policyName: policy.name };
}

function preparationOf(input: Which): string {
  const { bucket, prefix = '' } = input.source;
  return preparationId({ source: { bucket, prefix }, destination: { bucket: destinationOf(input) } });
}

function destinationOf({ source, destination }: Which): string {
  return destination?.bucket ?? defaultDestination(source.bucket);
}

function graceOf(grace: string | undefined, { lifecycle }: Settings): number {
  return grace === undefined ? lifecycle.graceMs : graceMs(grace);
}

/** The grace of a rotation protects who still uses the old key: an input may make it longer. */
function graceProblems(grace: string | undefined, settings: Settings): InputProblem[] {
  const { lifecycle } = settings;
  return graceOf(grace, settings) < lifecycle.graceMs
    ? [problemAt('grace', phrase('input.graceShorter'), durationText(lifecycle.graceMs))]
    : [];
}

function strangers(recipients: readonly string[], configured: readonly string[]): InputProblem[] {
  const path = 'credentials.recipients';
  if (configured.length === 0) {
    return [problemAt(path, phrase('input.noConfiguredRecipient'))];
  }
  return recipients.flatMap((recipient, at) =>
    configured.includes(recipient)
      ? []
      : [problemAt(`${path}.${at}`, phrase('input.recipientNotConfigured'))],
  );
}
