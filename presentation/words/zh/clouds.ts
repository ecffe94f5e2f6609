import { named } from '../../text/foreign-text';
import type { Translated } from '../phrase';
import type { clouds as english } from '../en/clouds';

const ROBOTS = { DingTalk: '钉钉', Feishu: '飞书', WeCom: '企业微信' };

export const clouds: Translated<typeof english> = {
  endpoint: ({ endpoint = 'Endpoint', problem }, say) => `${endpoint} ${say(problem)}。`,
  pathStyleOnly: '是 IP 地址，无法在前面加存储空间名称',

  certificate: ({ problem }, say) => `Endpoint 的证书${say(problem)}。`,
  itsCertificate: ({ problem }, say) => `其证书${say(problem)}。`,
  certificateOtherName: '与域名不匹配',
  certificateExpired: '已过期',
  certificateNotYetValid: '尚未生效',
  certificateRevoked: '已被吊销',
  certificateNotTrusted: '不受信任',
  trustAuthority: ({ setting }, say) => `如需信任自建 CA，请设置 ${say(setting)} 后重启。`,
  sourceAuthority: '源端配置中的 ca_file',
  anyAuthority: 'NODE_EXTRA_CA_CERTS 或源端配置中的 ca_file',

  notInTime: '请求超时，未收到响应。',
  noAnswer: '未收到响应。',
  connectionFailed: '连接失败。',
  unknownHost: '该主机名不存在：请检查地域和 Endpoint 的拼写，以及域名解析。',
  noTls: '对方未使用 TLS 应答：请检查 Endpoint 及其端口是否支持 https。',
  noHttp: '对方未使用 HTTP 应答：请检查 Endpoint 及其端口。',
  nameNotValid: '该名称不是合法的 Bucket 名称。',
  proxyIgnored: ({ variable, host }) =>
    `已设置 ${variable}，但不会使用：访问 ${host} 不经过代理，需要能够直连。`,
  unreadable: '无法读取响应。',
  notJson: '响应不是 JSON。',
  notJsonStatus: ({ status }) => `响应（HTTP ${status}）不是 JSON。`,
  notDocumented: '响应格式与官方文档不符。',
  tooLong: '响应过长。',
  endlessList: '列表的分页没有结束。',

  requestTo: ({ host, region }) =>
    `请求发往 ${host}${region === undefined ? '' : `（地域 ${named(region)}）`}。`,
  requestToBucketHost: ({ host }) => `请求发往 ${host}，该主机名已包含存储空间名称。`,
  ks3Names: ({ name }) => `KS3 提示应使用 ${named(name)}。`,
  ks3NamesNone: 'KS3 没有说明正确的地域。',
  ks3Use: ({ endpoint, region }) => `即 Endpoint ${endpoint}、地域 ${region}。`,
  pathStyleRefused: 'KS3 在此处不支持 path style。',

  iamWithoutUser: '未发送任何请求：缺少用户名时，请求可能会作用于主账号。',
  iamClock: ({ minutes }) => `其时钟与本机相差 ${minutes} 分钟。`,

  ossOptions: '地域、Bucket 名称或 AccessKey 不符合 OSS 要求的格式。',
  ossDomainOfOther: ({ domain }: { domain: string }) =>
    `域名 ${domain}（alibaba.oss_domains）绑定的是其他 Bucket，或 AccessKey 有误。`,
  ossNameRefused: '该名称不是合法的 Bucket 名称；未发送任何请求。',
  ossNames: ({ host, region }) => `OSS 提示应使用 ${host}${region === null ? '' : `（地域 ${region}）`}。`,
  ossEndpointIn: ({ host, region }) => `请求发往 ${host}，属于地域 ${region}。`,
  notOss: '响应不是有效的 OSS 响应。',
  withoutOssError: ({ status }) => `响应（HTTP ${status}）中没有 OSS 错误信息。`,
  ossOtherRedundancy: '其数据冗余类型不同。',
  ossOtherClass: '其存储类型不同。',
  ossNameOrPermission: '如果当前身份没有创建或列举 Bucket 的权限，OSS 也会返回同样的结果。',
  ossDeniedOrTaken: '如果该名称属于其他阿里云账号，OSS 也会返回同样的结果。',
  ossHeadDenied: '比对内容需要 oss:GetObject 权限。',
  ossPublicBlocked: '已开启阻止公共访问，ACL 只能为 private。',

  ramWithoutUser: '未发送任何请求：缺少用户名时，请求会作用于调用者自身。',

  notMgw: '响应不是来自在线迁移服务。',
  mgwName: '未发送任何请求：名称不符合在线迁移服务要求的格式。',

  vaultAddress: ({ problem }, say) => `其地址${say(problem)}。`,
  vaultAuthority: '请将该存储的 `ca_file` 设置为签发该证书的 CA 证书。',
  vaultRoleRefused: 'role ID 或 secret ID 无效或已失效。',
  vaultSealed: '服务处于 sealed 状态或正在维护。',
  vaultRedirects: '服务返回了重定向，不会跟随；请配置 active 节点的地址。',
  vaultForbidden: 'token 或 role 没有此权限，或已失效。',
  vaultNoEngine: '该挂载路径下没有 KV version 2 密钥引擎，或没有对应的认证方式。',
  vaultRefused: '服务端不接受该请求。',
  vaultNotKv2: '响应不是 KV version 2 的格式；该路径挂载的是否为 version 1？',

  receiverLate: ({ seconds }) => `${seconds} 秒内未收到响应`,
  receiverUnreachable: ({ code }) => `无法连接${code === undefined ? '' : `（${code}）`}`,
  receiverUnknownHost: '该主机名不存在，请检查 URL 的拼写',
  receiverNoTls: '对方未使用 TLS 应答，请检查 URL 及其端口是否支持 https',
  receiverNoHttp: '对方未使用 HTTP 应答，请检查 URL 及其端口',
  receiverRedirects: ({ status }) => `返回了重定向（HTTP ${status}），不会跟随`,
  receiverAnswered: ({ status }) => `返回 HTTP ${status}`,
  receiverNotJson: '响应不是此类接收端的 JSON',
  receiverPage: '响应是网页，而不是 webhook 的响应',
  receiverRefused: '拒绝了该消息',
  receiverCode: ({ meaning, code }, say) => `${say(meaning)}（${code}）`,
  robotBusy: ({ robot }) => `${ROBOTS[robot]}繁忙`,
  robotUnknown: ({ robot }) => `${ROBOTS[robot]}中没有该机器人或已停用；请从群设置中重新复制 webhook 地址`,
  robotTooFast: ({ robot, perMinute }) => `${ROBOTS[robot]}机器人每分钟最多接收 ${perMinute} 条消息`,
  robotTooMany: ({ robot }) => `${ROBOTS[robot]}的并发消息数已达上限`,
  robotNotUnderstood: ({ robot }) => `${ROBOTS[robot]}无法识别该消息`,
  dingtalkTooFast: '钉钉机器人每分钟最多接收 20 条消息，超出后限流十分钟',
  dingtalkGroupGone: '该钉钉群已解散',
  dingtalkSecurity:
    '钉钉因机器人安全设置拒绝了该消息：请检查加签密钥、worker 的时钟、自定义关键词（使用 "ks3-oss-prep"）和 IP 地址段',
  dingtalkLink: '钉钉认为 Web UI 的链接不安全',
  feishuSignature: '飞书签名校验失败：签名密钥或 worker 的时钟有误',
  feishuAddress: 'worker 的 IP 地址不在机器人的 IP 白名单中',
  feishuKeyword: '机器人要求包含关键词；请使用 "ks3-oss-prep"',
};
