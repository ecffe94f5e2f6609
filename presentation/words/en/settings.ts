/** What each setting is for, as the tables of docs/configuration.md and the help show it. */
export const settings = {
  required: 'required',
  none: 'none',
  secretVariable: 'in the file the name of a variable; the variable holds the secret',
  says: {
    language: 'of what the worker shows: `en` or `zh`; also of notifications without a language of their own',
    'source.endpoint': 'the bare host of the region, `https://`; plain http on loopback only',
    'source.region':
      'as KS3 names it (`npx prep inventory --direct` takes it from the endpoint if not given): `BEIJING`, `SHANGHAI`, `JR_BEIJING`, …',
    'source.allowed_endpoints':
      'endpoints that an input may name in `source.endpoint` in addition to its own: they get the AccessKey and the session token',
    'source.allowed_regions': 'regions that an input may name in `source.region` in addition to its own',
    'source.access_key_id': '',
    'source.access_key_secret': 'see [Secrets](#secrets)',
    'source.session_token': 'for temporary credentials',
    'source.path_style': '`host/bucket` for private-cloud KS3; public KS3 refuses it',
    'source.ca_file':
      'PEM of the authorities that signed the certificates of KS3 and its IAM; they are trusted in addition to those that Node.js knows',
    'source.iam_endpoint':
      'the bare host, `https://`; plain http on loopback only; `"none"`: IAM is never asked',
    'source.iam_region': 'the region that signatures are scoped to; IAM seems to take any',
    'source.iam_access_key_id':
      'another key for IAM, if the KS3 key has no right to use it (or is from before April 2017)',
    'source.iam_access_key_secret': 'see [Secrets](#secrets)',
    'alibaba.account_id': 'in quotes; a preparation stops when the AccessKey belongs to another',
    'alibaba.site': 'or `"international"`: which sign-in page to give',
    'alibaba.access_key_id': '',
    'alibaba.access_key_secret': 'see [Secrets](#secrets)',
    'alibaba.security_token': 'for temporary credentials',
    'alibaba.oss_endpoint': 'override for private networks; `https://`, plain http on loopback only',
    'alibaba.ram_endpoint': 'the same for RAM',
    'alibaba.sts_endpoint': 'the same for STS',
    'alibaba.mgw_endpoint': 'the same for Data Online Migration',
    'alibaba.oss_domains':
      'buckets whose objects are reached at a [domain of their own](#a-domain-of-a-buckets-own), for example `{ photos-oss = "https://photos.example.com" }`',
    'defaults.region': 'region of the OSS bucket, for example `cn-beijing`',
    'defaults.storage_class': '`Standard`, `IA`, `Archive`, `ColdArchive`, `DeepColdArchive`',
    'defaults.redundancy': 'or `ZRS`',
    'defaults.acl': '`public-read`, `public-read-write` need `block_public_access = false`',
    'defaults.block_public_access': '',
    'defaults.encryption': '`none`, `AES256`, `KMS`',
    'defaults.encryption_key_id': 'ID of the KMS key of encryption `KMS`; left out: the key that OSS manages',
    'defaults.versioning': '',
    'defaults.policies': 'presets `legacy`, `current`; names of system policies; `custom:NAME`',
    'defaults.allowed_policies':
      'the policies that an input may ask for, named as in `policies`; a preset allows what is in it',
    'approval.approvers':
      'names that may decide, with their public keys or without; empty: anybody who can signal',
    'approval.required': 'how many different approvers, 1 to 10',
    'approval.four_eyes': 'the requester (`requestedBy` of the input, required then) may not approve',
    'approval.require_comment': 'an approval without a comment does not count',
    'approval.require_signatures': 'every approver has a key, or the worker does not start',
    'approval.require_principals':
      'an approval counts only if the Temporal server confirms that the approver sent it',
    'approval.sign_rejections': 'rejections are proven too, by key or principal, as approvals are',
    'approval.timeout': 'after it the run ends, without credentials',
    'approval.remind_every': '500 reminders at most',
    'approval.escalate_after': 'from then on the second group counts as well',
    'approval.escalate_to': 'the second group, written like `approvers`',
    'approval.account': 'tables by Alibaba account ID, see below',
    'credentials.recipients':
      'age recipients (`age1…`) if an input names none; if this is empty, every input has to',
    'credentials.allowed_recipients':
      'age recipients that an input may name; the `recipients` above must be among them',
    'credentials.expire_after': 'when they are revoked, or `"never"`',
    'action_required.remind_every': 'how often channels are reminded of a run that requires an action',
    'action_required.escalate_after':
      'after so many reminders `escalation` is sent too, once, to the channels that have it among their `events`',
    'action_required.timeout':
      'a run that nobody helped by then ends and cleans up; or `"never"`. An input may say another time',
    'action_required.scheduled_timeout':
      'the same for runs that a Schedule started: while one waits, later firings are skipped',
    'lifecycle.grace':
      'between the disabling of an AccessKey and its removal, in which it can be enabled again; or `"none"`',
    'lifecycle.confirm_within':
      'a new AccessKey that nobody confirmed by then is removed, and the old one stays',
    'lifecycle.sweep_every':
      'how often a worker looks for credentials whose expiry has passed, and revokes them',
    'delivery.oss': 'the table `[delivery.oss]`',
    'delivery.oss.bucket': 'exists already; its ACL must be `private`',
    'delivery.oss.region': 'for example `cn-beijing`',
    'delivery.oss.prefix': 'in front of every object; `""` for nothing',
    'delivery.vault': 'the table `[delivery.vault]`',
    'delivery.vault.address': '`https://host:port`; plain http on loopback only; redirects are not followed',
    'delivery.vault.mount': 'where the secrets engine is mounted',
    'delivery.vault.prefix': 'in front of every path',
    'delivery.vault.content': 'or `"plain"`: the credentials themselves, see below',
    'delivery.vault.namespace': 'of Vault Enterprise or OpenBao',
    'delivery.vault.ca_file': "PEM of the authority that signed the server's certificate",
    'delivery.vault.token':
      'a token, or an AppRole: one of the two; see [Secrets](#secrets) for `_file` and `_env`',
    'delivery.vault.role_id': 'AppRole: its token is revoked after each use',
    'delivery.vault.secret_id': '',
    'delivery.vault.approle_mount': 'where the auth method is mounted',
    'inventory.concurrency':
      'list requests in flight of a worker at a source account, 1 to 512, which all its buckets and slices share; fewer when KS3 asks to slow down',
    'inventory.parallel_slices':
      'parts of one bucket listed at the same time, 1 to 64, on any worker of the queue',
    'migration.role':
      'RAM role that Data Online Migration writes to the OSS buckets as; without it, nothing is migrated ([docs/migration.md](migration.md))',
    'migration.region': 'region of Data Online Migration, in which addresses and jobs are created',
    'migration.source_prefix':
      'what the service does with the prefix of the source in the keys that it writes: `dropped` or `kept` ([docs/migration.md](migration.md#prefixes))',
    'migration.watch_every': 'how often a running job is looked at',
    'worker.http_port': '`/healthz`, `/readyz`, codec endpoint; 0 = off',
    'worker.http_host': 'address of these endpoints and the metrics; `0.0.0.0` in a pod',
    'worker.metrics_port': '`/metrics` for Prometheus; 0 = off',
    'worker.max_concurrent_activities': '1 to 1000',
    'worker.log_level': '`trace`, `debug`, `info`, `warn`, `error`',
    'worker.log_format': '`json`: one object a line, on standard error',
    'worker.shutdown_grace': 'how long running activities may continue after SIGTERM or Ctrl-C',
    'worker.deployment_name': 'worker versioning, together with `build_id`',
    'worker.build_id': 'see below',
    'worker.web_ui': 'address of the Temporal Web UI, for links in notifications',
    'trust.keys': 'the worker keys, one a line; the first signs, all of them verify; `#` begins a comment',
    'trust.public_keys':
      'public keys (`prep-pub-…`) whose results are trusted, alongside those of the worker keys that are held here',
    'payload_encryption.keys':
      'the keys, one a line; the first encrypts, all of them decrypt; `#` begins a comment',
    'payload_encryption.accept_namespaces':
      'namespaces, alongside its own, whose payloads are decrypted: runs that were moved',
    'codec_endpoint.origins':
      'origins of the Web UI, exactly as browsers send them: `https://temporal.example.com`',
    'codec_endpoint.public_url':
      'where browsers reach `/codec` of the worker; required unless it listens on this machine alone; `https://`',
    'codec_endpoint.tokens': 'who may use it: `NAME:TOKEN`, one a line; `#` begins a comment',
    'codec_endpoint.temporal_tokens':
      'accept the access tokens of people whom the Temporal server lets read the namespace',
    'notify.name': 'how messages, errors and commands call it',
    'notify.kind': '`webhook`, `dingtalk`, `feishu` (and Lark), `wecom`, `slack`',
    'notify.url': 'the whole address, which holds a token; see [Secrets](#secrets)',
    'notify.secret':
      'what messages are signed with: required for `webhook`, optional for `dingtalk` and `feishu`',
    'notify.events':
      '`waiting`, `reminder`, `escalation`, `decision`, `attention`, `done`, `changed`, `launched`, `migrated`, `cancelled`, `failed`',
    'notify.language': '`en` or `zh`',
  },
  /** What a setting without a literal default means when it is left out. */
  unset: {
    'source.iam_endpoint': 'see below',
    'source.iam_access_key_id': 'the KS3 key',
    'alibaba.oss_endpoint': 'public',
    'alibaba.ram_endpoint': 'public',
    'alibaba.sts_endpoint': 'public',
    'alibaba.mgw_endpoint': 'public',
    'defaults.allowed_policies': 'anything',
    'approval.approvers': '`[]`',
    'approval.required': '`1`',
    'approval.four_eyes': '`false`',
    'approval.require_comment': '`false`',
    'approval.require_signatures': '`false`',
    'approval.require_principals': '`false`',
    'approval.sign_rejections': '`false`',
    'approval.timeout': '`"3 days"`',
    'approval.remind_every': '`"8 hours"`',
    'credentials.allowed_recipients': 'anybody',
    'delivery.vault.ca_file': "the system's",
    'migration.region': 'that of the destination',
    'trust.keys': 'required',
    'codec_endpoint.public_url': "the worker's own",
    'notify.secret': 'by kind',
    'notify.events': 'all of them',
    'notify.language': "the worker's",
  },
  /** The settings of an OSS bucket, and what else may differ of one, within a sentence. */
  ofBucket: {
    acl: 'ACL',
    blockPublicAccess: 'public access block',
    encryption: 'encryption',
    encryptionKeyId: 'encryption key ID',
    storageClass: 'storage class',
    versioning: 'versioning',
  } as Readonly<Record<string, string>>,
};
