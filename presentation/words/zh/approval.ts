import { humanCount } from '../../text/human-units';
import { named, quoted, shown } from '../../text/foreign-text';
import { cut, problem, type approval as english } from '../en/approval';
import type { Translated } from '../phrase';

export const approval: Translated<typeof english> = {
  noPlanYet: '尚无待审批的方案，方案在清点完成后生成',
  notPending: '当前没有待审批的方案',
  afterDeadline: ({ deadline }) => `到达时已超过截止时间（${deadline}）`,
  decided: '该方案已有审批结论',
  anotherPlan: ({ digest }) => `它针对的是另一个方案，当前待审批方案的摘要为 ${digest}`,
  alreadyCounted: ({ approver }) => `${named(approver)} 已审批过，每人只计一次`,
  requester: ({ approver }) => `本次准备由 ${named(approver)} 发起，须由他人审批（四眼原则）`,
  commentNeeded: '审批时必须填写意见，说明检查了哪些内容',
  notListed: ({ approver, approvers }) =>
    `${named(approver)} 不在审批人名单中（${approvers.map((one) => named(one)).join('、')}）`,
  secondGroup: ({ approver, from }) => `${named(approver)} 属于第二审批组，该组自 ${from} 起方可审批`,
  noKey: ({ approver }) => `配置中没有 ${named(approver)} 的公钥，无法验证签名，请去掉签名后重新发送`,
  mustSign: ({ approver, command }) => `${named(approver)} 须签名审批，请使用命令：${command}`,
  unsignable: ({ approver }) => `该操作须签名，但配置中没有 ${named(approver)} 的公钥`,
  updateUnproven: ({ approver, command }) =>
    `Temporal 服务端不记录 Update 的发送者，请以 ${named(approver)} 的身份登录后改发 Signal：${command}`,
  notBound: ({ command }) =>
    `必须指明运行和方案（runId、planDigest），请粘贴运行详情中给出的内容，或使用命令：${command}`,
  cancelled: '运行在此期间已被取消',
  notChecked: ({ why }, say) => `未能完成校验，请重新发送（${say(why)}）`,
  notCheckable: '未能完成校验（见运行历史），请重新发送',
  notUnderstood: ({ name, problems, example }, say) =>
    `无法识别 "${name}"：${cut(problems.map((one) => problem(one, say, '输入')).join('；'))}。请发送 \`${example}\`。`,
  counted: ({ decision, approver, verdict }) =>
    `已记录 ${named(approver)} 的${decision === 'approve' ? '批准' : '驳回'}，${{ open: '还需要更多审批', approved: '方案已批准', rejected: '方案已驳回' }[verdict]}`,
  rejectedBy: ({ approver, comment }) =>
    `${named(approver)} 已驳回（${comment === '' ? '未说明原因' : quoted(comment)}）`,
  nobodyDecided: '无人在截止时间前审批',
  tooFew: ({ counted, required }) => `截止时间前仅有 ${counted} 份审批，需要 ${required} 份`,
  sufficient: '有效',
  notSufficient: ({ counted, required, refusals }, say) =>
    [
      `需要 ${humanCount(required)} 份审批，仅 ${humanCount(counted)} 份有效`,
      ...refusals.map(({ approver, why }) => `${shown(approver)}：${say(why)}`),
    ].join('；'),
  checkDecision: ({ approver }) => `校验 ${approver} 的审批`,
  checkSender: ({ approver }) => `核实 ${approver} 的审批由谁发送`,
};
