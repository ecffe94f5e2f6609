import type { messages as english } from '../en/messages';
import type { Translated } from '../phrase';

export const messages: Translated<typeof english> = {
  json: ({ example }) => `JSON：${example}`,
  jsonIfAny: ({ example }) => `JSON（可选）：${example}`,
  noArgument: '无需参数。',

  approve: '批准待审批的方案。',
  reject: '驳回待审批的方案；运行结束并清理。',
  decide: '批准或驳回方案，并立即返回结果。',
  retry: '继续执行需要处理的步骤。',
  retryAll: '向所有需要处理的准备任务发送 retry。',
  revoke: '立即回收凭证，不等到期。',
  revokeNow: '立即回收凭证，并返回结果。',
  confirm: '确认新 AccessKey 已投入使用，旧的即可删除。解密新 AccessKey 时会显示确认码。',
  confirmNow: '确认新 AccessKey 已投入使用，并返回结果。',
  cutOver: '结束迁移的增量轮次：申请审批最后一轮。',
  requestCutOver: '申请审批最后一轮增量复制，并立即返回结果。',

  status: '当前阶段、各步骤、等待的事项和下一步操作。',
  plan: '审批通过后将执行的方案及其摘要；方案生成前为 null。',
  audit: '审批记录：决定人、决定、时间与证明；未被采纳的决定及原因；提醒与升级。',
  draft: '运行结束前报告已有的内容：盘点、方案、审批决定；源端盘点完成前为 null。',
  fleet: '各存储空间，需要人工处理的排在最前。',
  sealed: '已加密给接收人的新 AccessKey；生成前为 null。',
};
