/**
 * Every error that this product reports, in one place: its effect on the run and what to tell a person.
 *
 * - `transient`: time may cure it. Temporal retries with backoff; when the retries run out the run parks.
 * - `parked`: a person must cure it. The run waits in "action required" until a `retry` signal.
 * - `fatal`: the run cannot go on with this input. It fails at once, and nothing is retried.
 *
 * `happened` and `remedy` are sentences; `{resource}` is replaced by the resource the error is about.
 * `docs/errors.md` is generated from this table.
 */
export type ErrorEffect = 'transient' | 'parked' | 'fatal';

export interface ErrorEntry {
  readonly effect: ErrorEffect;
  readonly happened: string;
  readonly remedy: string;
}

const transient = (happened: string, remedy: string): ErrorEntry => ({
  effect: 'transient',
  happened,
  remedy,
});
const parked = (happened: string, remedy: string): ErrorEntry => ({ effect: 'parked', happened, remedy });
const fatal = (happened: string, remedy: string): ErrorEntry => ({ effect: 'fatal', happened, remedy });

export const errorTable = {
  // The input and the run itself
  InvalidInput: fatal(
    'The input of {resource} is not valid; nothing was touched.',
    'Correct every problem listed and start again.',
  ),
  UnknownWorkflowType: fatal(
    '{resource} is not a workflow type of this worker.',
    'Start one of the types listed.',
  ),
  AlreadyPrepared: fatal(
    '{resource} already holds credentials that an earlier preparation delivered; none are issued twice.',
    'Use those credentials, choose another ramUser.name, or take the earlier ones back first.',
  ),
  PreflightFailed: parked(
    '{resource} cannot be prepared yet; nothing was touched.',
    'Put right everything listed, then send retry: the preflight runs again.',
  ),
  ConfigurationChanged: parked(
    '{resource} cannot be carried out with the configuration that the worker has by now.',
    'Put the configuration back, restart the worker and send retry; or cancel this run and start again.',
  ),
  NotAuthentic: parked(
    '{resource} does not carry the word of a worker of this configuration, so nothing was done with it.',
    'If worker keys were replaced, put the earlier key behind the new one in [trust], restart the worker, then send retry. Otherwise somebody who can write to the namespace made it up: cancel this run and start again.',
  ),
  ApprovalVoid: parked(
    'The approval of {resource} does not allow what would be done now.',
    'Nothing to do: the run asks for an approval again.',
  ),
  ChildRunEnded: parked(
    '{resource} did not come to its end.',
    'Find out who ended it or holds its workflow ID, then send retry: it is started again, and goes on where it was.',
  ),
  TakenOver: parked(
    '{resource} was taken over by another run of the same preparation.',
    'Cancel one of the two runs. To go on with this one, end the other first, then start this one again.',
  ),
  UnreadableResult: parked(
    '{resource} answered with a result that cannot be decoded.',
    'Only workers of this product answer: look in the history at the identity of the one that did, then send retry, which does the step again.',
  ),
  UnexpectedError: transient(
    'An unexpected error occurred while working on {resource}.',
    'If it does not pass, look at the log of the worker named in the history and report it.',
  ),
  SignalNotRecorded: transient(
    '{resource} does not show a signal that the workflow got.',
    'If it does not pass, send the decision again.',
  ),
  HistoryUnreadable: transient(
    'The Temporal server did not let the worker read the history of {resource}.',
    'Let the identity of the worker read the namespace, and send the decision again.',
  ),

  // KS3, the source
  Ks3InvalidAccessKey: parked(
    'KS3 does not know the AccessKey that was used for {resource}.',
    'Check the AccessKey ID of the source profile in the worker configuration, restart the worker, then send retry.',
  ),
  Ks3SignatureMismatch: parked(
    'KS3 refused the signature of a request to {resource}.',
    'Check the AccessKey secret of the source profile, and that the endpoint is the bare host of the region without the bucket name in it; then send retry.',
  ),
  Ks3AccessDenied: parked(
    'The KS3 AccessKey may not do this on {resource}.',
    'Grant it ks3:ListBucket, ks3:GetBucketLocation and ks3:GetObject on the bucket (system policy KS3ReadOnlyAccess), then send retry.',
  ),
  Ks3NoSuchBucket: parked(
    '{resource} does not exist at this KS3 endpoint.',
    'If the name or the endpoint is wrong, cancel this run and start it with the right one; otherwise create the bucket and send retry.',
  ),
  Ks3WrongRegion: parked(
    '{resource} lives in another KS3 region than the endpoint that was used.',
    'Cancel this run and start it again with the endpoint and region of the bucket, in the source profile or, if that allows them, in the input.',
  ),
  Ks3WrongEndpoint: parked(
    'The endpoint used for {resource} does not answer like KS3.',
    'Use the bare regional host, for example https://ks3-cn-beijing.ksyuncs.com, without a bucket name or path: correct the input or the source profile, cancel this run and start it again.',
  ),
  Ks3CertificateRefused: parked(
    'The TLS certificate of the endpoint used for {resource} was not accepted.',
    'If an authority of your own signed it, name a file with the certificate of that authority in ca_file of the source profile (KS3_CA_FILE), or in the variable NODE_EXTRA_CA_CERTS; otherwise have the certificate of the endpoint fixed. Restart the worker, then send retry.',
  ),
  Ks3ClockSkew: parked(
    'KS3 refused a request to {resource} because the clock of this worker is more than 15 minutes off.',
    'Set the clock of the machine (for example by NTP), then send retry.',
  ),
  Ks3AccountProblem: parked(
    'The Kingsoft account behind {resource} is not in good standing or has not signed up for KS3.',
    'Settle it in the Kingsoft Cloud console, then send retry.',
  ),
  Ks3SlowDown: transient(
    'KS3 asked to slow down while reading {resource}.',
    'Nothing to do: the request is repeated at a lower rate.',
  ),
  Ks3Unavailable: transient(
    'KS3 did not answer a request to {resource}.',
    'Nothing to do unless it lasts; then check the network between the worker and the endpoint.',
  ),
  Ks3UntrustworthyPage: transient(
    'A listing page of {resource} is not a complete, valid answer, so it was not counted.',
    'If it does not pass, look for a proxy between the worker and KS3, and show the request ID to Kingsoft support.',
  ),

  // Kingsoft Cloud's IAM, the source's identities
  IamNotConfigured: parked(
    "The worker's configuration has no Kingsoft Cloud IAM for {resource}, or no such source, so the dedicated AccessKey there cannot be looked at.",
    'Set iam_endpoint and the keys of the source profile, as docs/configuration.md says, restart the worker, then send retry.',
  ),
  IamInvalidAccessKey: parked(
    'Kingsoft Cloud IAM does not accept the AccessKey that was used for {resource}.',
    'Check the IAM AccessKey of the source profile in the worker configuration (the KS3 one, where none is given for IAM; KS3 AccessKeys from before April 2017 work for KS3 alone), restart the worker, then send retry.',
  ),
  IamNoPermission: parked(
    'The configured Kingsoft identity may not do this on {resource}.',
    'Grant it the IAM actions listed in docs/configuration.md, or give the source profile an IAM AccessKey of its own and restart the worker; then send retry.',
  ),
  IamUserNotOurs: parked(
    '{resource} exists and was not made by this run; it is left as it is.',
    'Cancel this run and start it with "source": { "accessKey": "use" }, or remove what is in the way if nobody needs it and send retry.',
  ),
  IamLimitReached: parked(
    'The Kingsoft account has reached a limit of IAM, so this was not made for {resource}.',
    'Delete a user, AccessKey or policy that is not needed, as the code in parentheses says, then send retry.',
  ),
  IamRequestRefused: parked(
    'Kingsoft Cloud IAM refused a request about {resource}.',
    "Read the code in parentheses in Kingsoft's documentation of IAM, cure it, then send retry.",
  ),
  IamClockSkew: parked(
    'Kingsoft Cloud IAM refused a request about {resource} because the clock of this worker is off.',
    'Set the clock of the machine (for example by NTP), then send retry.',
  ),
  IamThrottled: transient(
    'Kingsoft Cloud IAM asked to slow down while working on {resource}.',
    'Nothing to do: the request is repeated later.',
  ),
  IamUnavailable: transient(
    'Kingsoft Cloud IAM did not answer a request about {resource}.',
    'Nothing to do unless it lasts; then check the network between the worker and the IAM endpoint.',
  ),
  IamNotVisibleYet: transient(
    '{resource} does not exist, or was made a moment ago and is not visible everywhere yet.',
    'Nothing to do right after its creation; if it lasts, look whether somebody deleted it.',
  ),
  SourceKeyRefused: parked(
    '{resource} was made at Kingsoft Cloud, but cannot do what the migration needs.',
    'Cure what is said here, then send retry: the key is replaced by a new one, which is tried again.',
  ),

  // OSS, the destination
  OssNameTaken: parked(
    '{resource} belongs to another Alibaba Cloud account; OSS bucket names are global.',
    'Cancel this run and start it with another destination.bucket.',
  ),
  OssOtherRegion: parked(
    '{resource} exists in this account, but in another region.',
    'Start again with that region or with another destination.bucket.',
  ),
  OssBucketNotOurs: parked(
    '{resource} exists in this account and was not made by this run; it is left as it is.',
    'To use it as it is, start again with `{"destination":{"adopt":true}}` added to the input; otherwise choose another destination.bucket.',
  ),
  OssBucketDiffers: parked(
    '{resource} exists with other settings than asked, and these cannot be changed.',
    'Start again with the settings it has, or with another destination.bucket.',
  ),
  OssBucketChanged: parked(
    '{resource} is not as the approved plan says.',
    'Find out who changed it. Set it back to what is said here, then send retry; or cancel this run and start again.',
  ),
  OssTooManyBuckets: parked(
    'The account has reached its limit of OSS buckets, so {resource} was not created.',
    'Delete a bucket that is not needed or ask Alibaba Cloud for a higher quota, then send retry.',
  ),
  OssInvalidAccessKey: parked(
    'OSS does not accept the AccessKey that was used for {resource}.',
    'Check the AccessKey of the Alibaba account in the worker configuration, restart the worker, then send retry.',
  ),
  OssAccessDenied: parked(
    'The configured Alibaba identity may not do this on {resource}.',
    'Grant it the OSS permissions listed in docs/configuration.md, then send retry.',
  ),
  OssAccountProblem: parked(
    'OSS refuses this account (not activated, disabled or in debt); {resource} was not touched.',
    'Settle it in the Alibaba Cloud console, then send retry.',
  ),
  OssClockSkew: parked(
    'OSS refused a request to {resource} because the clock of this worker is more than 15 minutes off.',
    'Set the clock of the machine (for example by NTP), then send retry.',
  ),
  OssRequestRefused: parked(
    'OSS refused a request about {resource}.',
    'Read the code in parentheses in the OSS error reference, cure it, then send retry.',
  ),
  OssThrottled: transient(
    'OSS asked to slow down while working on {resource}.',
    'Nothing to do: the request is repeated later.',
  ),
  OssNotVisibleYet: transient(
    '{resource} does not exist, or is not visible everywhere yet.',
    'Nothing to do right after its creation; if it lasts, look whether somebody deleted it.',
  ),
  OssUnavailable: transient(
    'OSS did not answer a request about {resource}.',
    'Nothing to do unless it lasts; then check the network between the worker and OSS.',
  ),

  // RAM and STS, the identities
  RamUserNotOurs: parked(
    '{resource} exists and was not made by this run; it is left as it is.',
    'Cancel this run and start it with another ramUser.name.',
  ),
  RamUserLimit: parked(
    'The account has reached its limit of RAM users, so {resource} was not created.',
    'Delete a user that is not needed or ask Alibaba Cloud for a higher quota, then send retry.',
  ),
  RamAccessKeyLimit: parked(
    '{resource} already has two AccessKeys, the most that RAM allows, and none of them was made by this run.',
    'Delete one that is not needed, then send retry.',
  ),
  RamPolicyMissing: parked(
    '{resource} does not exist in this account.',
    'Correct ramUser.policies, or use the preset "current"; then start again. If the policy was just created, send retry.',
  ),
  RamPolicyLimit: parked(
    '{resource} has as many policies as RAM allows.',
    'Detach one that is not needed, then send retry.',
  ),
  RamNoPermission: parked(
    'The configured Alibaba identity may not do this on {resource}.',
    'Grant it AliyunRAMFullAccess, or the RAM actions listed in docs/configuration.md, then send retry.',
  ),
  RamInactive: parked(
    'RAM is not activated for this account; {resource} was not touched.',
    'Activate RAM in the Alibaba Cloud console, then send retry.',
  ),
  RamInvalidAccessKey: parked(
    'Alibaba Cloud does not accept the configured AccessKey (asked about {resource}).',
    'Check the AccessKey ID and secret of the Alibaba account in the worker configuration, restart the worker, then send retry.',
  ),
  RamPasswordRefused: parked(
    'RAM refused the generated password of {resource} as too weak for the password policy of the account.',
    'Look at the password policy of the account in the RAM console, then send retry; a new password is generated.',
  ),
  RamRequestRefused: parked(
    'RAM refused a request about {resource}.',
    'Read the code in parentheses in the RAM error reference, cure it, then send retry.',
  ),
  RamClockSkew: parked(
    'Alibaba Cloud refused a request about {resource} because the clock of this worker is off.',
    'Set the clock of the machine (for example by NTP), then send retry.',
  ),
  RamThrottled: transient(
    'RAM asked to slow down while working on {resource}.',
    'Nothing to do: the request is repeated later.',
  ),
  RamUnavailable: transient(
    'RAM did not answer a request about {resource}.',
    'Nothing to do unless it lasts; then check the network between the worker and RAM.',
  ),
  RamNotVisibleYet: transient(
    '{resource} was made a moment ago and is not visible everywhere yet.',
    'Nothing to do: it is looked for again.',
  ),
  PasswordPolicyImpossible: parked(
    'No password that RAM accepts can meet the password policy of the account (asked for {resource}).',
    'Correct the password policy in the RAM console (at most 32 characters), then send retry.',
  ),
  EndpointRefused: parked(
    'The endpoint configured for {resource} is not accepted.',
    'Give it as https:// and the bare host in the worker configuration (http is for loopback addresses only), restart the worker, then send retry.',
  ),
  IdentityUnexpected: parked(
    'The configured AccessKey belongs to another identity than {resource}.',
    'If the AccessKey is wrong, correct it in the worker configuration, restart the worker, then send retry. If account_id is, correct it, cancel this run and start it again.',
  ),
  NewKeyRefused: parked(
    '{resource} was made, but does not work.',
    'Cure what is said here, then send retry: the key is replaced by a new one, which is tried again.',
  ),

  AccessChanged: parked(
    '{resource} is not as this run left it.',
    'If somebody changed the user by hand, ask them to stop; then send retry: what is missing is granted and issued anew.',
  ),

  AccessBeyondPlan: parked(
    '{resource} has more access than the approved plan gives it.',
    'Find out who gave it that. Take it off, then send retry; or cancel this run.',
  ),
  GraceNotOver: parked(
    'The grace period of {resource} is not over, so nothing was removed.',
    'Wait until it is over, then send retry.',
  ),
  ConfirmationRefused: parked(
    'The new AccessKey of {resource} was not confirmed, so the old one stays.',
    'Confirm with the code that opening the new credentials shows.',
  ),

  CredentialsGone: fatal(
    '{resource} does not bear the credentials that this was asked for.',
    'See with npx prep status what became of the preparation, and name the user and the preparation that delivered them.',
  ),
  SecondAccessKey: parked(
    '{resource} has two AccessKeys already, the most that its cloud allows.',
    'Find out which of them is in use, delete the other one in the console of its cloud, then send retry.',
  ),

  // Delivery
  DeliveryUnavailable: transient(
    '{resource} did not answer as it should, so nothing is confirmed to be delivered there.',
    'Nothing to do unless it lasts; then look whether the server runs and can be reached. The sealed credentials are kept meanwhile.',
  ),
  DeliveryRefused: parked(
    '{resource} does not take the credentials.',
    'Correct the table [delivery] of the worker configuration, or the permissions there, restart the worker, then send retry. The sealed credentials are kept meanwhile.',
  ),
  DeliveryOccupied: parked(
    '{resource} holds something else already, which is left as it is.',
    'Find out who wrote it and move it away, then send retry. The sealed credentials are kept meanwhile.',
  ),

  // Sealing
  RecipientRefused: parked(
    '{resource} cannot be sealed to the recipients that were named.',
    'Start again with recipients made by age (age1…).',
  ),
  SealedTextUnreadable: fatal(
    '{resource} could not be opened.',
    'Use the identity (AGE-SECRET-KEY-…) of one of its recipients, and the whole text from BEGIN to END.',
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorType = keyof typeof errorTable;

/** Tells whether a failure type, as Temporal carries it, is one of the table's. */
export function isErrorType(type: string | null | undefined): type is ErrorType {
  return typeof type === 'string' && Object.hasOwn(errorTable, type);
}
