import { verifyAwsV4 } from '../core/aws-v4-verifier';
import type { ServiceReply, ServiceRequest } from '../core/service';
import { iamAnswer, iamErrorAnswer } from './iam-answer';
import { IamError, iamError } from './iam-errors';
import type { IamCaller } from './identity-model';
import type { KsyunIdentityStore } from './identity-store';
import { IamParameters } from './iam-parameters';

/** One verified call. */
export interface IamCall {
  readonly caller: IamCaller;
  readonly parameters: IamParameters;
}

export interface IamResult {
  /** Members of the answer in addition to RequestId. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** What changed, without secrets. */
  readonly effect?: string;
}

export type IamAction = (call: IamCall) => IamResult;

const version = '2015-11-01';

/** The action a request names; read before anything is verified. */
export function actionOf(request: ServiceRequest): { operation: string; resource?: string } {
  const parameters = new IamParameters(request);
  const resource = ['UserName', 'PolicyName', 'PolicyKrn', 'AccessKey'].flatMap(
    (name) => parameters.optional(name) ?? [],
  )[0];
  return { operation: parameters.optional('Action') ?? '', ...(resource === undefined ? {} : { resource }) };
}

/** Verifies, permits and carries out a call, and renders its answer or error. */
export function handleIam(
  request: ServiceRequest,
  store: KsyunIdentityStore,
  actions: Readonly<Record<string, IamAction>>,
): ServiceReply {
  const identity = actionOf(request);
  let caller: IamCaller | undefined;
  try {
    caller = authenticate(request, store);
    const parameters = new IamParameters(request);
    const action = Object.hasOwn(actions, identity.operation) ? actions[identity.operation] : undefined;
    if (action === undefined || parameters.optional('Version') !== version) {
      throw iamError('InvalidAction');
    }
    const { switches, account } = store;
    if (!store.permits(caller, `iam:${identity.operation}`, `krn:ksc:iam::${account.id}:*`)) {
      throw new IamError(403, switches.noPermissionCode, 'The caller may not do this.');
    }
    caller.key.lastUsedAt = store.now;
    const { body = {}, effect } = action({ caller, parameters });
    return {
      ...iamAnswer(identity.operation, body, request),
      ...identity,
      caller: caller.key.id,
      ...(effect === undefined ? {} : { effect }),
    };
  } catch (error) {
    if (!(error instanceof IamError)) {
      throw error;
    }
    return { ...iamErrorAnswer(error, request), ...identity, ...(caller && { caller: caller.key.id }) };
  }
}

/** @throws IamError for what is wrong with the signature */
function authenticate(request: ServiceRequest, store: KsyunIdentityStore): IamCaller {
  const { switches } = store;
  const active = (accessKeyId: string) => {
    const found = store.keyNamed(accessKeyId);
    return found?.status === 'Active' ? found : undefined;
  };
  const verified = verifyAwsV4(request, {
    service: 'iam',
    payload: 'body',
    now: store.now,
    secretOf: (accessKeyId) => active(accessKeyId)?.secret,
    ...(switches.signingRegion === 'any' ? {} : { region: switches.signingRegion }),
  });
  if (!('problem' in verified)) {
    const key = active(verified.accessKeyId);
    if (key !== undefined) {
      return { key, user: key.user };
    }
    throw new IamError(403, switches.unknownKeyCode, 'The access key is not known.');
  }
  switch (verified.problem) {
    case 'unsigned':
    case 'malformed':
      throw iamError('MissingAuthenticationToken');
    case 'unknown-key':
      throw new IamError(403, switches.unknownKeyCode, 'The access key is not known.');
    case 'skewed':
    case 'expired':
      throw new IamError(403, switches.skewedCode, 'Signature expired.');
    default:
      throw iamError('SignatureDoesNotMatch', verified.detail);
  }
}
