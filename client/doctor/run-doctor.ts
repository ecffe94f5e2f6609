import { phrase } from '../../presentation/words/words';
import { connectClouds } from '../../provisioning/clouds';
import type { Settings } from '../../contracts/settings';
import { checkAlibaba } from './alibaba-checks';
import { checkConfiguration, type ConfigurationFindings } from './configuration-checks';
import { warning, type DoctorCheck, type DoctorReport } from './doctor-report';
import { codecEndpointChecks } from './encryption-checks';
import { checkEnvironment } from './environment-checks';
import { checkIam } from './iam-checks';
import { checkKs3, type BucketToTry } from './ks3-checks';
import { checkProxy } from './proxy-checks';
import { checkTemporal } from './temporal-checks';

/** What to check. */
export interface DoctorRequest {
  readonly env: NodeJS.ProcessEnv;
  /** A configuration file instead of the usual ones. */
  readonly configFile?: string | undefined;
  /** A KS3 bucket that must be listed, located and read. */
  readonly bucket?: string | undefined;
  /** Source profile of that bucket. Default: `default`. */
  readonly profile?: string | undefined;
  /** Registers missing search attributes; nothing else is changed. */
  readonly fix?: boolean | undefined;
}

/**
 * Checks everything that a worker needs, without changing anything unless asked to: configuration, files, Temporal, both clouds. All of
 * it concurrently; a service that does not answer takes 15 seconds.
 *
 * Never rejects because of problems of the installation: it reports them.
 */
export async function runDoctor({
  env,
  configFile,
  bucket,
  profile = 'default',
  fix = false,
}: DoctorRequest): Promise<DoctorReport> {
  const tried = bucket === undefined ? null : { bucket, profile };
  const configuration = checkConfiguration(env, configFile);
  const principals = configuration.then(({ loaded }) => loaded?.settings.approval.requirePrincipals === true);
  const [local, temporal] = await Promise.all([
    configured(configuration, tried, env),
    checkTemporal(env, configFile, principals, fix),
  ]);
  return { checks: [...local.configuration, ...checkEnvironment(env), ...temporal, ...local.clouds] };
}

async function configured(
  configuration: Promise<ConfigurationFindings>,
  tried: BucketToTry | null,
  env: NodeJS.ProcessEnv,
) {
  const { loaded, checks } = await configuration;
  const [clouds, ...endpoint] = await Promise.all([
    cloudChecks(loaded?.settings ?? null, tried),
    ...codecEndpointChecks(loaded?.codecEndpoint ?? null),
  ]);
  const proxy = loaded === null ? [] : checkProxy(env, loaded.settings);
  return { configuration: [...checks, ...endpoint], clouds: [...proxy, ...clouds] };
}

async function cloudChecks(settings: Settings | null, tried: BucketToTry | null): Promise<DoctorCheck[]> {
  if (settings === null) {
    return [
      warning(phrase('doctor.clouds'), phrase('doctor.cloudsNotAsked'), phrase('doctor.fixConfiguration')),
    ];
  }
  const clouds = connectClouds(settings);
  const checks = [
    checkKs3(settings, clouds, tried),
    checkIam(settings, clouds),
    checkAlibaba(settings, clouds),
  ];
  return (await Promise.all(checks)).flat();
}
