import type { AlibabaIdentity } from '../alibaba/identity';

/** How to reach OSS. */
export interface OssOptions extends AlibabaIdentity {
  /** For example `cn-beijing`. */
  readonly region: string;
  /** `https://host[:port]`; http for loopback addresses only. Absent: the region's public endpoint. */
  readonly endpoint?: string | undefined;
  /**
   * Buckets with a domain of their own, each `https://host[:port]`: their objects are reached there. Whatever is about
   * buckets stays at the endpoint, which a domain does not offer in full.
   */
  readonly domains?: Readonly<Record<string, string>> | undefined;
  /** Use the region's internal network, from a machine inside Alibaba Cloud. */
  readonly internal?: boolean | undefined;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** The domain of a bucket; undefined if it has none. */
export function domainOf({ domains = {} }: OssOptions, bucket: string | undefined): string | undefined {
  return bucket !== undefined && Object.hasOwn(domains, bucket) ? domains[bucket] : undefined;
}
