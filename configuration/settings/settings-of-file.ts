import { durationMs } from '../../contracts/input-problems';
import { graceMs } from '../../contracts/lifecycle-input';
import type { Secret } from '../../contracts/secret';
import type { Settings, SourceProfile } from '../../contracts/settings';
import { approvalOfAccount } from './approval-of-account';
import type { ConfiguredSecrets } from './configured-secrets';
import { deliverySettings } from './delivery-settings';
import { iamAccess } from './iam-access';
import { codecTokensOf, payloadKeysOf } from './listed-secrets';
import type { CodecEndpointSettings, LoadedSettings, WorkerSettings } from './loaded-settings';
import { notifyChannels } from './notify-channels';
import { NEVER, type FileSettings } from './settings-schema';
import { trustSettings } from './trust-settings';
import { usualPublicUrl } from './web-addresses';

/**
 * The settings as the product uses them: its own names, durations in milliseconds, secrets in their places.
 *
 * @param file the `prep.toml` that was read
 * @param caCertificates what the files of the `ca_file` settings hold
 */
export function settingsOf(
  checked: FileSettings,
  secrets: ConfiguredSecrets,
  file: string | null,
  caCertificates: ReadonlyMap<string, string>,
): LoadedSettings {
  const { bySetting, files } = secrets;
  const { alibaba, defaults, approval, credentials, lifecycle, inventory, worker } = checked;
  const settings: Settings = {
    sources: Object.fromEntries(
      Object.entries(checked.source).map(([name, source]): [string, SourceProfile] => {
        const key = {
          accessKeyId: source.access_key_id,
          accessKeySecret: needed(bySetting, `source.${name}.access_key_secret`),
          sessionToken: bySetting.get(`source.${name}.session_token`),
          caCertificates: caCertificates.get(`source.${name}.ca_file`),
        };
        const iam = iamAccess(source, key, bySetting.get(`source.${name}.iam_access_key_secret`));
        return [
          name,
          {
            endpoint: source.endpoint,
            region: source.region,
            allowedEndpoints: source.allowed_endpoints,
            allowedRegions: source.allowed_regions,
            ...key,
            pathStyle: source.path_style,
            iam,
          },
        ];
      }),
    ),
    alibaba: {
      accountId: alibaba.account_id,
      site: alibaba.site,
      accessKeyId: alibaba.access_key_id,
      accessKeySecret: needed(bySetting, 'alibaba.access_key_secret'),
      securityToken: bySetting.get('alibaba.security_token'),
      ossEndpoint: alibaba.oss_endpoint,
      ramEndpoint: alibaba.ram_endpoint,
      stsEndpoint: alibaba.sts_endpoint,
    },
    defaults: {
      region: defaults.region,
      storageClass: defaults.storage_class,
      redundancy: defaults.redundancy,
      acl: defaults.acl,
      blockPublicAccess: defaults.block_public_access,
      encryption: defaults.encryption,
      versioning: defaults.versioning,
      policies: defaults.policies,
      allowedPolicies: defaults.allowed_policies ?? null,
    },
    approval: approvalOfAccount(approval, alibaba.account_id),
    credentials: {
      recipients: credentials.recipients,
      allowedRecipients: credentials.allowed_recipients ?? null,
      expireAfterMs: credentials.expire_after === NEVER ? null : milliseconds(credentials.expire_after),
    },
    lifecycle: {
      graceMs: graceMs(lifecycle.grace),
      confirmWithinMs: milliseconds(lifecycle.confirm_within),
      sweepEveryMs: milliseconds(lifecycle.sweep_every),
    },
    delivery: deliverySettings(checked.delivery, bySetting, caCertificates.get('delivery.vault.ca_file')),
    inventory: { concurrency: inventory.concurrency, parallelSlices: inventory.parallel_slices },
    notify: notifyChannels(checked.notify, secrets),
    trust: trustSettings(checked.trust, bySetting),
  };
  return {
    settings,
    worker: workerSettings(worker),
    encryption: {
      keys: payloadKeysOf(bySetting.get('payload_encryption.keys')),
      acceptNamespaces: checked.payload_encryption.accept_namespaces,
    },
    codecEndpoint: codecEndpointSettings(checked, bySetting),
    file,
    secretFiles: files,
  };
}

function workerSettings(worker: FileSettings['worker']): WorkerSettings {
  const { deployment_name: name, build_id: buildId } = worker;
  return {
    httpPort: worker.http_port,
    httpHost: worker.http_host,
    metricsPort: worker.metrics_port,
    maxConcurrentActivities: worker.max_concurrent_activities,
    logLevel: worker.log_level,
    logFormat: worker.log_format,
    shutdownGraceMs: milliseconds(worker.shutdown_grace),
    deployment: name === undefined || buildId === undefined ? null : { name, buildId },
    webUi: worker.web_ui ?? null,
  };
}

function codecEndpointSettings(
  { codec_endpoint: endpoint, worker }: FileSettings,
  secrets: ReadonlyMap<string, Secret>,
): CodecEndpointSettings | null {
  return endpoint === undefined
    ? null
    : {
        publicUrl: (endpoint.public_url ?? usualPublicUrl(worker.http_host, worker.http_port)).replace(
          /\/+$/,
          '',
        ),
        origins: endpoint.origins,
        tokens: codecTokensOf(secrets.get('codec_endpoint.tokens')),
        temporalTokens: endpoint.temporal_tokens,
      };
}

function needed(secrets: ReadonlyMap<string, Secret>, setting: string): Secret {
  const secret = secrets.get(setting);
  if (secret === undefined) {
    throw new Error(`No secret was taken for ${setting}`);
  }
  return secret;
}

function milliseconds(duration: string): number {
  return durationMs(duration) ?? 0;
}
