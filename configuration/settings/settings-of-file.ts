import type { z } from 'zod';
import type { AttentionSettings } from '../../contracts/runs/attention';
import type {
  DeliverySettings,
  IamAccess,
  SourceProfile,
  TrustSettings,
  VaultAuth,
} from '../../contracts/settings';
import type { PayloadEncryption } from '../encryption/encryption-codec';
import { approvalOfAccount } from './approval-of-account';
import { codecTokensOf, payloadKeysOf, workerKeysOf } from './listed-secrets';
import type { CodecEndpointSettings, LoadedSettings, WorkerSettings } from './loaded-settings';
import { NO_IAM, type FileSettings, type tables } from './settings-schema';
import { camelCased } from './snake-case';
import { usualPublicUrl } from './web-addresses';

/**
 * The settings as the product uses them: its own names, secrets in their places.
 *
 * @param caCertificates what the files of the `ca_file` settings hold
 * @param origin the `prep.toml` that was read, and the files of secrets
 */
export function settingsOf(
  checked: FileSettings,
  caCertificates: ReadonlyMap<string, string>,
  origin: Pick<LoadedSettings, 'file' | 'secretFiles'>,
): LoadedSettings {
  const { alibaba, approval, credentials, delivery, lifecycle, language, migration, notify, worker } =
    checked;
  const { expire_after: expireAfterMs, ...sealing } = credentials;
  const { grace: graceMs, confirm_within: confirmWithinMs, sweep_every: sweepEveryMs } = lifecycle;
  return {
    settings: {
      sources: Object.fromEntries(
        Object.entries(checked.source).map(([name, table]) => [
          name,
          sourceProfile(table, caCertificates.get(`source.${name}.ca_file`)),
        ]),
      ),
      alibaba: camelCased(alibaba),
      defaults: camelCased(checked.defaults),
      approval: approvalOfAccount(approval, alibaba.account_id),
      credentials: { ...camelCased(sealing), expireAfterMs },
      lifecycle: { graceMs, confirmWithinMs, sweepEveryMs },
      attention: attentionSettings(checked.action_required),
      delivery: deliverySettings(delivery, caCertificates.get('delivery.vault.ca_file')),
      inventory: camelCased(checked.inventory),
      migration: {
        role: migration.role,
        region: migration.region,
        sourcePrefix: migration.source_prefix,
        watchEveryMs: migration.watch_every,
      },
      notify: notify.map(({ secret, ...channel }) => ({
        ...channel,
        secret,
        language: channel.language ?? language,
      })),
      trust: trustSettings(checked.trust),
      language,
    },
    worker: workerSettings(worker),
    encryption: payloadEncryption(checked.payload_encryption),
    codecEndpoint: codecEndpointSettings(checked),
    ...origin,
  };
}

function attentionSettings(table: FileSettings['action_required']): AttentionSettings {
  const { remind_every: remindEveryMs, escalate_after: escalateAfter, timeout: timeoutMs } = table;
  return { remindEveryMs, escalateAfter, timeoutMs, scheduledTimeoutMs: table.scheduled_timeout };
}

/** The worker keys, and every public key that results are verified with. */
export function trustSettings({ keys, public_keys: more }: FileSettings['trust']): TrustSettings {
  const own = workerKeysOf(keys);
  return { keys: own, publicKeys: [...new Set([...own.map(({ publicKey }) => publicKey), ...more])] };
}

export function payloadEncryption(table: z.output<(typeof tables)['payload_encryption']>): PayloadEncryption {
  return { keys: payloadKeysOf(table?.keys), acceptNamespaces: table?.accept_namespaces ?? [] };
}

type SourceTable = FileSettings['source'][string];

function sourceProfile(table: SourceTable, caCertificates: string | undefined): SourceProfile {
  const own = camelCased(table);
  const {
    caFile: _,
    iamEndpoint: _1,
    iamRegion: _2,
    iamAccessKeyId: _3,
    iamAccessKeySecret: _4,
    ...ks3
  } = own;
  return { ...ks3, caCertificates, iam: iamAccess(table, caCertificates) };
}

const PUBLIC_IAM = 'https://iam.api.ksyun.com';
/** Hosts of public KS3, internal ones of its regions included. */
const PUBLIC_KS3 = /(^|\.)ks3-[a-z0-9-]+\.(ksyuncs|ksyun)\.com$/;

/**
 * How to reach a source's IAM; undefined if it is not configured: disabled, or a private cloud's without an address.
 * A private cloud's AccessKey is never sent to the public IAM. IAM uses the source's AccessKey unless another one is
 * configured, and its certificate authorities.
 */
function iamAccess(table: SourceTable, caCertificates: string | undefined): IamAccess | undefined {
  const byDefault = PUBLIC_KS3.test(new URL(table.endpoint).hostname) ? PUBLIC_IAM : NO_IAM;
  const { iam_endpoint: endpoint = byDefault, iam_region: region } = table;
  const { iam_access_key_id: id, iam_access_key_secret: secret } = table;
  if (endpoint === NO_IAM) {
    return undefined;
  }
  const {
    access_key_id: accessKeyId,
    access_key_secret: accessKeySecret,
    session_token: sessionToken,
  } = table;
  return id !== undefined && secret !== undefined
    ? { endpoint, region, accessKeyId: id, accessKeySecret: secret, caCertificates }
    : { endpoint, region, accessKeyId, accessKeySecret, sessionToken, caCertificates };
}

/** Where sealed credentials are delivered, with how to sign in there. */
function deliverySettings(
  { oss, vault }: FileSettings['delivery'],
  caCertificate: string | undefined,
): DeliverySettings {
  const auth = vault === undefined ? null : vaultAuth(vault);
  if (vault === undefined || auth === null) {
    return { oss: oss === undefined ? null : { kind: 'oss', ...oss }, vault: null };
  }
  const { address, mount, prefix, content, namespace } = vault;
  return {
    oss: oss === undefined ? null : { kind: 'oss', ...oss },
    vault: { kind: 'vault', address, mount, prefix, content, auth, namespace, caCertificate },
  };
}

/** Null if the configuration gives neither way to log on, or half of one. */
function vaultAuth(vault: NonNullable<FileSettings['delivery']['vault']>): VaultAuth | null {
  const { token, role_id: roleId, secret_id: secretId, approle_mount: mount } = vault;
  if (token !== undefined) {
    return { kind: 'token', token };
  }
  return roleId === undefined || secretId === undefined ? null : { kind: 'approle', mount, roleId, secretId };
}

function workerSettings(table: FileSettings['worker']): WorkerSettings {
  const { deployment_name: name, build_id: buildId, shutdown_grace: shutdownGraceMs, ...worker } = table;
  const deployment = name === undefined || buildId === undefined ? null : { name, buildId };
  return { ...camelCased(worker), shutdownGraceMs, deployment };
}

function codecEndpointSettings({
  codec_endpoint: table,
  worker,
}: FileSettings): CodecEndpointSettings | null {
  if (table === undefined) {
    return null;
  }
  const { public_url: url = usualPublicUrl(worker.http_host, worker.http_port), origins } = table;
  return {
    publicUrl: url.replace(/\/+$/, ''),
    origins,
    tokens: codecTokensOf(table.tokens),
    temporalTokens: table.temporal_tokens,
  };
}
