import type { WorkerKey } from '../contracts/settings';
import type { StandInsSummary } from '../standins/stand-ins';

/** Address and key of the KS3 stand-in, for commands that list in their own process. */
export function ks3Environment({ ks3 }: Pick<StandInsSummary, 'ks3'>): Record<string, string> {
  return {
    KS3_ENDPOINT: ks3.endpoint,
    KS3_REGION: ks3.region,
    KS3_ACCESS_KEY_ID: ks3.accessKeyId,
    KS3_ACCESS_KEY_SECRET: ks3.accessKeySecret,
  };
}

/** The same of both clouds, for a comparison of both sides. */
export function bothCloudsEnvironment(
  standIns: Pick<StandInsSummary, 'ks3' | 'oss' | 'ram'>,
): Record<string, string> {
  const { oss, ram } = standIns;
  return {
    ...ks3Environment(standIns),
    KS3_PATH_STYLE: 'true',
    ALIBABA_ACCESS_KEY_ID: ram.accessKeyId,
    ALIBABA_ACCESS_KEY_SECRET: ram.accessKeySecret,
    ALIBABA_OSS_ENDPOINT: oss.endpoint,
  };
}

/** The worker's environment: addresses and keys of the stand-ins. Secrets are passed by environment only. */
export function workerEnvironment(
  standIns: StandInsSummary,
  recipient: string,
  workerKey: WorkerKey,
): Record<string, string> {
  return {
    ...bothCloudsEnvironment(standIns),
    KS3_IAM_ENDPOINT: standIns.iam.endpoint,
    ALIBABA_ACCOUNT_ID: standIns.ram.accountId,
    ALIBABA_SITE: 'international',
    ALIBABA_REGION: standIns.oss.region,
    ALIBABA_RAM_ENDPOINT: standIns.ram.endpoint,
    ALIBABA_STS_ENDPOINT: standIns.sts.endpoint,
    ALIBABA_MGW_ENDPOINT: standIns.mgw.endpoint,
    PREP_MIGRATION_ROLE: standIns.mgw.role,
    PREP_MIGRATION_WATCH_EVERY: '5 seconds',
    PREP_RECIPIENTS: recipient,
    PREP_TRUST_KEYS: workerKey.secret.reveal(),
  };
}
