import { shellWord } from '../../text/shell-word';
import { duration } from './duration';

/** What `prep doctor` checks and finds, apart from what the services themselves report. */
export const doctor = {
  workers: 'Workers',
  payloadKeys: 'Payload keys',
  payloadEncryption: 'Payload encryption',
  principals: 'Principals',
  codecEndpoint: 'Codec endpoint',
  environment: 'Environment',
  proxy: 'Proxy',
  clouds: 'Clouds',
  searchAttributes: 'Search attributes',
  attributesRegistered: 'Registered: runs can be filtered by phase, bucket, destination and requester.',
  attributesMissing: ({ names }: { names: readonly string[] }) =>
    `Not registered: ${names.join(', ')}. Runs do without them, but the Web UI cannot filter by them.`,
  registerThem: 'Register them: npx prep doctor --fix',
  attributesAdded: ({ names }: { names: readonly string[] }) =>
    `Registered now: ${names.join(', ')}. Runs that start from now on set them.`,
  attributesNotAdded: ({ names }: { names: readonly string[] }) =>
    `The server did not register ${names.join(', ')}.`,
  attributesUnknown: 'The server did not list the search attributes of the namespace. Runs do without them.',
  registerAttributesYourself:
    'Ask the operator of the server to register PrepPhase, PrepBucket, PrepDestination and PrepRequester as Keyword, and PrepActionRequired as Bool.',
  attributesOfOtherType: ({ names }: { names: readonly string[] }) =>
    `Registered with another type: ${names.join(', ')}. Runs do without any of them.`,
  renameAttributes: 'Ask the operator of the server to rename them, then run: npx prep doctor --fix',
  cloudsNotAsked: 'KS3, IAM, OSS, RAM and STS were not checked.',
  fixConfiguration: 'Fix the configuration first.',
  silent: ({ withinMs }: { withinMs: number }) => `There was no answer within ${duration(withinMs)}.`,
  checkNetwork: 'Check that the service is running and can be reached from here.',
  unexpected: ({ kind }: { kind: string }) => `The check failed with an unexpected ${kind}.`,
  tryAgain: 'Try again; if it persists, report it.',
  namespace: ({
    namespace,
    address,
    tls,
    keptMs,
  }: {
    namespace: string;
    address: string;
    tls: boolean;
    keptMs: number;
  }) =>
    `Namespace ${namespace} at ${address} (${tls ? 'over TLS' : 'without TLS'}) keeps finished runs for ${duration(keptMs)}.`,
  noWorkers: ({ taskQueue, namespace }: { taskQueue: string; namespace: string }) =>
    `No worker polled task queue ${taskQueue} of namespace ${namespace} in the last minutes.`,
  startWorker: 'Start one with this configuration: npx prep worker',
  workersFound: ({ taskQueue, workers }: { taskQueue: string; workers: string }) =>
    `On task queue ${taskQueue}: ${workers}.`,
  keysMissing: ({ runs, of, keys }: { runs: number; of: number; keys: string }) =>
    `${runs} of the latest ${of} runs are encrypted with payload keys that are missing here: ${keys}.`,
  addKeys: 'Add these keys to PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file).',
  runsReadable: ({ runs, encrypted }: { runs: number; encrypted: number }) =>
    `The latest ${runs} runs can be read with the configured keys; ${encrypted} of them are encrypted.`,
  encryptionOff:
    'Off: anyone who can read the namespace, or its database, can read inputs, results and messages.',
  encrypted: ({ key, older }: { key: string; older: readonly string[] }) =>
    `Payloads are encrypted with key ${key}${older.length === 0 ? '' : `; ${older.join(', ')} only ${older.length === 1 ? 'decrypts' : 'decrypt'}`}.`,
  codecUnreachable: ({ url }: { url: string }) => `${url} cannot be reached from here.`,
  startCodec:
    'Start a worker, and make sure that browsers with the Web UI can reach it at codec_endpoint.public_url.',
  codecAnswers: ({ url, origin }: { url: string; origin: string }) => `${url} answers pages of ${origin}.`,
  codecRefuses: ({ url, origin, status }: { url: string; origin: string; status: number }) =>
    `${url} answers pages of ${origin} with ${status} and does not allow them.`,
  fixCodec: 'Make sure that the address leads to the worker, and that the worker uses this configuration.',
  unknownVariable: ({ name }: { name: string }) =>
    `${name} is not a variable of this product, so it has no effect.`,
  didYouMean: ({ name }: { name: string }) => `Did you mean ${name}?`,
  proxyIgnored: ({ variable }: { variable: string }) =>
    `${variable} is set, but the clients of the clouds do not use a proxy: they connect directly.`,
  directRoute: ({ hosts }: { hosts: string }) =>
    `Make sure that the worker has a direct route to ${hosts}; then list the hosts in NO_PROXY.`,
  serverTooOld: ({ version }: { version: string }) =>
    `Approvals need principals, but Temporal server ${version} cannot stamp any, so nothing can be approved.`,
  principalsFix:
    'Use Temporal server 1.31 or newer with an authorizer, and set frontend.enablePrincipalPropagation in its dynamic ' +
    'configuration; or remove approval.require_principals and give the approvers keys.',
  mayStamp: ({ version }: { version: string }) =>
    `Temporal server ${version} may stamp principals on events. Whether it does is unknown before the first run.`,
  stamps: ({ example }: { example: string }) =>
    `The Temporal server stamps principals on events, for example ${example}.`,
  noneStamped: ({ runs }: { runs: number }) =>
    `Approvals need principals, but the Temporal server stamped none at the start of the latest runs (${runs} checked). That can only be right if none of them was started by a person.`,

  // The clouds
  useRamUser: 'Use a RAM user with the permissions listed in docs/configuration.md.',
  ossAccepts: ({ region }: { region: string }) =>
    `OSS in ${region} accepts the AccessKey (tried with a bucket that does not exist; nothing was created).`,
  ramUsers: 'RAM users',
  ramUsersRead: 'The identity can look up RAM users (nothing was created).',
  passwordPolicy: 'RAM password policy',
  signInDomain: 'RAM sign-in domain',
  grantDomain: 'Grant it ram:GetDefaultDomain if the domain is a different one.',
  iamOf: ({ profile }: { profile: string }) => `Kingsoft IAM (${profile})`,
  noIam: ({ accessKeyId }: { accessKeyId: string }) =>
    `None is configured: the owner of AccessKey ${accessKeyId} is not checked, and "accessKey": "create" is not possible.`,
  checkIam: ({ profile }: { profile: string }) =>
    `Check iam_endpoint of source profile ${profile}, or use a key of an IAM user.`,
  iamUsersRead: 'IAM lets the identity look up users (nothing was created).',
  onlyCreateNeedsIt: 'Only "accessKey": "create" needs it.',
  iamActions: 'docs/configuration.md lists the IAM actions.',
  noProfile: ({ profile }: { profile: string }) => `There is no source profile ${profile}.`,
  nameProfile: ({ known }: { known: string }) => `Name one of ${known} with --profile.`,
  ks3Accepts: ({ endpoint, accessKeyId }: Ks3Key) => `${endpoint} accepts AccessKey ${accessKeyId}.`,
  ks3AcceptsBucket: ({ endpoint, accessKeyId }: Ks3Key) =>
    `${endpoint} accepts AccessKey ${accessKeyId} (asked for a bucket that does not exist).`,
  ks3Knows: ({ endpoint, accessKeyId }: Ks3Key) =>
    `${endpoint} knows AccessKey ${accessKeyId}, but it may not ask about every bucket.`,
  tryBucket: ({ profile }: { profile: string }) =>
    `Check whether it may read the bucket that matters: npx prep doctor --bucket NAME --profile ${shellWord(profile)}`,
};

interface Ks3Key {
  readonly endpoint: string;
  readonly accessKeyId: string;
}
