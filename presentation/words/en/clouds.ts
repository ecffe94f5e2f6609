import { named } from '../../text/foreign-text';
import type { Said, Say } from '../phrase';

/** What the clouds, Vault and chat robots answered, and why a request got no answer. */
export const clouds = {
  // Endpoints
  endpoint: ({ endpoint, problem }: { endpoint?: string | undefined; problem: Said }, say: Say) =>
    `${endpoint ?? 'The endpoint'} ${say(problem)}.`,
  pathStyleOnly: 'is an IP address, which cannot be prefixed with a bucket name',

  // Certificates
  certificate: ({ problem }: { problem: Said }, say: Say) =>
    `The certificate of its endpoint ${say(problem)}.`,
  itsCertificate: ({ problem }: { problem: Said }, say: Say) => `Its certificate ${say(problem)}.`,
  certificateOtherName: 'is for another name',
  certificateExpired: 'has expired',
  certificateNotYetValid: 'is not valid yet',
  certificateRevoked: 'is revoked',
  certificateNotTrusted: 'is not trusted',
  trustAuthority: ({ setting }: { setting: Said }, say: Say) =>
    `To trust an authority of your own, set ${say(setting)} and restart.`,
  sourceAuthority: 'ca_file of the source profile',
  anyAuthority: 'NODE_EXTRA_CA_CERTS, or ca_file of the source profile,',

  // Requests without a usable response
  notInTime: 'It did not answer in time.',
  noAnswer: 'It did not answer.',
  connectionFailed: 'The connection failed.',
  unknownHost:
    'There is no host of that name: check the spelling of region and endpoint, then the name resolution.',
  noTls: 'It does not answer with TLS: check that the endpoint is one for https, with its port.',
  noHttp: 'It does not answer with HTTP: check the endpoint and its port.',
  nameNotValid: 'That is not a valid bucket name.',
  proxyIgnored: ({ variable, host }: { variable: string; host: string }) =>
    `${variable} is set but not used: ${host} is reached without a proxy and needs a direct route.`,
  unreadable: 'The response could not be read.',
  notJson: 'The response is not JSON.',
  notJsonStatus: ({ status }: { status: number }) => `The response (HTTP ${status}) is not JSON.`,
  notDocumented: 'The response does not have the documented format.',
  tooLong: 'The response was far too long.',
  endlessList: 'The pages of the list do not end.',

  // KS3
  requestTo: ({ host, region }: { host: string; region?: string | undefined }) =>
    `The request went to ${host}${region === undefined ? '' : ` (region ${named(region)})`}.`,
  requestToBucketHost: ({ host }: { host: string }) =>
    `The request went to ${host}, which already contains the bucket name.`,
  ks3Names: ({ name }: { name: string }) => `KS3 names ${named(name)}.`,
  ks3NamesNone: 'KS3 does not say which is right.',
  ks3Use: ({ endpoint, region }: { endpoint: string; region: string }) =>
    `That is endpoint ${endpoint} with region ${region}.`,
  pathStyleRefused: 'KS3 rejects path style here.',

  // Kingsoft Cloud's IAM
  iamWithoutUser: 'Nothing was sent: without a user name, the request might apply to the main account.',
  iamClock: ({ minutes }: { minutes: number }) =>
    `Its clock and that of this machine differ by ${minutes} minutes.`,

  // OSS
  ossOptions: 'The region, bucket name or AccessKey does not have the form that OSS requires.',
  ossDomainOfOther: ({ domain }: { domain: string }) =>
    `The domain ${domain} (alibaba.oss_domains) is mapped to another bucket, or the AccessKey is wrong.`,
  ossNameRefused: 'The name is not a valid bucket name; nothing was sent.',
  ossNames: ({ host, region }: { host: string; region: string | null }) =>
    `OSS names ${host}${region === null ? '' : `, which is region ${region}`}.`,
  ossEndpointIn: ({ host, region }: { host: string; region: string }) =>
    `The request went to ${host}, which is region ${region}.`,
  notOss: 'The response is not a valid response of OSS.',
  withoutOssError: ({ status }: { status: number }) =>
    `The response (HTTP ${status}) does not contain an error of OSS.`,
  ossOtherRedundancy: 'Its data redundancy type differs.',
  ossOtherClass: 'Its storage class differs.',
  ossNameOrPermission: 'OSS gives the same answer to an identity that may not create or list buckets.',
  ossDeniedOrTaken: 'OSS gives the same answer if the name belongs to another Alibaba Cloud account.',
  ossHeadDenied: 'Comparing contents needs oss:GetObject.',
  ossPublicBlocked: 'Block Public Access forbids an ACL other than private.',

  // RAM
  ramWithoutUser: 'Nothing was sent: without a user name, the request would apply to the caller itself.',

  // Data Online Migration
  notMgw: 'The response is not one of Data Online Migration.',
  mgwName: 'Nothing was sent: its name does not have the form that Data Online Migration requires.',

  // Vault
  vaultAddress: ({ problem }: { problem: Said }, say: Say) => `Its address ${say(problem)}.`,
  vaultAuthority: 'Set `ca_file` of the store to the certificate of its authority.',
  vaultRoleRefused: 'The role ID or the secret ID is not valid, or no longer valid.',
  vaultSealed: 'It is sealed or under maintenance.',
  vaultRedirects:
    'It redirects elsewhere, which is not followed; configure the address of the active server.',
  vaultForbidden: 'The token or role has no permission for this, or is no longer valid.',
  vaultNoEngine: 'There is no KV version 2 secrets engine at that mount, or no auth method at its mount.',
  vaultRefused: 'The server does not accept the request.',
  vaultNotKv2: 'The response does not have the format of KV version 2; is version 1 mounted there?',

  // Receivers of notifications
  receiverLate: ({ seconds }: { seconds: number }) => `no answer within ${seconds} s`,
  receiverUnreachable: ({ code }: { code?: string | undefined }) =>
    `it cannot be reached${code === undefined ? '' : ` (${code})`}`,
  receiverUnknownHost: 'there is no host of that name: check the spelling of its URL',
  receiverNoTls: 'it does not answer with TLS: check that its URL is one for https, with its port',
  receiverNoHttp: 'it does not answer with HTTP: check its URL and port',
  receiverRedirects: ({ status }: { status: number }) =>
    `it redirects (HTTP ${status}), and redirects are not followed`,
  receiverAnswered: ({ status }: { status: number }) => `it answered HTTP ${status}`,
  receiverNotJson: 'its answer is not the JSON of this kind of receiver',
  receiverPage: 'its answer is a web page, not that of a webhook',
  receiverRefused: 'it refused the message',
  receiverCode: ({ meaning, code }: { meaning: Said; code: string }, say: Say) => `${say(meaning)} (${code})`,
  robotBusy: ({ robot }: { robot: Robot }) => `${robot} is busy`,
  robotUnknown: ({ robot }: { robot: Robot }) =>
    `${robot} knows no such robot, or it was stopped; copy its webhook again from the group settings`,
  robotTooFast: ({ robot, perMinute }: { robot: Robot; perMinute: number }) =>
    `${robot} accepts at most ${perMinute} messages a minute from a robot`,
  robotTooMany: ({ robot }: { robot: Robot }) => `${robot} accepts no more messages at the same time`,
  robotNotUnderstood: ({ robot }: { robot: Robot }) => `${robot} does not understand the message`,
  dingtalkTooFast: 'DingTalk accepts at most 20 messages a minute from a robot, then none for ten minutes',
  dingtalkGroupGone: 'the DingTalk group was dismissed',
  dingtalkSecurity:
    'DingTalk refused it because of the robot\'s security settings: check the signing secret, the clock of the worker, the keyword (use "ks3-oss-prep") and the address list',
  dingtalkLink: 'DingTalk considers the link to the Web UI unsafe',
  feishuSignature: 'Feishu refused the signature: the signing secret or the clock of the worker is wrong',
  feishuAddress: "the worker's address is not on the bot's address list",
  feishuKeyword: 'the bot requires a keyword; use "ks3-oss-prep"',
};

type Robot = 'DingTalk' | 'Feishu' | 'WeCom';
