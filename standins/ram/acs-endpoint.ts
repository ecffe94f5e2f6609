import type { Clock, ServiceError, ServiceReply, ServiceRequest } from '../core/service';
import { NonceMemory, verifyAcs3 } from './acs3-signature';
import { AcsError, acsError } from './acs-errors';
import { AcsParameters, actionOf } from './acs-parameters';
import type { AccessKey, AlibabaAccount, Caller } from './identity-model';
import { callerOf, type KeyProblem } from './identity-store';
import { isAllowed } from './policy-evaluation';

/** One verified call. */
export interface ActionCall {
  readonly caller: Caller;
  readonly account: AlibabaAccount;
  readonly parameters: AcsParameters;
  readonly now: Date;
}

export interface ActionResult {
  /** Members of the answer in addition to RequestId. */
  body?: Record<string, unknown>;
  /** What changed, without secrets. */
  effect?: string;
}

export type Action = (call: ActionCall) => ActionResult;

export interface AcsEndpointOptions {
  /** Actions by API version, then by name. */
  versions: Readonly<Record<string, Readonly<Record<string, Action>>>>;
  clock: Clock;
  findKey: (accessKeyId: string) => AccessKey | KeyProblem;
  /** Product prefix of the permission (`ram`); absent: every caller may call everything. */
  permission?: string;
}

type Answer = Pick<ServiceReply, 'status' | 'headers' | 'body'>;

/** Verifies, permits and carries out the calls of one RPC endpoint, and renders answers and errors. */
export function createAcsEndpoint(options: AcsEndpointOptions): (request: ServiceRequest) => ServiceReply {
  const nonces = new NonceMemory();
  return (request) => {
    const { action: operation, version } = actionOf(request);
    const parameters = new AcsParameters(request);
    const identity = { operation, resource: resourceOf(request) };
    const passwordNote = parameters.passwordInUrl ? 'password in URL' : undefined;
    let caller: Caller | undefined;
    try {
      if (request.method !== 'POST' && request.method !== 'GET') {
        throw acsError('UnsupportedHTTPMethod');
      }
      const now = options.clock.now();
      caller = callerOf(verifyAcs3(request, { findKey: options.findKey, now, nonces }));
      const actions = options.versions[version] ?? {};
      const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
      if (action === undefined) {
        throw acsError('InvalidAction.NotFound');
      }
      if (options.permission !== undefined) {
        checkPermission(caller, `${options.permission}:${operation}`);
      }
      const { body, effect } = action({ caller, account: caller.account, parameters, now });
      return {
        ...answer(200, { RequestId: acsRequestId(request), ...body }, request),
        ...identity,
        caller: caller.accessKeyId,
        effect: [effect, passwordNote].filter((text) => text !== undefined).join('; ') || undefined,
      };
    } catch (error) {
      if (!(error instanceof AcsError)) {
        throw error;
      }
      return {
        ...renderAcsError(error, request),
        ...identity,
        caller: caller?.accessKeyId,
        effect: passwordNote,
      };
    }
  };
}

/** The error body of these APIs, `{ RequestId, HostId, Code, Message, Recommend }`. */
export function renderAcsError(error: ServiceError | AcsError, request: ServiceRequest): Answer {
  const requestId = acsRequestId(request);
  const body = {
    RequestId: requestId,
    HostId: request.headers.host ?? '',
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}`,
    ...(error instanceof AcsError ? error.extra : {}),
  };
  return answer(error.status, body, request);
}

/** What the call is about, for faults and the audit log: the user or else the policy it names. */
export function resourceOf(request: ServiceRequest): string | undefined {
  const parameters = new AcsParameters(request);
  return parameters.optional('UserName') ?? parameters.optional('PolicyName');
}

const acsRequestId = (request: ServiceRequest): string => request.requestId.toUpperCase();

function answer(status: number, body: Record<string, unknown>, request: ServiceRequest): Answer {
  return {
    status,
    headers: {
      'Content-Type': 'application/json;charset=utf-8',
      'x-acs-request-id': acsRequestId(request),
    },
    body: JSON.stringify(body),
  };
}

function checkPermission(caller: Caller, action: string): void {
  if (isAllowed(caller, action, `acs:ram:*:${caller.account.id}:*`)) {
    return;
  }
  throw acsError('NoPermission', {
    AccessDeniedDetail: {
      AuthAction: action,
      AuthPrincipalType: 'SubUser',
      AuthPrincipalDisplayName: caller.user?.id,
      AuthPrincipalOwnerId: caller.account.id,
      NoPermissionType: 'ImplicitDeny',
    },
  });
}
