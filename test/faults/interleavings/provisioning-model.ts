import { ApplicationFailure } from '@temporalio/common';
import type { Clouds } from '../../../activities/clouds';
import { enableConsoleLogon } from '../../../activities/enable-console-logon';
import { ensureUser } from '../../../activities/ensure-user';
import { grantPolicies } from '../../../activities/grant-policies';
import { toFailure } from '../../../activities/guarded-activity';
import { issueAccessKey } from '../../../activities/issue-access-key';
import { markDelivered, type HandOver } from '../../../activities/mark-delivered';
import type { GrantedAccessRecord } from '../../../activities/read-back-access';
import { verifyAccess } from '../../../activities/verify-access';
import type { Preparation } from '../../../contracts/preparation';
import type { GrantedAccess } from '../../../workflows/preparation/grant-access';
import type { PreparationRun } from '../../../workflows/preparation/run';
import { preparationWith } from '../../activities/preparation';
import { Conductor, type Disturbance, type Lose } from './conductor';

/** Temporal gives up after so many attempts and a person is asked, to which no disturbance here may come. */
const MOST_ATTEMPTS = 10;
/** For keys that are deleted while they are tried. */
const PATIENCE = { patienceMs: 20, everyMs: 5 };

/** The clouds of the cases, and what is to be seen of a user from outside. */
export interface World {
  readonly clouds: Clouds;
  readonly accountId: string;
  readonly identity: string;
  readonly recipient: string;
  /** Carries out a call about a user so that its connection is lost. */
  lose(userName: string): Lose;
  /** Sets the clock back to now, and then on by some seconds with each call. */
  readonly clock: { readonly reset: () => void; readonly tick: () => void };
  seen(userName: string): Promise<SeenUser>;
  /** Whether a key is accepted, and is the user's. */
  keyWorks(key: Readonly<Record<string, string>>, userName: string): Promise<boolean>;
  passwordWorks(userName: string, password: string): Promise<boolean>;
  stop(): Promise<void>;
}

export interface SeenUser {
  readonly comments: string;
  readonly keys: readonly { readonly id: string; readonly status: string }[];
  readonly policies: readonly string[];
}

/** What a run came to. */
export interface Provisioned {
  readonly preparation: Preparation;
  readonly granted: GrantedAccess;
  readonly calls: readonly string[];
  /** Whether everything that was to go wrong did, before the run had ended. */
  readonly disturbed: boolean;
}

export const SIGN_IN = { userPrincipalName: 'x@acme.onaliyun.com', url: 'https://signin.alibabacloud.com' };
const { signal } = new AbortController();

type Activities = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>;
let current: Activities = {};

/** What `proxyActivities` gives to the workflow's code: the activities of the run that is under way. */
export function proxiedActivities(): Activities {
  return new Proxy<Activities>({}, { get: (_, name: string) => current[name] });
}

/** What the workflow's code needs of Temporal where it runs without it; the rest is the real module. */
export function withoutTemporal(real: object): object {
  return {
    ...real,
    proxyActivities: proxiedActivities,
    CancellationScope: { nonCancellable: (work: () => unknown) => work() },
    patched: () => false,
  };
}

/**
 * Provisions a user as the workflow does it: its own code (`grantAccess`) decides what comes after what, the activities
 * are the real ones, and attempts are repeated as Temporal repeats them. Runs may not overlap.
 */
export async function provision(
  world: World,
  userName: string,
  disturbances: readonly Disturbance[],
): Promise<Provisioned> {
  world.clock.reset();
  const preparation = preparationFor(world, userName);
  const conductor = new Conductor(disturbances, world.lose(userName), world.clock.tick);
  const act = <T>(name: string, execute: (over: Clouds) => Promise<T>) =>
    repeated(conductor, name, (wrap) => execute({ ...world.clouds, ram: () => wrap(world.clouds.ram()) }));
  current = {
    grantPolicies: () => act('grantPolicies', (over) => grantPolicies(preparation, over.ram(), signal)),
    enableConsoleLogon: () =>
      act('enableConsoleLogon', (over) => enableConsoleLogon(preparation, SIGN_IN, over.ram(), signal)),
    issueAccessKey: () =>
      act('issueAccessKey', (over) => issueAccessKey(preparation, over, signal, { patience: PATIENCE })),
    verifyAccess: (record: GrantedAccessRecord) =>
      act('verifyAccess', (over) => verifyAccess(record, over.ram(), signal)),
    markDelivered: (_: Preparation, handOver: HandOver) =>
      act('markDelivered', (over) => markDelivered(preparation, handOver, over.ram(), signal)),
  };
  const { grantAccess } = require('../../../workflows/preparation/grant-access') as {
    grantAccess: (run: PreparationRun, of: Preparation, signIn: typeof SIGN_IN) => Promise<GrantedAccess>;
  };
  await act('ensureUser', (over) => ensureUser(preparation, over.ram(), signal));
  const granted = await grantAccess(neverParked, preparation, SIGN_IN);
  const disturbed = conductor.done;
  await conductor.wakeAll();
  return { preparation, granted, calls: conductor.calls, disturbed };
}

/** A run for which no person is there: what would park it fails the case. */
const neverParked = {
  step: (_: string, work: () => Promise<unknown>) => work(),
  skip: () => undefined,
} as unknown as PreparationRun;

function preparationFor({ recipient, accountId }: World, userName: string): Preparation {
  // Policies with which a key is not tried on OSS, so that all calls are about the user.
  const policies = ['AliyunOSSImportFullAccess', 'AliyunMGWFullAccess'].map(
    (name) => ({ name, type: 'System' }) as const,
  );
  const base = preparationWith({ ramUser: { name: userName, policies }, recipients: [recipient] });
  return {
    ...base,
    account: { ...base.account, id: accountId },
    mark: `ks3-oss-prep prepare/${userName}`,
  };
}

async function repeated<T>(
  conductor: Conductor,
  name: string,
  execute: Parameters<typeof conductor.attempt<T>>[1],
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await conductor.attempt(name, execute);
    if (outcome.kind === 'returned') {
      return outcome.value;
    }
    if (outcome.kind === 'threw') {
      const failure = toFailure(outcome.error);
      if (!(failure instanceof ApplicationFailure) || failure.nonRetryable || attempt === MOST_ATTEMPTS) {
        throw failure;
      }
    }
  }
}
