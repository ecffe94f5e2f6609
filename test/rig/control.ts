import type { AuditEntry } from '../../standins/core/audit';
import type { IssuedSecret } from '../../standins/core/secrets';
import type { FaultRule, FaultState } from '../../standins/core/fault-kinds';
import type { StandIns } from '../../standins/stand-ins';
import { fetchOnce } from './fetch-once';
import { until } from './until';

/** A RAM user in the stand-in's state. */
export interface RamUserState {
  readonly name: string;
  readonly comments: string;
  readonly accessKeys: readonly { readonly id: string; readonly status: string }[];
  readonly policies: readonly string[];
  readonly loginProfile: { readonly passwordResetRequired: boolean; readonly passwordsSet: number } | null;
}

/** An OSS bucket in the stand-in's state. */
export interface OssBucketState {
  readonly name: string;
  readonly owner: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly acl: string;
  readonly encryption: string | null;
  readonly blockPublicAccess: boolean;
  /** Keys of its objects. */
  readonly objects: readonly string[];
}

/** A user of Kingsoft's IAM in the stand-in's state. */
export interface IamUserState {
  readonly name: string;
  readonly remark: string;
  readonly accessKeys: readonly { readonly id: string; readonly status: string }[];
  readonly policies: readonly string[];
}

/** The state of the stand-in for Kingsoft's IAM. */
export interface IamState {
  readonly accountId: string;
  readonly mainAccessKeys: readonly { readonly id: string; readonly status: string }[];
  readonly users: readonly IamUserState[];
  readonly customPolicies: readonly {
    readonly name: string;
    readonly description: string;
    readonly document: string;
  }[];
}

/** What tests ask of the stand-ins' control endpoint. */
export class Control {
  readonly #url: string;

  constructor({ summary }: Pick<StandIns, 'summary'>) {
    this.#url = summary.control;
  }

  async ramUser(name: string): Promise<RamUserState | undefined> {
    const { users } = (await this.arrange('ram', 'state')) as { users: RamUserState[] };
    return users.find((user) => user.name === name);
  }

  async ossBuckets(): Promise<readonly OssBucketState[]> {
    return ((await this.arrange('oss', 'state')) as { buckets: OssBucketState[] }).buckets;
  }

  async ossBucket(name: string): Promise<OssBucketState | undefined> {
    return (await this.ossBuckets()).find((bucket) => bucket.name === name);
  }

  iam(): Promise<IamState> {
    return this.arrange('iam', 'state') as Promise<IamState>;
  }

  async iamUser(name: string): Promise<IamUserState | undefined> {
    return (await this.iam()).users.find((user) => user.name === name);
  }

  /** Runs a command of a service's own, for example `ram`, `create-user`. */
  arrange(
    service: 'ks3' | 'iam' | 'oss' | 'ram' | 'notify' | 'mgw',
    command: string,
    body: unknown = {},
  ): Promise<unknown> {
    return this.#send('POST', `/services/${service}/${command}`, body);
  }

  fault(rule: FaultRule): Promise<unknown> {
    return this.#send('POST', '/faults', rule);
  }

  async faults(): Promise<FaultState[]> {
    return (await this.#send('GET', '/faults')) as FaultState[];
  }

  /** Waits until a fault has hit a call. */
  async untilFired(operation: string, resource: string): Promise<void> {
    await until(async () => {
      const faults = await this.faults();
      const hit = (one: FaultState) => one.operation === operation && one.resource === resource;
      return faults.some((one) => hit(one) && one.fired > 0) || undefined;
    });
  }

  clearFaults(): Promise<unknown> {
    return this.#send('DELETE', '/faults');
  }

  set(what: 'clock' | 'limits' | 'propagation', value: unknown): Promise<unknown> {
    return this.#send('POST', `/${what}`, value);
  }

  async audit(filter: Record<string, string> = {}): Promise<AuditEntry[]> {
    return (await this.#send('GET', `/audit?${new URLSearchParams(filter)}`)) as AuditEntry[];
  }

  /** The number of the last call so far, for `since` of an audit. */
  async lastSequence(): Promise<number> {
    return (await this.audit()).at(-1)?.sequence ?? 0;
  }

  /** Every secret that the stand-ins issued or received, including those in lost answers. */
  async issuedSecrets(): Promise<IssuedSecret[]> {
    return (await this.#send('GET', '/secrets')) as IssuedSecret[];
  }

  async secrets(): Promise<string[]> {
    return (await this.issuedSecrets()).map(({ value }) => value);
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetchOnce(`${this.#url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  }
}
