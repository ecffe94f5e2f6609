import type { Said, Say } from '../phrase';

/** Temporal cannot be used as configured, or what it holds cannot be read here. */
export const connection = {
  noNamespace: ({ namespace, address }: Server) =>
    `Namespace "${namespace}" does not exist at the Temporal server ${address}.`,
  createNamespace: ({ namespace }: { namespace: string }) =>
    `Set TEMPORAL_NAMESPACE, or create it: temporal operator namespace create --namespace ${namespace} --retention 30d`,
  refused: ({ namespace, address }: Server) =>
    `Namespace "${namespace}" at the Temporal server ${address} refuses these credentials.`,
  checkCredentials: 'Check TEMPORAL_API_KEY or the client certificate, and that they may use this namespace.',
  unreachable: ({ address, why }: { address: string; why: Said }, say: Say) =>
    `Cannot reach the Temporal server ${address}: ${say(why)}.`,
  checkAddress:
    'Start it, or correct TEMPORAL_ADDRESS (or the address in temporal.toml). A server for trying out: temporal server start-dev',
  nothingListens: 'nothing listens there',
  unknownHost: 'the host name is not known',
  tlsFailed: ({ tls }: Encrypted) => `TLS failed (it was asked ${tls ? 'with' : 'without'} TLS)`,
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

interface Server {
  readonly namespace: string;
  readonly address: string;
}

interface Encrypted {
  /** Whether the server was asked with TLS. */
  readonly tls: boolean;
}
