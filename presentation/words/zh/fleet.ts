import { named } from '../../text/foreign-text';
import { minute } from '../../text/minute';
import { spaced } from './spaced';
import type { Translated } from '../phrase';
import type { fleet as english, fleets as englishLabels } from '../en/fleet';

/** With the blanks that Chinese text has around words in Latin letters, and around no others. */
const beside = (text: string) => (/^[!-~]/.test(text) ? ` ${text} ` : text);

export const fleet: Translated<typeof english> = {
  bucketsOrMatch: '不能与 "match" 同时使用：请逐个列出存储空间，或者给出名称模式',
  nothingNamed: '缺失：请列出存储空间，或在 "match" 中给出名称模式',
  duplicate: ({ bucket, first }, say) =>
    `与${beside(say(first))}重复，都是 ${named(bucket)}；同一批次中每个存储空间只能出现一次`,
  shared: ({ what, name, first }, say) => {
    const whose = `${what === 'bucket' ? 'OSS Bucket' : 'RAM 用户'} ${named(name)}`;
    const alone =
      what === 'bucket'
        ? '每个准备任务须使用各自的 OSS Bucket，或者沿用已有的 Bucket（"adopt": true）'
        : '每个准备任务须使用各自的 RAM 用户';
    return first === null
      ? `为多个存储空间指定了同一个 ${whose}；${alone}`
      : `与${beside(say(first))}重复，都使用 ${whose}；${alone}`;
  },
  matched: ({ patterns, count, max }) =>
    count === 0
      ? `未匹配到源账号下的任何存储空间：${patterns.map((one) => named(one)).join('、')}`
      : `匹配到源账号下 ${count} 个存储空间；一个批次最多 ${max} 个`,
  row: ({ bucket, problem }, say) => `${bucket === '' ? '某个存储空间' : named(bucket)}：${say(problem)}`,
  notCarried: '第二、第三个参数仅用于延续运行，请勿填写',

  buckets: ({ count }) => `${count} 个存储空间`,
  counts: ({ counts }) =>
    Object.entries(fleets.phases)
      .flatMap(([phase, text]) => (counts[phase] ? [`${text} ${counts[phase]}`] : []))
      .join('、'),
  planning: ({ count }) => `规划 ${count} 个存储空间`,
  watching: ({ count }) => `跟踪 ${count} 个准备任务`,
  cancelling: '批次已取消',

  fileOrMatch: '请用 --file 文件 或 --match 模式 指定存储空间，二者只能选一。',
  invalidFile: ({ file, lines }, say) =>
    `${spaced(file ?? '标准输入', '中的批次无效')}，未启动任何任务。\n${lines.map((line) => `- ${say(line)}`).join('\n')}`,
  quotes: ({ file, line }) =>
    `${spaced(file ?? '标准输入', '第')} ${line} 行的引号未闭合，或闭合的引号之后还有内容。`,
  noRows: ({ file, columns }) =>
    `${spaced(file ?? '标准输入', '中没有存储空间')}。首行为列名，其后每行一个存储空间。可用的列：${columns.join('、')}。`,
  unknownColumn: ({ line, column, near, known }) =>
    `第 ${line} 行：未知的列 ${column}；${near === null ? `可用的列：${known.join('、')}` : `是否应为 "${near}"？`}`,
  columnTwice: ({ line, column }) => `第 ${line} 行：列 "${column}" 重复`,
  noBucketColumn: ({ line, alone }) =>
    `第 ${line} 行：缺少 "bucket" 列${alone ? '；各列用半角逗号、半角分号或制表符分隔' : ''}`,
  cells: ({ line, count, expected }) => `第 ${line} 行有 ${count} 个单元格，而列数为 ${expected}`,
  cell: ({ line, column, problem }, say) =>
    column === null ? `第 ${line} 行：${say(problem)}` : `第 ${line} 行，"${column}" 列：${say(problem)}`,
  lineNumber: ({ line }) => `第 ${line} 行`,

  summary: ({ name }) => `准备迁移批次 ${name} 的存储空间`,
  dryRunTooLong: '试运行超过了 --timeout 指定的时间，已取消；没有创建任何内容。',
  drySummary: ({ name }) => `批次 ${name} 试运行：不创建任何内容`,
  badName: ({ name }) =>
    `${name} 不能用作批次名称：最多 100 个字母、数字、点、连字符和下划线。请指定名称：npx prep batch start NAME …`,
  otherRun: ({ type }) => `该名称对应的运行类型为 ${type}，不是批次。`,
  noneYet: '正在确定存储空间列表',
  noFleets: '没有运行中的批次。查看已结束的批次：npx prep batch list --all',
  nameOrId:
    '请指定批次的名称，或用 --id 指定其 Workflow ID，二者只能选一。查看已有的批次：npx prep batch list --all',
  noPlans: ({ name, see }) => `批次 ${name} 中没有等待审批的方案。查看：${see}`,
  nothingToRetry: ({ name, see }) => `批次 ${name} 中没有需要处理的准备任务。查看：${see}`,
  retrySent: ({ count, see }) => `已向 ${count} 个准备任务发送 retry。查看：${see}`,
  cancelSent: ({ name }) =>
    `正在取消 ${name}：不再启动新任务，已启动的任务会自行清理。由他人启动的准备任务不受影响。`,
  plansOrDigest: '请指定要决定的方案：--plans 指定审阅过的方案文件，或 --digest 指定全部方案的总摘要。',
  noPlanList: ({ file }) =>
    `${spaced(file ?? '标准输入', '不是方案列表')}：应为 "npx prep batch plans --out" 生成的 JSON，或每行一个“存储空间 摘要”。`,
  planLine: ({ file, line }) => `${spaced(file ?? '标准输入', '第')} ${line} 行的格式不是“存储空间 摘要”。`,
  planTwice: ({ file, bucket }) => `${spaced(file ?? '标准输入', '中')} ${bucket} 出现了两次。`,
  planDiffers: ({ file, bucket }) =>
    `${spaced(file ?? '标准输入', '中')} ${bucket} 的方案与其摘要不符。未对任何方案作出决定；请用 "npx prep batch plans" 重新获取方案。`,
  notOfFleet: ({ name, buckets }) =>
    `列表中的以下存储空间不属于批次 ${name}：${buckets.join('、')}。未对任何方案作出决定。`,
  otherPlans: ({ count, found, digest, see }) =>
    `当前等待的 ${count} 个方案的总摘要是 ${found}，而不是 ${digest}：审阅之后有方案变化、新增或减少。未对任何方案作出决定；请重新查看：${see}`,
  planNotShown: ({ bucket, why }) => `无法显示 ${bucket} 的方案，已跳过：${why}`,
  notWaiting: '其方案当前未在等待审批',
  changed: '审阅之后其方案有变化',
  dryRun: ({ total, start, unreadable, found }) =>
    `共 ${total} 个存储空间：${start} 个将启动准备，${unreadable} 个源端无法读取，${found} 个已有准备。未启动也未创建任何内容。`,
  countedBefore: ({ decision, at }) => `同一人已于 ${minute(at)} ${decision === 'approve' ? '批准' : '驳回'}`,
  decided: ({ decision, count, before, of }) =>
    `共 ${of} 个${decision === 'approve' ? '批准' : '驳回'}，${count} 个已生效${before === 0 ? '' : `，${before} 个此前已生效`}。`,
};

export const fleets: Translated<typeof englishLabels> = {
  phases: {
    'action required': '需要处理',
    'waiting for approval': '等待审批',
    running: '进行中',
    pending: '未开始',
    prepared: '准备完成',
    'already prepared': '此前已完成准备',
    rejected: '已驳回',
    'approval timed out': '审批超时',
    cancelled: '已取消',
    failed: '失败',
    terminated: '已终止',
    'timed out': '已超时',
  },
  columns: {
    fleet: '批次',
    state: '状态',
    started: '启动时间',
    phase: '阶段',
    buckets: '存储空间',
    bucket: 'KS3 存储空间',
    objects: '对象数',
    size: '大小',
    bytes: '字节数',
    blockers: '阻断项',
    problem: '问题',
    link: 'Web UI',
    prefix: '前缀',
    destination: 'OSS Bucket',
    region: 'OSS 地域',
    user: 'RAM 用户',
    terms: '设置',
  },
  labels: {
    profile: '源端配置',
    storage: 'Bucket 设置',
    policies: '权限策略',
    recipients: '接收人数量',
    expiry: '凭证有效期',
    approval: '审批',
    sourceKey: '源端 AccessKey',
  },
  sourceKeys: { use: '使用已配置的', create: '新建专用' },
  outcomes: {
    counted: '已生效',
    'counted before': '此前已生效',
    changed: '重新等待审批',
    'not waiting': '未在等待',
    'not answered': '未得到应答',
    refused: '未生效',
  },
  heading: (name) => `批次 ${name}`,
  total: (buckets, objects, size) => `${buckets} 个存储空间，${objects} 个对象，${size}`,
  urgent: '需要人工处理',
  reportedAt: (at) => `截至 ${at}`,
  wouldStart: '将会启动',
  wouldPark: (problem) => `启动后需要处理：${problem}`,
  resultHasAll: (shown, total) => `${shown < total ? `下面列出前 ${shown} 个，` : ''}_Result_ 中有全部方案。`,
  nothingMade: '本次为试运行：未启动也未创建任何内容。',
  termsHeading: (number) => `设置 ${number}`,
  never: '永不到期',
  approvalBy: (required, approvers) =>
    approvers === ''
      ? `${required} 人（任何可向运行发送消息的人均可审批）`
      : `${required} 人（${approvers}）`,
  others: (count) => `另有 ${count} 个无需关注，用 --all 查看。`,
  seeEach: (command) => `查看原因与处理方法：${command}`,
  otherRunOpen: (bucket, command) =>
    `${bucket} 有尚未结束的运行（前缀或 OSS Bucket 不同，或由 Schedule 启动），因此没有为其启动准备任务。请等待其结束或将其取消，然后重新启动批次。查看：${command}`,
  retryWith: (command) => `修复需要处理的问题后执行：${command}`,
  reviewWith: (command) => `查看等待审批的方案：${command}`,
  allPlans: (count, digest) => `${count} 个方案等待审批。总摘要：${digest}`,
  approveWith: (approve, reject) => `批准：${approve}\n驳回：${reject}`,
  parked: (count, command) =>
    `**${count}** 个准备任务需要处理。修复问题后执行 ${command}，或向本运行发送 \`retry\` 信号。`,
  waiting: (count, command) =>
    `**${count}** 个方案等待审批。可用 ${command} 统一查看和审批，也可在下方各准备任务的页面中逐个审批。`,
};
