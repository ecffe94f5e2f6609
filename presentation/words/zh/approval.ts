import { abridged } from '../../text/abridged';
import { named, quoted } from '../../text/foreign-text';
import type { approval as english } from '../en/approval';
import type { Translated } from '../phrase';

export const approval: Translated<typeof english> = {
  noPlanYet: '尚无待审批的方案；运行进入等待审批后才有方案可供决定',
  notPending: '当前没有待审批的方案',
  afterDeadline: ({ deadline }) => `到达时已过截止时间（${deadline}）`,
  decided: '该方案已有审批结论',
  anotherPlan: ({ digest }) => `它针对的是另一个方案，当前待审批方案的摘要为 ${digest}`,
  alreadyCounted: ({ approver }) => `${named(approver)} 已批准过，每人只计一次`,
  requester: ({ approver }) => `申请人是 ${named(approver)}，须由他人批准（四眼原则）`,
  commentNeeded: '批准时必须填写说明，写明检查了哪些内容',
  notListed: ({ approver, approvers }) =>
    `${named(approver)} 不在审批人名单中（${approvers.map((one) => named(one)).join('、')}）`,
  secondGroup: ({ approver, from }) => `${named(approver)} 属于第二审批组，该组自 ${from} 起方可审批`,
  noKey: ({ approver }) => `配置中没有 ${named(approver)} 的公钥，无法验证签名，请去掉签名后重新发送`,
  mustSign: ({ approver, command }) => `${named(approver)} 必须签名，请执行：${command}`,
  unsignable: ({ approver }) => `必须签名，但配置中没有 ${named(approver)} 的公钥`,
  updateUnproven: ({ approver, command }) =>
    `Temporal 服务器不记录 Update 的发送者，请以 ${named(approver)} 的身份登录后改发信号：${command}`,
  notBound: ({ command }) =>
    `必须指明运行和方案（runId、planDigest），请粘贴运行详情中给出的内容，或执行：${command}`,
  cancelled: '运行在此期间已被取消',
  notChecked: ({ why }, say) => `未能完成校验，请重新发送（${say(why)}）`,
  notCheckable: '未能完成校验（见运行历史），请重新发送',
  notUnderstood: ({ name, problems, as = name, example }, say) => {
    const all = problems.map(
      ({ path, problem }) => `${path === '' ? '输入' : `${named(path)} `}${say(problem)}`,
    );
    const refused = `无法识别 "${name}"：${abridged(all.join('；'), 500)}。`;
    return example === null
      ? refused
      : `${refused}请${as === name ? '发送' : `改用 "${as}" 发送`} \`${example}\`。`;
  },
  counted: ({ decision, approver, verdict }) =>
    `已记录 ${named(approver)} 的${decision === 'approve' ? '批准' : '驳回'}，${{ open: '还需要更多批准', approved: '方案已批准', rejected: '方案已驳回' }[verdict]}`,
  rejectedBy: ({ approver, comment }) =>
    `${named(approver)} 已驳回（${comment === '' ? '未说明原因' : quoted(comment)}）`,
  nobodyDecided: '无人在截止时间前审批',
  tooFew: ({ counted, required }) => `截止时间前仅有 ${counted} 个批准，需要 ${required} 个`,
  sufficient: '足够',
  notSufficient: ({ counted, required, refusals }, say) =>
    [
      `需要 ${required} 个批准，仅 ${counted} 个有效`,
      ...refusals.map(({ approver, why }) => `${named(approver)}：${say(why)}`),
    ].join('；'),

  anotherRun: ({ asked, runId }) =>
    `它${asked === null ? '未指明运行' : `针对的是运行 ${named(asked)}`}，当前待审批的运行为 ${runId}`,
  signedAtMissing: '缺少签名时间 "signedAt"',
  signature: ({ problem }, say) => `其签名${say(problem)}`,
  otherNamespace: ({ namespace }) => `其签名的用途不是 ${namespace}`,
  otherKey: ({ fingerprint, known }) => `签名使用的密钥为 ${fingerprint}，而配置中的密钥为 ${known}`,
  otherStatement:
    '签名与内容不符：Workflow ID、运行 ID、方案摘要、审批决定、审批人、说明和时间必须与签名时完全一致',
  signedBefore: ({ at }) => `签名时间 ${at} 早于方案生成时间，请重新签名或校准时钟`,
  signedLater: ({ at }) => `签名时间 ${at} 晚于当前时间，请校准时钟后重新签名`,
  noPrincipal: ({ approver }) =>
    `Temporal 服务器未记录发送者，无法证明由 ${named(approver)} 发送；须由服务器管理员启用该功能（方法见 npx prep doctor）`,
  otherPrincipal: ({ senders, approver, principal }) =>
    `Temporal 服务器记录的发送者为 ${senders}，而 ${named(approver)} 登录 Temporal 的身份为 ${principal}；只能由该身份发送`,

  checkDecision: ({ approver }) => `校验 ${approver} 的审批决定`,
  checkSender: ({ approver }) => `核实 ${approver} 的审批决定由谁发送`,
};
