import type { ApprovedRequest } from '../../provisioning/approval/approved';
import type { HandedOver } from '../../provisioning/identity/mark-delivered';
import type { Attested } from '../../contracts/approval/attested';
import type { DeliveryReceipt } from '../../contracts/credentials/delivery';
import type {
  Check,
  EnabledLogon,
  IssuedAccessKey,
  IssuedSourceKey,
} from '../../contracts/credentials/provisioning';
import { phrase } from '../../presentation/words/words';
import { activitiesOf } from '../run/step-activities';
import type { PreparationRun } from './preparation-run';

/** The access of an approved plan while it is granted: what the last attempt of each step gave. */
export class Access {
  logon: Attested<EnabledLogon> | null = null;
  accessKey: Attested<IssuedAccessKey> | null = null;
  /** The dedicated AccessKey of the source; null for none. */
  sourceKey: Attested<IssuedSourceKey> | null = null;
  /** Counts how often all of it was granted and issued again, from 1. */
  edition = 1;

  constructor(
    readonly approved: ApprovedRequest,
    private readonly run: Pick<PreparationRun, 'title' | 'say'>,
  ) {}

  grant(): Promise<string[]> {
    return activitiesOf(this.run.title('grant')).grantPolicies(this.approved);
  }

  async enableLogon(): Promise<void> {
    this.logon = await activitiesOf(this.run.title('logon')).enableConsoleLogon(this.approved);
  }

  async issueKey(): Promise<IssuedAccessKey> {
    this.accessKey = await activitiesOf(this.run.title('accessKey')).issueAccessKey(this.approved);
    return this.accessKey.value;
  }

  async issueSourceKey(): Promise<IssuedSourceKey> {
    this.sourceKey = await activitiesOf(this.run.title('sourceKey')).issueSourceKey(this.approved);
    return this.sourceKey.value;
  }

  /** Grants and issues all of it once more, instead of what was there. */
  async renew(): Promise<void> {
    this.edition += 1;
    if (this.sourceKey !== null) {
      await this.issueSourceKey();
    }
    await this.grant();
    if (this.logon !== null) {
      await this.enableLogon();
    }
    if (this.accessKey !== null) {
      await this.issueKey();
    }
  }

  verify(): Promise<Attested<readonly Check[]>> {
    return activitiesOf(this.run.title('verify')).verifyAccess(this.granted());
  }

  /**
   * Puts the sealed texts where the configuration has them put beside the result.
   *
   * @param edition counts what is delivered instead of something else, from 1
   */
  deliver(edition: number): Promise<Attested<readonly DeliveryReceipt[]>> {
    return activitiesOf(this.run.say(phrase('run.deliver'))).deliverCredentials({
      ...this.granted(),
      edition,
    });
  }

  markDelivered(): Promise<Attested<HandedOver>> {
    return activitiesOf(this.run.say(phrase('run.markDelivered'))).markDelivered(this.granted());
  }

  findDelivery(): Promise<Attested<HandedOver> | null> {
    return activitiesOf(this.run.say(phrase('run.findDelivery'))).findDelivery(this.granted());
  }

  /** What steps after the issue are told. */
  granted() {
    const { approved, logon, accessKey, sourceKey } = this;
    return { ...approved, records: { logon, accessKey, sourceKey } };
  }
}
