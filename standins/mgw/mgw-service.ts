import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { StandInContext } from '../core/context';
import type { Service, ServiceReply, ServiceRequest } from '../core/service';
import type { Buckets } from '../ks3/buckets';
import type { BucketStore } from '../oss/bucket-store';
import { accessDenied, OssError, ossRequestId, renderOssError } from '../oss/oss-errors';
import { readOss4Claim, verifyOss4 } from '../oss/oss4-signature';
import { invalidAccessKeyId } from '../oss/signature-errors';
import { ossV4 } from '../core/signature-v4';
import { callerOf } from '../ram/identity-store';
import { isAllowed } from '../ram/policy-evaluation';
import type { AlibabaAccount, Caller } from '../ram/identity-model';
import { AddressChecks } from './address-check';
import { createAddress, deleteAddress, getAddress, listAddresses, verifyAddress } from './address-operations';
import { createJob, deleteJob, getJob, listJobs, updateJob } from './job-operations';
import { getResult, listHistory } from './job-progress';
import { JobReports } from './job-report';
import { JobRunner } from './job-runner';
import { arrangeMgw } from './mgw-arrangement';
import { operationOf, type MgwResult, type Operation } from './mgw-call';
import { MgwState } from './mgw-state';
import { ObjectCopy } from './object-copy';
import { ObjectRequests } from './object-requests';
import { Places, type Surroundings } from './places';
import type { MgwSwitches } from './switches';

export interface MgwOptions {
  /** Region that signatures name, and that the addresses and jobs belong to. */
  readonly region: string;
  readonly switches?: Partial<MgwSwitches>;
}

export interface MgwStandIn extends Service {
  /** A RAM role that trusts the service and may do everything at OSS. */
  readonly role: string;
  /** Ends what it does by itself: jobs, and the checks of addresses. */
  stop(): Promise<void>;
}

/** Data Online Migration (2024-06-26) of the main account: it really copies from the KS3 stand-in to that of OSS. */
export function createMgwService(
  context: StandInContext,
  surroundings: Surroundings & { readonly sources: Buckets; readonly buckets: BucketStore },
  { region, switches }: MgwOptions,
): MgwStandIn {
  const clock = context.clocks.of('mgw');
  const stopping = new AbortController();
  // Every request of a job listens to it.
  setMaxListeners(0, stopping.signal);
  const state = new MgwState(clock, switches);
  const requests = new ObjectRequests(() => state.switches.answerWithinMs);
  const places = new Places(surroundings, state.switches);
  const checks = new AddressChecks(state, places, requests, stopping.signal);
  const copies = new ObjectCopy(state, requests, surroundings.sources, surroundings.buckets);
  const stopped = stopping.signal;
  const reports = new JobReports(state, places, requests, surroundings.store.main.id, stopped);
  const { secrets } = context;
  const runner = new JobRunner({ state, places, checks, requests, copies, reports, secrets, stopped });
  const role = 'oss-import-role';
  places.addRole(role);

  function handle(request: ServiceRequest): ServiceReply {
    const operation = operationOf(request);
    const identity = identify(request);
    let caller: Caller | undefined;
    try {
      caller = authenticate(request, surroundings, clock.now(), region);
      if (operation === undefined) {
        throw new OssError(501, 'NotImplemented', 'This operation is not implemented here.');
      }
      checkPermission(caller, surroundings.store.main, operation);
      const result = carryOut(operation, request);
      return {
        ...identity,
        status: result.status ?? 200,
        headers: {
          'x-oss-request-id': ossRequestId(request),
          ...(result.body === undefined ? {} : { 'Content-Type': 'application/xml' }),
        },
        body: result.body,
        effect: result.effect,
        caller: caller.accessKeyId,
      };
    } catch (error) {
      if (!(error instanceof OssError)) {
        throw error;
      }
      return { ...renderOssError(error, request), ...identity, caller: caller?.accessKeyId };
    }
  }

  function carryOut({ operation, name }: Operation, request: ServiceRequest): MgwResult {
    switch (operation) {
      case 'CreateAddress':
        return createAddress(state, request);
      case 'GetAddress':
        return getAddress(state, name);
      case 'VerifyAddress':
        return verifyAddress(state, checks, name);
      case 'DeleteAddress':
        return deleteAddress(state, name);
      case 'ListAddress':
        return listAddresses(state, request);
      case 'CreateJob':
        return createJob(state, request);
      case 'GetJob':
        return getJob(state, name, request);
      case 'UpdateJob':
        return updateJob(state, runner, name, request);
      case 'DeleteJob':
        return deleteJob(state, name, request);
      case 'ListJob':
        return listJobs(state, request);
      case 'CreateReport':
        return reports.create(request);
      case 'GetReport':
        return reports.get(request);
      case 'ListJobHistory':
        return listHistory(state, name, request);
      default:
        return getResult(state, name, request);
    }
  }

  return {
    name: 'mgw',
    role,
    slowDown: { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
    identify,
    handle,
    renderError: renderOssError,
    arrange: (command, body) => arrangeMgw({ state, places, runner }, command, body),
    async stop() {
      stopping.abort();
      await runner.idle();
      await requests.stop();
    },
  };
}

function identify(request: ServiceRequest): { operation: string; resource?: string } {
  const { operation = 'Unsupported', name = '' } = operationOf(request) ?? {};
  return { operation, ...(name === '' ? {} : { resource: name }) };
}

/** @throws OssError */
function authenticate(
  request: ServiceRequest,
  { store }: Surroundings,
  now: Date,
  endpointRegion: string,
): Caller {
  const { authorization = '', 'content-md5': md5 } = request.headers;
  if (!authorization.startsWith(`${ossV4.algorithm} `)) {
    throw accessDenied('The request is not signed by OSS Signature Version 4.');
  }
  const claim = readOss4Claim(authorization);
  const key = store.findKey(claim.accessKeyId, { propagated: true });
  if (typeof key === 'string') {
    throw invalidAccessKeyId(
      claim.accessKeyId,
      key === 'InvalidAccessKeyId.Inactive' ? 'inactive' : 'unknown',
    );
  }
  verifyOss4(request, claim, { secret: key.secret, now, endpointRegion, signedPath: request.rawPath });
  // The signature covers a body by its MD5 alone.
  if (request.body.length > 0 && md5 !== createHash('md5').update(request.body).digest('base64')) {
    throw new OssError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  return callerOf(key);
}

/** @throws OssError `AccessDenied` */
function checkPermission(caller: Caller, main: AlibabaAccount, { action, kind, name }: Operation): void {
  const resource = `acs:mgw:*:${caller.account.id}:${kind}/${name === '' ? '*' : name}`;
  if (caller.account !== main || !isAllowed(caller, action, resource)) {
    throw accessDenied(`You have no permission for ${action}.`);
  }
}
