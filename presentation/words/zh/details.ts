import type { Translated } from '../phrase';
import type { details as english } from '../en/details';
import { listed } from './spaced';
import { switched } from './switched';

const VERBS = { approve: '批准', reject: '驳回' } as const;

export const details: Translated<typeof english> = {
  steps: {
    validate: '校验输入',
    preflight: '预检（只读）',
    inventory: 'KS3 存储空间盘点',
    bucket: 'OSS Bucket',
    user: 'RAM 用户（尚无任何权限）',
    approval: '审批',
    settle: '与方案核对，完成 Bucket 设置',
    sourceKey: '源端 AccessKey',
    grant: '授予权限策略',
    logon: '控制台登录',
    accessKey: 'AccessKey',
    verify: '验证权限',
    result: '任务表单与加密凭证',
  },
  fleetSteps: {
    validate: '校验输入',
    match: '源账号下的存储空间',
    prepare: '准备任务',
    result: '汇总',
  },
  revocationSteps: {
    validate: '校验输入',
    inspect: '检查可回收的内容',
    expiry: '等待到期',
    disable: '停用 AccessKey',
    grace: '宽限期',
    remove: '移除并回读确认',
  },
  rotationSteps: {
    validate: '校验输入',
    inspect: '待替换的 AccessKey',
    issue: '新 AccessKey（已加密）',
    deliver: '交付',
    confirm: '确认新 AccessKey 已投入使用',
    disable: '停用旧 AccessKey',
    grace: '宽限期',
    remove: '移除并回读确认',
  },
  migrationSteps: {
    validate: '准备任务的结果',
    source: '源数据地址',
    destination: '目的数据地址',
    verify: '检测两个数据地址',
    job: '迁移任务（未启动）',
    approval: '审批',
    launch: '启动',
    watch: '复制',
    failures: '失败对象',
    rounds: '增量轮次',
    compare: '比对两端',
    result: '回读并签署结果',
  },
  titles: {
    steps: ({ bucket, destination }) =>
      `KS3 存储空间 ${bucket} 的准备任务${destination === null ? '' : ` → OSS Bucket ${destination}`}`,
    fleetSteps: ({ bucket }) => `批次 ${bucket} 的准备任务`,
    revocationSteps: ({ bucket }) => `KS3 存储空间 ${bucket} 的凭证回收`,
    migrationSteps: ({ bucket, destination }) =>
      `KS3 存储空间 ${bucket} 的迁移${destination === null ? '' : ` → OSS Bucket ${destination}`}`,
    rotationSteps: ({ bucket }) => `KS3 存储空间 ${bucket} 的 AccessKey 轮换`,
  },
  states: {
    pending: '未开始',
    running: '进行中',
    done: '完成',
    skipped: '跳过',
    'action required': '需要处理',
    failed: '失败',
    cancelled: '已取消',
    waiting: '等待中',
  },

  cut: '…（已截断，完整内容见查询 "status"）',
  running: '进行中',
  waitingForApproval: ({ until, reminders }) =>
    `等待审批，截止 ${until}${reminders === 0 ? '' : `（第 ${reminders} 次提醒）`}`,
  actionRequired: '需要处理',
  actionRequiredUntil: ({ until, reminders }) =>
    `需要处理，截止 ${until}，逾期运行将结束并清理${reminders === 0 ? '' : `（已提醒 ${reminders} 次）`}`,
  waitingFor: ({ what, until }) => `等待${what}，至 ${until}`,
  cleaningUp: ({ because }) => `正在清理：${because}`,
  finished: ({ outcome }) => `已结束：${outcome}`,
  columns: ['状态', '步骤', '结果'],
  objects: '对象数',
  bytes: '字节数',
  ignoredMessages: '未处理的消息',
  undelivered: '未送达的通知',

  cancelAndStart:
    '请取消本次运行：点击 _Request Cancellation_ 或执行下面的命令。然后重新启动：_More Actions_ → _Start Workflow Like This One_。',
  orCancelAndStart:
    '如果需要修改输入，请取消本次运行：点击 _Request Cancellation_ 或执行下面的命令。然后重新启动：_More Actions_ → _Start Workflow Like This One_。',
  retry: '问题解决后，发送 `retry` 信号：',
  prepared: ({ report, open }) => `结果中包含任务表单和加密凭证：${report}、${open}。`,
  migrated: ({ report }) => `签名结果的报告：\n${report}`,
  maybeRetrying: '某个步骤耗时较长时可能正在重试：请查看 Pending Activities 标签页。',
  readPlan: ({ how, reject, missing, before }) =>
    `请阅读方案（查询 "plan"），然后${how}，或驳回 ${reject}；在 ${before} 之前还需 ${missing} 个批准。`,
  cancelNow: ({ command }) => `请取消本次运行（Request Cancellation 或 ${command}），再重新启动。`,
  retryNow: ({ example }) => `请先解决问题，再发送信号 retry ${example}。`,
  approveSignedIn: ({ command }) => `以本人身份登录 Temporal，用以下命令批准：${command}`,
  sendApprove: ({ example }) => `发送 Update decide ${example}`,
  orSignWith: ({ paste, signers, command }) => `${paste}（${listed(signers)}：${command}）`,
  signWith: ({ command }) => `用以下命令签名：${command}`,

  plan: '方案',
  planCut: '以上被截断的内容可通过查询 `plan` 或 `npx prep status` 完整查看。',
  planDigest: '方案摘要',
  approvals: '审批',
  approvalsOf: ({ count, required }) => `${count} / ${required}`,
  decisionBy: ({ decision, approver }) => `${approver} 已${VERBS[decision]}`,
  signed: '已签名',
  sentBy: ({ principal }) => `发送者 ${principal}`,
  askedAgain: '重新请求审批',
  whyAgain: '因为将要执行的内容与已批准的不同：',
  wholePlan: ({ tab }) => `完整方案见 ${tab} 标签页的查询 \`plan\`。`,
  draftReport: ({ command }) => `报告草稿：${command}。`,
  checkedPlan: '已核对方案',
  wrongBucket: '存储空间有误',
  pasteToDecide: ({ decision, signIn, via }) =>
    `${VERBS[decision]}方法：${signIn ? '以本人身份登录 Temporal，' : ''}发送${via === 'update' ? ' Update `decide`' : `信号 \`${decision}\``}，内容为：`,
  needed: ({ missing, who }) =>
    `还需 ${missing} 个批准，${who === null ? '有权向本运行发送消息的人均可审批' : `可由以下人员批准：${who}`}。`,
  since: ({ since }) => `自 ${since} 起。`,
  by: ({ requester }) => `申请人：${requester}。`,
  approveSigned: ({ who }) => `${who} 需签名批准：`,
  signOffline: '如果持有密钥的机器无法访问 Temporal，以下命令会输出可粘贴的 JSON：',
  rejectSigned: '驳回同样需要签名：将命令换成 `reject`，或使用 `sign --reject`。',

  approvers: ({ who }) => `审批人：${who}。`,
  signs: ({ who }) => `${who}（需签名）`,
  secondNow: ({ who }) => `第二审批组现已可审批：${who}。`,
  secondFrom: ({ who, from }) => `自 ${from} 起还可由以下人员审批：${who}。`,
  fourEyes: ({ requester }) => `申请人 ${requester} 不得自行批准（四眼原则）。`,
  commentRequired: '批准时必须填写说明。',
  rejectionsSigned: '驳回也必须签名。',
  principals: ({ all }) =>
    `${all ? '审批决定' : '批准'}必须由审批人用本人的 Temporal 账号以信号发送；由服务器验证发送者。`,
  change: ({ what, was, now }) => `${what}：原为 ${was}，现为 ${now}`,

  requestedBy: ({ who }) => `申请人 ${who}（取自输入，未经验证）`,
  prefix: ({ prefix, open }) => `，前缀 ${prefix}${open ? '（不以 "/" 结尾：更长的名称也会匹配）' : ''}`,
  from: ({ bucket, prefix, objects, bytes, at, endpoint, profile, region }) =>
    `源端：KS3 存储空间 ${bucket}${prefix}：${objects} 个对象，${bytes}，统计完成于 ${at}，Endpoint ${endpoint}（源端配置 ${profile}，地域 ${region}）`,
  nothingFound: ({ prefix }) =>
    `警告：${prefix === null ? 'KS3 存储空间为空' : `没有以 ${prefix} 开头的对象`}，没有可迁移的内容`,
  readWith: ({ key }) => `使用已配置的 AccessKey ${key} 读取`,
  readWithNew: ({ user, bucket }) =>
    `使用新建的金山云 IAM 用户 ${user} 的 AccessKey 读取，该用户只能列举、定位和读取存储空间 ${bucket}`,
  sealedTo: ({ recipient }) => `凭证加密给 ${recipient}`,
  deliveredToOss: ({ bucket, prefix }) =>
    `同时交付到 OSS Bucket ${bucket}${prefix === '' ? '' : `，前缀 ${prefix}`}（加密）`,
  deliveredToVault: ({ address, mount, content }) =>
    `同时交付到 ${address} 的密钥引擎 ${mount}（${content === 'sealed' ? '加密' : '明文'}）`,
  neverExpires: '永不到期',
  expiresAfter: ({ time }) => `${time}后到期`,
  blocker: ({ objects, bytes, example, what }) =>
    `阻断项：${objects} 个对象，${bytes}${example === null ? '' : `，例如 ${example}`}：${what}`,
  storageClasses: ({ classes }) => `存储类型：${classes}`,
  ofClass: ({ name, objects, bytes }) => `${name} ${objects} 个对象（${bytes}）`,
  takesAtLeast: ({ time }) => `首次全量迁移至少需要 ${time}`,
  takes: ({ items }) => `预计用量：${items}`,
  noticed: ({ objects, bytes, what }) => `提示：${objects} 个对象，${bytes}：${what}`,
  adopted: ({ bucket, region }) =>
    `目的端：OSS Bucket ${bucket}（${region}），沿用已有 Bucket：并非由本准备任务创建，按现状使用`,
  adoptedIs: ({ settings }) => `其现状：${settings}`,
  created: ({ bucket, region, settings }) =>
    `目的端：OSS Bucket ${bucket}（${region}），由本准备任务创建：${settings}`,
  approvalChanges: ({ what, from, to }) => `批准后其${what}将由“${from}”改为“${to}”`,
  settingValue: ({ on }) => switched(on),
  publicAccess: ({ blocked }) =>
    blocked === null ? 'OSS 未返回是否阻止公共访问' : blocked ? '已阻止公共访问' : '未阻止公共访问',
  encryption: ({ encryption }) => `加密 ${encryption}`,
  versioning: ({ on }) => `版本控制${switched(on)}`,
  noTags: '无标签',
  tags: ({ tags }) => `标签 ${tags}`,
  logon: ({ reset }) => `控制台登录${reset ? '（首次登录须修改密码）' : ''}`,
  oneKey: '一个 AccessKey',
  and: '和',
  comma: '，',
  customPolicy: ({ name }) => `${name}（自定义）`,
  user: ({ user, account, access, policies }) =>
    `账号 ${account} 的 RAM 用户 ${user} 将获得${access}，权限策略：${policies.replaceAll('，', '、')}`,
  beyond: ({ what, asked }) => `超出配置（来自输入）：${what} ${asked}`,
  deviates: ({ what, asked, configured }) =>
    `与配置不同（来自输入）：${what} 为 ${asked}，配置为 ${configured}`,
};
