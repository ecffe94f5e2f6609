/** What people are told about one error. `{resource}` is replaced by what the error is about. */
export interface ErrorText {
  readonly happened: string;
  /** How to fix it. What a run needs afterwards (`retry`, a restart) is added where it is shown. */
  readonly remedy: string;
  /** How to fix it outside of a run, if that differs. */
  readonly outside?: string;
}

export const errors = {
  // The input and the run itself
  InvalidInput: {
    happened: 'The input of {resource} is not valid; nothing was changed.',
    remedy: 'Fix every problem listed and start again.',
  },
  UnknownWorkflowType: {
    happened: 'This worker has no workflow type {resource}.',
    remedy: 'Start one of the types listed.',
  },
  AlreadyPrepared: {
    happened: 'An earlier preparation already delivered credentials for {resource}; none are issued twice.',
    remedy: 'Use those credentials, choose another ramUser.name, or revoke the earlier ones first.',
  },
  ActionTimedOut: {
    happened: '{resource} required an action and nobody acted in time, so the run ended and cleaned up.',
    remedy: 'Fix the problem, then start a new run.',
  },
  PreflightFailed: {
    happened: '{resource} cannot be prepared yet; nothing was changed.',
    remedy:
      'Fix every problem listed, and restart the worker if its configuration changed; one that needs another input needs a new run.',
  },
  PreflightNeedsNewRun: {
    happened: '{resource} cannot be prepared with this input; nothing was changed.',
    remedy:
      'Fix every problem listed, and restart the worker if its configuration changed. At least one needs another input, and the input of a run cannot be changed.',
  },
  ConfigurationChanged: {
    happened: '{resource} cannot continue with the current configuration of the worker.',
    remedy: 'Restore the configuration.',
  },
  NotAuthentic: {
    happened: '{resource} was not issued by a worker of this configuration, so it was not used.',
    remedy:
      'If worker keys were replaced, add the earlier key after the new one in [trust]. Otherwise somebody who can write to the namespace forged it.',
  },
  ApprovalVoid: {
    happened: 'The approval of {resource} does not cover what would be done now.',
    remedy: 'Nothing to do: the run asks for approval again.',
  },
  ChildRunEnded: {
    happened: '{resource} ended early.',
    remedy:
      'Find out who ended it or uses its workflow ID. It is then started again and resumes where it stopped.',
  },
  OtherRunOpen: {
    happened: '{resource} is open for something else, so nothing was started.',
    remedy: 'Wait until it has ended, or cancel it, then start again.',
  },
  UserOfOpenRun: {
    happened: '{resource} belongs to another run of the same preparation, which is still open.',
    remedy: 'To let that run finish, cancel this one. To continue here, end the other one first.',
  },
  TakenOver: {
    happened: 'Another run of the same preparation took over {resource}.',
    remedy:
      'If the other run is the right one, cancel this one and leave it at that. Otherwise end the other one first.',
  },
  UnreadableResult: {
    happened: '{resource} returned a result that cannot be used.',
    remedy:
      'Only workers of this product return results: check in the history which worker did, and stop it. The step is then repeated.',
  },
  UnexpectedError: {
    happened: 'An unexpected error occurred while working on {resource}.',
    remedy: 'If it persists, check the log of the worker named in the history and report the problem.',
  },
  SignalNotRecorded: {
    happened: '{resource} does not show a signal that the workflow received.',
    remedy: 'If it persists, send the decision again.',
  },
  HistoryUnreadable: {
    happened: 'The Temporal server did not let the worker read the history of {resource}.',
    remedy: 'Give the worker read access to the namespace, then send the decision again.',
  },

  // KS3, the source
  Ks3InvalidAccessKey: {
    happened: 'KS3 does not recognize the AccessKey used for {resource}.',
    remedy: 'Check the AccessKey ID of the source profile in the worker configuration.',
    outside: 'Check KS3_ACCESS_KEY_ID, or the source profile in the worker configuration.',
  },
  Ks3SignatureMismatch: {
    happened: 'KS3 rejected the signature of a request to {resource}.',
    remedy:
      'Check the AccessKey secret of the source profile, and that the endpoint is the bare host of the region without the bucket name.',
    outside:
      'Check KS3_ACCESS_KEY_SECRET, or the source profile in the worker configuration, and that the endpoint is the bare host of the region without the bucket name.',
  },
  Ks3AccessDenied: {
    happened: 'The KS3 AccessKey has no permission for this on {resource}.',
    remedy:
      'Grant it ks3:ListBucket, ks3:GetBucketLocation and ks3:GetObject on the bucket, and ks3:ListBuckets if all buckets of the account are listed (system policy KS3ReadOnlyAccess).',
  },
  Ks3NoSuchBucket: {
    happened: '{resource} does not exist at this KS3 endpoint.',
    remedy: 'Create the bucket, or use the right name and endpoint in a new run.',
    outside:
      "Check the bucket's name, and that endpoint and region of the source profile are those of the bucket.",
  },
  Ks3WrongRegion: {
    happened: '{resource} is in a different KS3 region than the configured endpoint.',
    remedy:
      "Use the bucket's endpoint and region, in the source profile (and restart the worker) or, if the profile allows it, in the input.",
    outside:
      "Use the bucket's endpoint and region, with --endpoint and --region, KS3_ENDPOINT and KS3_REGION, or in the source profile. `npx prep buckets` lists the region of every bucket.",
  },
  Ks3WrongEndpoint: {
    happened: 'The endpoint used for {resource} does not answer like KS3.',
    remedy:
      'Use the bare regional host, for example https://ks3-cn-beijing.ksyuncs.com, without a bucket name or path, in the input or the source profile (and restart the worker).',
    outside:
      'Use the bare regional host, for example https://ks3-cn-beijing.ksyuncs.com, without a bucket name or path, in KS3_ENDPOINT or the source profile.',
  },
  Ks3PathStyle: {
    happened: 'The endpoint used for {resource} cannot be addressed in this way.',
    remedy:
      'Set path_style of the source profile: to true for an IP address or a private cloud, to false for public KS3.',
    outside:
      'Set KS3_PATH_STYLE, or path_style of the source profile: to true for an IP address or a private cloud, to false for public KS3.',
  },
  Ks3CertificateRefused: {
    happened: 'The TLS certificate of the endpoint used for {resource} is not trusted.',
    remedy:
      'If your own certificate authority signed it, name a file with its certificate in ca_file of the source profile (KS3_CA_FILE) or in NODE_EXTRA_CA_CERTS. Otherwise the certificate of the endpoint must be fixed.',
  },
  Ks3ClockSkew: {
    happened:
      'KS3 rejected a request to {resource} because the clock of this worker is more than 15 minutes off.',
    remedy: 'Set the clock of the machine, for example by NTP.',
  },
  Ks3AccountProblem: {
    happened: 'The Kingsoft Cloud account of {resource} is suspended, in debt or has not activated KS3.',
    remedy: 'Settle it in the Kingsoft Cloud console.',
  },
  Ks3SlowDown: {
    happened: 'KS3 asked to slow down while reading {resource}.',
    remedy: 'Nothing to do: the request is repeated at a lower rate.',
    outside: 'Try again in a minute.',
  },
  Ks3Unavailable: {
    happened: 'KS3 did not answer a request to {resource}.',
    remedy: 'If it persists, check the network between the worker and the endpoint.',
    outside: 'Check the network between here and the endpoint.',
  },
  Ks3UntrustworthyPage: {
    happened: 'A listing page of {resource} is not a complete, valid answer, so it was not counted.',
    remedy: 'If it persists, show the request ID to Kingsoft Cloud support.',
  },

  // Kingsoft Cloud's IAM, the source's identities
  IamNotConfigured: {
    happened:
      'The worker configuration has no Kingsoft Cloud IAM for {resource}, or no such source profile, so its dedicated AccessKey cannot be managed.',
    remedy: 'Set iam_endpoint and the keys of the source profile (docs/configuration.md).',
  },
  IamInvalidAccessKey: {
    happened: 'Kingsoft Cloud IAM does not accept the AccessKey used for {resource}.',
    remedy:
      'Check the IAM AccessKey of the source profile in the worker configuration; without one, the KS3 AccessKey is used. KS3 AccessKeys from before April 2017 work only for KS3.',
  },
  IamNoPermission: {
    happened: 'The configured Kingsoft Cloud identity has no permission for this on {resource}.',
    remedy:
      'Grant it the IAM actions listed in docs/configuration.md, or give the source profile an IAM AccessKey of its own.',
  },
  IamUserNotOurs: {
    happened: '{resource} exists and was not created by this preparation; it is left unchanged.',
    remedy: 'Remove it if nobody needs it, or use "source": { "accessKey": "use" } in a new run.',
  },
  IamLimitReached: {
    happened: 'The Kingsoft Cloud account has reached an IAM limit, so nothing was created for {resource}.',
    remedy:
      'Delete a user, AccessKey or policy that is no longer needed; the code in parentheses says which.',
  },
  IamRequestRefused: {
    happened: 'Kingsoft Cloud IAM rejected a request about {resource}.',
    remedy: 'Look up the code in parentheses in the IAM documentation of Kingsoft Cloud and fix the cause.',
  },
  IamClockSkew: {
    happened:
      'Kingsoft Cloud IAM rejected a request about {resource} because the clock of this worker is off.',
    remedy: 'Set the clock of the machine, for example by NTP.',
  },
  IamThrottled: {
    happened: 'Kingsoft Cloud IAM asked to slow down while working on {resource}.',
    remedy: 'Nothing to do: the request is repeated later.',
    outside: 'Try again in a minute.',
  },
  IamUnavailable: {
    happened: 'Kingsoft Cloud IAM did not answer a request about {resource}.',
    remedy: 'If it persists, check the network between the worker and the IAM endpoint.',
    outside: 'Check the network between here and the IAM endpoint.',
  },
  IamNotVisibleYet: {
    happened: '{resource} does not exist, or is not visible everywhere yet.',
    remedy: 'Nothing to do right after its creation. If it persists, check whether somebody deleted it.',
  },
  SourceKeyRefused: {
    happened: '{resource} was created at Kingsoft Cloud, but cannot do what the migration needs.',
    remedy: 'Fix what is described here; a new key then replaces it and is tested again.',
  },

  // OSS, the destination
  OssNameTaken: {
    happened: '{resource} belongs to another Alibaba Cloud account; OSS bucket names are global.',
    remedy: 'Choose another destination.bucket.',
  },
  OssWrongRegion: {
    happened: 'The OSS endpoint used for {resource} is in another region than the one that was given.',
    remedy:
      'Set destination.region and alibaba.oss_endpoint to the same region, or leave the endpoint out: it then follows the region.',
    outside:
      'Give the region of that endpoint with --to-region, or the endpoint of the region in ALIBABA_OSS_ENDPOINT.',
  },
  OssOtherRegion: {
    happened: '{resource} exists in this account, but in another region.',
    remedy: 'Use that region or another destination.bucket.',
    outside: "Give the region of the bucket, and if there is one its region's endpoint.",
  },
  OssBucketNotOurs: {
    happened:
      '{resource} exists in this account and was not created by this preparation; it is left unchanged.',
    remedy:
      'To use it as it is, add `{"destination":{"adopt":true}}` to the input. Otherwise choose another destination.bucket.',
  },
  OssBucketDiffers: {
    happened: '{resource} exists with settings other than requested, and they cannot be changed.',
    remedy: 'Request the settings it has, or choose another destination.bucket.',
  },
  OssBucketChanged: {
    happened: '{resource} differs from the approved plan.',
    remedy: 'Find out who changed it, and restore what is listed here.',
  },
  OssTooManyBuckets: {
    happened: 'The account has reached its limit of OSS buckets, so {resource} was not created.',
    remedy: 'Delete a bucket that is no longer needed, or ask Alibaba Cloud for a higher quota.',
  },
  OssInvalidAccessKey: {
    happened: 'OSS does not accept the AccessKey used for {resource}.',
    remedy: 'Check the AccessKey of the Alibaba Cloud account in the worker configuration.',
    outside:
      'Check ALIBABA_ACCESS_KEY_ID and its secret, or the Alibaba Cloud account in the worker configuration.',
  },
  OssAccessDenied: {
    happened: 'The configured Alibaba Cloud identity has no permission for this on {resource}.',
    remedy: 'Grant it the OSS permissions listed in docs/configuration.md.',
  },
  OssAccountProblem: {
    happened: 'OSS rejects this account (not activated, disabled or in debt); {resource} was not changed.',
    remedy: 'Settle it in the Alibaba Cloud console.',
  },
  OssPublicEndpointRefused: {
    happened:
      'OSS serves no objects of {resource} at the public endpoint: Alibaba Cloud blocks it in mainland regions for accounts that activated OSS since March 2025.',
    remedy:
      'Run the worker inside Alibaba Cloud, and set oss_endpoint (ALIBABA_OSS_ENDPOINT) to the internal endpoint of the region, for example https://oss-cn-beijing-internal.aliyuncs.com; or create the bucket, map a custom domain to it, name that in alibaba.oss_domains, and adopt the bucket in a new run (destination.adopt).',
    outside:
      'Run this inside Alibaba Cloud, and set oss_endpoint (ALIBABA_OSS_ENDPOINT) to the internal endpoint of the region, for example https://oss-cn-beijing-internal.aliyuncs.com; or map a custom domain to the bucket, and name that in alibaba.oss_domains (ALIBABA_OSS_DOMAIN).',
  },
  OssClockSkew: {
    happened:
      'OSS rejected a request to {resource} because the clock of this worker is more than 15 minutes off.',
    remedy: 'Set the clock of the machine, for example by NTP.',
  },
  OssRequestRefused: {
    happened: 'OSS rejected a request about {resource}.',
    remedy: 'Look up the code in parentheses in the OSS error reference and fix the cause.',
  },
  OssNoSuchBucket: {
    happened: '{resource} does not exist at this OSS endpoint.',
    remedy: 'Use the right name and region in a new run.',
    outside: "Check the bucket's name, and that region and endpoint are those of the bucket.",
  },
  OssThrottled: {
    happened: 'OSS asked to slow down while working on {resource}.',
    remedy: 'Nothing to do: the request is repeated later.',
    outside: 'Try again in a minute.',
  },
  OssNotVisibleYet: {
    happened: '{resource} does not exist, or is not visible everywhere yet.',
    remedy: 'Nothing to do right after its creation. If it persists, check whether somebody deleted it.',
  },
  OssUnavailable: {
    happened: 'OSS did not answer a request about {resource}.',
    remedy: 'If it persists, check the network between the worker and OSS.',
    outside: 'Check the network between here and OSS.',
  },
  OssUntrustworthyPage: {
    happened: 'A listing page of {resource} is not a complete, valid answer, so it was not counted.',
    remedy: 'If it persists, show the request ID to Alibaba Cloud support.',
  },

  // RAM and STS, the identities
  RamUserNotOurs: {
    happened: '{resource} exists and was not created by this preparation; it is left unchanged.',
    remedy: 'Choose another ramUser.name.',
  },
  RamUserLimit: {
    happened: 'The account has reached its limit of RAM users, so {resource} was not created.',
    remedy: 'Delete a user that is no longer needed, or ask Alibaba Cloud for a higher quota.',
  },
  RamAccessKeyLimit: {
    happened: '{resource} already has two AccessKeys, the maximum in RAM, and this run created neither.',
    remedy: 'Delete one that is no longer needed.',
  },
  RamPolicyMissing: {
    happened: '{resource} does not exist in this account.',
    remedy:
      'Create the policy, or name existing ones in ramUser.policies; the preset "current" holds those of today\'s documentation.',
    outside:
      'Name policies that exist in defaults.policies; the preset "current" holds those of today\'s documentation.',
  },
  RamPolicyLimit: {
    happened: '{resource} has as many policies as RAM allows.',
    remedy: 'Detach one that is no longer needed.',
  },
  RamNoPermission: {
    happened: 'The configured Alibaba Cloud identity has no permission for this on {resource}.',
    remedy: 'Grant it AliyunRAMFullAccess, or the RAM actions listed in docs/configuration.md.',
  },
  RamInactive: {
    happened: 'RAM is not activated for this account; {resource} was not changed.',
    remedy: 'Activate RAM in the Alibaba Cloud console.',
  },
  RamInvalidAccessKey: {
    happened: 'Alibaba Cloud does not accept the configured AccessKey (request about {resource}).',
    remedy: 'Check the AccessKey ID and secret of the Alibaba Cloud account in the worker configuration.',
  },
  RamPasswordRefused: {
    happened:
      'RAM rejected the generated password of {resource} as too weak for the password policy of the account.',
    remedy: 'Check the password policy of the account in the RAM console; a new password is then generated.',
  },
  RamRequestRefused: {
    happened: 'RAM rejected a request about {resource}.',
    remedy: 'Look up the code in parentheses in the RAM error reference and fix the cause.',
  },
  RamClockSkew: {
    happened: 'Alibaba Cloud rejected a request about {resource} because the clock of this worker is off.',
    remedy: 'Set the clock of the machine, for example by NTP.',
  },
  RamThrottled: {
    happened: 'RAM asked to slow down while working on {resource}.',
    remedy: 'Nothing to do: the request is repeated later.',
    outside: 'Try again in a minute.',
  },
  RamUnavailable: {
    happened: 'RAM did not answer a request about {resource}.',
    remedy: 'If it persists, check the network between the worker and RAM.',
    outside: 'Check the network between here and RAM.',
  },
  RamNotVisibleYet: {
    happened: '{resource} does not exist, or is not visible everywhere yet.',
    remedy: 'Nothing to do right after its creation. If it persists, check whether somebody deleted it.',
  },
  PasswordPolicyImpossible: {
    happened:
      'No password that RAM accepts can meet the password policy of the account (needed for {resource}).',
    remedy: 'Fix the password policy in the RAM console (at most 32 characters).',
  },
  EndpointRefused: {
    happened: 'The endpoint configured for {resource} is not allowed.',
    remedy:
      'Give it as https:// and the bare host in the worker configuration; http is for loopback addresses only.',
  },
  IdentityUnexpected: {
    happened: 'The configured AccessKey does not belong to {resource}.',
    remedy:
      'Correct the AccessKey or account_id in the worker configuration; after a change of account_id only a new run can continue.',
    outside: 'Correct alibaba.account_id, or use an AccessKey of that account.',
  },
  NewKeyRefused: {
    happened: '{resource} was created, but does not work.',
    remedy: 'Fix what is described here; a new key then replaces it and is tested again.',
  },

  // The migration service
  MgwInvalidAccessKey: {
    happened: 'Data Online Migration does not accept the AccessKey used for {resource}.',
    remedy: 'Check the AccessKey of the Alibaba Cloud account in the worker configuration.',
  },
  MgwAccessDenied: {
    happened: 'The configured Alibaba Cloud identity has no permission for this on {resource}.',
    remedy: 'Grant it the permissions for Data Online Migration listed in docs/configuration.md.',
  },
  MgwClockSkew: {
    happened:
      'Data Online Migration rejected a request about {resource} because the clock of this worker is off.',
    remedy: 'Set the clock of the machine, for example by NTP.',
  },
  MgwWrongRegion: {
    happened:
      'The endpoint of Data Online Migration used for {resource} is in another region than the one that was given.',
    remedy:
      'Set migration.region and alibaba.mgw_endpoint to the same region, or leave the endpoint out: it then follows the region.',
  },
  MgwLimitReached: {
    happened: 'Data Online Migration has reached a limit of the account, so {resource} was not changed.',
    remedy:
      'The code in parentheses says which limit it is. Delete addresses or jobs that are no longer needed, or wait until other jobs have finished.',
  },
  MgwJobRepeated: {
    happened: '{resource} was not created: another migration job already has the same two addresses.',
    remedy: 'Find that job in the Data Online Migration console, and delete it if nobody needs it.',
  },
  MgwRequestRefused: {
    happened: 'Data Online Migration rejected a request about {resource}.',
    remedy: 'Look up the code in parentheses in the error codes of Data Online Migration and fix the cause.',
  },
  MgwJobConflict: {
    happened: 'The current status of {resource} does not allow this, or it is being changed elsewhere.',
    remedy: 'If it persists, check the job in the Data Online Migration console.',
  },
  MgwNotVisibleYet: {
    happened: '{resource} does not exist, or is not visible yet.',
    remedy: 'Nothing to do right after its creation. If it persists, check whether somebody deleted it.',
  },
  MgwThrottled: {
    happened: 'Data Online Migration asked to slow down while working on {resource}.',
    remedy: 'Nothing to do: the request is repeated later.',
    outside: 'Try again in a minute.',
  },
  MgwUnavailable: {
    happened: 'Data Online Migration did not answer a request about {resource}.',
    remedy: 'If it persists, check the network between the worker and Data Online Migration.',
    outside: 'Check the network between here and Data Online Migration.',
  },

  MgwGone: {
    happened: '{resource} no longer exists: somebody deleted it, or another run of this preparation did.',
    remedy: 'Find out who did. A new run creates what is missing, and asks for a new launch decision.',
  },
  MgwOfOpenRun: {
    happened: '{resource} belongs to another run of the same preparation, which is still open.',
    remedy: 'To let that run finish, cancel this one. To continue here, end the other one first.',
  },
  MgwAddressNotOurs: {
    happened: '{resource} exists already and was not created by this preparation; it was not touched.',
    remedy: 'Find out whose it is, and delete it if nobody needs it.',
  },
  MgwAddressDiffers: {
    happened: '{resource} is ours, but is not as this migration needs it.',
    remedy:
      'An address cannot be changed: delete it in the console, or start another round with `--round` in a new run.',
  },
  MgwAddressPending: {
    happened: 'Data Online Migration has not finished testing {resource}.',
    remedy: 'If it persists, check the address in the Data Online Migration console.',
  },
  MgwAddressRefused: {
    happened: 'Data Online Migration cannot use {resource}.',
    remedy:
      'Fix what it says: for the source the endpoint, the rights of the AccessKey or an IP allow list, for the destination the RAM role.',
  },
  MgwJobNotOurs: {
    happened: '{resource} exists already and was not created by this preparation; it was not touched.',
    remedy: 'Find out whose it is, and delete it if nobody needs it.',
  },
  MgwJobDiffers: {
    happened: '{resource} is ours, but is not as this migration needs it.',
    remedy:
      'An earlier run created it with other settings, or somebody changed it. If it was launched, start another round with `--round` instead. Otherwise change it back.',
  },
  MgwJobStillRuns: {
    happened: '{resource} has not finished, and a second job must not write to the same destination.',
    remedy: 'Wait until that job has finished, or stop it in the Data Online Migration console.',
  },
  MgwJobInterrupted: {
    happened: 'Data Online Migration interrupted {resource}.',
    remedy: 'Fix the cause and resume the job in the Data Online Migration console.',
  },
  MgwObjectsFailed: {
    happened: 'Some objects of {resource} were not copied.',
    remedy:
      'To leave them as they are, cancel the run: it then ends with its result. To have another job copy them again, fix the cause.',
  },
  MgwFailuresNotListed: {
    happened: 'Data Online Migration has not listed the failed objects of {resource} yet.',
    remedy: 'Nothing to do: it is asked again.',
  },
  MigrationDiffers: {
    happened: '{resource} is not complete: both sides differ.',
    remedy:
      'If the source is still written to, stop that first. A `retry` copies what is missing or newer with another job, if there is any, and compares again; cancelled, the run ends with its result and leaves the differences as they are.',
    outside:
      'List every difference with `npx prep verify BUCKET --direct --differences FILE`, and copy again with another round.',
  },
  PreparationNotFinished: {
    happened: '{resource} has no result that a migration can continue.',
    remedy: 'Finish the preparation of this bucket first.',
  },
  MigrationNotConfigured: {
    happened: '{resource} cannot be migrated with this configuration of the worker.',
    remedy: 'Complete the configuration.',
  },

  // The access that was granted
  AccessChanged: {
    happened: '{resource} is not as this run left it.',
    remedy:
      'If somebody changes the user by hand, ask them to stop; what is missing is then granted and issued again.',
  },
  AccessBeyondPlan: {
    happened: '{resource} has more access than the approved plan gives it.',
    remedy: 'Find out who granted it, and remove it.',
  },
  GraceNotOver: {
    happened: 'The grace period of {resource} is not over, so nothing was removed.',
    remedy: 'Nothing to do: the run continues when it is over.',
  },
  ConfirmationRefused: {
    happened: 'The new AccessKey of {resource} was not confirmed, so the old one stays.',
    remedy: 'Confirm with the code shown when the new credentials are opened.',
  },
  CredentialsGone: {
    happened: '{resource} does not hold the credentials named in this request.',
    remedy:
      'Check the preparation with npx prep status, and name the user and the preparation that delivered them.',
  },
  SecondAccessKey: {
    happened: '{resource} already has two AccessKeys, the maximum of its cloud.',
    remedy: 'Find out which of them is in use, and delete the other in the console.',
  },

  // Delivery
  DeliveryUnavailable: {
    happened: '{resource} did not answer as expected, so nothing is confirmed as delivered there.',
    remedy:
      'If it persists, check that the server runs and can be reached. The sealed credentials are kept meanwhile.',
  },
  DeliveryRefused: {
    happened: '{resource} does not accept the credentials.',
    remedy:
      'Correct the table [delivery] of the worker configuration, or the permissions there. The sealed credentials are kept meanwhile.',
  },
  DeliveryOccupied: {
    happened: '{resource} already holds something else, which is left unchanged.',
    remedy: 'Find out who wrote it, and move it away. The sealed credentials are kept meanwhile.',
  },

  // Sealing
  RecipientRefused: {
    happened: '{resource} cannot be sealed for the named recipients.',
    remedy: 'Name recipients created by age (age1…).',
  },
  SealedTextUnreadable: {
    happened: '{resource} could not be opened.',
    remedy:
      'Use the identity (AGE-SECRET-KEY-…) of one of its recipients, and the whole text from BEGIN to END.',
  },
} satisfies Record<string, ErrorText>;

/** The texts of every error of the error table. */
export type ErrorTexts = Readonly<Record<keyof typeof errors, ErrorText>>;
