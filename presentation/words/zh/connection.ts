import type { Translated } from '../phrase';
import type { connection as english } from '../en/connection';

export const connection: Translated<typeof english> = {
  noNamespace: ({ namespace, address }) => `Temporal 服务器 ${address} 上没有命名空间 "${namespace}"。`,
  createNamespace: ({ namespace }) =>
    `请设置 TEMPORAL_NAMESPACE，或创建该命名空间：temporal operator namespace create --namespace ${namespace} --retention 30d`,
  cloudNamespace:
    'Temporal Cloud 的命名空间名称包含账号：请将 TEMPORAL_NAMESPACE 设为其页面所示的 NAME.ACCOUNT。详见 docs/temporal-cloud.zh.md。',
  unauthenticated: ({ address, sent }) =>
    sent === 'nothing'
      ? `Temporal 服务器 ${address} 要求身份验证，但未配置任何凭证。`
      : `Temporal 服务器 ${address} 不接受所配置的${sent === 'API key' ? ' API 密钥' : '客户端证书'}。`,
  authenticate: ({ sent }) =>
    ({
      nothing:
        '请设置 TEMPORAL_API_KEY，或 TEMPORAL_TLS_CLIENT_CERT_PATH 和 TEMPORAL_TLS_CLIENT_KEY_PATH。详见 docs/temporal-cloud.zh.md。',
      'API key': '请检查 TEMPORAL_API_KEY 是否完整、未过期，并且属于此服务器。',
      'client certificate':
        '请检查 TEMPORAL_TLS_CLIENT_CERT_PATH；如果服务器要求 API 密钥，请设置 TEMPORAL_API_KEY。',
    })[sent],
  plainServer: ({ address }) => `Temporal 服务器 ${address} 未使用 TLS，而连接配置为使用 TLS。`,
  switchTlsOff: '请设置 TEMPORAL_TLS=false，并去掉会启用 TLS 的 TEMPORAL_API_KEY 和各 TEMPORAL_TLS_* 路径。',
  tlsServer: ({ address }) => `Temporal 服务器 ${address} 使用 TLS，而连接配置为不使用 TLS。`,
  switchTlsOn:
    '请设置 TEMPORAL_TLS=true；如果其证书由自有 CA 签发，还需设置 TEMPORAL_TLS_SERVER_CA_CERT_PATH。',
  selfSigned: ({ address }) => `Temporal 服务器 ${address} 的证书（或其 CA 的证书）是自签名的，本机不信任。`,
  nameCertificate: '请将 TEMPORAL_TLS_SERVER_CA_CERT_PATH 设为包含该证书的 PEM 文件。',
  unknownAuthority: ({ address }) => `Temporal 服务器 ${address} 的证书由本机未知的 CA 签发。`,
  nameAuthority: '请将 TEMPORAL_TLS_SERVER_CA_CERT_PATH 设为包含该 CA 证书的 PEM 文件。',
  noAuthorities: ({ address }) => `Temporal 服务器 ${address} 使用 TLS，但本机没有任何可信的证书颁发机构。`,
  installAuthorities:
    '请安装软件包 ca-certificates（精简（slim）容器镜像中没有），或将 SSL_CERT_FILE 设为 PEM 格式的 CA 证书文件。',
  certificateExpired: ({ address }) => `Temporal 服务器 ${address} 的证书当前不在有效期内。`,
  renewCertificate: '请更新证书，或校准本机时钟。',
  certificateOtherName: ({ address }) => `Temporal 服务器 ${address} 的证书属于其他名称。`,
  nameServer: '请在 TEMPORAL_ADDRESS 中使用证书上的名称，或将 TEMPORAL_TLS_SERVER_NAME 设为该名称。',
  wantsCertificate: ({ address }) => `Temporal 服务器 ${address} 要求客户端证书（mTLS），但未配置。`,
  giveCertificate:
    '请设置 TEMPORAL_TLS_CLIENT_CERT_PATH 和 TEMPORAL_TLS_CLIENT_KEY_PATH。详见 docs/temporal-cloud.zh.md。',
  keyAtMtls: ({ address }) => `Temporal 服务器 ${address} 要求客户端证书（mTLS），而配置的是 API 密钥。`,
  addressForKeys:
    '请将 TEMPORAL_ADDRESS 设为用于 API 密钥的地址（Temporal Cloud 为 REGION.CLOUD.api.temporal.io:7233），或配置客户端证书。详见 docs/temporal-cloud.zh.md。',
  refusesCertificate: ({ address }) => `Temporal 服务器 ${address} 不接受所配置的客户端证书。`,
  checkCertificate: '请检查 TEMPORAL_TLS_CLIENT_CERT_PATH 是否过期，以及签发它的 CA 是否受该命名空间信任。',
  refused: ({ namespace, address }) =>
    `Temporal 服务器 ${address} 的命名空间 "${namespace}" 拒绝了当前凭证。`,
  checkCredentials: '请检查 TEMPORAL_API_KEY 或客户端证书，并确认其有权使用该命名空间。',
  unreachable: ({ address, why }, say) => `无法连接 Temporal 服务器 ${address}：${say(why)}。`,
  checkAddress:
    '请启动该服务器，或修正 TEMPORAL_ADDRESS（或 temporal.toml 中的地址）。试用可在本机启动一个：temporal server start-dev',
  nothingListens: '该地址没有服务监听',
  unknownHost: '主机名无法解析',
  notTemporal: ({ tls }) => `响应的服务不是 Temporal（请求${tls ? '使用了' : '未使用'} TLS）`,
  noAnswer: ({ tls }) => `没有响应（请求${tls ? '使用了' : '未使用'} TLS）`,

  noPayloadKey: ({ key }) =>
    `有载荷使用载荷密钥 ${key} 加密，而此处未配置任何载荷密钥。请将 PREP_PAYLOAD_KEYS_FILE（payload_encryption.keys_file）设为 Worker 使用的密钥文件。详见 docs/runbook.zh.md 的“载荷加密”一节。`,
  otherPayloadKey: ({ key, known }) =>
    `有载荷使用载荷密钥 ${key} 加密，而此处的密钥（${known.join('、')}）中没有它。请将该密钥加入 PREP_PAYLOAD_KEYS_FILE（payload_encryption.keys_file），放在第一个密钥之后，然后重新启动。详见 docs/runbook.zh.md 的“载荷加密”一节。`,
  otherNamespace: ({ namespace, here }) =>
    `有载荷在命名空间 ${namespace} 中加密，而此处是命名空间 ${here.join('、')}。如果其运行已迁移到此处，请将该命名空间加入 PREP_PAYLOAD_ACCEPT_NAMESPACES（payload_encryption.accept_namespaces）。详见 docs/runbook.zh.md 的“载荷加密”一节。`,
  changedPayload: ({ key }) =>
    `有载荷标明使用载荷密钥 ${key} 加密，却无法用该密钥解密：它在加密后被修改或截断。`,
  foreignPayload:
    '有载荷由其他程序加密：其中没有 ks3-oss-prep 的载荷密钥。请以明文发送，或经由 Worker 的编解码服务加密。',
};
