import type { Said, Say } from '../phrase';

/** Temporal cannot be used as configured, or what it holds cannot be read here. */
export const connection = {
  noNamespace: ({ namespace, address }: Server) =>
    `Namespace "${namespace}" does not exist at the Temporal server ${address}.`,
  createNamespace: ({ namespace }: { namespace: string }) =>
    `Set TEMPORAL_NAMESPACE, or create it: temporal operator namespace create --namespace ${namespace} --retention 30d`,
  cloudNamespace:
    'At Temporal Cloud a namespace is named with its account: set TEMPORAL_NAMESPACE to NAME.ACCOUNT, as its page there shows it. See docs/temporal-cloud.md.',
  unauthenticated: ({ address, sent }: Sent) =>
    sent === 'nothing'
      ? `The Temporal server ${address} requires authentication, and none is configured.`
      : `The Temporal server ${address} does not accept the ${sent}.`,
  authenticate: ({ sent }: Pick<Sent, 'sent'>) =>
    ({
      nothing:
        'Set TEMPORAL_API_KEY, or TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH. See docs/temporal-cloud.md.',
      'API key': 'Check that TEMPORAL_API_KEY is complete, has not expired and belongs to this server.',
      'client certificate':
        'Check TEMPORAL_TLS_CLIENT_CERT_PATH, or set TEMPORAL_API_KEY if the server expects an API key.',
    })[sent],
  plainServer: ({ address }: Address) =>
    `The Temporal server ${address} does not use TLS, but the connection is configured to.`,
  switchTlsOff:
    'Set TEMPORAL_TLS=false, and remove TEMPORAL_API_KEY and the TEMPORAL_TLS_* paths, which switch TLS on.',
  tlsServer: ({ address }: Address) =>
    `The Temporal server ${address} uses TLS, but the connection is configured without.`,
  switchTlsOn:
    'Set TEMPORAL_TLS=true; if your own certificate authority signed its certificate, also TEMPORAL_TLS_SERVER_CA_CERT_PATH.',
  selfSigned: ({ address }: Address) =>
    `The certificate of the Temporal server ${address}, or of its authority, is self-signed and not trusted here.`,
  nameCertificate: 'Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to a file with that certificate in PEM.',
  unknownAuthority: ({ address }: Address) =>
    `A certificate authority that is not known here signed the certificate of the Temporal server ${address}.`,
  nameAuthority:
    'Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to a file with the certificate of that authority in PEM.',
  noAuthorities: ({ address }: Address) =>
    `The Temporal server ${address} uses TLS, but this machine knows no certificate authority at all.`,
  installAuthorities:
    'Install the package ca-certificates, which slim container images lack, or set SSL_CERT_FILE to a file of authorities in PEM.',
  certificateExpired: ({ address }: Address) =>
    `The certificate of the Temporal server ${address} is not valid at this time.`,
  renewCertificate: 'Renew it, or set the clock of this machine.',
  certificateOtherName: ({ address }: Address) =>
    `The certificate of the Temporal server ${address} is for another name.`,
  nameServer: 'Use the name in the certificate as TEMPORAL_ADDRESS, or set TEMPORAL_TLS_SERVER_NAME to it.',
  wantsCertificate: ({ address }: Address) =>
    `The Temporal server ${address} requires a client certificate (mTLS), and none is configured.`,
  giveCertificate:
    'Set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH. See docs/temporal-cloud.md.',
  keyAtMtls: ({ address }: Address) =>
    `The Temporal server ${address} requires a client certificate (mTLS), but an API key is configured.`,
  addressForKeys:
    'Set TEMPORAL_ADDRESS to the address for API keys (at Temporal Cloud REGION.CLOUD.api.temporal.io:7233), or configure a client certificate. See docs/temporal-cloud.md.',
  refusesCertificate: ({ address }: Address) =>
    `The Temporal server ${address} does not accept the client certificate.`,
  checkCertificate:
    'Check that TEMPORAL_TLS_CLIENT_CERT_PATH has not expired, and that an authority which the namespace trusts signed it.',
  refused: ({ namespace, address }: Server) =>
    `Namespace "${namespace}" at the Temporal server ${address} refuses these credentials.`,
  checkCredentials: 'Check TEMPORAL_API_KEY or the client certificate, and that they may use this namespace.',
  unreachable: ({ address, why }: { address: string; why: Said }, say: Say) =>
    `Cannot reach the Temporal server ${address}: ${say(why)}.`,
  checkAddress:
    'Start it, or correct TEMPORAL_ADDRESS (or the address in temporal.toml). A server for trying out: temporal server start-dev',
  nothingListens: 'nothing listens there',
  unknownHost: 'the host name is not known',
  notTemporal: ({ tls }: Encrypted) =>
    `what answers is not Temporal (it was asked ${tls ? 'with' : 'without'} TLS)`,
  noAnswer: ({ tls }: Encrypted) => `no answer (it was asked ${tls ? 'with' : 'without'} TLS)`,

  // Encrypted payloads
  noPayloadKey: ({ key }: { key: string }) =>
    `A payload is encrypted with payload key ${key}, but no payload key is configured here. Set PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file) to the keys that the workers use. See docs/runbook.md, "Payload encryption".`,
  otherPayloadKey: ({ key, known }: { key: string; known: readonly string[] }) =>
    `A payload is encrypted with payload key ${key}, which is not among the keys here (${known.join(', ')}). Add that key to PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file), below the first one, and start again. See docs/runbook.md, "Payload encryption".`,
  otherNamespace: ({ namespace, here }: { namespace: string; here: readonly string[] }) =>
    `A payload was encrypted in namespace ${namespace}, but here is namespace ${here.join(', ')}. If its runs were moved here, add the namespace to PREP_PAYLOAD_ACCEPT_NAMESPACES (payload_encryption.accept_namespaces). See docs/runbook.md, "Payload encryption".`,
  changedPayload: ({ key }: { key: string }) =>
    `A payload that says it is encrypted with payload key ${key} cannot be decrypted with it: it was changed or cut after it was encrypted.`,
  foreignPayload:
    'A payload was encrypted by another program: it names no payload key of ks3-oss-prep. Send it in plain, or encrypted by the codec endpoint of a worker.',
};

interface Address {
  readonly address: string;
}

interface Sent extends Address {
  /** What this side authenticated with. */
  readonly sent: 'API key' | 'client certificate' | 'nothing';
}

interface Server {
  readonly namespace: string;
  readonly address: string;
}

interface Encrypted {
  /** Whether the server was asked with TLS. */
  readonly tls: boolean;
}
