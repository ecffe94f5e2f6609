import { phrase } from '../../presentation/words/words';
import { connectClouds, iamOf, type Clouds } from '../../provisioning/clouds';
import { WorkerKeys } from '../../provisioning/trust/worker-keys';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import type { Settings, SourceProfile } from '../../contracts/settings';
import { loadSettings } from '../../configuration/settings/load-settings';
import { CommandError } from '../command-error';

/** Which source of which configuration a command works on. */
export interface SourceChoice {
  readonly profile?: string | undefined;
  readonly config?: string | undefined;
}

/** A source of the worker's configuration, connected. */
export interface SourceIam {
  readonly profile: string;
  readonly source: SourceProfile;
  readonly settings: Settings;
  readonly clouds: Clouds;
  readonly iam: KsyunIam;
  readonly workerKeys: WorkerKeys;
}

/**
 * Loads the configuration as a worker does, and connects the IAM of one of its sources.
 *
 * @throws ConfigurationError, CommandError `InvalidInput` for an unknown profile, PrepError `IamNotConfigured`
 */
export async function sourceIam(
  { profile = 'default', config }: SourceChoice,
  env: NodeJS.ProcessEnv,
): Promise<SourceIam> {
  const { settings } = await loadSettings({ file: config, env });
  const source = Object.hasOwn(settings.sources, profile) ? settings.sources[profile] : undefined;
  if (source === undefined) {
    const known = Object.keys(settings.sources).join(', ');
    throw new CommandError('InvalidInput', phrase('command.noProfile', { profile, known }));
  }
  const clouds = connectClouds(settings);
  return {
    profile,
    source,
    settings,
    clouds,
    iam: iamOf(clouds, profile),
    workerKeys: new WorkerKeys(settings.trust),
  };
}

/** The settings that use an AccessKey. */
export function usesOf(accessKeyId: string, { sources }: Settings): string[] {
  return Object.entries(sources).flatMap(([profile, { accessKeyId: ofKs3, iam }]) => [
    ...(ofKs3 === accessKeyId ? [`source.${profile}.access_key_id`] : []),
    ...(iam?.accessKeyId === accessKeyId && iam.accessKeyId !== ofKs3
      ? [`source.${profile}.iam_access_key_id`]
      : []),
  ]);
}
