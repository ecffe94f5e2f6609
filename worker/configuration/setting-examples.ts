import { NOTIFY_EXAMPLES } from './notify-channels';

const SOURCE_EXAMPLES: Readonly<Record<string, unknown>> = {
  endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
  region: 'BEIJING',
  access_key_id: 'AKLT…',
  access_key_secret_file: '/run/secrets/ks3',
  access_key_secret_env: 'KS3_SECRET',
  session_token_file: '/run/secrets/ks3-token',
  session_token_env: 'KS3_TOKEN',
  path_style: false,
};

const EXAMPLES: Readonly<Record<string, unknown>> = {
  alibaba: { account_id: '1234567890123456' },
  'alibaba.account_id': '1234567890123456',
  'alibaba.site': 'china',
  'alibaba.access_key_id': 'LTAI…',
  'alibaba.access_key_secret_file': '/run/secrets/alibaba',
  'alibaba.access_key_secret_env': 'ALIBABA_SECRET',
  'alibaba.security_token_file': '/run/secrets/alibaba-token',
  'alibaba.security_token_env': 'ALIBABA_TOKEN',
  'alibaba.oss_endpoint': 'https://oss-cn-beijing-internal.aliyuncs.com',
  'alibaba.ram_endpoint': 'https://ram.aliyuncs.com',
  'alibaba.sts_endpoint': 'https://sts.cn-beijing.aliyuncs.com',
  defaults: { region: 'cn-beijing' },
  'defaults.region': 'cn-beijing',
  'defaults.storage_class': 'Standard',
  'defaults.redundancy': 'LRS',
  'defaults.acl': 'private',
  'defaults.block_public_access': true,
  'defaults.encryption': 'AES256',
  'defaults.versioning': false,
  'defaults.policies': ['legacy'],
  approval: { required: 1 },
  'approval.approvers': ['li.wei', 'zhang.min'],
  'approval.required': 1,
  'approval.timeout': '3 days',
  'approval.remind_every': '8 hours',
  credentials: { expire_after: '30 days' },
  'credentials.recipients': ['age1…'],
  'credentials.expire_after': '30 days',
  inventory: { concurrency: 32 },
  'inventory.concurrency': 32,
  'inventory.parallel_slices': 2,
  worker: { http_port: 9090 },
  'worker.http_port': 9090,
  'worker.http_host': '127.0.0.1',
  'worker.metrics_port': 9464,
  'worker.max_concurrent_activities': 20,
  'worker.log_level': 'info',
  'worker.log_format': 'json',
  'worker.shutdown_grace': '30 seconds',
  'worker.deployment_name': 'ks3-oss-prep',
  'worker.build_id': '2026-11-24.1',
  'worker.web_ui': 'https://temporal.example.com',
  notify: [{ name: 'ops', kind: 'dingtalk', url_env: 'DINGTALK_URL' }],
};

/**
 * A valid value for every setting, with the given source profiles; shown beside problems, and the known names.
 *
 * @param channels how many `[[notify]]` tables there are
 */
export function settingExamples(
  profiles: readonly string[],
  channels = 1,
): Readonly<Record<string, unknown>> {
  const sources = ['default', ...profiles].flatMap((profile) =>
    Object.entries(SOURCE_EXAMPLES).map(([name, value]) => [`source.${profile}.${name}`, value] as const),
  );
  const notify = Array.from({ length: channels }, (_, at) =>
    Object.entries(NOTIFY_EXAMPLES).map(([name, value]) => [`notify.${at}.${name}`, value] as const),
  );
  return {
    ...EXAMPLES,
    source: { default: { endpoint: SOURCE_EXAMPLES['endpoint'] } },
    ...Object.fromEntries([...sources, ...notify.flat()]),
  };
}
