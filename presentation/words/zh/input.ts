import { abridged } from '../../text/abridged';
import { quoted, visible } from '../../text/foreign-text';
import type { Translated } from '../phrase';
import { listed } from './spaced';
import type { input as english } from '../en/input';

const KINDS: Readonly<Record<string, string>> = {
  array: '列表',
  boolean: '布尔值',
  fraction: '小数',
  int: '整数',
  null: 'null',
  number: '数字',
  object: '对象',
  record: '对象',
  string: '字符串',
};

export const input: Translated<typeof english> = {
  missing: '缺失',
  missingOrSet: ({ variable }) => `缺失（也可设置 ${variable}）`,
  missingOrSetSome: ({ variable }) => `缺失（也可设置 ${variable} 等变量）`,
  undecodable: ({ reason }, say) => `无法解码：${say(reason)}`,
  andMore: ({ count }) => `……另有 ${count.toLocaleString('en')} 个问题`,
  wholeInput: '输入',
  line: ({ at, problem, example }, say) =>
    visible(
      `${say(at)}${at === '' ? '' : '：'}${abridged(say(problem), 1000)}${example === undefined ? '' : `${say(problem).endsWith('？') ? '' : '；'}例如 ${example}`}`,
    ),
  forExample: ({ example }) => `例如 ${example}`,
  unknownField: '不是已知字段',
  unknownFieldNear: ({ near }) => `不是已知字段；是否应为 "${near}"？`,
  unknownFieldOf: ({ known }) => `不是已知字段；已知字段有 ${listed(known)}`,
  wrongKind: ({ kind, found }) => `应为${KINDS[kind] ?? kind}，但实际是${KINDS[found] ?? found}`,
  neitherKind: ({ kind, other, found }) =>
    `应为${KINDS[kind] ?? kind}或${KINDS[other] ?? other}，但实际是${KINDS[found] ?? found}`,
  quotedObject: '应为对象，但实际是包含对象的字符串：请去掉外层引号',
  oneOf: ({ values }) => `必须是以下之一：${listed(values)}`,
  atLeast: ({ minimum }) => `不能小于 ${minimum}`,
  atMost: ({ maximum }) => `不能大于 ${maximum}`,
  tooLong: ({ maximum }) => `长度不能超过 ${maximum}`,
  empty: '不能为空',
  plainWord: '只能由字母、数字、- 和 _ 组成',
  roundsNeverOverwrite: '与 rounds 同用时不能为 "never"：增量轮次要复制较新的对象',
  notDuration: '不是有效的时长',
  notDurationNor: ({ word }) => `不是有效的时长，也不是 "${word}"`,
  durationBounds: '必须在 1 秒到 1 年之间',
  durationBoundsOr: ({ word }) => `必须在 1 秒到 1 年之间，或为 "${word}"`,
  planDigest: '不是方案摘要（64 位十六进制数字）',
  notTime: ({ example }) => `不是有效的时间，格式如 ${example}`,
  tooDeep: ({ levels }) => `嵌套超过 ${levels} 层`,
  tooLarge: ({ kib }) => `超过 ${kib} KiB`,

  ks3BucketName: ({ odd }) =>
    `不是有效的 KS3 存储空间名称：3 到 63 个小写字母、数字和连字符，首尾必须是字母或数字${odd === null ? '' : `，不能含有 ${odd}`}`,
  ks3BucketKss: '不是有效的 KS3 存储空间名称：不能以 "kss" 开头',
  ossBucketName: ({ odd }) =>
    `不是有效的 OSS Bucket 名称：3 到 63 个小写字母、数字和连字符，首尾必须是字母或数字${odd === null ? '' : `，不能含有 ${odd}`}`,
  ossRegion: '不是 OSS 地域',
  ossRegionSpelt: ({ meant }) => `不是 OSS 地域；OSS 的写法是 "${meant}"`,
  ramUserName: '不是有效的 RAM 用户名：1 到 64 个字母、数字、点、连字符和下划线',
  ramDisplayName: '不是有效的 RAM 显示名称：1 到 128 个字母、数字、点、@、连字符和下划线，不含空格',
  tooManyTags: ({ most }) => `标签超过 ${most} 个`,
  tagKeyLength: '标签键的长度必须为 1 到 64 个字符',
  hiddenKey: ({ text }) => `标签键含有不可见字符：${quoted(text)}`,
  hiddenValue: ({ text }) => `标签值含有不可见字符：${quoted(text)}`,
  hiddenText: ({ text }) => `文本含有不可见字符：${quoted(text)}`,
  prefixSlash: '不能以 "/" 开头：对象键没有前导斜杠',
  prefixTooLong: '超过 1,024 字节',

  notUrl: '不是 URL',
  noScheme: ({ meant }) => `缺少协议，请写成 ${meant}`,
  notHttps: '必须以 https:// 开头',
  notHttpsNorLoopback: '必须以 https:// 开头（仅回环地址可使用 http）',
  userInUrl: '不能包含用户名或密码',
  notBareHost: '只能是主机地址，不含路径或存储空间名称',

  nameLength: '长度必须为 1 到 128 个字符',
  nameHidden: ({ at }, say) => `含有不可见字符 ${say(at)}；姓名只能由字母、数字和标点组成`,
  nameStrange: ({ at }, say) => `含有姓名中不允许的字符 ${say(at)}；姓名只能由字母、数字和标点组成`,
  nameMark: ({ at }, say) => `含有未附着于字母的附加符号 ${say(at)}`,
  nameSpaces: ({ name }) => `含有连续空格：${quoted(name)}`,
  nameLetters: ({ name }) => `不含任何字母或数字：${quoted(name)}`,
  namePlaceholder: ({ name }) => `是示例中的占位符 ${quoted(name)}，请改为自己的姓名`,
  nameAlphabets: ({ letter, code, name }) =>
    `混用了不同字母表：${quoted(name)} 中的 ${quoted(letter)}（U+${code}）与其他字母不属于同一字母表`,
  characterAt: ({ character, place, name }) => `${quoted(character)}（${quoted(name)} 的第 ${place} 个字符）`,

  configuredKey: '是已配置的 AccessKey，只能由其所有者更换；只有本产品创建的 AccessKey 才能轮换',

  bucketNameTooLong: ({ bucket }) =>
    `默认名称 ${JSON.stringify(bucket)} 超过 OSS 允许的 63 个字符，请指定名称`,
  contradicts: ({ value, setting }) => `"${value}" 与 ${setting} 冲突，请修改其中之一`,
  noZoneRedundancy: ({ storageClass }) => `OSS 的 ${storageClass} 不支持同城冗余`,
  noProfile: ({ profile, known }) =>
    `Worker 的配置中没有源端配置 ${quoted(profile)}${known === '' ? '，也没有任何其他源端配置' : `；已有 ${known}`}`,
  otherBucket: ({ workflowId, bucket, right }) =>
    `"${bucket}" 不是 Workflow ID "${workflowId}" 所指的存储空间；请改用 Workflow ID "${right}" 启动，或更正存储空间`,
  otherKind: ({ workflowId, named, type, right }) =>
    `Workflow ID "${workflowId}" 属于 ${named}，而本次运行是 ${type}；请改用 Workflow ID "${right}" 启动`,
  notAPreparation: ({ workflowId, type, right }) =>
    `"${workflowId}" 是 ${type} 运行的 Workflow ID；应为准备任务的，例如 "${right}"`,
  otherUser: ({ workflowId, user, right }) =>
    `涉及的用户是 "${user}"，而 Workflow ID "${workflowId}" 指的不是该用户；请改用 Workflow ID "${right}" 启动，或更正输入`,
  noIam: ({ profile }) =>
    `"create" 需要金山云 IAM，而 Worker 的配置没有为源端配置 ${profile} 设置 IAM（iam_endpoint）`,
  nothingToHandOver: '至少需要 consoleLogon 或 programmaticAccess；两者皆无则没有可交付的凭证',
  noRecipient: '缺失，Worker 的配置也没有指定；没有人能解密凭证',
  recipientSecret: '是私钥，不得外传；请提供对应的公开接收人（age1…），并重新生成密钥',
  recipientSsh: '是 SSH 密钥，仅支持 age 接收人',
  recipientBroken: '不是有效的 age 接收人，可能复制不完整',
  notRecipient: '不是 age 接收人',
  recipientAt: ({ index, problem }, say) => `第 ${index + 1} 个接收人${say(problem)}。`,
  notAllowed: ({ value, setting, allowed }) =>
    `${value === null ? '' : `${JSON.stringify(value)} `}不在 Worker 配置的允许范围内（${setting}）；允许：${allowed}`,
  spelt: ({ problem, meant }, say) => `${say(problem)}；KS3 的写法是 "${meant}"`,

  graceShorter: '短于 Worker 配置的要求（lifecycle.grace）',
  noConfiguredRecipient:
    '不能是任意接收人：Worker 的配置没有指定接收人（credentials.recipients），未经审批的新密钥不会加密给其他人',
  recipientNotConfigured:
    '不在 Worker 配置的接收人之中；如需加密给其他人，请回收凭证并重新准备存储空间，届时会请求审批',

  tooFewRequired: ({ required, configured }) => `${required} 少于 Worker 配置要求的 ${configured}`,
  timeoutLonger: '超过 Worker 配置允许的时长',
  switchedOff: '不能关闭：Worker 的配置要求启用',
  approverNotConfigured: ({ name, configured }) => `${name} 不在 Worker 配置的审批人之中（${configured}）`,
  nobodyToEscalateTo: '没有可升级的对象：Worker 的配置没有第二组审批人',
  escalationSooner: '早于 Worker 配置允许的时间',
  requesterMissing: '缺失；此处申请人不能审批自己的申请（四眼原则）',
  approvalImpossible: ({ required, able, who, without }) =>
    `${able} 名审批人（${who === '' ? '无' : who}）无法给出 ${required} 次审批${without === '' ? '' : `，申请人 ${without} 不计入`}`,
  tooManyReminders: ({ reminders, most }) => `到期前将提醒 ${reminders} 次；最多 ${most} 次`,
};
