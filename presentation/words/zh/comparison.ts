import { minute } from '../../text/minute';
import { named } from '../../text/foreign-text';
import { humanBytes, humanCount } from '../../text/human-units';
import type { comparison as english } from '../en/comparison';
import type { Translated } from '../phrase';

export const comparison: Translated<typeof english> = {
  prepared: ({ bucket }) =>
    `KS3 存储空间 ${bucket} 的迁移准备此前已完成，本次运行未签发凭证，也未改动任何资源。`,
  notNeeded: '此前已完成准备',
  unchanged: ({ since }) =>
    since === null ? '没有可供对比的历史运行。' : `自上次运行（统计时间 ${minute(since)}）以来没有变化。`,
  growth: ({ objects, bytes, since }) =>
    `自 ${minute(since)} 以来：对象数 ${signed(objects, humanCount)}，数据量 ${signed(bytes, humanBytes)}。`,
  newFinding: ({ objects, happens, remedy }, say) =>
    `新发现的问题，涉及 ${humanCount(objects)} 个对象：${say(happens)}${say(remedy)}`,

  userGone: ({ user }, say) => `${say(user)} 已不存在，或不再带有已交付的标记。`,
  keyGone: ({ user }, say) => `${say(user)} 已没有当初交付的 AccessKey。`,
  keyDisabled: ({ user, accessKeyId }, say) => `${say(user)} 的 AccessKey ${accessKeyId} 已被停用。`,
  otherKeys: ({ user, keys }, say) => `${say(user)} 有并非本次准备交付的 AccessKey：${keys.join('、')}。`,
  policiesMissing: ({ user, policies }, say) => `${say(user)} 已没有策略 ${policies.join('、')}。`,
  policiesAdded: ({ user, policies }, say) => `${say(user)} 有未经审批的策略 ${policies.join('、')}。`,
  inGroups: ({ user, groups }, say) => `${say(user)} 加入了未经审批的用户组 ${groups.join('、')}。`,
  logon: ({ user, enabled }, say) =>
    enabled ? `${say(user)} 启用了未经审批的控制台登录。` : `${say(user)} 的控制台登录已被关闭。`,
  bucketGone: ({ bucket }) => `OSS Bucket ${bucket} 已不存在。`,
  bucketElsewhere: ({ bucket, region }) => `OSS Bucket ${bucket} 现在位于 ${region}。`,
  bucketUnmarked: ({ bucket }) => `OSS Bucket ${bucket} 上已没有本次准备的标记。`,
  bucketDiffers: ({ bucket, what }, say) => `OSS Bucket ${bucket} 与已批准的方案不一致。${say(what)}`,
  bucketTags: ({ bucket }) => `OSS Bucket ${bucket} 的标签与已批准的方案不一致。`,

  notAskedAgain: ({ workflowId, command }) =>
    `以上为 ${named(workflowId)} 的结果，不再向审批人重复发起审批。如需再次发起：${command}`,
};

function signed(difference: string, inUnits: (amount: string) => string): string {
  return difference.startsWith('-') ? `−${inUnits(difference.slice(1))}` : `+${inUnits(difference)}`;
}
