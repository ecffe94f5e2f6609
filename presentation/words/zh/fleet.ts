import { named } from '../../text/foreign-text';
import type { Translated } from '../phrase';
import type { fleet as english, fleets as englishLabels } from '../en/fleet';

export const fleet: Translated<typeof english> = {
  bucketsOrMatch: '不能与 "match" 同时使用：请逐个列出存储空间，或者给出名称模式',
  nothingNamed: '缺失：请列出存储空间，或在 "match" 中给出名称模式',
  duplicate: ({ bucket, first }) => `与 ${first} 重复，都是 ${bucket}；同一批次中每个存储空间只能出现一次`,
  matched: ({ patterns, count, max }) =>
    count === 0
      ? `未匹配到源账号下的任何存储空间：${patterns.map((one) => named(one)).join('、')}`
      : `匹配到源账号下 ${count} 个存储空间；一个批次最多 ${max} 个`,
  row: ({ bucket, problem }, say) =>
    `${bucket === '' ? '某个存储空间' : named(bucket)}：${say({ ...problem, withoutRemedy: true })}`,
  notCarried: 'carried（第二个参数）仅用于延续运行，请勿填写',

  buckets: ({ count }) => `${count} 个存储空间`,
  counts: ({ counts }) =>
    Object.entries(fleets.phases)
      .flatMap(([phase, text]) => (counts[phase] ? [`${text} ${counts[phase]}`] : []))
      .join('，'),
  planning: ({ count }) => `规划 ${count} 个存储空间`,
  watching: ({ count }) => `跟踪 ${count} 个准备任务`,
  cancelling: '批次已取消',

  summary: ({ name }) => `准备迁移批次 ${name} 的存储空间`,
};

export const fleets: Translated<typeof englishLabels> = {
  phases: {
    'action required': '需要处理',
    'waiting for approval': '等待审批',
    running: '运行中',
    pending: '尚未开始',
    prepared: '已就绪',
    'already prepared': '此前已就绪',
    rejected: '已拒绝',
    'approval timed out': '审批超时',
    cancelled: '已取消',
    failed: '失败',
    terminated: '已终止',
    'timed out': '已超时',
  },
  columns: {
    phase: '阶段',
    buckets: '存储空间',
  },
  parked: (count, command) =>
    `**${count}** 个准备任务需要处理。修复问题后执行 ${command}，或向本运行发送 \`retry\` 信号。`,
  waiting: (count, command) => `**${count}** 个方案等待审批。查看方案：${command}`,
};
