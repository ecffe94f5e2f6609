import { pathWord } from '../../text/shell-word';
import type { Translated } from '../phrase';
import type { configuration as english } from '../en/configuration';
import { duration } from './duration';
import { listed } from './spaced';
import { readFault } from './file-faults';

export const configuration: Translated<typeof english> = {
  invalid: ({ subject, lines }, say) =>
    [
      `${say(subject)}无效：`,
      ...lines.map((line) => `- ${say(line)}`),
      '各项设置的说明见 docs/configuration.md；`npx prep doctor` 可检查全部设置。',
    ].join('\n'),
  whole: ({ path }) => `配置文件 ${path} `,
  withEnvironment: ({ path }) => `${path} 与环境变量中的配置`,
  environmentAlone: '环境变量中的配置（未找到 prep.toml）',
  trustIn: ({ place }, say) => `${say(place)} 中的 [trust] 表`,
  encryptionIn: ({ place }, say) => `${say(place)} 中的载荷加密配置`,
  theEnvironment: '环境变量',
  ks3Source: '环境变量中的 KS3 源端配置',
  ossDestination: '环境变量中的 OSS 目的端配置',
  temporalConnection: 'Temporal 连接配置（TEMPORAL_* 与 temporal.toml）',

  whiteSpace: '必须是不含空白字符的文本',
  noProfile: '没有任何源端配置；请配置 [source.default]',
  tooManyProfiles: ({ most }) => `源端配置超过 ${most} 个`,
  profileName: '不是有效的源端配置名称：由字母、数字、连字符和下划线组成',
  accountId: '不是有效的账号 ID：应为带引号的数字文本',
  accountTable: '不是有效的账号 ID：应为数字，如 [approval.account.1234567890123456]',
  tooManyAccounts: ({ most }) => `账号超过 ${most} 个`,
  pathPrefix: '只能由字母、数字、- _ . @ = 以及中间的 / 组成，不能以 / 开头',
  dotSegment: '路径段不能是 . 或 ..',
  mount: '必须是挂载路径，首尾不带斜杠',
  webPage: '不是网页地址',
  publicKey: '不是 Worker 的公钥（由 npx prep keygen --worker-key 输出）',
  migrationRole: '不是有效的 RAM 角色名：由小写字母、数字和连字符组成',
  channelName: '不是有效的通知渠道名称：由字母、数字、连字符和下划线组成',
  originForm: ({ origin }) => `必须与浏览器发送的形式一致：${origin}`,
  query: '不能包含查询参数或片段',

  theFile: ({ problem }, say) => `文件${say(problem)}`,
  theFileElse: ({ problem, named }, say) =>
    `文件${say(problem)}；${named ? '请用 --config 或 PREP_CONFIG 指定其他文件' : '请修正其权限或将其删除'}`,
  namesFile: ({ path, problem }, say) => `指向的 ${path} ${say(problem)}`,
  namesSomeFile: ({ problem }, say) => `指向的文件${say(problem)}`,
  namesVariable: ({ name, problem }, say) => `指向的环境变量 ${name} ${say(problem)}`,
  variableNotSet: '未设置',
  notVariable: '不是环境变量名（大写字母、数字和下划线）',
  notToml: ({ line, column, reason }) =>
    `不是有效的 TOML：第 ${line} 行第 ${column} 列：${reason === '' ? '无法解析' : reason}`,
  notTomlAtAll: '不是有效的 TOML',
  notThere: '不存在',
  unreadable: ({ code }) => `无法读取：${readFault(code)}`,
  notFile: '不是普通文件',
  notUtf8: '不是 UTF-8 文本，请另存为 UTF-8',
  otherUser: ({ uid, user, path }) =>
    `属于其他用户（用户 ID ${uid}）；请执行：chown ${user} ${pathWord(path)}`,
  othersChange: ({ mode, path }) => `可被其他用户修改（权限 ${mode}）；请执行：chmod go-w ${pathWord(path)}`,
  othersAccess: ({ mode, path }) => `可被其他用户访问（权限 ${mode}）；请执行：chmod 600 ${pathWord(path)}`,
  tooBig: ({ kib }) => `超过 ${kib} KiB`,
  notCertificate: '不是 PEM 格式的证书',
  brokenCertificate: ({ path, place }) => `指向的 ${path} 中第 ${place} 个证书无法读取`,

  secretInFile: ({ file, variable }) =>
    `不能直接写在配置文件中；请放入单独的文件（${file}）或环境变量（${variable}）`,
  givenTwice: ({ all }) => `重复指定（${all}）；请只保留一个`,
  emptyText: '必须是非空文本',
  isEmpty: '为空',
  notAlone: '含有多行内容；只能包含机密本身',
  strayCharacter: ({ code, place, of }) =>
    `含有${code === '0020' ? '空格' : '不可见字符'}（U+${code}，第 ${place} 个字符，共 ${of} 个），通常是复制粘贴时带入的；请去掉后重新填写`,
  secretIsId: '填写的是 AccessKey ID，而不是 AccessKey Secret',
  keySwapped: '填写的是 AccessKey ID，而 ID 处填写的不是 ID：两者填反了',
  keyTemporary: ({ prefix }) =>
    `是 STS 临时 AccessKey（STS.…），数小时内即会到期；请使用用户的 AccessKey（${prefix}…）`,
  keyOfOtherCloud: ({ prefix, expected }) =>
    `以 ${prefix} 开头，是另一家云的 AccessKey；此处的 AccessKey 应以 ${expected} 开头`,
  keysName: 'AccessKey',
  keyExpires: ({ setting }) =>
    `已设置 ${setting}，因此该 AccessKey 是临时的：到期后，所有运行都会停住，直到 Worker 获得新的密钥。`,
  keyExpiresRemedy: '请使用用户的 AccessKey，它不会到期。',
  idMissing: '缺失，但已指定对应的 Secret',
  noKeys: ({ kind, command }) => `没有任何密钥（${kind}）；可用以下命令生成：${command}`,
  tooManyKeys: ({ count, kind, most }) => `有 ${count} 个密钥（${kind}）；最多 ${most} 个`,
  notKey: ({ place }) => `的第 ${place} 个密钥不是 base64 编码的 32 字节（44 个字符，以 "=" 结尾）`,
  sameKey: ({ kind }) => `含有重复的密钥（${kind}）`,
  noToken: '没有任何令牌；可用以下命令生成：npx prep keygen --codec-token NAME --out FILE',
  tooManyTokens: ({ count, most }) => `有 ${count} 个令牌；最多 ${most} 个`,
  notToken: ({ place }) =>
    `的第 ${place} 项不是 NAME:TOKEN（名称由字母、数字和 . _ @ + - 组成，令牌至少 32 个字符）`,
  sameToken: '含有重复的令牌，访问日志将无法区分使用者',
  workerKeyMissing: ({ command }) =>
    `缺失（也可设置 PREP_TRUST_KEYS_FILE）；可用以下命令生成 Worker 密钥：${command}`,

  samePort: '与 worker.http_port 相同',
  versioningHalf: ({ present }) => `缺失；Worker 版本管理需要它与 ${present} 同时配置`,
  vaultTwice: '同时配置了令牌和 AppRole；请只保留一种',
  appRoleHalf: '缺失；AppRole 需要 role_id 和 secret_id_file',
  vaultNoLogon: '缺失；请配置它，或配置 role_id 和 secret_id_file',
  codecNoEncryption: '在没有载荷加密时不起作用；请设置 payload_encryption.keys_file',
  codecNoTokens: '缺失，且未启用 temporal_tokens：没有人能使用此端点',
  codecNoPort: '为 0，但 Codec 端点需要端口',
  codecNoUrl: ({ host }) => `缺失：Worker 监听 ${host}，令牌只能经由提供 https 的代理传输`,
  channelTwice: '与另一个通知渠道重名',
  channelOfOther: ({ owner, kind }) => `是 ${owner} 的地址，但类型为 ${kind}`,
  channelUnsigned: '缺失：消息需用它签名，接收端才能验证发送者',
  channelSecretShort: ({ least }) => `少于 ${least} 个字符；可用以下命令生成：openssl rand -hex 32`,
  channelSecretUnused: ({ kind }) => `不起作用：${kind} 不支持签名，请去掉`,

  escalateAfterMissing: '缺失，但已配置 escalate_to：第二组从何时起可以审批？',
  escalateToMissing: '缺失，但已配置 escalate_after：第二组包含哪些人？',
  escalateFromAnybody: '为空，任何人从一开始就可以审批；请指定第一组',
  escalateTooLate: '不早于 timeout，第二组将永远不会生效',
  namedTwice: ({ name }) => `重复列出 ${name}`,
  inBothGroups: ({ name }) => `列出了 ${name}，但此人已在审批人之中`,
  sharedKey: ({ fingerprint, name, other }) => `把密钥 ${fingerprint} 分配给 ${name}，但它已属于 ${other}`,
  sharedPrincipal: ({ principal, name, other }) => `把主体 ${principal} 分配给 ${name}，但它已属于 ${other}`,
  unsignedNobody: '为 true，但没有指定审批人',
  unsigned: ({ names }) => `为 true，但 ${names} 没有密钥`,
  tooFewApprovers: ({ required, able }) => `为 ${required}，但只有 ${able} 名审批人`,

  variableMissing: ({ alternative }) => `缺失（也可设置 ${alternative}，指向存放它的文件）`,
  variableTwice: ({ other }) => `与 ${other} 重复指定；请只保留一个`,
  fromVariable: ({ variable, problem }, say) => `来自 ${variable}，${say(problem)}`,
  notTrueFalse: '必须是 true 或 false',

  namesThing: ({ what, problem }, say) => `指向的 ${what ?? '文件'} ${say(problem)}`,
  temporalToml: ({ problem }, say) => `temporal.toml ${say(problem)}`,
  connectionNeeds: ({ what, problem }, say) => `连接所需的 ${what ?? '文件'} ${say(problem)}`,
  tomlNotUnderstood: '无法解析',
  profileUnknown: ({ profile }) => `指向的 profile ${profile} 在 temporal.toml 中不存在`,
  notHostPort: '不是 host:port 形式（不带 "https://"，端口为 1 到 65535，IPv6 地址须加方括号）',
  keyWithoutTls: '关闭了 TLS，但 API 密钥只能通过 TLS 发送（本机除外）',
  missingBeside: ({ other }) => `缺失，但已设置 ${other}`,

  checkName: '配置',
  filesName: '文件',
  recipientsName: '接收人',
  workerKeysName: 'Worker 密钥',
  approvalName: '审批',
  notificationsName: '通知',
  readFrom: ({ from, profiles, account, region }, say) =>
    `已读取 ${say(from)}：KS3 ${listed(profiles)}；阿里云账号 ${account}，地域 ${region}。`,
  fromEnvironmentAlone: '环境变量',
  filesPrivate: ({ files }) => `${listed(files)} 仅所有者可访问。`,
  noRecipient: '没有配置接收人，每个输入都必须自行指定。',
  noRecipientRemedy: '请将 credentials.recipients（PREP_RECIPIENTS）设为凭证接收人的 age1…。',
  recipients: ({ count, expireAfterMs }) =>
    `凭证加密给 ${count} 个 age 接收人，${expireAfterMs === null ? '永不到期' : `${duration(expireAfterMs)}后回收`}。`,
  workerKeys: ({ first, others, publicKeys }) =>
    `结果由 Worker 密钥 ${first} 签名${others.length === 0 ? '' : `；${others.join('、')} 仅用于验证`}。在其他机器上验证：${listed(publicKeys)}。`,
  anybodyApproves: '任何能向该命名空间的工作流发送信号的人都可以审批。',
  anybodyRemedy: '请将 approval.approvers（PREP_APPROVERS）设为审批人姓名。',
  approvalSigned: ({ required, approvers, timeoutMs }) =>
    `${listed(approvers)} 中须有 ${required} 人在 ${duration(timeoutMs)}内审批，且均需签名。`,
  approvalUnsigned: ({ required, approvers, timeoutMs, unsigned }) =>
    `${listed(approvers)} 中须有 ${required} 人在 ${duration(timeoutMs)}内审批；但任何能向该命名空间的工作流发送信号的人都可冒充 ${listed(unsigned)}。`,
  approvalRemedy: '请为这些审批人配置 SSH 公钥（approval.approvers）；参见 docs/security.md。',
  channels: ({ channels }) =>
    `以下通知渠道会收到运行的通知：${listed(channels)}。未发送任何消息；可用以下命令测试：npx prep notify test`,
  channelsNoLink: ({ channels }) =>
    `以下通知渠道会收到运行的通知：${listed(channels)}。未发送任何消息；可用以下命令测试：npx prep notify test。消息中没有可在其他机器上打开的链接。`,
  channelsRemedy: '请将 worker.web_ui（TEMPORAL_UI）设为 Temporal Web UI 的地址。',
  regionSpelling: ({ profile, region, meant }) =>
    `源端配置 ${profile} 的地域为 ${region}，KS3 的写法是 "${meant}"。`,
  noBundle: ({ path, reasons }) =>
    `无法打包 ${path} 中的工作流：${reasons}\n安装环境中：请重新执行 \`npm ci\` 和 \`npm run build\`。开发环境中：工作流只能引用 contracts/、presentation/、@temporalio/workflow 和 @temporalio/common。`,
  regionRemedy: ({ profile, meant }) =>
    `请将 source.${profile}.region 设为 "${meant}"；如果该私有云使用自己的名称则无需修改。`,
};
