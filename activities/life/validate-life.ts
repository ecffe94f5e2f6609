import type {
  DeliveredAccess,
  DeliveredSourceKey,
  Revocation,
  Rotation,
} from '../../contracts/credential-life';
import { durationMs, renderProblems, type InputProblem, type Parsed } from '../../contracts/input-problems';
import {
  graceMs,
  parseRevocationInput,
  parseRotationInput,
  type RevocationInput,
  type RotationInput,
} from '../../contracts/life-input';
import { defaultUserName, preparationWorkflowId, type WorkflowType } from '../../contracts/names';
import { PrepError } from '../../contracts/prep-error';
import type { Settings } from '../../contracts/settings';
import { configuredDelivery } from '../delivery/configured-delivery';
import { deliveryTime, markOf } from '../mark';
import { recipientProblems } from '../sealing';
import { readerOf } from '../source-key/reader-request';
import { DEFAULT_PROFILE, profileProblems, sourceOf } from '../validate-preparation';

const SOMEBODY = 'somebody';

/**
 * Checks the input of a revocation and fills in every default.
 *
 * @throws PrepError `InvalidInput` listing every problem; nothing was touched
 */
export function validateRevocation(raw: unknown, settings: Settings): Revocation {
  const input = accepted('revokeCredentials', parseRevocationInput(raw));
  return {
    credentials: accessOf(input, settings, input.deliveredAt),
    ...(input.source.accessKey === 'create' ? { sourceKey: sourceKeyOf(input, input.deliveredAt) } : {}),
    at: input.at === undefined ? null : new Date(input.at).toISOString(),
    graceMs: input.grace === undefined ? settings.life.graceMs : graceMs(input.grace),
    requestedBy: input.requestedBy ?? SOMEBODY,
    reason: input.reason ?? '',
  };
}

/**
 * The same for a rotation. A rotation is not approved by anybody, so it seals to nobody but recipients of the
 * configuration; an input may choose among them.
 *
 * @throws PrepError `InvalidInput`
 */
export async function validateRotation(raw: unknown, settings: Settings): Promise<Rotation> {
  const input = accepted('rotateCredentials', parseRotationInput(raw));
  const configured = settings.credentials.recipients;
  const recipients = input.credentials?.recipients ?? configured;
  const source = input.key === 'source' ? sourceOf(input.source, settings) : null;
  const problems = [
    ...(input.key === 'source' ? profileProblems(input.source.profile, settings) : []),
    ...strangers(recipients, configured),
    ...(await unusable(recipients)),
  ];
  if (problems.length > 0) {
    throw invalid('rotateCredentials', problems);
  }
  return {
    credentials: source === null ? accessOf(input, settings, undefined) : sourceKeyOf(input, undefined),
    ...(source === null ? {} : { source }),
    recipients,
    destination: input.destination ?? null,
    delivery: configuredDelivery(settings),
    confirmWithinMs:
      input.confirmWithin === undefined
        ? settings.life.confirmWithinMs
        : (durationMs(input.confirmWithin) ?? 0),
    graceMs: input.grace === undefined ? settings.life.graceMs : graceMs(input.grace),
    requestedBy: input.requestedBy ?? SOMEBODY,
  };
}

type Which = RevocationInput | RotationInput;

function accessOf(input: Which, { alibaba }: Settings, deliveredAt: string | undefined): DeliveredAccess {
  const { source, ramUser } = input;
  return {
    userName: ramUser?.name ?? defaultUserName(source.bucket),
    account: { id: alibaba.accountId, site: alibaba.site },
    ...deliveryOf(input, deliveredAt),
  };
}

/** The names of user and policy follow from the bucket and the preparation's mark. */
function sourceKeyOf(input: Which, deliveredAt: string | undefined): DeliveredSourceKey {
  const delivery = deliveryOf(input, deliveredAt);
  const { userName, policy } = readerOf(delivery.bucket, delivery.mark);
  return {
    cloud: 'kingsoft',
    profile: input.source.profile ?? DEFAULT_PROFILE,
    userName,
    policyName: policy.name,
    ...delivery,
  };
}

function deliveryOf(
  { source: { bucket }, preparedBy = preparationWorkflowId(bucket) }: Which,
  deliveredAt: string | undefined,
) {
  return {
    bucket,
    preparedBy,
    mark: markOf(preparedBy),
    deliveredAt: deliveredAt === undefined ? null : deliveryTime(new Date(deliveredAt)),
  };
}

function strangers(recipients: readonly string[], configured: readonly string[]): InputProblem[] {
  const path = 'credentials.recipients';
  if (configured.length === 0) {
    const problem =
      "cannot be anybody: the worker's configuration names no recipient (credentials.recipients), and without an approval a new key is sealed to nobody else";
    return [{ path, problem, example: undefined }];
  }
  return recipients.flatMap((recipient, at) =>
    configured.includes(recipient)
      ? []
      : [
          {
            path: `${path}.${at}`,
            problem:
              "is not among the recipients of the worker's configuration; to seal to somebody else, take the credentials back and prepare the bucket again, which asks for an approval",
            example: undefined,
          },
        ],
  );
}

async function unusable(recipients: readonly string[]): Promise<InputProblem[]> {
  return (await recipientProblems(recipients)).map(({ index, problem }) => ({
    path: `credentials.recipients.${index}`,
    problem,
    example: '"age1…"',
  }));
}

function accepted<T>(type: WorkflowType, parsed: Parsed<T>): T {
  if (!parsed.ok) {
    throw invalid(type, parsed.problems);
  }
  return parsed.value;
}

function invalid(type: WorkflowType, problems: readonly InputProblem[]): PrepError {
  return new PrepError('InvalidInput', { resource: type, detail: `\n${renderProblems(problems)}\n` });
}
