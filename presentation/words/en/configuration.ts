import { pathWord } from '../../text/shell-word';
import type { Said, Say } from '../phrase';
import { duration } from './duration';
import { readFault } from './file-faults';

/** What is wrong with the configuration; most continue a sentence about a setting or a file. */
export const configuration = {
  invalid: ({ subject, lines }: { subject: Said; lines: readonly Said[] }, say: Say) =>
    [
      `${say(subject)} is not valid:`,
      ...lines.map((line) => `- ${say(line)}`),
      'docs/configuration.md explains every setting; `npx prep doctor` checks all of them.',
    ].join('\n'),
  whole: ({ path }: { path: string }) => `The configuration ${path}`,
  withEnvironment: ({ path }: { path: string }) => `The configuration in ${path} and the environment`,
  environmentAlone: 'The configuration in the environment (no prep.toml was found)',
  trustIn: ({ place }: { place: Said }, say: Say) => `The [trust] table in ${say(place)}`,
  encryptionIn: ({ place }: { place: Said }, say: Say) => `The payload encryption in ${say(place)}`,
  theEnvironment: 'the environment',
  ks3Source: 'The KS3 source in the environment',
  ossDestination: 'The OSS destination in the environment',
  temporalConnection: 'The Temporal connection (TEMPORAL_* and temporal.toml)',

  whiteSpace: 'must be a text without white space',
  noProfile: 'holds no profile; give [source.default]',
  tooManyProfiles: ({ most }: { most: number }) => `holds more than ${most} profiles`,
  profileName: 'is not a profile name: letters, digits, hyphens and underscores',
  accountId: 'is not an account ID: its digits, as a text in quotes',
  accountTable: 'is not an account ID: its digits, as in [approval.account.1234567890123456]',
  tooManyAccounts: ({ most }: { most: number }) => `holds more than ${most} accounts`,
  pathPrefix: 'must be letters, digits, - _ . @ = and / in between, without a leading /',
  dotSegment: 'must not hold . or .. as a segment',
  mount: 'must be the path of a mount, without slashes at its ends',
  webPage: 'is not the address of a web page',
  publicKey: 'is not the public key of a worker, which npx prep keygen --worker-key prints',
  migrationRole: 'is not the name of a RAM role: lower-case letters, digits and hyphens',
  channelName: 'is not a channel name: letters, digits, hyphens and underscores',
  originForm: ({ origin }: { origin: string }) => `must be written as browsers send it: ${origin}`,
  query: 'must not hold a query or fragment',

  theFile: ({ problem }: { problem: Said }, say: Say) => `the file ${say(problem)}`,
  theFileElse: ({ problem, named }: { problem: Said; named: boolean }, say: Say) =>
    `the file ${say(problem)}; ${named ? 'name another with --config or PREP_CONFIG' : 'correct its permissions or remove it'}`,
  namesFile: ({ path, problem }: { path: string; problem: Said }, say: Say) =>
    `names ${path}, which ${say(problem)}`,
  namesSomeFile: ({ problem }: { problem: Said }, say: Say) => `names a file that ${say(problem)}`,
  namesVariable: ({ name, problem }: { name: string; problem: Said }, say: Say) =>
    `names the environment variable ${name}, which ${say(problem)}`,
  variableNotSet: 'is not set',
  notVariable: 'is not the name of an environment variable (capital letters, digits and underscores)',
  notToml: ({ line, column, reason }: { line: number; column: number; reason: string }) =>
    `is not TOML: line ${line}, column ${column}: ${reason === '' ? 'not understood' : reason}`,
  notTomlAtAll: 'is not TOML',
  notThere: 'does not exist',
  unreadable: ({ code }: { code: string }) => `cannot be read: ${readFault(code)}`,
  notFile: 'is not a file',
  notUtf8: 'is not text in UTF-8; save it in UTF-8',
  otherUser: ({ uid, user, path }: { uid: number; user: number; path: string }) =>
    `belongs to another user (user ID ${uid}); run: chown ${user} ${pathWord(path)}`,
  othersChange: ({ mode, path }: { mode: string; path: string }) =>
    `can be changed by others (mode ${mode}); run: chmod go-w ${pathWord(path)}`,
  othersAccess: ({ mode, path }: { mode: string; path: string }) =>
    `others can access (mode ${mode}); run: chmod 600 ${pathWord(path)}`,
  tooBig: ({ kib }: { kib: number }) => `is bigger than ${kib} KiB`,
  notCertificate: 'is not a certificate in PEM',
  brokenCertificate: ({ path, place }: { path: string; place: number }) =>
    `names ${path}, of which certificate ${place} cannot be read`,

  secretInFile: ({ file, variable }: { file: string; variable: string }) =>
    `must not stand in the file; put it into a file of its own (${file}) or an environment variable (${variable})`,
  givenTwice: ({ all }: { all: string }) => `is given more than once (${all}); keep one of them`,
  emptyText: 'must be a text that is not empty',
  isEmpty: 'is empty',
  notAlone: 'holds more than one line; it must be the secret alone',
  strayCharacter: ({ code, place, of }: { code: string; place: number; of: number }) =>
    `holds ${code === '0020' ? 'a space' : 'an invisible character'} (U+${code}, character ${place} of ${of}), as copying may leave behind; enter it without`,
  secretIsId: 'holds an AccessKey ID instead of the AccessKey secret',
  keySwapped: 'holds the AccessKey ID, and the ID is not one: the two are swapped',
  keyTemporary: ({ prefix }: { prefix: string }) =>
    `is a temporary AccessKey of STS (STS.…), which expires within hours; use the AccessKey of a user (${prefix}…)`,
  keyOfOtherCloud: ({ prefix, expected }: { prefix: string; expected: string }) =>
    `begins with ${prefix}, as those of the other cloud do; those of this cloud begin with ${expected}`,
  keysName: 'AccessKeys',
  keyExpires: ({ setting }: { setting: string }) =>
    `${setting} is set, so the AccessKey is temporary: when it expires, every run stops until the worker gets another.`,
  keyExpiresRemedy: 'Use the AccessKey of a user, which does not expire.',
  idMissing: 'is missing, but its secret is given',
  noKeys: ({ kind, command }: { kind: string; command: string }) =>
    `holds no ${kind}; make one with: ${command}`,
  tooManyKeys: ({ count, kind, most }: { count: number; kind: string; most: number }) =>
    `holds ${count} ${kind}s; ${most} at most`,
  notKey: ({ place }: { place: number }) =>
    `holds as key ${place} what is not 32 bytes in base64 (44 characters with "=" at the end)`,
  sameKey: ({ kind }: { kind: string }) => `holds the same ${kind} twice`,
  noToken: 'holds no token; make one with: npx prep keygen --codec-token NAME --out FILE',
  tooManyTokens: ({ count, most }: { count: number; most: number }) =>
    `holds ${count} tokens; ${most} at most`,
  notToken: ({ place }: { place: number }) =>
    `holds as entry ${place} what is not NAME:TOKEN (a name of letters, digits and . _ @ + -, and a token of 32 characters or more)`,
  sameToken: 'holds the same token twice, so that the access log could not show who used it',
  workerKeyMissing: ({ command }: { command: string }) =>
    `is missing (or set PREP_TRUST_KEYS_FILE); make a worker key with: ${command}`,

  samePort: 'is the same as worker.http_port',
  versioningHalf: ({ present }: { present: string }) =>
    `is missing; worker versioning needs it together with ${present}`,
  vaultTwice: 'has a token and an AppRole; keep one of the two',
  appRoleHalf: 'is missing; an AppRole needs role_id and secret_id_file',
  vaultNoLogon: 'is missing; give it, or role_id and secret_id_file',
  codecNoEncryption: 'is of no use without payload encryption; set payload_encryption.keys_file',
  codecNoTokens: 'is missing, and temporal_tokens is not set: nobody could use the endpoint',
  codecNoPort: 'is 0, but the codec endpoint needs a port',
  codecNoUrl: ({ host }: { host: string }) =>
    `is missing: the worker listens on ${host}, where tokens may only come through a proxy that serves https`,
  channelTwice: 'is the name of another channel too',
  channelOfOther: ({ owner, kind }: { owner: string; kind: string }) =>
    `is an address of ${owner}, but the kind is ${kind}`,
  channelUnsigned: 'is missing: it signs what is sent, so that the receiver can verify the sender',
  channelSecretShort: ({ least }: { least: number }) =>
    `is shorter than ${least} characters; make one with: openssl rand -hex 32`,
  channelSecretUnused: ({ kind }: { kind: string }) =>
    `has no use: ${kind} knows no signatures; leave it out`,

  escalateAfterMissing: 'is missing alongside escalate_to: from when does the second group count?',
  escalateToMissing: 'is missing alongside escalate_after: who is the second group?',
  escalateFromAnybody: 'is empty, so that anybody may approve from the start; name the first group',
  escalateTooLate: 'is not sooner than timeout, so that the second group would never count',
  namedTwice: ({ name }: { name: string }) => `names ${name} twice`,
  inBothGroups: ({ name }: { name: string }) => `names ${name}, who is among the approvers already`,
  sharedKey: ({ fingerprint, name, other }: { fingerprint: string; name: string; other: string }) =>
    `gives the key ${fingerprint} to ${name}, though it is ${other}'s already`,
  sharedPrincipal: ({ principal, name, other }: { principal: string; name: string; other: string }) =>
    `gives the principal ${principal} to ${name}, though it is ${other}'s already`,
  unsignedNobody: 'is true, but no approver is named',
  unsigned: ({ names }: { names: string }) => `is true, but ${names} have no key`,
  tooFewApprovers: ({ required, able }: { required: number; able: number }) =>
    `is ${required}, but there are only ${able} approvers`,

  variableMissing: ({ alternative }: { alternative: string }) =>
    `is missing (or ${alternative}, a file that holds it)`,
  variableTwice: ({ other }: { other: string }) => `is given, and ${other} too; keep one of them`,
  fromVariable: ({ variable, problem }: { variable: string; problem: Said }, say: Say) =>
    `comes from ${variable}, which ${say(problem)}`,
  notTrueFalse: 'must be true or false',

  namesThing: ({ what, problem }: { what: string | null; problem: Said }, say: Say) =>
    `names ${what ?? 'a file'}, which ${say(problem)}`,
  temporalToml: ({ problem }: { problem: Said }, say: Say) => `temporal.toml ${say(problem)}`,
  connectionNeeds: ({ what, problem }: { what: string | null; problem: Said }, say: Say) =>
    `the connection needs ${what ?? 'a file'}, which ${say(problem)}`,
  tomlNotUnderstood: 'is not understood',
  profileUnknown: ({ profile }: { profile: string }) =>
    `names profile ${profile}, which temporal.toml does not have`,
  notHostPort:
    'is not host:port without "https://", with a port from 1 to 65535 and an IPv6 address in brackets',
  keyWithoutTls: 'switches TLS off, but an API key is only sent over TLS (other than to this machine)',
  missingBeside: ({ other }: { other: string }) => `is missing alongside ${other}`,

  checkName: 'Configuration',
  filesName: 'Files',
  recipientsName: 'Recipients',
  workerKeysName: 'Worker keys',
  approvalName: 'Approval',
  notificationsName: 'Notifications',
  readFrom: (
    { from, profiles, account, region }: { from: Said; profiles: string; account: string; region: string },
    say: Say,
  ) => `Read from ${say(from)}: KS3 ${profiles}; Alibaba account ${account}, region ${region}.`,
  fromEnvironmentAlone: 'the environment alone',
  filesPrivate: ({ files }: { files: string }) => `Only their owner can access ${files}.`,
  noRecipient: 'No recipient is configured, so every input has to name its own.',
  noRecipientRemedy:
    'Set credentials.recipients (PREP_RECIPIENTS) to the age1… of the person who receives the credentials.',
  recipients: ({ count, expireAfterMs }: { count: number; expireAfterMs: number | null }) =>
    `Credentials are sealed to ${count} age ${count === 1 ? 'recipient' : 'recipients'} and ${expireAfterMs === null ? 'never expire' : `revoked after ${duration(expireAfterMs)}`}.`,
  workerKeys: ({
    first,
    others,
    publicKeys,
  }: {
    first: string;
    others: readonly string[];
    publicKeys: string;
  }) =>
    `Results are signed with worker key ${first}${others.length === 0 ? '' : `; ${others.join(', ')} only ${others.length === 1 ? 'verifies' : 'verify'}`}. To verify them elsewhere: ${publicKeys}.`,
  anybodyApproves: 'Anybody who can signal a workflow of the namespace may approve.',
  anybodyRemedy: 'Set approval.approvers (PREP_APPROVERS) to the names of the approvers.',
  approvalSigned: ({
    required,
    approvers,
    timeoutMs,
  }: {
    required: number;
    approvers: string;
    timeoutMs: number;
  }) => `${required} of ${approvers} must approve within ${duration(timeoutMs)}, each with a signature.`,
  approvalUnsigned: ({
    required,
    approvers,
    timeoutMs,
    unsigned,
  }: {
    required: number;
    approvers: string;
    timeoutMs: number;
    unsigned: string;
  }) =>
    `${required} of ${approvers} must approve within ${duration(timeoutMs)}; but anyone who can signal a workflow of the namespace can do so as ${unsigned}.`,
  approvalRemedy: 'Give these approvers their public SSH keys (approval.approvers); see docs/security.md.',
  channels: ({ channels }: { channels: string }) =>
    `These channels receive preparation updates: ${channels}. Nothing was sent; try it with: npx prep notify test`,
  channelsNoLink: ({ channels }: { channels: string }) =>
    `These channels receive preparation updates: ${channels}. Nothing was sent; try it with: npx prep notify test. Messages hold no link that works on another machine.`,
  channelsRemedy: 'Set worker.web_ui (TEMPORAL_UI) to the address of the Temporal Web UI.',
  regionSpelling: ({ profile, region, meant }: { profile: string; region: string; meant: string }) =>
    `Source ${profile} has the region ${region}, which KS3 spells "${meant}".`,
  noBundle: ({ path, reasons }: { path: string; reasons: string }) =>
    `The workflows in ${path} cannot be bundled: ${reasons}\nIn an installation: run \`npm ci\` and \`npm run build\` again. In development: a workflow may import only contracts/, presentation/, @temporalio/workflow and @temporalio/common.`,
  regionRemedy: ({ profile, meant }: { profile: string; meant: string }) =>
    `Set source.${profile}.region to "${meant}", unless this private cloud has its own names.`,
};
