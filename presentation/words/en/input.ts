import { abridged } from '../../text/abridged';
import { quoted, visible } from '../../text/foreign-text';
import type { Said, Say } from '../phrase';

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'a boolean',
  fraction: 'a fraction',
  int: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

/** What is wrong with a field of an input or a setting; most continue a sentence about it. */
export const input = {
  missing: 'is missing',
  missingOrSet: ({ variable }: { variable: string }) => `is missing (or set ${variable})`,
  missingOrSetSome: ({ variable }: { variable: string }) => `is missing (or set ${variable} and so on)`,
  undecodable: ({ reason }: { reason: Said }, say: Say) => `could not be decoded: ${say(reason)}`,
  andMore: ({ count }: { count: number }) => `… and ${count.toLocaleString('en')} more`,
  wholeInput: 'input',
  line: ({ at, problem, example }: { at: Said; problem: Said; example?: string | undefined }, say: Say) =>
    visible(
      `${say(at)}${at === '' ? '' : ': '}${abridged(say(problem), 1000)}${example === undefined ? '' : `; for example ${example}`}`,
    ),
  forExample: ({ example }: { example: string }) => `For example ${example}`,
  unknownField: 'is not a known field',
  unknownFieldNear: ({ near }: { near: string }) => `is not a known field; did you mean "${near}"?`,
  unknownFieldOf: ({ known }: { known: string }) => `is not a known field; known are ${known}`,
  wrongKind: ({ kind, found }: { kind: string; found: string }) =>
    `must be ${KINDS[kind] ?? kind}, but is ${KINDS[found] ?? found}`,
  neitherKind: ({ kind, other, found }: { kind: string; other: string; found: string }) =>
    `must be ${KINDS[kind] ?? kind} or ${KINDS[other] ?? other}, but is ${KINDS[found] ?? found}`,
  quotedObject: 'must be an object, but is a string that holds one: leave out the quotes around it',
  oneOf: ({ values }: { values: string }) => `must be one of ${values}`,
  atLeast: ({ minimum }: { minimum: string }) => `must be at least ${minimum}`,
  atMost: ({ maximum }: { maximum: string }) => `must be at most ${maximum}`,
  tooLong: ({ maximum }: { maximum: string }) => `must be at most ${maximum} long`,
  empty: 'must not be empty',
  plainWord: 'must be letters, digits, - and _',
  roundsNeverOverwrite: 'must not be "never" with rounds: they copy what is newer',
  notDuration: 'is not a duration',
  notDurationNor: ({ word }: { word: string }) => `is not a duration and not "${word}"`,
  durationBounds: 'must be between 1 second and 1 year',
  durationBoundsOr: ({ word }: { word: string }) => `must be between 1 second and 1 year, or "${word}"`,
  planDigest: 'is not a plan digest of 64 hexadecimal digits',
  notTime: ({ example }: { example: string }) => `is not a time such as ${example}`,
  tooDeep: ({ levels }: { levels: number }) => `is nested more than ${levels} levels deep`,
  tooLarge: ({ kib }: { kib: number }) => `is larger than ${kib} KiB`,

  ks3BucketName: ({ odd }: { odd: string | null }) =>
    `is not a KS3 bucket name: 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends${odd === null ? '' : `, and no ${odd}`}`,
  ks3BucketKss: 'is not a KS3 bucket name: it must not start with "kss"',
  ossBucketName: ({ odd }: { odd: string | null }) =>
    `is not an OSS bucket name: 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends${odd === null ? '' : `, and no ${odd}`}`,
  ossRegion: 'is not an OSS region',
  ossRegionSpelt: ({ meant }: { meant: string }) => `is not an OSS region; OSS spells it "${meant}"`,
  ramUserName: 'is not a RAM user name: 1 to 64 letters, digits, periods, hyphens and underscores',
  ramDisplayName:
    'is not a RAM display name: 1 to 128 letters, digits, periods, at signs, hyphens and underscores, no spaces',
  tooManyTags: ({ most }: { most: number }) => `holds more than ${most} tags`,
  tagKeyLength: 'has a key that is not 1 to 64 characters long',
  hiddenKey: ({ text }: { text: string }) => `has a key with characters that cannot be seen: ${quoted(text)}`,
  hiddenValue: ({ text }: { text: string }) =>
    `has a value with characters that cannot be seen: ${quoted(text)}`,
  hiddenText: ({ text }: { text: string }) =>
    `has a text with characters that cannot be seen: ${quoted(text)}`,
  prefixSlash: 'must not start with "/": keys have no leading slash',
  prefixTooLong: 'is longer than 1,024 bytes',

  notUrl: 'is not a URL',
  noScheme: ({ meant }: { meant: string }) => `has no scheme: write ${meant}`,
  notHttps: 'must start with https://',
  notHttpsNorLoopback: 'must start with https:// (plain http is accepted for loopback addresses only)',
  userInUrl: 'must not hold a user name or password',
  notBareHost: 'must be the bare host, without a path or bucket name',

  nameLength: 'must have 1 to 128 characters',
  nameHidden: ({ at }: { at: Said }, say: Say) =>
    `holds ${say(at)}, which cannot be seen; names are of letters, digits and punctuation`,
  nameStrange: ({ at }: { at: Said }, say: Say) =>
    `holds ${say(at)}, which names do not have; they are of letters, digits and punctuation`,
  nameMark: ({ at }: { at: Said }, say: Say) => `holds ${say(at)}, a mark that stands on no letter`,
  nameSpaces: ({ name }: { name: string }) => `holds several spaces in a row: ${quoted(name)}`,
  nameLetters: ({ name }: { name: string }) => `holds no letter and no digit: ${quoted(name)}`,
  namePlaceholder: ({ name }: { name: string }) =>
    `is ${quoted(name)}, the placeholder of an example: put your own name there`,
  nameAlphabets: ({ letter, code, name }: { letter: string; code: string; name: string }) =>
    `mixes alphabets: ${quoted(letter)} (U+${code}) in ${quoted(name)} is of another one than the letters around it`,
  characterAt: ({ character, place, name }: { character: string; place: number; name: string }) =>
    `${quoted(character)} (character ${place} of ${quoted(name)})`,

  configuredKey: 'is the configured AccessKey, which only its owner replaces; only one that was created is',

  bucketNameTooLong: ({ bucket }: { bucket: string }) =>
    `the default ${JSON.stringify(bucket)} is longer than the 63 characters that OSS allows; give a name`,
  contradicts: ({ value, setting }: { value: string; setting: string }) =>
    `"${value}" contradicts ${setting}; change one of the two`,
  noZoneRedundancy: ({ storageClass }: { storageClass: string }) =>
    `OSS has no zone-redundant ${storageClass}`,
  noProfile: ({ profile, known }: { profile: string; known: string }) =>
    `${quoted(profile)} is not a source in the worker's configuration${known === '' ? ', which has none' : `; there are ${known}`}`,
  otherBucket: ({ workflowId, bucket, right }: { workflowId: string; bucket: string; right: string }) =>
    `"${bucket}" is not the bucket that the workflow ID "${workflowId}" names; start it under the workflow ID "${right}", or correct the bucket`,
  otherKind: ({
    workflowId,
    named,
    type,
    right,
  }: Record<'workflowId' | 'named' | 'type' | 'right', string>) =>
    `the workflow ID "${workflowId}" is one of ${named}, and this is ${type}; start it under the workflow ID "${right}"`,
  notAPreparation: ({ workflowId, type, right }: Record<'workflowId' | 'type' | 'right', string>) =>
    `"${workflowId}" is the workflow ID of a run of ${type}, not of a preparation, such as "${right}"`,
  otherUser: ({ workflowId, user, right }: Record<'workflowId' | 'user' | 'right', string>) =>
    `it is about the user "${user}", whom the workflow ID "${workflowId}" does not name; start it under the workflow ID "${right}", or correct the input`,
  noIam: ({ profile }: { profile: string }) =>
    `"create" needs Kingsoft Cloud IAM, and the worker's configuration has none for source profile ${profile} (iam_endpoint)`,
  nothingToHandOver:
    'needs consoleLogon, programmaticAccess or both; with neither there would be nothing to hand over',
  noRecipient: "is missing, and the worker's configuration names none; nobody could open the credentials",
  recipientSecret:
    'is a secret key, which must not be shared; give the public recipient that belongs to it, and make a new key',
  recipientSsh: 'is an SSH key; only age recipients are supported',
  recipientBroken: 'is not a valid age recipient; it was perhaps not copied completely',
  notRecipient: 'is not an age recipient',
  recipientAt: ({ index, problem }: { index: number; problem: Said }, say: Say) =>
    `Number ${index + 1} ${say(problem)}.`,
  notAllowed: ({ value, setting, allowed }: { value: string | null; setting: string; allowed: string }) =>
    `${value === null ? '' : `${JSON.stringify(value)} `}is not allowed by the worker's configuration (${setting}); allowed: ${allowed}`,
  spelt: ({ problem, meant }: { problem: Said; meant: string }, say: Say) =>
    `${say(problem)}; KS3 spells it "${meant}"`,

  graceShorter: "is shorter than the worker's configuration asks for (lifecycle.grace)",
  noConfiguredRecipient:
    "cannot be anybody: the worker's configuration names no recipient (credentials.recipients), and without an approval a new key is sealed to nobody else",
  recipientNotConfigured:
    "is not among the recipients of the worker's configuration; to seal to somebody else, revoke the credentials and prepare the bucket again, which asks for an approval",

  tooFewRequired: ({ required, configured }: { required: number; configured: number }) =>
    `${required} is fewer than the ${configured} that the worker's configuration asks for`,
  timeoutLonger: "is longer than the worker's configuration allows",
  switchedOff: "cannot be switched off: the worker's configuration asks for it",
  approverNotConfigured: ({ name, configured }: { name: string; configured: string }) =>
    `${name} is not among the approvers of the worker's configuration (${configured})`,
  nobodyToEscalateTo: "has nobody to escalate to: the worker's configuration names no second group",
  escalationSooner: "is sooner than the worker's configuration allows",
  requesterMissing: 'is missing; the requester of a preparation may not approve it here (four eyes)',
  approvalImpossible: ({
    required,
    able,
    who,
    without,
  }: {
    required: number;
    able: number;
    who: string;
    without: string;
  }) =>
    `${required} approvals cannot come from ${able} approvers (${who === '' ? 'nobody' : who})${without === '' ? '' : `, without ${without}, the requester`}`,
  tooManyReminders: ({ reminders, most }: { reminders: number; most: number }) =>
    `would remind ${reminders} times before the time is up; ${most} are the most`,
};
