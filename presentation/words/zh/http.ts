import type { http as english } from '../en/http';
import type { Translated } from '../phrase';

export const http: Translated<typeof english> = {
  onlyMethods: ({ methods }) => `此路径仅支持 ${methods}。`,
  paths: ({ known }) => `可用路径：${known}；指标使用单独的端口。`,
  failed: ({ kind }) => `处理此请求时出错（${kind}）。`,

  cannotListen: ({ address, why }, say) =>
    `HTTP 服务无法监听 ${address}：${say(why)}。请修改 worker.http_port 和 worker.http_host（PREP_HTTP_PORT、PREP_HTTP_HOST）；设为 0 则关闭。`,
  noMetrics: ({ address, why }, say) =>
    `指标服务无法监听 ${address}：${say(why)}。请修改 worker.metrics_port（PREP_METRICS_PORT）；设为 0 则关闭。`,
  portTaken: '端口已被其他程序占用',
  addressUnusable: '该地址无法使用',

  tokenRefused: '此令牌无效。',
  noToken: '请在请求头中携带令牌 "Authorization: Bearer TOKEN"，或在 /codec/sign-in 页面登录。',
  otherOrigin: ({ origin }) =>
    `${origin} 的页面无权使用此端点。如果这是您的 Web UI 地址，请将其加入 codec_endpoint.origins（PREP_CODEC_ORIGINS）。`,
  tooManyTokens: '未知令牌的尝试次数过多，请一分钟后重试。',
  temporalSilent: '负责校验令牌的 Temporal 服务器没有响应。',
  anyToken:
    '此 Temporal 服务器接受任意令牌，无法判断谁有权解密。请在 codec_endpoint.tokens_file 中为调用方配置令牌，并取消 codec_endpoint.temporal_tokens。',

  noNamespace: '缺少请求头 X-Namespace；Web UI 和 Temporal CLI 会自动携带。',
  otherNamespace: ({ here, asked }) => `此端点服务于命名空间 ${here}，而非 ${asked}。`,
  tooManyRequests: '请求过于频繁，请几秒后重试。',
  busy: '端点繁忙，请几秒后重试。',
  tooBig: ({ mebibytes }) => `请求体超过 ${mebibytes} MiB。`,
  tooSlow: '请求体未在规定时间内传完。',
  cutOff: '请求体不完整。',
  contentType: '请求体的 Content-Type 必须为 application/json。',
  notJson: '请求体不是 JSON。',
  notPayloads: '请求体必须为 {"payloads":[…]}，格式与 Web UI 和 Temporal CLI 发送的一致。',
  tooManyPayloads: ({ given, most }) => `共 ${given} 个载荷，每次最多 ${most} 个。`,
  notPayload: ({ index }) => `第 ${index} 个载荷不是 {"metadata":{…},"data":"…"}，各值须为 base64。`,
};
