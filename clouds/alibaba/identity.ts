import type { Secret } from '../../contracts/credentials/secret';

/** The caller's identity. Always explicit: no adapter takes credentials from its environment. */
export interface AlibabaIdentity {
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  /** Present for temporary credentials. */
  readonly securityToken?: Secret | undefined;
}

/** Longest wait for an answer of RAM, STS or OSS, in milliseconds; their answers are small. */
export const ANSWER_TIMEOUT_MS = 10_000;
