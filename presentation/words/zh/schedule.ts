import { named } from '../../text/foreign-text';
import { shellWord } from '../../text/shell-word';
import type { Translated } from '../phrase';
import type { schedule as english, schedules as englishLabels } from '../en/schedule';

export const schedule: Translated<typeof english> = {
  notFound: ({ scheduleId }) =>
    `该命名空间中没有 Schedule ${named(scheduleId)}。查看列表：npx prep schedule list`,
  exists: ({ scheduleId }) =>
    `Schedule ${named(scheduleId)} 已存在。请先删除（npx prep schedule delete --id ${shellWord(scheduleId)}），或用 --id 指定其他 ID。`,
  refused: ({ why }) => `Temporal 服务器拒绝了该 Schedule：${why}。请检查表达式、时区和时长。`,
  timeMissing: '请指定 Schedule 何时启动运行：--cron "0 3 * * *" 或 --every "1 day"。',
  catchUpTooShort: '选项 --catch-up 至少为 10 秒：Temporal 不允许更短的窗口。',
  notABucket: ({ name, problem }, say) => `${name} ${say(problem)}。其他 ID 的 Schedule 请用 --id 指定。`,
  nameIt: '请指定 Schedule 的 KS3 存储空间，或用 --id 指定其 ID，二者只能选一。',
  created: ({ scheduleId }) => `已创建 Schedule ${named(scheduleId)}`,
  firesNever: ({ scheduleId }) =>
    `${named(scheduleId)} 永远不会触发：没有时间匹配该表达式。请删除后用其他表达式重新创建：npx prep schedule delete --id ${shellWord(scheduleId)}`,
  pausedNow: ({ scheduleId }) =>
    `已暂停 ${named(scheduleId)}：恢复之前不会启动新的运行，已启动的运行不受影响。`,
  by: ({ from }) => `操作人：${from}`,
  resumed: ({ scheduleId }) => `已恢复 ${named(scheduleId)}`,
  triggered: ({ scheduleId }) =>
    `已触发 ${named(scheduleId)}。查看启动的运行：npx prep schedule describe --id ${shellWord(scheduleId)}`,
  triggeredWhileOpen: ({ scheduleId, workflowId, see }) =>
    `已触发 ${named(scheduleId)}，但不会启动新的运行：${named(workflowId)} 尚未结束，在此之前的触发都会被跳过。查看其在等待什么：${see}`,
  unreadable: ({ scheduleId, why }, say) =>
    `无法解码 ${named(scheduleId)} 的输入${why === null ? '：不是 JSON。请删除后重新创建。' : `。${say(why)}`}`,
  deleted: ({ scheduleId }) => `已删除 ${named(scheduleId)}，由其启动的运行不受影响。`,
};

export const schedules: Translated<typeof englishLabels> = {
  heading: (scheduleId, isPaused) => `Schedule ${scheduleId}：${isPaused ? '已暂停' : '启用'}`,
  active: '启用',
  paused: '已暂停',
  never: '不再触发',
  notYet: '尚未触发',
  none: '无',
  noSchedules: '该命名空间中没有准备任务的 Schedule。',
  labels: {
    id: 'Schedule',
    state: '状态',
    when: '时间',
    jitter: '随机延迟',
    overlap: '重叠策略',
    catchUp: '补跑窗口',
    note: '备注',
    next: '下次触发',
    last: '上次触发',
    running: '未结束的运行',
    started: '已启动运行数',
    skipped: '已跳过',
    missed: '已错过',
    workflowId: 'Workflow ID',
    input: '输入',
  },
  skippedWhileRunning: (scheduleId, skipped, workflowId) =>
    `${named(scheduleId)} 已跳过 ${skipped} 次触发；${named(workflowId)} 结束之前会继续跳过。查看其在等待什么：npx prep status --id ${shellWord(workflowId)}`,
};
