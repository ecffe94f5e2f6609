import { shellWord } from '../../text/shell-word';
import type { Translated } from '../phrase';
import type { doctor as english } from '../en/doctor';
import { duration } from './duration';
import { listed } from './spaced';

export const doctor: Translated<typeof english> = {
  workers: 'Worker',
  payloadKeys: '载荷密钥',
  payloadEncryption: '载荷加密',
  principals: '身份主体',
  codecEndpoint: '编解码服务',
  environment: '环境变量',
  proxy: '代理',
  clouds: '云服务',
  searchAttributes: '搜索属性',
  attributesRegistered: '已注册：可按阶段、存储空间、目的端和申请人筛选运行。',
  attributesMissing: ({ names }) => `未注册：${names.join('、')}。运行不受影响，但 Web UI 无法按它们筛选。`,
  registerThem: '请注册：npx prep doctor --fix',
  attributesAdded: ({ names }) => `已注册：${names.join('、')}。此后启动的运行会设置它们。`,
  attributesNotAdded: ({ names }) => `服务器未能注册 ${names.join('、')}。`,
  attributesUnknown: '服务器未列出该命名空间的搜索属性。运行不受影响。',
  registerAttributesYourself:
    '请服务器管理员将 PrepPhase、PrepBucket、PrepDestination 和 PrepRequester 注册为 Keyword，将 PrepActionRequired 注册为 Bool。',
  attributesOfOtherType: ({ names }) => `已注册，但类型不符：${names.join('、')}。运行不会设置任何搜索属性。`,
  renameAttributes: '请服务器管理员将其重命名，然后运行：npx prep doctor --fix',
  cloudsNotAsked: '未检查 KS3、IAM、OSS、RAM 和 STS。',
  fixConfiguration: '请先修正配置。',
  silent: ({ withinMs }) => `${duration(withinMs)}内没有响应。`,
  checkNetwork: '请检查该服务是否正在运行，以及从本机能否访问。',
  unexpected: ({ kind }) => `检查意外失败（${kind}）。`,
  tryAgain: '请重试；若反复出现，请上报。',
  namespace: ({ namespace, address, tls, keptMs }) =>
    `${address}（${tls ? '使用 TLS' : '未使用 TLS'}）上的命名空间 ${namespace} 将已结束的运行保留 ${duration(keptMs)}。`,
  noWorkers: ({ taskQueue, namespace }) =>
    `最近几分钟没有 Worker 轮询命名空间 ${namespace} 的任务队列 ${taskQueue}。`,
  startWorker: '请用本配置启动 Worker：npx prep worker',
  workersFound: ({ taskQueue, workers }) => `任务队列 ${taskQueue} 上：${listed(workers)}。`,
  keysMissing: ({ runs, of, keys }) =>
    `最近 ${of} 次运行中有 ${runs} 次使用了此处没有的载荷密钥加密：${listed(keys)}。`,
  addKeys: '请将这些密钥加入 PREP_PAYLOAD_KEYS_FILE（payload_encryption.keys_file）。',
  runsReadable: ({ runs, encrypted }) =>
    `已配置的密钥可以读取最近 ${runs} 次运行，其中 ${encrypted} 次已加密。`,
  encryptionOff: '未启用：能读取命名空间或其数据库的人都能读取输入、结果和消息。',
  encrypted: ({ key, older }) =>
    `载荷使用密钥 ${key} 加密${older.length === 0 ? '' : `；${older.join('、')} 仅用于解密`}。`,
  codecUnreachable: ({ url }) => `从本机无法访问 ${url}。`,
  startCodec: '请启动 Worker，并确认打开 Web UI 的浏览器能通过 codec_endpoint.public_url 访问它。',
  codecAnswers: ({ url, origin }) => `${url} 可响应 ${origin} 的页面。`,
  codecRefuses: ({ url, origin, status }) => `${url} 对 ${origin} 的页面返回 ${status}，且不允许其访问。`,
  fixCodec: '请确认该地址指向 Worker，且 Worker 使用的是本配置。',
  unknownVariable: ({ name }) => `${name} 不是本产品的环境变量，不起作用。`,
  didYouMean: ({ name }) => `您是否想设置 ${name}？`,
  proxyIgnored: ({ variable }) => `已设置 ${variable}，但访问云服务的客户端不使用代理，而是直接连接。`,
  directRoute: ({ hosts }) => `请确认 Worker 可直接访问 ${listed(hosts)}，然后将这些主机加入 NO_PROXY。`,
  serverTooOld: ({ version }) => `审批需要身份主体，但 Temporal 服务器 ${version} 无法记录，因此无法审批。`,
  principalsFix:
    '请使用带有授权插件的 Temporal 服务器 1.31 或更高版本，并在其动态配置中设置 frontend.enablePrincipalPropagation；' +
    '或去掉 approval.require_principals，改为给审批人配置密钥。',
  mayStamp: ({ version }) => `Temporal 服务器 ${version} 可能会在事件上记录身份主体，首次运行之前无法确定。`,
  stamps: ({ example }) => `Temporal 服务器会在事件上记录身份主体，例如 ${example}。`,
  noneStamped: ({ runs }) =>
    `审批需要身份主体，但 Temporal 服务器在最近几次运行开始时均未记录（检查了 ${runs} 次）。只有这些运行都不是由人启动的，这才正常。`,

  useRamUser: '请使用具有 docs/configuration.md 所列权限的 RAM 用户。',
  ossAccepts: ({ region }) => `${region} 的 OSS 接受该 AccessKey（用不存在的 Bucket 测试，未创建任何资源）。`,
  ramUsers: 'RAM 用户',
  ramUsersRead: '该身份可以查询 RAM 用户（未创建任何资源）。',
  passwordPolicy: 'RAM 密码策略',
  signInDomain: 'RAM 登录域名',
  grantDomain: '如果登录域名不是这个，请为其授予 ram:GetDefaultDomain 权限。',
  iamOf: ({ profile }) => `金山云 IAM（${profile}）`,
  noIam: ({ accessKeyId }) =>
    `未配置 IAM：不检查 AccessKey ${accessKeyId} 的所属用户，也无法使用 "accessKey": "create"。`,
  checkIam: ({ profile }) => `请检查源端配置 ${profile} 的 iam_endpoint，或改用 IAM 用户的密钥。`,
  iamUsersRead: '该身份可以查询 IAM 用户（未创建任何资源）。',
  onlyCreateNeedsIt: '仅 "accessKey": "create" 需要该权限。',
  iamActions: '所需的 IAM 操作见 docs/configuration.md。',
  noProfile: ({ profile }) => `没有名为 ${profile} 的源端配置。`,
  nameProfile: ({ known }) => `请用 --profile 指定以下之一：${listed(known)}。`,
  ks3Accepts: ({ endpoint, accessKeyId }) => `${endpoint} 接受 AccessKey ${accessKeyId}。`,
  ks3AcceptsBucket: ({ endpoint, accessKeyId }) =>
    `${endpoint} 接受 AccessKey ${accessKeyId}（用不存在的存储空间测试）。`,
  ks3Knows: ({ endpoint, accessKeyId }) =>
    `${endpoint} 可识别 AccessKey ${accessKeyId}，但它无权查询所有存储空间。`,
  tryBucket: ({ profile }) =>
    `请检查它能否读取要迁移的存储空间：npx prep doctor --bucket NAME --profile ${shellWord(profile)}`,
};
