import { settings } from './settings';
import { minute } from '../../text/minute';
import type { Translated } from '../phrase';
import type { provisioning as english } from '../en/provisioning';
import { duration } from './duration';
import { switched } from './switched';

export const provisioning: Translated<typeof english> = {
  alibabaIdentity: '阿里云身份',
  ossBucket: 'OSS Bucket',
  ramUser: 'RAM 用户',
  policy: ({ name }) => `策略 ${name}`,
  passwordPolicy: '密码策略',
  signInDomain: '登录域名',
  ks3Endpoint: 'KS3 Endpoint',
  ks3Prefix: 'KS3 前缀',
  ks3List: 'KS3 列举',
  ks3Location: 'KS3 地域',
  ks3Read: 'KS3 读取',
  ks3AccessKey: 'KS3 AccessKey',
  sourceAccessKey: '源端 AccessKey',
  deliveryToOss: '交付到 OSS',
  deliveryToVault: '交付到 Vault',
  newKeyIdentity: '新 AccessKey 的身份',
  newKeyBucket: '新 AccessKey 访问 Bucket',
  withNewKey: ({ check }, say) => `${say(check)}（新 AccessKey）`,
  accessKey: 'AccessKey',
  policies: '权限策略',
  consoleLogon: '控制台登录',

  finding: ({ name, type, message }, say) => `${say(name)}（${type}）：${say(message)}`,
  identityIs: ({ arn }) => `当前配置的 AccessKey 属于 ${arn}。`,
  identityIsAccount: ({ arn }) => `当前配置的是主账号的 AccessKey（${arn}），拥有全部权限。`,
  otherAccount: ({ account, arn }) => `STS 返回的账号是 ${account}（${arn}）。`,
  bucketWillBeCreated: ({ bucket, region }) => `OSS Bucket ${bucket} 尚不存在，将在 ${region} 创建。`,
  bucketOfEarlierRun: ({ bucket }) => `OSS Bucket ${bucket} 由同一准备任务的先前运行创建。`,
  bucketUsedAsItIs: ({ bucket }) => `OSS Bucket ${bucket} 已存在，将原样使用。`,
  bucketLifecycleRules: ({ bucket, rules }) =>
    `OSS Bucket ${bucket} 有 ${rules} 条生命周期规则。迁移会保留修改时间，这些规则可能立即作用于迁移后的对象。`,
  userWillBeCreated: ({ name }) => `RAM 用户 ${name} 尚不存在，将会创建。`,
  userOfEarlierRun: ({ name }) => `RAM 用户 ${name} 由同一准备任务的先前运行创建，尚未交付任何凭证。`,
  policyExists: ({ name, type }) => `${type === 'System' ? '系统' : '自定义'}策略 ${name} 已存在。`,
  policyWillBeCreated: ({ name }) => `自定义策略 ${name} 尚不存在，将会创建。`,
  passwordsAccepted: ({ length }) => `账号要求密码至少 ${length} 个字符，可以生成符合要求的密码。`,
  signsInAs: ({ name }) => `该用户的登录名为 ${name}。`,
  signsInAsGuessed: ({ name, source }) =>
    `无法读取账号的默认域名，${name} 由账号${source === 'account-alias' ? '别名' : ' ID '}推导得出。`,
  ks3EndpointUsed: ({ endpoint }) => `KS3 请求发往 ${endpoint}。`,
  ks3Empty: ({ bucket, prefix }) =>
    `KS3 存储空间 ${bucket} ${prefix === '' ? '中' : `的前缀 ${prefix} 下`}没有对象，无需迁移。`,
  ks3MayList: ({ bucket }) => `该 AccessKey 可以列举 KS3 存储空间 ${bucket}。`,
  ks3OtherRegion: ({ location, region }) => `KS3 返回的地域是 ${location}，而请求的地域是 ${region}。`,
  ks3NoLocation: ({ bucket, region }) => `KS3 未返回存储空间 ${bucket} 的地域，按 ${region} 处理。`,
  ks3In: ({ bucket, location }) => `KS3 存储空间 ${bucket} 位于 ${location}。`,
  ks3NothingToRead: ({ bucket }) => `KS3 存储空间 ${bucket} 没有可供试读的对象。`,
  ks3Archived: ({ bucket }) => `KS3 存储空间 ${bucket} 的第一个对象为归档类型。归档对象须在迁移前解冻。`,
  ks3MayRead: ({ bucket }) => `该 AccessKey 可以读取 KS3 存储空间 ${bucket} 的对象。`,
  ownerNotChecked: ({ accessKeyId, profile }) =>
    `未检查 AccessKey ${accessKeyId} 的所属用户：源端配置 ${profile} 没有配置金山云 IAM。`,
  ownerNotAnswered: ({ accessKeyId }) =>
    `无法检查 AccessKey ${accessKeyId} 的所属用户：金山云 IAM 未及时响应。`,
  ownerNotFound: ({ accessKeyId, why }, say) => `无法检查 AccessKey ${accessKeyId} 的所属用户：${say(why)}`,
  ownerUnknown: ({ accessKeyId }) =>
    `金山云 IAM 列出的用户都没有 AccessKey ${accessKeyId}：它可能属于主账号，拥有全部权限。使用 {"source":{"accessKey":"create"}} 可创建一个只能读取该存储空间的专用 AccessKey。`,
  ownerIs: ({ accessKeyId, user, account, created, used, disabled }, say) =>
    `AccessKey ${accessKeyId} 属于${account === '' ? '' : `账号 ${account} 的`}金山云 IAM 用户 ${user}；创建：${say(created)}，最近使用：${say(used)}。${disabled ? '该 AccessKey 已停用。' : ''}`,
  unknownTime: 'IAM 未返回时间',
  atTime: ({ time }) => time,
  ago: ({ ageMs }) => `${duration(ageMs)}前`,
  neverUsed: '从未使用或近期未使用',
  configuredKeyUsed: '使用已配置的 AccessKey。',
  readerWillBeCreated: ({ name, bucket }) =>
    `金山云 IAM 用户 ${name} 尚不存在，审批通过后创建，其 AccessKey 只能列举、定位和读取 KS3 存储空间 ${bucket}。`,
  readerOfEarlierRun: ({ name }) => `金山云 IAM 用户 ${name} 由同一准备任务的先前运行创建。`,

  bucketAcceptsSealed: ({ bucket }) => `OSS Bucket ${bucket} 为私有，可以存放加密后的凭证。`,
  vaultAccepts: ({ address, plain }) => `Vault（${address}）可以存放${plain ? '明文凭证' : '加密后的凭证'}。`,
  otherVault: 'Worker 现在配置的是另一个 Vault 或密钥引擎。',
  deliveryBucketMissing: '该 Bucket 不存在。',
  deliveryBucketElsewhere: ({ region, expected }) => `该 Bucket 位于 ${region}，而不是 ${expected}。`,
  deliveryBucketNotPrivate: ({ acl }) => `该 Bucket 的 ACL 为 ${acl}，必须为 private。`,
  writtenNotReadable: '已写入，但暂时无法回读。',
  writtenDiffers: '已写入，但回读的内容不一致。',
  writtenByOther: '另一次尝试同时写入了该位置。',
  plainCredentialGone: '写入该处的明文凭证已不存在，但仍包含在加密后的凭证中。',

  bucketRegion: ({ region, expected }) => `它位于 ${region}，而不是 ${expected}。`,
  bucketStorageClass: ({ found, expected }) => `其存储类型为 ${value(found)}，而不是 ${value(expected)}。`,
  bucketRedundancy: ({ found, expected }) => `其冗余类型为 ${found}，而不是 ${expected}。`,
  bucketSetting: ({ setting, found, expected }) =>
    `其${settings.ofBucket[setting] ?? setting}为 ${value(found)}，而不是 ${expected.map(value).join(' 或 ')}。`,
  bucketKeptSetting: ({ bucket, setting, found, expected }) =>
    `OSS Bucket ${bucket} 原样使用：其${settings.ofBucket[setting] ?? setting}为 ${found}，而不是 ${expected}。`,
  bucketAsPlanned: ({ bucket, acl, encryption }) =>
    `OSS Bucket ${bucket} 与已批准的方案一致：ACL ${acl}，加密方式 ${encryption}。`,
  bucketDelivered: ({ at }) => `已于 ${minute(at)} 交付`,
  bucketOfOtherRun: '由同一准备任务的另一次运行创建',
  bucketNotEmpty: '其中有对象',

  markOfPreparation: ({ preparation }) => `其标记属于准备任务 ${preparation}。`,
  markNotAuthentic: '其标记虽为本产品的格式，但并非由使用当前配置的 Worker 生成。',
  markMissing: '其上没有本产品的标记。',
  delivered: ({ at, until, access, rotate, revoke }, say) =>
    `凭证已于 ${minute(at)} 交付，${until === null ? '永不到期' : `将于 ${minute(until)} 到期`}；该用户现有：${access.map(say).join('、') || '无任何访问权限'}。轮换 AccessKey：${rotate}。回收全部凭证：${revoke}。`,
  issuedKey: ({ accessKeyId, createdAt, active }) =>
    `AccessKey ${accessKeyId}（${createdAt === '' ? '签发时间未知' : `签发于 ${createdAt}`}，${active ? '已启用' : '已停用'}）`,
  logon: '控制台登录',
  deliveredAt: ({ at }) => `其凭证已于 ${minute(at)} 交付`,
  usedByOtherRun: '同一准备任务的另一次运行正在使用',
  attachedElsewhere: '还授权给了其他用户',
  policyOf: ({ name, user }, say) => `${say(user)} 的策略 ${name}`,
  logonOf: ({ user }, say) => `${say(user)} 的控制台登录`,
  blockedBy: ({ what }) => `因仍存在 ${what}，无法删除。`,
  notListed: ({ directory }) => `${directory} 的列表中没有它。`,
  notListedDeleted: ({ directory }) => `${directory} 的列表中没有它，已将其删除。`,
  listedBeside: ({ directory, others }) => `${directory} 还列出了 ${others.join('、')}，已将其删除。`,
  notActive: '它未启用。',
  exactlyOneKey: ({ user, accessKeyId }, say) => `${say(user)} 只有一个 AccessKey：${accessKeyId}，已启用。`,
  hasKeys: ({ keys }) => `它有 AccessKey ${keys.join('、')}。`,
  hasLogon: '它可以登录控制台。',
  hasBeyond: ({ policies, groups }) =>
    `它有${[...policies.map((name) => `策略 ${name}`), ...groups.map((name) => `用户组 ${name}`)].join('、')}。`,
  exactPolicies: ({ user, policies }, say) =>
    `${say(user)} 拥有策略 ${policies.join('、')}，不属于任何用户组。`,
  logonRecreated: '它已被重新创建，密码不同。',
  logonNotTried: ({ user }, say) => `${say(user)} 的控制台登录已启用，但程序无法验证，请通过链接登录一次。`,
  logonByOtherAttempt: '本步骤的另一次尝试同时创建了它。',
  policyDiffers: '同名自定义策略授予的权限与方案不一致。',
  policyShared: '它由本次准备创建，但还授权给了其他用户。',
  iamListsPolicies: ({ count }) => `IAM 列出了 ${count} 条策略。`,
  passwordNeeds: ({ length, different }) => `要求 ${length} 个字符，其中 ${different} 个互不相同。`,
  keyIs: ({ arn }) => `STS 返回的身份为 ${arn}。`,
  keyReachesBucket: ({ bucket }) => `该 AccessKey 可以读写 OSS Bucket ${bucket}。`,
  keyNotTriedOnBucket: ({ bucket }) =>
    `未用该 AccessKey 访问 OSS Bucket ${bucket}：其策略通过 RAM 角色访问 OSS。`,
  noSourceKeyPlanned: '方案中没有源端 AccessKey。',
  noSourceNamed: '未指定源端。',
  profileGone: 'Worker 配置中已没有该源端配置。',
  noRecipient: '未指定接收人。',
  theSecret: '该 AccessKey Secret',
  sealedText: '该加密文本',
  notAnIdentity: '所给的私钥中有一个不是 age 私钥。',
  notSealedText: '它不是完整的 age 加密文本。',
  notOpened: '所给的私钥都无法解密，或内容已被改动。',
  givenAs: ({ what }) => `提供给本次运行的 ${what}`,
  historyOf: ({ workflowId, runId }) => `${workflowId}（运行 ${runId}）的历史记录`,
  decisionOf: ({ decision, approver }) => `这是 ${approver} 的 ${decision} 决定。`,
  unknownError: ({ name, frame }) => `错误类型为 ${name}${frame === '' ? '' : ` ${frame}`}。`,

  otherAccountNow: ({ account }) => `当前配置的账号是 ${account}。`,
  planChanged: ({ changes }, say) => `配置或输入已变更：${changes.map(say).join('；')}。`,
  changed: ({ what, was, now }, say) => `${what} 原为 ${say(was)}，现为 ${say(now)}`,
  otherPlan: '它对应的是另一份方案。',
  approvalsCount: ({ count, required }) =>
    `按当前审批策略，需要 ${required} 个批准，有效的只有 ${count} 个。`,
  approvalNotAttested: ({ runId }) => `使用当前配置的 Worker 均未对运行 ${runId} 的审批作出证明。`,

  ready: ({ from, to }) => `KS3 存储空间 ${from} 已可迁移到 OSS Bucket ${to}。`,
  readyInPart: ({ from, to, blockers }, say) =>
    `已完成从 KS3 存储空间 ${from} 到 OSS Bucket ${to} 的迁移准备，但部分对象无法直接迁移：${blockers.map(say).join('')}`,
  notPrepared: ({ because, removed }, say) =>
    `未签发凭证，原因：${say(because)}。已删除：${removed.map(say).join('、') || '无'}。`,
  blocker: ({ objects, happens, remedy }, say) => `${objects} 个对象：${say(happens)}${say(remedy)}`,
  secretOfOwner: ({ accessKeyId }) => `${accessKeyId} 的 Secret，仅由其所有者保管`,
  inSealedCredentials: '见加密凭证',
  noKeyRequested: '未申请',
  firstBlockers: '先处理警告中提到的无法直接迁移的对象。',
  openCredentials: ({ command }) => `解密凭证：${command}`,
  tryLogon: ({ url }) => `试登录一次控制台（程序无法验证）：${url}`,
  authorizeRole: ({ bucket }) =>
    `授权在线迁移服务访问 OSS Bucket ${bucket} 所用的 RAM 角色：在其控制台创建目的数据地址时会提示授权。`,
  migrateNext: ({ command }) =>
    `迁移：${command} 会创建两个数据地址和迁移任务，经审批后启动并持续跟踪进度。也可以在在线迁移服务控制台按任务表单中的值手动创建。`,
  revokeWhenDone: ({ about, withSourceKey }) =>
    `迁移完成后回收凭证${withSourceKey ? '（包括源端 AccessKey 及其金山云 IAM 用户）' : ''}：npx prep revoke ${about}`,
  revokedAutomatically: ({ at, workflowId }) => `否则将于 ${minute(at)} 自动回收（${workflowId}）。`,
};

/** Of a setting that is on or off; of any other as OSS calls it. */
const VALUES: Readonly<Record<string, string>> = {
  true: switched(true),
  false: switched(false),
  null: switched(null),
};

function value(text: string): string {
  return VALUES[text] ?? text;
}
