import { Secret } from '../../../contracts/credentials/secret';
import { createCallerIdentity } from '../../../clouds/sts/adapter';
import { createOssBuckets } from '../../../clouds/oss/adapter';
import { createRamDirectory } from '../../../clouds/ram/adapter';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';

/** The adapters, connected with stand-ins of their services. */
export async function startAlibaba() {
  const standIns = await startStandIns();
  const { oss, ram, sts } = standIns.summary;
  const identity = { accessKeyId: oss.accessKeyId, accessKeySecret: new Secret(oss.accessKeySecret) };
  const connect = (who: typeof identity) => ({
    oss: createOssBuckets({ ...who, region: oss.region, endpoint: oss.endpoint }),
    ram: createRamDirectory({ ...who, endpoint: ram.endpoint }),
    sts: createCallerIdentity({ ...who, endpoint: sts.endpoint }),
  });
  return {
    standIns,
    context: standIns.context,
    accountId: ram.accountId,
    identity,
    connect,
    ...connect(identity),
    arrange: (service: 'oss' | 'ram', command: string, body: object) =>
      arrange(standIns, service, command, body),
    stop: () => standIns.stop(),
  };
}

/** Brings a stand-in into a state that a test starts from. */
async function arrange(
  standIns: StandIns,
  service: 'oss' | 'ram',
  command: string,
  body: object,
): Promise<unknown> {
  const response = await fetch(`${standIns.summary.control}/services/${service}/${command}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const result = await response.json();
  if (!response.ok) {
    throw new Error(`${service} ${command}: ${JSON.stringify(result)}`);
  }
  return result;
}
