import { createKsyunIam } from '../../../clouds/ksyun-iam/adapter';
import type { KsyunIam } from '../../../clouds/ksyun-iam/port';
import { Secret } from '../../../contracts/credentials/secret';
import { startStandIns, type StandIns, type StandInsOptions } from '../../../standins/stand-ins';
import { Control } from '../../rig/control';

export interface IamHarness {
  readonly standIns: StandIns;
  readonly control: Control;
  readonly iam: KsyunIam;
  /** IAM with another key, or with another region to sign for. */
  connect(key: { accessKeyId: string; accessKeySecret: string }, region?: string): KsyunIam;
  stop(): Promise<void>;
}

/** The adapter, connected with the stand-in. */
export async function startIam(options: StandInsOptions = {}): Promise<IamHarness> {
  const standIns = await startStandIns(options);
  const { endpoint, accessKeyId, accessKeySecret } = standIns.summary.iam;
  const connect: IamHarness['connect'] = (key, region = 'cn-beijing-6') =>
    createKsyunIam({
      endpoint,
      region,
      accessKeyId: key.accessKeyId,
      accessKeySecret: new Secret(key.accessKeySecret),
    });
  return {
    standIns,
    control: new Control(standIns),
    iam: connect({ accessKeyId, accessKeySecret }),
    connect,
    stop: () => standIns.stop(),
  };
}
