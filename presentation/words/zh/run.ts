import { named, quoted } from '../../text/foreign-text';
import { minute } from '../../text/minute';
import { humanBytes, humanCount } from '../../text/human-units';
import type { run as english } from '../en/run';
import type { Translated } from '../phrase';
import { spaced } from './spaced';
import { duration } from './duration';

const kinds = { signal: '信号', update: 'Update', query: '查询' };

const VERDICTS: Readonly<Record<string, string>> = {
  approved: '已批准',
  rejected: '已驳回',
  'timed out': '审批超时',
};

const EVENTS: Readonly<Record<string, string>> = {
  waiting: '等待审批',
  reminder: '提醒',
  escalation: '升级',
  decision: '审批决定',
  attention: '需要处理',
  done: '完成',
  changed: '有变化',
  launched: '迁移已启动',
  migrated: '迁移完成',
  cancelled: '已取消',
  failed: '失败',
};

export const run: Translated<typeof english> = {
  checks: ({ count }) => `${count} 项检查`,
  found: ({ objects, bytes }) => `${humanCount(objects)} 个对象，${humanBytes(bytes)}`,
  countedSoFar: ({ objects, bytes, objectsPerSecond, secondsLeft }) =>
    `已统计 ${humanCount(objects)} 个对象，${humanBytes(bytes)}，每秒 ${humanCount(objectsPerSecond)} 个${secondsLeft === null ? '' : `，预计还需${duration(secondsLeft * 1000)}`}`,
  bucketIn: ({ bucket, region }) => `${bucket}（${region}）`,
  usedAsIs: ({ bucket }) => `${bucket}，按现状使用`,
  configuredKey: '使用已配置的 AccessKey',
  notRequested: '未要求',
  decidedBy: ({ verdict, approvers }) =>
    `${VERDICTS[verdict] ?? verdict}${approvers.length === 0 ? '' : `（${approvers.join('、')}）`}`,
  prepared: '准备完成',
  'already prepared': '此前已完成准备',
  rejected: '已驳回',
  'approval timed out': '审批超时',
  rotated: '轮换完成',
  'not confirmed': '未确认',
  cancelled: '已取消',
  draft: '准备任务尚未结束，本草稿未经签名。',
  cleanedUp: ({ removed, kept }, say) =>
    `已移除：${removed.map(say).join('、') || '无'}。${kept.length === 0 ? '' : `保留：${kept.map(({ what, why }) => `${say(what)}（${say(why)}）`).join('、')}。`}`,
  notDelivered: '运行在交付前结束',
  logon: '控制台登录',
  all: ({ what }, say) => what.map(say).join('、'),
  each: ({ what }, say) => what.map(say).join('；'),
  lookedAgain: '已重新检查',
  requestedBy: ({ by }) => (by === null ? '已请求' : `由${somebody(by)}请求`),
  removedCount: ({ count }) => `已移除 ${count} 项`,
  noKey: '没有 AccessKey',
  noGrace: '无宽限期',
  enabledAgain: ({ keys }) => (keys.length === 0 ? '已取消' : `已取消，已重新启用：${keys.join('、')}`),
  keyCreated: ({ key, at }) => `${key}，${at === '' ? '创建时间未知' : `创建于 ${at}`}`,
  inResultOnly: '仅在结果中',
  notConfirmed: '无人在截止时间前确认',
  confirmedBy: ({ by }) => (by === null ? '已确认' : `由${somebody(by)}确认`),
  nothing: '无',

  expiry: '凭证到期',
  grace: '宽限期结束',
  confirmation: '确认新的 AccessKey',
  revokeNow: ({ example }) => `如需立即回收，请发送 \`revoke\` 信号：${example}`,
  endGrace: ({ example }) =>
    `如需立即移除，请发送 \`revoke\` 信号：${example}。如需重新启用，请取消本次运行。`,
  confirm: ({ example }) =>
    `新的 AccessKey 投入使用后，请发送 \`confirm\` 信号：${example}。未确认时将移除新的 AccessKey，保留原有 AccessKey。`,

  noticedAt: ({ at, said }, say) => `${minute(at)}：${say(said)}`,
  doesNotCount: ({ name, who, why }, say) =>
    `${somebody(who).trimStart()}发送的 "${name}" 无效：${say(why)}。`,
  notCounted: ({ name, who, why }, say) => `${somebody(who).trimStart()}发送的 "${name}" 无效。${say(why)}`,
  ignored: ({ name, who, why }, say) => `已忽略${somebody(who)}发送的 "${name}"：${say(why)}。`,
  nothingToRetry: '当前没有需要处理的步骤',
  noKeyYet: '尚未签发新的 AccessKey',
  noneWaits: '当前没有待确认的 AccessKey',
  unknownMessage: ({ kind, name, meant, known }) =>
    [
      `没有名为 ${quoted(name, 60)} 的${kinds[kind]}${kind === 'signal' ? '，已忽略' : ''}。`,
      ...(meant === null ? [] : [`是否应为${kinds[meant.kind]} "${meant.name}"？`]),
      known.length === 0
        ? `此类运行不接收${kinds[kind]}，进展见运行详情。`
        : `可用的${kinds[kind]}：${known.join('、')}。`,
    ].join(''),

  notDeliveredYet: ({ failing }, say) =>
    `尚未送达：${failing.map(({ channel, why }) => `${say(channel)}：${say(why)}`).join('；')}`,
  undelivered: ({ event, channel, why }, say) => `“${EVENTS[event] ?? event}”→ ${say(channel)}：${say(why)}`,
  allChannels: '所有通知渠道',
  noWorkerDelivered: '没有可用的 Worker 执行投递',

  thisStep: '本步骤',
  timedOut: ({ type }) => `每次尝试均超时（${type}）。`,
  runOf: ({ workflowId }) => `运行 ${workflowId}`,
  idTaken: '其 Workflow ID 被另一次运行占用。',
  terminated: '它已被终止。',
  timeUp: '它超过时限，被 Temporal 服务器结束。',
  cancelledAlone: '它被单独取消。',
  workflowTypes: ({ types, meant }) =>
    `${meant === null ? '' : `您要启动的是否为 ${meant.type}？输入示例：${meant.input}。`}可用的类型：${types.join('、')}。`,
  resumeUnreadable: ({ reason }, say) => `resume（第二个参数）无法解码：${say(reason)}`,
  noExpiry: ({ example }) => `at：没有记录到期时间；例如 ${example}`,

  removeSourceKey: '移除源端 AccessKey',
  removeUndeliveredKey: '移除未交付的源端 AccessKey',
  removeRamUser: '移除 RAM 用户',
  removeBucket: '移除 OSS Bucket',
  compare: '与上次运行及已批准的方案对比',
  lookUpLast: '查询上次运行的结果',
  lookUpSkipped: '查询 Schedule 被跳过的触发次数',
  skippedFirings: ({ skipped, scheduleId }) =>
    `由于本次运行尚未结束，Schedule ${named(scheduleId)} 已跳过 ${skipped} 次触发。`,
  endsEarly: ({ at, until }) =>
    `由于启动时设置了超时，服务器将在 ${minute(at)} 终止本次运行，而审批可能要到 ${minute(until)} 才截止；被服务器终止的运行不会清理任何资源。请在此之前完成审批或取消，或立即取消并在不设超时的情况下重新启动。`,
  signResult: '签署结果',
  awaitAction: '等待人工处理',
  awaitDecision: '等待审批决定',
  awaitNotifications: '等待最后的通知送达',
  freezePlan: '固定方案',
  confirmApproval: '确认审批',
  revokeGranted: '回收已授予的权限',
  deliver: '交付加密凭证',
  markDelivered: '标记为已交付',
  findDelivery: '检查是否已标记为交付',
  markSourceKey: '将源端 AccessKey 标记为已交付',
  checkCancelled: '检查运行是否已取消',
  revokeOn: ({ userName, date }) => `于 ${date} 回收 RAM 用户 ${userName} 的凭证`,
  inventoryOf: ({ bucket }) => `盘点 KS3 存储空间 ${bucket}`,
  listing: '列举中',
  complete: '已完成',
  deal: '划分待列举的范围',
  list: ({ bucket, round, part, parts }) =>
    `列举 KS3 存储空间 ${bucket}，${round === 0 ? '首个分片' : `第 ${round} 轮，第 ${part}/${parts} 部分`}`,
  proveComplete: '证明盘点完整',
  remove: ({ what }, say) => spaced('移除', say(what)),
  disableKeysOf: ({ what }, say) => spaced('停用', say(what), '的 AccessKey'),
  enableKeysOf: ({ what }, say) => spaced('重新启用', say(what), '的 AccessKey'),
  disableKey: ({ key }) => `停用 AccessKey ${key}`,
  enableKey: ({ key }) => `重新启用 AccessKey ${key}`,
  removeUnconfirmed: '移除未确认的 AccessKey',
  removeOldKey: '移除旧 AccessKey',
  readBackAndSign: '回读并签署结果',
  notify: ({ event, fleet }) =>
    fleet === null
      ? `通知：${EVENTS[event] ?? event}`
      : `通知：${EVENTS[event] ?? event}（由 ${named(fleet)} 发送时略过）`,

  revokedNow: '凭证将立即回收',
  inUse: '新的 AccessKey 已投入使用',
  noKeyWaits: '当前没有待确认的 AccessKey。',
  endedFirst: '轮换在校验完成之前已结束。',
};

function somebody(name: string | null): string {
  return name === null ? '未署名的人员' : ` ${named(name)} `;
}
