import type { payload as english } from '../en/payload';
import type { Translated } from '../phrase';

export const payload: Translated<typeof english> = {
  empty: '内容为空',
  notUtf8: '不是 UTF-8 编码',
  notJson: '不是 JSON',
  tooDeep: ({ levels }) => `嵌套超过 ${levels} 层`,
  noEncoding: '未注明编码，仅支持 json/plain',
  otherEncoding: ({ encoding }) => `编码为 ${encoding}，仅支持 json/plain`,
  unknownKey: ({ key }) => `使用载荷密钥 ${key} 加密，而 Worker 没有该密钥`,
  otherNamespace: ({ namespace, here }) => `在命名空间 ${namespace} 中加密，而当前命名空间为 ${here}`,
  changed: ({ key }) => `注明使用载荷密钥 ${key} 加密，但加密后内容被修改或截断`,
  foreign: '由其他程序加密，未注明 ks3-oss-prep 的载荷密钥',
  otherForm: '不是本产品的 Worker 所返回的内容',
  why: ({ reason }, say) => `原因：${say(reason)}。`,
};
