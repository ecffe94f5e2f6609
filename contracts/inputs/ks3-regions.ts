/** Region codes that the host names of public KS3 do not spell as they are (juicefs, KS3 Java SDK). */
const SPELT_OTHERWISE: Readonly<Record<string, string>> = {
  'cn-hk-1': 'HONGKONG',
  rus: 'RUSSIA',
  sgp: 'SINGAPORE',
  'us-west-1': 'AMERICA',
};

/** The default of Kingsoft's own tools. */
const DEFAULT_REGION = 'BEIJING';

/**
 * The KS3 region code that an endpoint's host name suggests: `ks3-cn-shanghai.ksyuncs.com` is in `SHANGHAI`. A hint
 * for when no region is given; hosts of private clouds say nothing and count as `BEIJING`.
 */
export function ks3RegionOf(endpoint: string): string {
  const area = /^https?:\/\/ks3-([a-z0-9-]+?)(-internal)?\.(ksyuncs|ksyun)\.com/.exec(endpoint)?.[1];
  if (area === undefined) {
    return DEFAULT_REGION;
  }
  return SPELT_OTHERWISE[area] ?? area.replace(/^cn-/, '').replaceAll('-', '_').toUpperCase();
}
