import { counted } from './counted';

/** Labels and sentences of the answers of commands. */
export const terminal = {
  kinds: {
    preparation: 'Preparation',
    migration: 'Migration',
    revocation: 'Revocation',
    rotation: 'Rotation',
    inventory: 'Inventory',
    verification: 'Verification',
  },
  runStates: {
    running: 'running',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    terminated: 'terminated',
    'timed out': 'timed out',
  } as Readonly<Record<string, string>>,
  /** A text with something in parentheses behind it. */
  aside: (text: string, ...more: readonly string[]) => `${text} (${more.join(', ')})`,
  migration: {
    job: 'Job',
    source: 'Source',
    destination: 'Destination',
    approvedBy: 'Launch approved by',
    launchedEarlier: 'launched by an earlier run',
    jobs: 'Jobs',
    newest: (count: number, shown: number) => `${count}, of which the newest ${shown} are`,
    round: (round: number, repair: number) =>
      repair === 0 ? `Round ${round}` : `Round ${round}, repair ${repair}`,
    counted: (copied: string, failed: string | null) =>
      `${copied} copied${failed === null ? '' : `, ${failed} failed`}`,
    cutOver: 'Cut-over',
    cutOvers: {
      none: 'not requested',
      requested: (by: string | null) =>
        `requested${by === null ? '' : ` by ${by}`}; its approval is asked for when the present round has finished`,
      'waiting for approval': (by: string | null) =>
        `waiting for approval${by === null ? '' : `, requested by ${by}`}; no round starts until it is decided`,
      approved: (by: string | null) =>
        `approved${by === null ? '' : `, requested by ${by}`}; the last round and the comparison remain`,
    },
    cutOverRequestedBy: 'Cut-over requested by',
    cutOverApprovedBy: 'Cut-over approved by',
    cutOverDecision: (by: string) => `Cut-over requested by ${by}, approved by`,
    comparison: 'Comparison',
    identical: 'both sides are identical',
    nothingCompared: 'no object to compare on either side',
    different: 'both sides differ',
    notCompared: 'both sides were not compared',
    removed: 'Removed',
    kept: 'Kept',
    nextSteps: 'Next steps:',
  },
  outcomes: {
    draft: 'draft',
    migrated: 'migrated',
    'migrated with failures': 'migrated, but objects failed',
    'migrated with differences': 'migrated, but both sides differ',
    'launch rejected': 'launch rejected',
    'launch timed out': 'launch not approved in time',
    prepared: 'prepared',
    'already prepared': 'already prepared',
    rejected: 'rejected',
    'approval timed out': 'approval timed out',
    cancelled: 'cancelled',
    failed: 'failed',
    revoked: 'revoked',
    'nothing to revoke': 'nothing to revoke',
    'not revoked': 'not revoked',
    rotated: 'rotated',
    'not confirmed': 'not confirmed',
    complete: 'complete',
    'dry run': 'dry run',
    identical: 'identical',
    different: 'different',
    'nothing compared': 'nothing compared',
  } as Readonly<Record<string, string>>,
  failedWith: (type: string) => `failed: ${type}`,
  phases: {
    running: 'running',
    waitingForApproval: (until: string) => `waiting for approval until ${until}`,
    actionRequired: (step: string, until: string | null) =>
      `action required at step "${step}"${until === null ? '' : ` until ${until}, then the run ends and cleans up`}`,
    waiting: (what: string, until: string) => `waiting for ${what} until ${until}`,
    cleaningUp: (because: string) => `cleaning up (${because})`,
    finished: (outcome: string) => `finished: ${outcome}`,
  },
  list: {
    columns: ['Run', 'Bucket', 'Phase', 'Waits for', 'Since', 'Requested by'] as readonly string[],
    none: 'No run.',
    unknownPhase: '?',
    phases: {
      running: 'running',
      'waiting for approval': 'waiting for approval',
      'action required': 'action required',
      waiting: 'waiting',
      'cleaning up': 'cleaning up',
    } as Readonly<Record<string, string>>,
    approval: (count: number, required: number, until: string) =>
      `${required === 1 ? 'approval' : `approvals (${count} of ${required})`} until ${until}`,
    until: (what: string, until: string) => `${what}, ${until}`,
    blockers: (count: number) => `${count} ${count === 1 ? 'blocker' : 'blockers'}`,
    joined: (parts: readonly string[]) => parts.join('; '),
    inWebUi: 'In the Web UI, to save as views:',
    views: {
      approval: 'waiting for approval',
      actionRequired: 'action required',
      by: (requester: string) => `requested by ${requester}`,
    },
  },
  titled: (title: string, text: string) => `${title}: ${text}`,
  webUi: 'Web UI',
  followIt: (command: string) => `Follow it:  ${command}`,
  seeIt: (command: string) => `See it:     ${command}`,
  startedOrAttached: (workflowId: string, attached: boolean) =>
    `${attached ? 'Attached to' : 'Started'} ${workflowId}`,
  watchedFor: (seconds: number) => `(watched for ${seconds} s)`,
  stillWatching: '(still watching)',
  notActedOn: 'Messages not acted on:',
  undelivered: 'Notifications not delivered:',
  source: (objects: string, bytes: string, human: string) =>
    `Source: ${counted(objects, 'object')}, ${counted(bytes, 'byte')} (${human})`,
  plan: 'Plan:',
  planDigest: (digest: string) => `Plan digest: ${digest}`,
  approvalsNeeded: (required: number, soFar: boolean) =>
    `Approvals needed: ${required}${soFar ? '; so far:' : ''}`,
  decidedBy: (decision: string, approver: string, via: string, proven: string) =>
    `${decision} by ${approver} (${via}${proven})`,
  signedWith: (fingerprint: string) => `, signed with ${fingerprint}`,
  sentBy: (principal: string) => `, sent by ${principal}`,
  approvalAgain: 'Approval is requested again because the plan has changed since it was approved:',
  waitsForApproval: 'Waiting for approval.',
  waitsForConfirmation: 'Waiting for a confirmation.',
  next: {
    approve: 'approve',
    reject: 'reject',
    retry: 'retry',
    cutOver: 'cut over',
    cancel: 'cancel',
    cleanUp: 'clean up',
    open: 'open',
    confirm: 'confirm',
    revokeNow: 'revoke now',
    removeNow: 'remove now',
    enableAgain: 'enable again',
    stopWatching: 'end the watch',
  },
  pending: {
    retrying: (activity: string, attempt: number, nextTry: string | null, failure: string) =>
      `${activity} is retried: attempt ${attempt}${nextTry === null ? ' is running' : ` at ${nextTry}`}${failure === '' ? '' : `. Last failure: ${failure}`}`,
    paused: (activity: string, by: string, at: string | null, reason: string) =>
      `${activity} was paused${by === '' ? '' : ` by ${by}`}${at === null ? '' : ` at ${at}`}${reason === '' ? '' : ` (${reason})`}. To continue: temporal activity unpause`,
  },
  separator: ', ',
  progress: {
    objects: (count: string) => counted(count, 'object'),
    rate: (count: string) => `${count} objects/s`,
    left: (time: string) => `about ${time} left`,
    pages: (count: string) => counted(count, 'page'),
    ranges: (count: string) => `${counted(count, 'range')} left`,
  },
  prepared: {
    ramUser: 'RAM user',
    user: (name: string, account: string) => `${name} (account ${account})`,
    signInName: 'Sign-in name',
    signInLink: 'Sign-in link',
    sourceAccessKey: 'Source AccessKey',
    sourceUser: (key: string, user: string) =>
      `${key} of Kingsoft IAM user ${user}, created for this preparation`,
    credentials: 'Credentials',
    sealed: (open: string) => `sealed; open them with: ${open}`,
    approvedBy: 'Approved by',
    wholeReport: 'Full report',
    warnings: 'Warnings:',
    nextSteps: 'Next steps:',
    report: (command: string) => `The report: ${command}`,
  },
  lifecycle: {
    removed: 'Removed',
    kept: 'Kept',
    readBack: 'Read back',
    at: (what: string, at: string) => `${what}, ${at}`,
  },
  cancelled: {
    headline: (workflowId: string) => `Cancelled ${workflowId}`,
    removed: 'Removed',
    kept: 'Kept',
    enabled: 'Enabled again',
    bothWork:
      'The new AccessKey, which was confirmed, works as well. Once nothing uses the old one, delete it in the console of its cloud: a user has room for two, and the next rotation needs one.',
    nothing: 'It had created nothing that had to be removed.',
  },
  audit: {
    heading: (workflowId: string, runId: string) => `Approval of ${workflowId}, run ${runId}`,
    requestedBy: (name: string) => `Requested by ${name} (unverified, from the input)`,
    nothing: 'No event yet.',
    omitted: (count: number) => `${count} more, similar to those above`,
  },
  inventory: {
    heading: (bucket: string, prefix: string | null) =>
      `KS3 bucket ${bucket}${prefix === null ? '' : `, prefix ${prefix}`}: complete`,
    objects: 'Objects',
    bytes: 'Bytes',
    countAndSize: (count: string, size: string) => `${counted(count, 'object')}, ${size}`,
    pages: 'Pages',
    allValid: (pages: string, requests: string) => `${pages}, all valid; ${counted(requests, 'request')}`,
    time: 'Time',
    seconds: (seconds: string) => `${seconds} s`,
    digest: 'Digest',
    migration: 'Migration',
    atLeast: (estimate: string) => `at least ${estimate}`,
    severities: { warning: 'warning', problem: 'problem', info: 'info' } as Readonly<Record<string, string>>,
    finding: (
      severity: string,
      count: string,
      examples: readonly string[],
      happens: string,
      remedy: string,
    ) =>
      `${severity}: ${counted(count, 'object')}${examples.length === 0 ? '' : `, for example ${examples.join(' and ')}`}. ${happens} ${remedy}`,
  },
  opened: {
    account: 'Account',
    ramUser: 'RAM user',
    iamUser: 'Kingsoft IAM user',
    user: 'User',
    bucket: 'Bucket',
    endpoint: 'Endpoint',
    signInLink: 'Sign-in link',
    signInName: 'Sign-in name',
    password: 'Password',
    accessKeyId: 'AccessKey ID',
    accessKeySecret: 'AccessKey secret',
    sourceAccessKeyId: 'KS3 AccessKey ID',
    sourceAccessKeySecret: 'KS3 AccessKey secret',
    confirmationCode: 'Confirmation code',
  },
  keygen: {
    identity: (file: string) =>
      `Wrote the identity to ${file}, which only you can read (mode 0600). Keep it: nothing else opens what is sealed to it.`,
    recipient: (recipient: string) => `Recipient: ${recipient}`,
    workerKey: (file: string) => `Wrote the worker key to ${file}, which only you can read (mode 0600).`,
    giveWorkerKey: 'Give it to every worker, and to nobody else, by PREP_TRUST_KEYS_FILE (trust.keys_file).',
    givePublicKey:
      'Give the public key to the people who read results on another machine: PREP_TRUST_PUBLIC_KEYS (trust.public_keys).',
    keyId: (id: string) => `Key ID: ${id}`,
    publicKey: (key: string) => `Public key: ${key}`,
    payloadKey: (file: string) =>
      `Wrote the payload key to ${file}, which only you can read (mode 0600). Keep it as long as any history that it encrypted.`,
    givePayloadKey:
      'Give it to every worker and client by PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file).',
    codecToken: (name: string, file: string) =>
      `Wrote the codec token of ${name} to ${file}, which only you can read (mode 0600).`,
    giveCodecToken: (name: string) =>
      `Add its line to the file of codec_endpoint.tokens_file, restart the workers, and give ${name} the part after the colon.`,
  },
  buckets: {
    heading: (shown: number, all: number) =>
      shown === all ? counted(all, 'KS3 bucket') : `${shown} of ${all} KS3 buckets`,
    columns: {
      name: 'Bucket',
      region: 'Region',
      created: 'Created',
      objects: 'Objects',
      size: 'Size',
      blocked: 'Blocked',
    },
    sum: (objects: string, size: string) => `Together: ${counted(objects, 'object')}, ${size}`,
  },
  estimate: {
    heading: (objects: string, size: string) => `Estimate for ${counted(objects, 'object')}, ${size}`,
    duration: (time: string) => `First copy: at least ${time}`,
    items: {
      listRequests: 'KS3 list requests',
      headRequests: 'KS3 HEAD requests',
      getRequests: 'KS3 GET requests',
      trafficBytes: 'KS3 outbound traffic',
      retrievedBytes: 'KS3 data retrieval (classes other than STANDARD)',
      readRequests: 'OSS HEAD requests',
      writeRequests: 'OSS PUT requests',
      storedBytes: 'OSS storage, billed each month',
    },
    minimumDays: (storageClass: string, days: number) =>
      `${storageClass} bills at least ${counted(days, 'day')} of storage for each object, and small objects as 64 KiB.`,
    noPrices: 'No costs: give a file of prices with --prices.',
    once: (cost: string, unpriced: number) =>
      `Once, without storage: ${cost}${unpriced === 0 ? '' : `, without ${counted(unpriced, 'line')} above that ${unpriced === 1 ? 'has' : 'have'} no price`}`,
    pricesOf: (date: string, from: string) => `Prices of ${date}: ${from}`,
    notIncluded: (rounds: number) =>
      rounds === 1
        ? 'Not included: objects that change or fail and are copied again.'
        : `With ${rounds} rounds. Not included: objects that change or fail and are copied again.`,
  },
  sourceKeys: {
    heading: (userName: string, accountId: string | null) =>
      `AccessKeys of Kingsoft IAM user ${userName}${accountId === null ? '' : ` of account ${accountId}`}:`,
    none: 'none.',
    columns: {
      id: 'AccessKey ID',
      status: 'Status',
      created: 'Created',
      lastUsed: 'Last used',
      configuredAs: 'Configured as',
    },
    active: 'active',
    disabled: 'disabled',
    created: (accessKeyId: string, userName: string, recipients: string) =>
      `Created AccessKey ${accessKeyId} of Kingsoft IAM user ${userName}. Its secret is sealed to ${recipients}.`,
    openIt: (command: string) => `Open it: ${command}`,
  },
  notify: {
    delivered: (channel: string, milliseconds: number) =>
      `${channel}: accepted the test message after ${milliseconds} ms; check that it arrived`,
    refused: (channel: string, why: string) => `${channel}: ${why}; a run would not try again`,
    failed: (channel: string, why: string) => `${channel}: ${why}; a run would try again for an hour`,
  },
  doctor: {
    ready: 'Everything is ready.',
    readyBut: (warnings: number) => `Ready, with ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,
    notReady: (problems: number, warnings: number) =>
      `Not ready: ${problems} ${problems === 1 ? 'problem' : 'problems'}${warnings === 0 ? '' : ` and ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`}.`,
  },
};
