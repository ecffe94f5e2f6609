const run = {
  bucket: 'KS3 bucket of the preparation',
  id: 'workflow ID instead of the bucket',
};
const config = 'configuration file';
const profile = 'source profile of the worker configuration';
const prefix = 'only keys that start with it';
const reason = 'kept with the result';
const listTimeout =
  'stop waiting for the worker after this time, for example "2 hours" (exit code 6); the run continues';
const decision = {
  digest: 'accept only a plan with this digest; default: the plan shown',
  key: 'sign it with this SSH key (ed25519); ssh-keygen asks for its passphrase',
};
const fromResult = 'default: from its result';

/** What `--help` shows, and how the command line itself is refused. */
export const help = {
  program: 'Prepares the migration of Kingsoft KS3 buckets to Alibaba Cloud OSS.',
  titles: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Commands:': 'Commands:',
    'Global Options:': 'Global Options:',
  },
  examples: 'Examples:',
  seeHelp: '(see --help)',
  ownHelp: (options: string) => `Each command has a --help of its own, and takes ${options}.`,
  showHelp: 'show this help',
  byDefault: (value: string) => ` (default: ${value})`,
  lang: 'language: en or zh; default: PREP_LANG, then the locale',
  version: 'shows the version',
  json: 'print one JSON object, including errors',
  exitCodes: `Exit codes:
  0  done, or running with no action required
  1  error
  2  invalid input or arguments
  3  waiting for approval
  4  rejected, or the approval timed out
  5  action required: fix the problem, then retry; or waiting for approval with blockers
  6  still running when --timeout had passed
  7  source and destination differ (npx prep verify)`,
  environment: `Environment:
  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_*, TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE
                 the Temporal server, as every Temporal tool reads them
  TEMPORAL_UI    address of the Web UI, for links
  PREP_LANG      language: en or zh
  PREP_PAYLOAD_KEYS_FILE
                 the keys if payloads are encrypted (or in prep.toml)
  NO_COLOR       no colours
  PREP_DEBUG     show stack traces`,
  refused: {
    error: (what: string) => `error: ${what}`,
    missingArgument: (name: string) => `missing required argument '${name}'`,
    emptyArgument: (name: string) => `argument '${name}' is empty`,
    optionNeedsValue: (flags: string) => `option '${flags}' needs a value`,
    optionRequired: (flags: string) => `required option '${flags}' not specified`,
    conflict: (flags: string, other: string) => `option '${flags}' cannot be used with option '${other}'`,
    optionRepeated: (flags: string) => `option '${flags}' is given more than once`,
    unknownOption: (flag: string) => `unknown option '${flag}'`,
    unknownCommand: (name: string) => `unknown command '${name}'`,
    tooManyArguments: (expected: number, given: number) =>
      `too many arguments: expected ${expected}, got ${given}`,
    didYouMean: (name: string) => `(did you mean ${name}?)`,
    noCommand: 'no command given',
  },
  run,
  start: {
    description: 'Start the preparation of a KS3 bucket, or attach to the running one of the same bucket.',
    bucket: 'KS3 bucket to prepare',
    prefix,
    endpoint: 'KS3 endpoint, for example https://ks3-cn-beijing.ksyuncs.com',
    region: 'KS3 region, for example BEIJING',
    profile,
    sourceKey:
      'use the configured KS3 AccessKey (default), or create a dedicated read-only one after the approval',
    to: 'OSS bucket to create',
    toRegion: 'OSS region, for example cn-beijing',
    user: 'RAM user to create',
    recipient: 'age recipient that can open the credentials (repeatable)',
    requestedBy: 'who requests it; with four eyes, somebody else has to approve',
    input: 'JSON input from a file, or from standard input for "-"; flags override it',
    id: 'workflow ID instead of prepare/BUCKET',
    wait: 'follow it until it is done or waits for a person',
    timeout:
      'with --wait: stop waiting after this time, for example "2 hours" (exit code 6); the run continues',
    again: 'start a new run even if it is already prepared, or was rejected',
  },
  list: {
    description: 'List preparations, migrations, revocations and rotations with what they wait for.',
    phase:
      'only runs in this phase, for example waiting-for-approval; or with this outcome, for example prepared',
    actionRequired: 'only runs that somebody has to fix: parked ones, and ones with blockers',
    mine: 'only runs that $USER requested',
    by: 'only runs that this person requested',
    all: 'also runs that have ended',
    limit: 'how many at most, the newest first',
  },
  batch: {
    description: 'The preparations of many KS3 buckets: start, review, approve or reject, retry, report.',
    start: 'Start the preparations of many buckets, or attach to the running batch of that name.',
    startName: 'name of the batch; default: that of the file, or what the pattern says',
    name: 'name of the batch',
    id: 'workflow ID instead of batch/NAME',
    file: 'CSV file with a line a bucket, or "-" for standard input; columns are named like the options of "npx prep start"',
    match:
      'instead: all buckets of the source account whose names match, with * and ? (repeatable; put it in quotes)',
    input: 'JSON with what every bucket takes that its line does not say; options override it',
    concurrency: 'preparations that work at the same time, 1 to 200 (default: 20); waiting ones do not count',
    dryRun: 'show every plan in one table, and sources that cannot be read; nothing is started or created',
    again: 'start those again that were rejected',
    wait: 'follow it until all have ended, or nothing happens without a person',
    status: 'Show how a batch stands: counts, and the buckets that need somebody.',
    watch: 'Follow a batch until all have ended, or nothing happens without a person: a line per change.',
    phase: 'only buckets in this phase, for example action-required',
    allBuckets: 'every bucket',
    list: 'List the batches that run.',
    allFleets: 'also batches that have ended',
    plans: 'Show every plan of a batch that waits for an approval, with one digest over all of them.',
    plansOut: 'write them to a file for the review, from which plans can be removed',
    approve:
      'Approve exactly the reviewed plans of a batch. Each counts for itself; a plan that changed since is asked again.',
    reject:
      'Reject exactly the reviewed plans of a batch: each run ends and removes what it created. A plan that changed since is not decided.',
    plansFile:
      'the reviewed file of "npx prep batch plans --out", or lines of BUCKET DIGEST; "-" for standard input',
    digest: 'instead: all plans that wait, if this is the digest over them',
    key: 'sign each with this SSH key (ed25519); with a passphrase, load it into ssh-agent first',
    retry: 'Resume every preparation of a batch that requires an action.',
    cancel: 'Cancel a batch: it starts no more, and cancels what it started, which cleans up.',
    report: 'Print a summary of a batch; each preparation has a report of its own.',
    format: (choices: string) => `one of ${choices}; default: as the ending of --out says, otherwise text`,
  },
  schedule: {
    description:
      'Temporal Schedules that start the preparation of a KS3 bucket, or its verification, at certain times.',
    create: 'Create a Schedule: when, and what to prepare, with the same options as "npx prep start".',
    list: 'List the Schedules, also those of batches that other tools created: when they fire next, what they skipped, and their open runs.',
    describe: 'Show a Schedule: next and last firing, skipped and missed ones, open runs, input.',
    pause: 'Pause a Schedule: it starts no runs until it is resumed. Open runs continue.',
    resume: 'Resume a paused Schedule.',
    trigger: 'Fire a Schedule now; its overlap policy applies.',
    delete: 'Delete a Schedule. Runs that it started continue.',
    verify: 'verify the migration (as "npx prep verify" by a worker) instead of preparing it',
    cron: 'cron expression of 5 to 7 fields, for example "0 3 * * *" (repeatable)',
    every: 'fire at this interval, for example "1 day" (repeatable)',
    timeZone: 'IANA time zone of the expressions, for example Asia/Shanghai',
    jitter: 'delay each firing by a random time up to this one',
    overlap: (choices: string) => `what to do if an earlier run is open: ${choices}`,
    catchUp: 'how late a firing may be if the server was down; default: "1 hour"',
    paused: 'create it paused',
    id: 'ID of the Schedule; default: prep-BUCKET, with --verify verify-BUCKET',
    note: 'shown with the Schedule',
  },
  status: {
    description: 'Show the status of a preparation, and the exact command for what it waits for.',
  },
  watch: {
    description: 'Follow a preparation until it ends: redrawn on a terminal, otherwise a line per change.',
    untilInput: 'also end when it waits for a person (exit code 3 or 5)',
    timeout: 'stop following after this time (exit code 6); the run continues',
  },
  approve: {
    description:
      'Approve the plan of a waiting preparation: show it, send the approval, report whether it counted.',
    approver: 'who approves',
    comment: 'kept with the approval',
    ...decision,
    signal: 'leave the approval as a signal, which waits for a worker but is not answered',
  },
  reject: {
    description: 'Reject the plan of a waiting preparation: the run ends and removes what it created.',
    approver: 'who rejects',
    comment: 'kept with the rejection',
    ...decision,
    signal: 'leave the rejection as a signal, which waits for a worker but is not answered',
  },
  sign: {
    description:
      'Sign a decision without a connection to Temporal, and print the JSON to paste into the Web UI.',
    run: 'the waiting run, as the Web UI shows it',
    digest: 'the digest of the plan that you have read',
    approver: 'who decides',
    key: 'SSH key to sign with (ed25519); ssh-keygen asks for its passphrase',
    comment: 'kept with the decision',
    reject: 'reject instead of approving',
  },
  audit: {
    description:
      'Show who decided about a preparation, when and with which proof, and what was refused and why.',
  },
  cutOver: {
    description:
      'Request the cut-over of a migration with rounds: once it is approved, a last round copies what is newer, both sides are compared, and the migration ends.',
    bucket: 'KS3 bucket that is migrated',
    id: 'workflow ID of the migration (default: migrate/BUCKET)',
    by: 'who requests it',
  },
  retry: {
    description: 'Resume a preparation after fixing its problem. Completed steps are not repeated.',
    by: 'who fixed it',
  },
  cancel: {
    description:
      'Cancel a run: it removes what it created; report what was removed, and what was kept and why.',
    reason: 'shown in the history of the run',
    noWait: 'do not wait for the clean-up',
  },
  report: {
    description:
      'Print the result of a preparation or a migration: as text, the whole report as HTML, Markdown or CSV, or the result as JSON.',
    format:
      'text: the filled job form; of a migration, the whole report; html, markdown (md): the whole report; csv: for spreadsheets; json: the result itself; default: as the ending of --out says, otherwise text',
    out: 'write it to a file that only you can read instead of printing it',
    force: 'replace the file of --out',
  },
  open: {
    description:
      'Open the sealed credentials of a preparation with an age identity: password, AccessKey, sign-in link.',
    identity: 'age identity file that only you can read; "-" for standard input',
    result: 'use the result in a file that "npx prep report --format json" wrote',
    sealed: 'open one sealed text from "npx prep source-key create"',
    out: 'write the credentials to a new file that only you can read instead of printing them',
    force: 'replace the file of --out',
  },
  delivered: {
    destination: `OSS bucket of the preparation; ${fromResult}`,
    prefix: `KS3 prefix of the preparation; ${fromResult}`,
    sourceKey: `"create" if the preparation created a dedicated source AccessKey; ${fromResult}`,
    profile: `${profile}; ${fromResult}`,
  },
  revoke: {
    description:
      'Revoke the credentials a preparation delivered: disable the AccessKey, wait out the grace period, then delete it, its RAM user, and any dedicated source AccessKey.',
    user: 'RAM user; default: the one of the preparation',
    grace: 'time between disabling and removal, for example "1 hour"',
    now: 'no grace period',
    by: 'who requests it',
    reason,
    wait: 'follow it until it is done or waits for a person',
  },
  migrate: {
    description:
      'Migrate a prepared bucket with Data Online Migration: creates both addresses and the job, has the launch approved, launches it and watches it. Started again, it continues with the same job.',
    bucket: 'KS3 bucket, which is prepared',
    id: 'workflow ID of the migration',
    prepared: 'workflow ID of the preparation',
    sourceKey:
      '"use": the service reads with the configured AccessKey, even if the preparation created another',
    overwrite: 'objects that the destination already has: "always", "if newer" or "never"',
    bandwidth: 'at most so many Mbit/s',
    files: 'at most so many files a second',
    round: 'copy once more, with a job of its own',
    every:
      'copy again and again what is newer, with this time between two rounds, until a cut-over is approved',
    noVerify: 'do not compare both sides at the end',
    requestedBy: 'who requests it; the policy may ask that somebody else approves',
    wait: 'follow it until it is done or waits for a person',
    timeout: 'with --wait: stop waiting after this time',
  },
  rotate: {
    description:
      'Replace the AccessKey a preparation delivered: a new one is issued and sealed; the old one is removed once the new one is confirmed to be in use.',
    source: 'the dedicated AccessKey of the source instead of the one for OSS',
    user: 'RAM user, or with --source and --confirm the Kingsoft IAM user; default: the one of the preparation',
    recipient: 'only these of the configured recipients (repeatable)',
    confirmWithin: 'without a confirmation by then, the new key is removed',
    grace: 'time between disabling and removal of the old key, for example "1 hour"',
    confirm: 'confirm that the new key is in use: the old one is disabled and removed',
    code: 'the confirmation code that "npx prep open" shows with the new key',
    identity: 'age identity file to open the new key with, instead of --code',
    by: 'who requests or confirms it',
    wait: 'follow it until it is done or waits for a person',
  },
  keygen: {
    description:
      'Create an age identity to open credentials with, a worker key, a payload key or a codec token, in a new file that only you can read.',
    out: 'file to create; an existing one is never replaced',
    payloadKey: 'a key of the payload encryption, for payload_encryption.keys_file',
    workerKey: 'a key that workers authenticate their own results with, for trust.keys_file',
    codecToken: "a person's token of the codec endpoint, for codec_endpoint.tokens_file",
    public: 'with --worker-key: print the public keys of this file and create nothing',
  },
  buckets: {
    description: 'List all buckets of the KS3 account, in this process, without Temporal.',
    match: "only buckets of this name, with * and ?, such as 'photos-*'; may be repeated",
    totals: 'count the objects and bytes of each bucket, one bucket after the other',
    endpoint: 'KS3 endpoint (default: $KS3_ENDPOINT)',
    region: 'KS3 region (default: $KS3_REGION, else derived from the endpoint)',
    pathStyle: 'with --totals: host/bucket instead of bucket.host',
  },
  inventory: {
    description:
      'Count every object of a KS3 bucket: exact totals with proof, or an error. A worker lists, or this process with --direct.',
    bucket: 'KS3 bucket',
    prefix,
    endpoint: 'KS3 endpoint; with --direct also $KS3_ENDPOINT',
    region: 'KS3 region; with --direct also $KS3_REGION, else derived from the endpoint',
    profile: `${profile} (not with --direct)`,
    direct: 'list in this process, without Temporal, with $KS3_ACCESS_KEY_ID and $KS3_ACCESS_KEY_SECRET',
    pathStyle: '--direct: host/bucket instead of bucket.host',
    concurrency: '--direct: concurrent list requests',
    patience: '--direct: once it has begun, how long to wait for a store that no longer answers',
    checkpoint:
      '--direct: checkpoint to keep up to date; without it Ctrl-C or a failure leaves one in $XDG_STATE_HOME/ks3-oss-prep (~/.local/state/ks3-oss-prep)',
    resume: '--direct: resume from a checkpoint',
    timeout: listTimeout,
  },
  verify: {
    description:
      'Prove that a migration is complete: list both sides, and compare keys and sizes. Objects in aliyun_import_report/ are left out.',
    bucket: 'KS3 bucket',
    to: 'OSS bucket (default: as in a preparation, BUCKET-oss)',
    toRegion: 'OSS region; with --direct needed unless $ALIBABA_OSS_ENDPOINT names it',
    endpoint: 'KS3 endpoint; with --direct also $KS3_ENDPOINT',
    region: 'KS3 region; with --direct also $KS3_REGION, else derived from the endpoint',
    profile: `${profile} (not with --direct)`,
    sourcePrefix: 'compare only keys that begin with it',
    destinationPrefix: 'what these keys begin with at the destination instead (default: the same)',
    ignoreAfter: 'leave out what the source has changed since a date or time',
    ignoreMarkers: 'leave out empty objects whose key ends with /',
    deep: 'also compare contents by MD5 or CRC-64: so many objects at random, a share such as 5%, or all',
    yes: 'accept the price of --deep without being asked',
    direct:
      'list in this process, without Temporal, with $KS3_ACCESS_KEY_ID, $ALIBABA_ACCESS_KEY_ID and their secrets',
    pathStyle: '--direct: host/bucket instead of bucket.host',
    concurrency: '--direct: concurrent list requests on each side',
    patience: '--direct: once it has begun, how long to wait for a store that no longer answers',
    differences: '--direct: write every difference to a new CSV file: + missing, - extra, * other size',
    checkpoint: '--direct: keep what was listed in a file, for --resume',
    resume: '--direct: resume the listing from such a file, and keep it up to date',
    timeout: listTimeout,
  },
  estimate: {
    description:
      'What a migration takes: duration, requests and bytes on both sides, from the JSON of an inventory; costs by a file of prices.',
    file: "output of 'npx prep inventory --json' or 'npx prep report --format json'; - for the standard input",
    bandwidth: 'Mbit/s of the network between the clouds, if less than the service allows a job',
    rounds: 'how often the service compares source and destination, with the first copy',
    class: 'storage class of the destination',
    prices: 'file of dated prices (TOML); without it there are quantities, but no costs',
  },
  sourceKey: {
    description:
      "AccessKeys in Kingsoft Cloud's IAM, with the credentials of a source profile of the worker configuration: list, create, disable, delete.",
    profile: `${profile} (default: default)`,
    config,
    list: {
      description:
        'Show the owner of the configured KS3 AccessKey, and the AccessKeys of that user (or of --user).',
      user: 'IAM user whose AccessKeys to list',
    },
    create: {
      description: 'Create an AccessKey; its secret is sealed to age recipients and shown in no other form.',
      bucket: 'create a dedicated IAM user that may only list, locate and read this bucket',
      user: 'create another AccessKey of this IAM user',
      recipient: 'age recipient that can open the secret (repeatable); default: credentials.recipients',
      out: 'write the sealed text to a new file instead of printing it',
    },
    disable: {
      description: 'Disable an AccessKey after you type its ID; it can be enabled again in the console.',
    },
    delete: { description: 'Permanently delete an AccessKey after you type its ID.' },
    accessKeyId: 'the AccessKey',
    owner: 'IAM user that owns it; looked up if not given',
    confirm: 'the ID again, if there is no terminal to ask',
    force: 'even if the configuration uses it, or it is the last active one of its user',
    withUser: 'also the IAM user and policy, if ks3-oss-prep created them',
  },
  worker: {
    description: 'Run a worker until Ctrl-C or SIGTERM; its log goes to standard error.',
    config,
  },
  doctor: {
    description:
      'Check configuration, files, Temporal and both clouds without changing anything, and report what to fix.',
    bucket: 'a KS3 bucket that must be listed, located and read',
    profile: 'source profile of that bucket',
    config,
    fix: 'register the search attributes that the namespace lacks; nothing else is changed',
  },
  notify: {
    description: 'Send a test message to the notification channels.',
    test: {
      description: 'Send a test message to the configured channels and report the answers.',
      channel: 'name of one channel; default: all of them',
      config,
    },
  },
};
