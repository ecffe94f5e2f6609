import type { Translated } from '../phrase';
import type { help as english } from '../en/help';

const config = '配置文件';
const profile = 'Worker 配置中的源配置名';
const prefix = '仅限以此为前缀的对象';
const wait = '持续跟踪，直到完成或等待人工处理';
const decision = {
  digest: '仅接受该摘要的方案；默认为所显示的方案',
  key: '用该 SSH 密钥（ed25519）签名；ssh-keygen 会询问口令',
};
const fromResult = '默认取自其结果';

export const help: Translated<typeof english> = {
  program: '为金山云 KS3 存储空间迁移到阿里云 OSS 做准备。',
  titles: {
    'Usage:': '用法：',
    'Arguments:': '参数：',
    'Options:': '选项：',
    'Commands:': '命令：',
    'Global Options:': '全局选项：',
  },
  examples: '示例：',
  seeHelp: '（参见 --help）',
  ownHelp: '每个命令都有自己的 --help。',
  showHelp: '显示帮助',
  byDefault: (value) => `默认：${value}`,
  lang: '语言：en 或 zh；默认取 PREP_LANG，其次取系统区域设置',
  version: '显示版本',
  json: '输出一个 JSON 对象，错误也不例外',
  exitCodes: `退出码：
  0  已完成，或正在运行且无需处理
  1  错误
  2  输入或参数无效
  3  等待审批
  4  已驳回，或审批超时
  5  需要处理：请解决问题后重试；或等待审批且有阻断项
  6  到达 --timeout 时仍在运行`,
  environment: `环境变量：
  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_*, TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE
                 Temporal 服务器，含义与其他 Temporal 工具一致
  TEMPORAL_UI    Web UI 地址，用于生成链接
  PREP_LANG      语言：en 或 zh
  PREP_PAYLOAD_KEYS_FILE
                 启用载荷加密时的密钥（也可写在 prep.toml 中）
  NO_COLOR       不使用颜色
  PREP_DEBUG     显示调用栈`,
  refused: {
    error: (what) => `错误：${what}`,
    missingArgument: (name) => `缺少必需的参数“${name}”`,
    optionNeedsValue: (flags) => `选项“${flags}”缺少值`,
    optionRequired: (flags) => `未指定必需的选项“${flags}”`,
    conflict: (flags, other) => `选项“${flags}”不能与选项“${other}”同时使用`,
    unknownOption: (flag) => `未知选项“${flag}”`,
    unknownCommand: (name) => `未知命令“${name}”`,
    tooManyArguments: (expected, given) => `参数过多：应为 ${expected} 个，实际为 ${given} 个`,
    didYouMean: (name) => `（您是否想输入 ${name}？）`,
    noCommand: '未指定命令',
  },
  run: { bucket: '准备任务的 KS3 存储空间', id: '以工作流 ID 代替存储空间' },
  start: {
    description: '启动 KS3 存储空间的迁移准备；若同一存储空间已在准备，则关联到现有运行。',
    bucket: '要准备的 KS3 存储空间',
    prefix,
    endpoint: 'KS3 Endpoint，例如 https://ks3-cn-beijing.ksyuncs.com',
    region: 'KS3 地域，例如 BEIJING',
    profile,
    sourceKey: '使用已配置的 KS3 AccessKey（默认），或在审批后创建专用的只读 AccessKey',
    to: '要创建的 OSS Bucket',
    toRegion: 'OSS 地域，例如 cn-beijing',
    user: '要创建的 RAM 用户',
    recipient: '可打开凭证的 age 接收方（可重复）',
    requestedBy: '申请人；启用四眼原则时须由他人审批',
    input: '从文件读取 JSON 输入，“-”表示标准输入；命令行选项优先',
    id: '以该工作流 ID 代替 prepare/BUCKET',
    wait,
    timeout: '与 --wait 一起使用：超过该时长（例如 "2 hours"）后不再等待（退出码 6），运行会继续',
    again: '即使已准备完成或已被驳回，也启动新的运行',
  },
  list: {
    description: '列出准备、回收和轮换任务及其等待事项。',
    phase: '仅限处于该阶段的运行，例如 waiting-for-approval；或以此结束的运行，例如 prepared',
    actionRequired: '仅限需要人工解决问题的运行：已停下的，以及有阻断项的',
    mine: '仅限由 $USER 申请的运行',
    by: '仅限由此人申请的运行',
    all: '包括已结束的运行',
    limit: '最多列出的数量，从最新的开始',
  },
  batch: {
    description: '批量准备多个 KS3 存储空间：启动、审阅与审批、重试、报告。',
    start: '启动多个存储空间的准备任务，或接入同名的运行中批次。',
    startName: '批次名称；默认取文件名或名称模式',
    name: '批次名称',
    file: 'CSV 文件，每行一个存储空间，"-" 表示标准输入；列名与 "npx prep start" 的选项一致',
    match: '或者：源账号下名称匹配的所有存储空间，支持 * 和 ?（可重复，需加引号）',
    input: 'JSON，各存储空间的公共输入；优先级低于选项和 CSV 行',
    concurrency: '同时执行的准备任务数，1 到 200（默认 20）；等待人工的不计入',
    dryRun: '用一张表列出全部方案，不启动也不创建任何内容',
    again: '重新启动已被拒绝的准备任务',
    wait: '持续跟踪，直到全部结束或只剩人工操作',
    status: '显示批次的状态：各阶段数量，以及需要人工处理的存储空间。',
    phase: '只显示该阶段的存储空间，例如 action-required',
    allBuckets: '显示全部存储空间',
    list: '列出运行中的批次。',
    allFleets: '包括已结束的批次',
    plans: '显示批次中等待审批的全部方案，以及覆盖全部方案的摘要。',
    plansOut: '写入文件以供审阅，可从中删去不批准的方案',
    approve: '仅批准批次中审阅过的方案。每个方案单独生效；审阅后有变化的方案会重新等待审批。',
    plansFile: '"npx prep batch plans --out" 生成并经审阅的文件，或每行一个“存储空间 摘要”；"-" 表示标准输入',
    digest: '或者：批准当前等待的全部方案，前提是其总摘要与此一致',
    key: '用该 SSH 密钥（ed25519）逐个签名；有口令时请先加入 ssh-agent',
    retry: '继续批次中所有需要处理的准备任务。',
    cancel: '取消批次：不再启动新任务，并取消已启动的任务，由其自行清理。',
    report: '输出批次汇总；每个准备任务另有各自的报告。',
    format: (choices: string) => `可选：${choices}`,
  },
  schedule: {
    description: '管理在指定时间启动 KS3 存储空间迁移准备的 Temporal Schedule。',
    create: '创建 Schedule：何时启动、准备什么，输入选项与“npx prep start”相同。',
    list: '列出准备任务的 Schedule：下次触发时间、跳过次数和运行中的任务。',
    describe: '显示 Schedule：下次和上次触发、跳过和错过的次数、运行中的任务和输入。',
    pause: '暂停 Schedule：恢复之前不会启动新的运行，已启动的运行不受影响。',
    resume: '恢复已暂停的 Schedule。',
    trigger: '立即触发 Schedule，重叠策略仍然有效。',
    delete: '删除 Schedule，由其启动的运行不受影响。',
    cron: '5 至 7 个字段的 cron 表达式，例如 "0 3 * * *"（可重复）',
    every: '按此间隔触发，例如 "1 day"（可重复）',
    timeZone: '表达式所用的 IANA 时区，例如 Asia/Shanghai',
    jitter: '每次触发随机延迟，最长不超过该时长',
    overlap: (choices) => `前一次运行尚未结束时的处理方式：${choices}`,
    catchUp: '服务器停机时允许补触发的最长延迟；默认："1 hour"',
    paused: '创建后处于暂停状态',
    id: 'Schedule 的 ID；默认为 prep-BUCKET',
    note: '随 Schedule 显示',
  },
  status: { description: '显示准备任务的状态，以及处理其等待事项的具体命令。' },
  watch: {
    description: '跟踪准备任务直到结束：在终端中实时刷新，否则每次变化输出一行。',
    untilInput: '等待人工处理时也结束（退出码 3 或 5）',
  },
  approve: {
    description: '批准准备任务的待审批方案：显示方案，发送批准，并告知是否生效。',
    approver: '审批人',
    comment: '随批准一并记录',
    ...decision,
    signal: '以信号方式留下批准，等待 Worker 处理，但不返回结果',
  },
  reject: {
    description: '驳回准备任务的待审批方案：运行结束并清理其创建的资源。',
    approver: '审批人',
    comment: '随驳回一并记录',
    ...decision,
    signal: '以信号方式留下驳回，等待 Worker 处理，但不返回结果',
  },
  sign: {
    description: '无需连接 Temporal 即可为审批决定签名，并输出可粘贴到 Web UI 的 JSON。',
    run: '等待审批的运行，见 Web UI',
    digest: '您已阅读的方案的摘要',
    approver: '审批人',
    key: '用于签名的 SSH 密钥（ed25519）；ssh-keygen 会询问口令',
    comment: '随决定一并记录',
    reject: '驳回而非批准',
  },
  audit: { description: '显示准备任务的审批记录：谁在何时以何种凭据作出决定，哪些被拒绝及其原因。' },
  retry: { description: '问题解决后继续准备任务，已完成的步骤不会重复。', by: '处理人' },
  cancel: {
    description: '取消运行：清理其创建的资源，并告知移除了什么、保留了什么及其原因。',
    reason: '显示在运行历史中',
    noWait: '不等待清理完成',
  },
  report: {
    description:
      '输出准备任务的结果：填好的任务表单、HTML、Markdown 或 CSV 格式的完整报告，或 JSON 格式的结果。',
    format: 'text：任务表单；html、markdown（md）：完整报告；csv：用于电子表格；json：结果本身',
    out: '写入仅您本人可读的文件，而不是直接输出',
    force: '替换 --out 指定的文件',
  },
  open: {
    description: '用 age 身份打开准备任务的加密凭证：密码、AccessKey、登录链接。',
    identity: '仅您本人可读的 age 身份文件，“-”表示标准输入',
    result: '使用“npx prep report --format json”所写文件中的结果',
    sealed: '打开“npx prep source-key create”给出的密文',
    out: '将凭证写入仅您本人可读的新文件，而不是直接输出',
    force: '替换 --out 指定的文件',
  },
  delivered: {
    destination: `准备任务的 OSS Bucket；${fromResult}`,
    prefix: `准备任务的 KS3 前缀；${fromResult}`,
    sourceKey: `准备任务创建过源端专用 AccessKey 时为“create”；${fromResult}`,
    profile: `${profile}；${fromResult}`,
  },
  revoke: {
    description:
      '回收准备任务交付的凭证：停用 AccessKey，等待宽限期结束后将其连同 RAM 用户及源端专用 AccessKey（如有）一并删除。',
    user: 'RAM 用户；默认为该准备任务的用户',
    grace: '从停用到删除的时间，例如 "1 hour"',
    now: '没有宽限期',
    by: '申请人',
    reason: '随结果一并记录',
    wait,
  },
  rotate: {
    description: '轮换准备任务交付的 AccessKey：签发并加密新密钥，确认新密钥已启用后移除旧密钥。',
    source: '轮换源端专用 AccessKey，而不是用于 OSS 的 AccessKey',
    user: 'RAM 用户；与 --source 和 --confirm 一起使用时为金山云 IAM 用户；默认为该准备任务的用户',
    recipient: '仅限已配置接收方中的这些（可重复）',
    confirmWithin: '超过该时间未确认，则移除新密钥',
    grace: '旧密钥从停用到删除的时间，例如 "1 hour"',
    confirm: '确认新密钥已启用：停用并移除旧密钥',
    code: '“npx prep open”随新密钥显示的确认码',
    identity: '打开新密钥的 age 身份文件，可代替 --code',
    by: '申请人或确认人',
    wait,
  },
  keygen: {
    description: '在仅您本人可读的新文件中创建用于打开凭证的 age 身份、Worker 密钥、载荷密钥或编解码令牌。',
    out: '要创建的文件；不会替换已有文件',
    payloadKey: '载荷加密密钥，用于 payload_encryption.keys_file',
    workerKey: 'Worker 用来认证自身结果的密钥，用于 trust.keys_file',
    codecToken: '编解码服务的个人令牌，用于 codec_endpoint.tokens_file',
    public: '与 --worker-key 一起使用：仅输出该文件的公钥，不创建任何内容',
  },
  buckets: {
    description: '列出 KS3 账号下的所有 Bucket，由本进程直接查询，无需 Temporal。',
    match: "只列出名称匹配的 Bucket，支持 * 和 ?，例如 'photos-*'；可重复使用",
    totals: '逐个统计每个 Bucket 的对象数和字节数',
    endpoint: 'KS3 Endpoint（默认取 $KS3_ENDPOINT）',
    region: 'KS3 地域（默认取 $KS3_REGION，否则由 Endpoint 推断）',
    pathStyle: '与 --totals 一起使用：用 host/bucket 代替 bucket.host',
  },
  inventory: {
    description:
      '盘点 KS3 存储空间的全部对象：给出可证明的准确总数，否则报错；由 Worker 执行，或用 --direct 在本进程执行。',
    bucket: 'KS3 存储空间',
    prefix,
    endpoint: 'KS3 Endpoint；使用 --direct 时也可用 $KS3_ENDPOINT',
    region: 'KS3 地域；使用 --direct 时也可用 $KS3_REGION，否则由 Endpoint 推断',
    profile: `${profile}（不能与 --direct 一起使用）`,
    direct: '在本进程中盘点，不经过 Temporal，使用 $KS3_ACCESS_KEY_ID 和 $KS3_ACCESS_KEY_SECRET',
    pathStyle: '--direct：使用 host/bucket 而不是 bucket.host',
    concurrency: '--direct：并发列举请求数',
    checkpoint:
      '--direct：持续更新的检查点文件；未指定时，Ctrl-C 或失败会在 $XDG_STATE_HOME/ks3-oss-prep（~/.local/state/ks3-oss-prep）中留下检查点',
    resume: '--direct：从检查点继续',
  },
  estimate: {
    description: '根据清单 JSON 估算迁移所需的时长、两端的请求数和数据量；费用按您提供的价格文件计算。',
    file: "'prep inventory --json' 或 'prep report --format json' 的输出；- 表示标准输入",
    bandwidth: '两云之间的网络带宽（Mbit/s），仅当低于迁移服务的单任务上限时需要',
    rounds: '迁移服务比对源端与目的端的轮数，含首次全量迁移',
    class: '目的端存储类型',
    prices: '注明日期的价格文件（TOML）；不提供时只显示用量，不显示费用',
  },
  sourceKey: {
    description: '管理金山云 IAM 的 AccessKey（使用 Worker 配置中源配置的凭证）：列出、创建、停用、删除。',
    profile: `${profile}（默认：default）`,
    config,
    list: {
      description: '显示已配置的 KS3 AccessKey 的所有者，以及该用户（或 --user）的 AccessKey。',
      user: '要列出其 AccessKey 的 IAM 用户',
    },
    create: {
      description: '创建 AccessKey；其 Secret 加密给 age 接收方，不以其他任何形式显示。',
      bucket: '创建只能列举、定位和读取该存储空间的专用 IAM 用户',
      user: '为该 IAM 用户再创建一个 AccessKey',
      recipient: '可打开 Secret 的 age 接收方（可重复）；默认：credentials.recipients',
      out: '将密文写入新文件，而不是直接输出',
    },
    disable: { description: '输入 AccessKey ID 确认后停用；可在控制台重新启用。' },
    delete: { description: '输入 AccessKey ID 确认后永久删除。' },
    accessKeyId: 'AccessKey ID',
    owner: '拥有它的 IAM 用户；未指定时自动查找',
    confirm: '没有终端可供确认时，再次给出 ID',
    force: '即使配置正在使用它，或它是所属用户最后一个启用的 AccessKey',
    withUser: '同时删除由 ks3-oss-prep 创建的 IAM 用户和策略',
  },
  worker: { description: '运行 Worker，直到 Ctrl-C 或 SIGTERM；日志输出到标准错误。', config },
  doctor: {
    description: '检查配置、文件、Temporal 和两个云，不作任何改动，并告知需要修复的问题。',
    bucket: '须能列举、定位和读取的 KS3 存储空间',
    profile: '该存储空间的源配置名',
    config,
    fix: '注册命名空间中缺少的搜索属性，不作其他改动',
  },
  notify: {
    description: '向通知渠道发送测试消息。',
    test: {
      description: '向已配置的渠道发送测试消息并报告其响应。',
      channel: '单个渠道的名称；默认为全部',
      config,
    },
  },
};
