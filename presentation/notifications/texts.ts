import type { Language } from '../words/language';

/** Every kind of message: the events, with a decision told by how it ended, and what a fleet tells of many buckets. */
export type Occasion =
  | 'waiting'
  | 'reminder'
  | 'escalation'
  | 'approved'
  | 'rejected'
  | 'timed out'
  | 'attention'
  | 'attention reminder'
  | 'attention escalation'
  | 'done'
  | 'changed'
  | 'identical'
  | 'nothing compared'
  | 'different'
  | 'launched'
  | 'migrated'
  | 'cancelled'
  | 'failed'
  | 'test'
  | 'fleet waiting'
  | 'fleet attention'
  | 'fleet reminder'
  | 'fleet done'
  | 'fleet cancelled';

/** What messages say in one language. `{bucket}`, `{count}`, `{total}`, `{objects}` and `{size}` are replaced. */
export interface Texts {
  readonly titles: Readonly<Record<Occasion, string>>;
  readonly labels: {
    readonly source: string;
    readonly destination: string;
    readonly deadline: string;
    readonly approvers: string;
    readonly approvals: string;
    readonly approve: string;
    readonly reject: string;
    readonly planDigest: string;
    readonly problem: string;
    readonly changes: string;
    readonly endsAt: string;
    readonly buckets: string;
    /** Of a fleet that was cancelled. */
    readonly parked: string;
    readonly all: string;
  };
  readonly totals: string;
  /** Before the command that does it. */
  readonly commands: {
    readonly approve: string;
    readonly reject: string;
    readonly retry: string;
    readonly cancel: string;
    readonly report: string;
    readonly status: string;
    readonly plans: string;
  };
  readonly openRun: string;
  /** Between the names of buckets, and behind them if there are more. */
  readonly separator: string;
  readonly more: string;
  /** Ends what was cut. */
  readonly cut: string;
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    titles: {
      waiting: '{bucket}: the plan waits for an approval',
      reminder: '{bucket}: the plan still waits for an approval (reminder {count})',
      escalation: '{bucket}: nobody has decided yet; the second group may approve the plan too',
      approved: '{bucket}: the plan is approved',
      rejected: '{bucket}: the plan is rejected; nothing is done',
      'timed out': '{bucket}: not approved in time; nothing is done',
      attention: '{bucket}: action required',
      'attention reminder': '{bucket}: action is still required (reminder {count})',
      'attention escalation': '{bucket}: nobody has acted yet; action is still required',
      done: '{bucket}: prepared; the job form and the sealed credentials are ready',
      changed: '{bucket}: already prepared; something changed since the last run',
      identical: '{bucket}: verified; both sides are identical now',
      'nothing compared': '{bucket}: no object was compared, so nothing is proven',
      different: '{bucket}: verified; both sides differ',
      launched: '{bucket}: the migration job is launched',
      migrated: '{bucket}: the migration job has finished; nothing is compared yet',
      cancelled: '{bucket}: the run was cancelled',
      failed: '{bucket}: the run failed',
      test: 'A test message: this receiver is told of preparations',
      'fleet waiting': 'Batch {bucket}: {count} of {total} buckets waiting for an approval',
      'fleet attention': 'Batch {bucket}: {count} of {total} buckets requiring an action',
      'fleet reminder': 'Batch {bucket}: {count} of {total} buckets still waiting for somebody',
      'fleet done': 'Batch {bucket}: {count} of {total} buckets finished',
      'fleet cancelled': 'Batch {bucket} was cancelled: {count} of {total} buckets cancelled',
    },
    labels: {
      source: 'KS3 bucket',
      destination: 'OSS bucket',
      deadline: 'Waits until',
      approvers: 'May approve',
      approvals: 'Approvals',
      approve: 'Approved by',
      reject: 'Rejected by',
      planDigest: 'Plan digest',
      problem: 'What happened',
      changes: 'What changed',
      endsAt: 'Ends if nobody acts by',
      buckets: 'KS3 buckets',
      parked: 'Still requiring an action',
      all: 'All buckets',
    },
    totals: '{objects} objects, {size}',
    commands: {
      approve: 'To approve',
      reject: 'To reject',
      retry: 'After fixing the problem',
      cancel: 'Cancel it, then start a new run',
      report: 'The report',
      status: 'More',
      plans: 'To review the plans',
    },
    openRun: 'Open in the Temporal Web UI',
    separator: ', ',
    more: ' and {count} more',
    cut: '…',
  },
  zh: {
    titles: {
      waiting: '{bucket}：迁移准备方案待审批',
      reminder: '{bucket}：迁移准备方案仍待审批（第 {count} 次提醒）',
      escalation: '{bucket}：尚无人审批，第二审批组现在也可审批',
      approved: '{bucket}：方案已批准',
      rejected: '{bucket}：方案已驳回，未执行任何操作',
      'timed out': '{bucket}：审批超时，未执行任何操作',
      attention: '{bucket}：需要人工处理',
      'attention reminder': '{bucket}：仍需人工处理（第 {count} 次提醒）',
      'attention escalation': '{bucket}：尚无人处理，仍需人工处理',
      done: '{bucket}：准备完成，任务表单与加密凭证已就绪',
      changed: '{bucket}：此前已完成准备，与上次运行相比有变化',
      identical: '{bucket}：比对完成，两端现已一致',
      'nothing compared': '{bucket}：没有比对任何对象，因此未得出结论',
      different: '{bucket}：比对完成，两端不一致',
      launched: '{bucket}：迁移任务已启动',
      migrated: '{bucket}：迁移任务已结束，尚未比对',
      cancelled: '{bucket}：任务已取消',
      failed: '{bucket}：任务失败',
      test: '测试消息：此通知渠道会收到迁移准备的通知',
      'fleet waiting': '批次 {bucket}：共 {total} 个存储空间，{count} 个等待审批',
      'fleet attention': '批次 {bucket}：共 {total} 个存储空间，{count} 个需要人工处理',
      'fleet reminder': '批次 {bucket}：共 {total} 个存储空间，仍有 {count} 个等待审批或处理',
      'fleet done': '批次 {bucket}：共 {total} 个存储空间，{count} 个已结束',
      'fleet cancelled': '批次 {bucket} 已取消：共 {total} 个存储空间，{count} 个已取消',
    },
    labels: {
      source: 'KS3 存储空间',
      destination: 'OSS Bucket',
      deadline: '审批截止',
      approvers: '审批人',
      approvals: '已批准',
      approve: '批准人',
      reject: '驳回人',
      planDigest: '方案摘要',
      problem: '问题',
      changes: '变化',
      endsAt: '处理截止（逾期结束）',
      buckets: 'KS3 存储空间',
      parked: '仍需人工处理',
      all: '全部存储空间',
    },
    totals: '{objects} 个对象，{size}',
    commands: {
      approve: '批准命令',
      reject: '驳回命令',
      retry: '处理后重试',
      cancel: '取消后重新启动',
      report: '查看报告',
      status: '查看详情',
      plans: '查看方案',
    },
    openRun: '在 Temporal Web UI 中打开',
    separator: '、',
    more: '，另有 {count} 个',
    cut: '…',
  },
};
