/** How the text of an environment variable becomes a setting. */
type VariableKind = 'text' | 'boolean' | 'number' | 'list' | 'secret';

/** An environment variable that takes the place of a setting in the file. */
export interface EnvironmentVariable {
  readonly name: string;
  /** The setting, as in the file: `source.default.endpoint`. */
  readonly setting: string;
  readonly kind: VariableKind;
}

function variable(name: string, setting: string, kind: VariableKind = 'text'): EnvironmentVariable {
  return { name, setting, kind };
}

/** Every environment variable of the configuration. They win over the file. */
export const ENVIRONMENT_VARIABLES: readonly EnvironmentVariable[] = [
  variable('KS3_ENDPOINT', 'source.default.endpoint'),
  variable('KS3_REGION', 'source.default.region'),
  variable('KS3_ALLOWED_ENDPOINTS', 'source.default.allowed_endpoints', 'list'),
  variable('KS3_ALLOWED_REGIONS', 'source.default.allowed_regions', 'list'),
  variable('KS3_ACCESS_KEY_ID', 'source.default.access_key_id'),
  variable('KS3_ACCESS_KEY_SECRET', 'source.default.access_key_secret', 'secret'),
  variable('KS3_ACCESS_KEY_SECRET_FILE', 'source.default.access_key_secret_file'),
  variable('KS3_SESSION_TOKEN', 'source.default.session_token', 'secret'),
  variable('KS3_SESSION_TOKEN_FILE', 'source.default.session_token_file'),
  variable('KS3_PATH_STYLE', 'source.default.path_style', 'boolean'),
  variable('KS3_CA_FILE', 'source.default.ca_file'),
  variable('KS3_IAM_ENDPOINT', 'source.default.iam_endpoint'),
  variable('KS3_IAM_REGION', 'source.default.iam_region'),
  variable('KS3_IAM_ACCESS_KEY_ID', 'source.default.iam_access_key_id'),
  variable('KS3_IAM_ACCESS_KEY_SECRET', 'source.default.iam_access_key_secret', 'secret'),
  variable('KS3_IAM_ACCESS_KEY_SECRET_FILE', 'source.default.iam_access_key_secret_file'),
  variable('ALIBABA_ACCOUNT_ID', 'alibaba.account_id'),
  variable('ALIBABA_SITE', 'alibaba.site'),
  variable('ALIBABA_ACCESS_KEY_ID', 'alibaba.access_key_id'),
  variable('ALIBABA_ACCESS_KEY_SECRET', 'alibaba.access_key_secret', 'secret'),
  variable('ALIBABA_ACCESS_KEY_SECRET_FILE', 'alibaba.access_key_secret_file'),
  variable('ALIBABA_SECURITY_TOKEN', 'alibaba.security_token', 'secret'),
  variable('ALIBABA_SECURITY_TOKEN_FILE', 'alibaba.security_token_file'),
  variable('ALIBABA_OSS_ENDPOINT', 'alibaba.oss_endpoint'),
  variable('ALIBABA_RAM_ENDPOINT', 'alibaba.ram_endpoint'),
  variable('ALIBABA_STS_ENDPOINT', 'alibaba.sts_endpoint'),
  variable('ALIBABA_REGION', 'defaults.region'),
  variable('PREP_STORAGE_CLASS', 'defaults.storage_class'),
  variable('PREP_POLICIES', 'defaults.policies', 'list'),
  variable('PREP_ALLOWED_POLICIES', 'defaults.allowed_policies', 'list'),
  variable('PREP_APPROVERS', 'approval.approvers', 'list'),
  variable('PREP_APPROVAL_REQUIRED', 'approval.required', 'number'),
  variable('PREP_APPROVAL_FOUR_EYES', 'approval.four_eyes', 'boolean'),
  variable('PREP_APPROVAL_REQUIRE_COMMENT', 'approval.require_comment', 'boolean'),
  variable('PREP_APPROVAL_REQUIRE_SIGNATURES', 'approval.require_signatures', 'boolean'),
  variable('PREP_APPROVAL_REQUIRE_PRINCIPALS', 'approval.require_principals', 'boolean'),
  variable('PREP_APPROVAL_SIGN_REJECTIONS', 'approval.sign_rejections', 'boolean'),
  variable('PREP_APPROVAL_TIMEOUT', 'approval.timeout'),
  variable('PREP_APPROVAL_REMIND_EVERY', 'approval.remind_every'),
  variable('PREP_RECIPIENTS', 'credentials.recipients', 'list'),
  variable('PREP_ALLOWED_RECIPIENTS', 'credentials.allowed_recipients', 'list'),
  variable('PREP_EXPIRE_AFTER', 'credentials.expire_after'),
  variable('PREP_LIFECYCLE_GRACE', 'lifecycle.grace'),
  variable('PREP_LIFECYCLE_CONFIRM_WITHIN', 'lifecycle.confirm_within'),
  variable('PREP_LIFECYCLE_SWEEP_EVERY', 'lifecycle.sweep_every'),
  variable('PREP_DELIVERY_OSS_BUCKET', 'delivery.oss.bucket'),
  variable('PREP_DELIVERY_OSS_REGION', 'delivery.oss.region'),
  variable('PREP_DELIVERY_OSS_PREFIX', 'delivery.oss.prefix'),
  variable('PREP_DELIVERY_VAULT_ADDRESS', 'delivery.vault.address'),
  variable('PREP_DELIVERY_VAULT_MOUNT', 'delivery.vault.mount'),
  variable('PREP_DELIVERY_VAULT_PREFIX', 'delivery.vault.prefix'),
  variable('PREP_DELIVERY_VAULT_CONTENT', 'delivery.vault.content'),
  variable('PREP_DELIVERY_VAULT_NAMESPACE', 'delivery.vault.namespace'),
  variable('PREP_DELIVERY_VAULT_CA_FILE', 'delivery.vault.ca_file'),
  variable('PREP_DELIVERY_VAULT_TOKEN', 'delivery.vault.token', 'secret'),
  variable('PREP_DELIVERY_VAULT_TOKEN_FILE', 'delivery.vault.token_file'),
  variable('PREP_DELIVERY_VAULT_ROLE_ID', 'delivery.vault.role_id'),
  variable('PREP_DELIVERY_VAULT_APPROLE_MOUNT', 'delivery.vault.approle_mount'),
  variable('PREP_DELIVERY_VAULT_SECRET_ID', 'delivery.vault.secret_id', 'secret'),
  variable('PREP_DELIVERY_VAULT_SECRET_ID_FILE', 'delivery.vault.secret_id_file'),
  variable('PREP_INVENTORY_CONCURRENCY', 'inventory.concurrency', 'number'),
  variable('PREP_INVENTORY_PARALLEL_SLICES', 'inventory.parallel_slices', 'number'),
  variable('PREP_HTTP_PORT', 'worker.http_port', 'number'),
  variable('PREP_HTTP_HOST', 'worker.http_host'),
  variable('PREP_METRICS_PORT', 'worker.metrics_port', 'number'),
  variable('PREP_MAX_CONCURRENT_ACTIVITIES', 'worker.max_concurrent_activities', 'number'),
  variable('PREP_LOG_LEVEL', 'worker.log_level'),
  variable('PREP_LOG_FORMAT', 'worker.log_format'),
  variable('PREP_SHUTDOWN_GRACE', 'worker.shutdown_grace'),
  variable('PREP_DEPLOYMENT_NAME', 'worker.deployment_name'),
  variable('PREP_BUILD_ID', 'worker.build_id'),
  variable('TEMPORAL_UI', 'worker.web_ui'),
  variable('PREP_TRUST_KEYS', 'trust.keys', 'secret'),
  variable('PREP_TRUST_KEYS_FILE', 'trust.keys_file'),
  variable('PREP_TRUST_PUBLIC_KEYS', 'trust.public_keys', 'list'),
  variable('PREP_PAYLOAD_KEYS', 'payload_encryption.keys', 'secret'),
  variable('PREP_PAYLOAD_KEYS_FILE', 'payload_encryption.keys_file'),
  variable('PREP_PAYLOAD_ACCEPT_NAMESPACES', 'payload_encryption.accept_namespaces', 'list'),
  variable('PREP_CODEC_PUBLIC_URL', 'codec_endpoint.public_url'),
  variable('PREP_CODEC_ORIGINS', 'codec_endpoint.origins', 'list'),
  variable('PREP_CODEC_TOKENS', 'codec_endpoint.tokens', 'secret'),
  variable('PREP_CODEC_TOKENS_FILE', 'codec_endpoint.tokens_file'),
  variable('PREP_CODEC_TEMPORAL_TOKENS', 'codec_endpoint.temporal_tokens', 'boolean'),
];

/** An environment variable's value; one that is set to nothing counts as not set, as Compose files leave them. */
export function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}
