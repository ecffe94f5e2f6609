import { named, quoted } from '../../text/foreign-text';
import { humanBytes, humanCount } from '../../text/human-units';
import type { run as english } from '../en/run';
import type { Translated } from '../phrase';

const VERDICTS: Readonly<Record<string, string>> = {
  approved: '已批准',
  rejected: '已驳回',
  'timed out': '审批超时',
};

export const run: Translated<typeof english> = {
  checks: ({ count }) => `${count} 项检查`,
  found: ({ objects, bytes }) => `${humanCount(objects)} 个对象，${humanBytes(bytes)}`,
  bucketIn: ({ bucket, region }) => `${bucket}（${region}）`,
  usedAsIs: ({ bucket }) => `${bucket}，按现状使用`,
  configuredKey: '使用配置中的 AccessKey',
  notRequested: '未要求',
  decidedBy: ({ verdict, approvers }) =>
    `${VERDICTS[verdict] ?? verdict}${approvers.length === 0 ? '' : `（${approvers.join('、')}）`}`,
  lookedAgain: '已重新检查',
  requestedBy: ({ by }) => `由 ${named(by)} 要求`,
  removedCount: ({ count }) => `已移除 ${count} 项`,
  noKey: '没有 AccessKey',
  noGrace: '无宽限期',
  enabledAgain: '已取消，重新启用',
  keyCreated: ({ key, at }) => `${key}，${at === '' ? '创建时间未知' : `创建于 ${at}`}`,
  inResultOnly: '仅在结果中',
  notConfirmed: '无人在截止时间前确认',
  confirmedBy: ({ by }) => `由 ${named(by)} 确认`,
  nothing: '无',

  expiry: '凭证到期',
  grace: '宽限期结束',
  confirmation: '确认新的 AccessKey',
  revokeNow: ({ example }) => `如需立即回收，请发送 \`revoke\` 信号：${example}`,
  endGrace: ({ example }) =>
    `如需立即移除，请发送 \`revoke\` 信号：${example}。如需重新启用，请取消本次运行。`,
  confirm: ({ example }) =>
    `新的 AccessKey 启用后，请发送 \`confirm\` 信号：${example}。未确认时将移除新的 AccessKey，保留原有 AccessKey。`,

  doesNotCount: ({ name, who, why }, say) => `${named(who)} 发送的 "${name}" 无效：${say(why)}。`,
  notCounted: ({ name, who, why }, say) => `${named(who)} 发送的 "${name}" 无效。${say(why)}`,
  ignored: ({ name, who, why }, say) => `已忽略 ${named(who)} 发送的 "${name}"：${say(why)}。`,
  nothingToRetry: '当前没有需要处理的步骤',
  noKeyYet: '尚未签发新的 AccessKey',
  noneWaits: '当前没有待确认的 AccessKey',
  unknownSignal: ({ name, known }) =>
    `没有名为 ${quoted(name, 60)} 的信号，已忽略。可用的信号：${known.join('、')}。`,

  revokedNow: '凭证将立即回收',
  inUse: '新的 AccessKey 已投入使用',
  noKeyWaits: '当前没有待确认的 AccessKey。',
  endedFirst: '轮换在校验完成之前已结束。',
};
