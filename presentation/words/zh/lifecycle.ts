import { minute } from '../../text/minute';
import type { Said, Say, Translated } from '../phrase';
import type { lifecycle as english } from '../en/lifecycle';

export const lifecycle: Translated<typeof english> = {
  accessKeys: 'AccessKey',
  iamUser: '金山云 IAM 用户',
  noUser: ({ directory, name }) => `${directory} 中没有用户 ${name}`,
  userGone: ({ directory, name }) => `${directory} 中已没有用户 ${name}。`,
  ramUserGone: ({ name }) => `RAM 已没有用户 ${name}，其 AccessKey、策略和控制台登录也已一并删除。`,
  iamUserGone: ({ name }) => `金山云 IAM 已没有用户 ${name}，其 AccessKey 和为其创建的策略也已一并删除。`,
  atWork: ({ workflowId }) => `${workflowId} 仍在使用它；驳回或取消该运行后，它会删除自己创建的资源`,
  nothingDelivered: '尚未交付任何凭证',
  neverDelivered: '创建它的运行未交付就已结束',
  found: ({ what }, say) => `实际情况：${say(what)}`,
  deliveredAgain: ({ at }) =>
    `本次运行查看之后，它于 ${minute(at)} 重新交付；要回收新交付的凭证，请另行启动回收`,
  takenOver: '其间另一次运行已接管或交付了它。',
  otherCode: ({ accessKeyId }) => `该确认码不属于 AccessKey ${accessKeyId}。`,
  noKeyToReplace: '它没有可轮换的 AccessKey。',
  deliveredKeyGone: '已交付的 AccessKey 已不存在。',
  twoKeys: ({ one, other }) => `分别是 ${one} 和 ${other}。`,
  notDisabledBefore: ({ keys }) => `AccessKey ${keys.join('、')} 此前未被停用。`,
  graceEnds: ({ at }) => `宽限期将于 ${minute(at)} 结束。`,
  keyNotUsable: '它不存在或未启用，因此另一个 AccessKey 保持不变。',
  keyNotListed: ({ directory }) => `${directory} 的列表中已没有它，因此另一个密钥保持不变。`,
  keyNotActive: '它未启用，因此另一个 AccessKey 保持不变。',
  otherKeyConfirmed: '其间另一个 AccessKey 已被确认。',
  keysLeft: ({ user, keys }, say) =>
    keys.length === 0
      ? `${say(user)} 没有 AccessKey。`
      : `${say(user)} 有 ${keys.length} 个 AccessKey：${keys.map(({ id, active }) => `${id}（${active ? '已启用' : '已停用'}）`).join('、')}。`,
  revoked: ({ removed }, say) => `已移除 ${removed.map(say).join('、')}。`,
  nothingRevoked: '未做任何更改。',
  nothingToRevoke: '未做任何更改。',
  leftAlone: ({ what, why }, say) => `${say(what)} 保持不变：${say(why)}。`,
  rotated: ({ accessKeyId, user, removed }, say) =>
    `${say(user)} 的 AccessKey ${accessKeyId} 已投入使用；${removedWords(removed, say)}。`,
  notConfirmed: ({ accessKeyId, user, removed, inUse }, say) =>
    `${say(user)} 的 AccessKey ${accessKeyId} 未按时确认；${removedWords(removed, say)}，${inUse === null ? '没有剩余的 AccessKey' : `保留 AccessKey ${inUse}`}。`,
};

function removedWords(removed: readonly Said[], say: Say): string {
  return removed.length === 0 ? '无需删除任何内容' : `已删除 ${removed.map(say).join('、')}`;
}
