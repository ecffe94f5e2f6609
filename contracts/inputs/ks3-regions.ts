/** Region codes that the host names of public KS3 do not spell as they are (juicefs, KS3 Java SDK). */
const SPELT_OTHERWISE: Readonly<Record<string, string>> = {
  'cn-hk-1': 'HONGKONG',
  rus: 'RUSSIA',
  sgp: 'SINGAPORE',
  'us-west-1': 'AMERICA',
};

/** Region codes whose public host is known beyond doubt. */
const WITH_PUBLIC_HOST =
  /^(BEIJING|SHANGHAI|GUANGZHOU|QINGDAO|NINGBO|QINGHAI|QINGYANG|JR_BEIJING|JR_SHANGHAI|GOV_BEIJING|RUSSIA|SINGAPORE|AMERICA)$/;
const PUBLIC_HOST = /^ks3-[a-z0-9-]+\.(ksyuncs|ksyun)\.com$/;
const PUBLIC_ENDPOINT = /^https?:\/\/ks3-[a-z0-9-]+\.(ksyuncs|ksyun)\.com/;

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

/**
 * The endpoint and region that a host of public KS3, or a region code, stands for; null if that is not known.
 *
 * @param asked the endpoint in use: a code of a private cloud has no public host
 */
export function ks3PlaceOf(name: string, asked: string): { endpoint: string; region: string } | null {
  if (PUBLIC_HOST.test(name)) {
    const endpoint = `https://${name}`;
    return { endpoint, region: ks3RegionOf(endpoint) };
  }
  const region = name.toUpperCase();
  if (!WITH_PUBLIC_HOST.test(region) || !PUBLIC_ENDPOINT.test(asked)) {
    return null;
  }
  const [area] = Object.entries(SPELT_OTHERWISE).find(([, code]) => code === region) ?? [
    `${/^(JR|GOV)_/.test(region) ? '' : 'cn-'}${region.toLowerCase().replaceAll('_', '-')}`,
  ];
  return { endpoint: `https://ks3-${area}.ksyuncs.com`, region };
}
