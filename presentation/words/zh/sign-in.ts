import type { signIn as english } from '../en/sign-in';
import type { Translated } from '../phrase';

export const signIn: Translated<typeof english> = {
  title: 'ks3-oss-prep 编解码端点',
  heading: '编解码端点（Codec Endpoint）',
  what: '在此用编解码端点的令牌登录后，Temporal Web UI 即可显示加密的载荷。',
  token: '令牌',
  signIn: '登录',
  signOut: '退出登录',
  signedInAs: '已登录：',
  stillFor: ({ time }) => `，${time}后失效。`,
  inTheWebUi: '请在 Temporal Web UI 中设置编解码端点，并勾选 “Include cross-origin credentials”。',

  otherPage: ({ origin }) => `请在 ${origin}（codec_endpoint.public_url）打开此页面后再登录或退出。`,
  tooManyTries: '尝试次数过多，请一分钟后重试。',
  unknownToken: '此处没有该令牌。',
};
