import type { Translated } from '../phrase';
import type { connection as english } from '../en/connection';

export const connection: Translated<typeof english> = {
  noNamespace: ({ namespace, address }) => `Temporal 服务器 ${address} 上没有命名空间 "${namespace}"。`,
  createNamespace: ({ namespace }) =>
    `请设置 TEMPORAL_NAMESPACE，或创建该命名空间：temporal operator namespace create --namespace ${namespace} --retention 30d`,
  refused: ({ namespace, address }) =>
    `Temporal 服务器 ${address} 的命名空间 "${namespace}" 拒绝了当前凭证。`,
  checkCredentials: '请检查 TEMPORAL_API_KEY 或客户端证书，并确认其有权使用该命名空间。',
  unreachable: ({ address, why }, say) => `无法连接 Temporal 服务器 ${address}：${say(why)}。`,
  checkAddress:
    '请启动该服务器，或修正 TEMPORAL_ADDRESS（或 temporal.toml 中的地址）。试用可在本机启动一个：temporal server start-dev',
  nothingListens: '该地址没有服务监听',
  unknownHost: '主机名无法解析',
  tlsFailed: ({ tls }) => `TLS 握手失败（请求${tls ? '使用了' : '未使用'} TLS）`,
  notTemporal: ({ tls }) => `响应的服务不是 Temporal（请求${tls ? '使用了' : '未使用'} TLS）`,
  noAnswer: ({ tls }) => `没有响应（请求${tls ? '使用了' : '未使用'} TLS）`,

  noPayloadKey: ({ key }) =>
    `有载荷使用载荷密钥 ${key} 加密，而此处未配置任何载荷密钥。请将 PREP_PAYLOAD_KEYS_FILE（payload_encryption.keys_file）设为 Worker 使用的密钥文件。详见 docs/runbook.md 的 "Payload encryption" 一节。`,
  otherPayloadKey: ({ key, known }) =>
    `有载荷使用载荷密钥 ${key} 加密，而此处的密钥（${known.join('、')}）中没有它。请将该密钥加入 PREP_PAYLOAD_KEYS_FILE（payload_encryption.keys_file），放在第一个密钥之后，然后重新启动。详见 docs/runbook.md 的 "Payload encryption" 一节。`,
  otherNamespace: ({ namespace, here }) =>
    `有载荷在命名空间 ${namespace} 中加密，而此处是命名空间 ${here.join('、')}。如果其运行已迁移到此处，请将该命名空间加入 PREP_PAYLOAD_ACCEPT_NAMESPACES（payload_encryption.accept_namespaces）。详见 docs/runbook.md 的 "Payload encryption" 一节。`,
  changedPayload: ({ key }) =>
    `有载荷标明使用载荷密钥 ${key} 加密，却无法用该密钥解密：它在加密后被修改或截断。`,
  foreignPayload:
    '有载荷由其他程序加密：其中没有 ks3-oss-prep 的载荷密钥。请以明文发送，或经由 Worker 的编解码服务加密。',
};
