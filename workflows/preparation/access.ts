import type { HandOver } from '../../activities/mark-delivered';
import type { GrantedAccessRecord } from '../../activities/read-back-access';
import type { DeliveryReceipt, SealedEntry } from '../../contracts/delivery';
import type { Preparation } from '../../contracts/preparation';
import type {
  Check,
  EnabledLogon,
  IssuedAccessKey,
  IssuedSourceKey,
  SignIn,
} from '../../contracts/provisioning';
import { deliver } from '../credentials/deliver';
import { sourceKeyEntry } from '../credentials/source-key-entry';
import { activitiesOf } from './step-activities';
import { STEP_TITLES } from './wording';

/** The access of one RAM user while it is granted: what the last attempt of each step gave. */
export class Access {
  logon: EnabledLogon | null = null;
  accessKey: IssuedAccessKey | null = null;
  /** Counts how often all of it was granted and issued anew, from 1. */
  edition = 1;
  /** What the last verification found. */
  checks: readonly Check[] = [];

  constructor(
    readonly preparation: Preparation,
    readonly signIn: SignIn,
    /** The dedicated AccessKey of the source; null for none. */
    readonly sourceKey: IssuedSourceKey | null,
  ) {}

  grant(): Promise<string[]> {
    return activitiesOf(STEP_TITLES.grant).grantPolicies(this.preparation);
  }

  async enableLogon(): Promise<void> {
    const { preparation, signIn } = this;
    this.logon = await activitiesOf(STEP_TITLES.logon).enableConsoleLogon({ preparation, signIn });
  }

  async issueKey(): Promise<IssuedAccessKey> {
    this.accessKey = await activitiesOf(STEP_TITLES.accessKey).issueAccessKey(this.preparation);
    return this.accessKey;
  }

  /** Grants and issues all of it once more, in the place of what was there. */
  async renew(): Promise<void> {
    this.edition += 1;
    await this.grant();
    if (this.logon !== null) {
      await this.enableLogon();
    }
    if (this.accessKey !== null) {
      await this.issueKey();
    }
  }

  async verify(): Promise<readonly Check[]> {
    this.checks = await activitiesOf(STEP_TITLES.verify).verifyAccess(this.#record());
    return this.checks;
  }

  /**
   * Puts the sealed texts where the configuration has them put beside the result.
   *
   * @param edition counts what is delivered in the place of something else, from 1
   */
  deliver(edition: number): Promise<readonly DeliveryReceipt[]> {
    const { account, ramUser, credentials, sourceKey } = this.preparation;
    const entries: SealedEntry[] = [];
    if (this.accessKey !== null) {
      const { accessKeyId, sealedSecret } = this.accessKey;
      entries.push({ kind: 'access-key', sealed: sealedSecret, accessKeyId });
    }
    if (this.logon !== null) {
      entries.push({ kind: 'console-logon', sealed: this.logon.sealedPassword });
    }
    if (sourceKey?.mode === 'create' && this.sourceKey !== null) {
      entries.push(sourceKeyEntry(sourceKey.userName, this.sourceKey));
    }
    return deliver({
      targets: credentials.delivery ?? [],
      owner: { accountId: account.id, userName: ramUser.name },
      entries,
      ...(edition === 1 ? {} : { edition }),
    });
  }

  markDelivered(when: Omit<HandOver, 'record'>): Promise<void> {
    const handOver = { record: this.#record(), ...when };
    return activitiesOf('Mark as delivered').markDelivered(this.preparation, handOver);
  }

  #record(): GrantedAccessRecord {
    const { preparation, accessKey, logon } = this;
    return { preparation, accessKey, consoleLogon: logon !== null, logonCreatedAt: logon?.createdAt };
  }
}
