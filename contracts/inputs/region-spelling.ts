import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Region codes of KS3, as its SDKs have them. The list is not complete, so a region outside it may be right. */
const KS3_REGIONS: ReadonlySet<string> = new Set([
  'AMERICA',
  'BEIJING',
  'GOV_BEIJING',
  'GUANGZHOU',
  'HANGZHOU',
  'HONGKONG',
  'JR_BEIJING',
  'JR_SHANGHAI',
  'NINGBO',
  'QINGDAO',
  'QINGHAI',
  'QINGYANG',
  'RUSSIA',
  'SHANGHAI',
  'SINGAPORE',
  'TAIWAN',
]);

/** Regions in China of which the OSS name is known, by their place: those of Data Online Migration. */
const OSS_PLACES: ReadonlySet<string> = new Set([
  'beijing',
  'chengdu',
  'hangzhou',
  'hongkong',
  'shanghai',
  'shenzhen',
  'wulanchabu',
]);

/** The KS3 code that a region spelled in another way seems to mean; null if it is spelled right or unknown. */
export function ks3RegionMeant(region: string): string | null {
  const code = placeOf(region).replaceAll('-', '_').toUpperCase();
  return code !== region && KS3_REGIONS.has(code) ? code : null;
}

/** The OSS region that one spelled in another way seems to mean; null if it is spelled right or unknown. */
export function ossRegionMeant(region: string): string | null {
  const place = placeOf(region);
  const name = `cn-${place}`;
  return OSS_PLACES.has(place) && region !== name && region !== `oss-${name}` ? name : null;
}

/** Why a text is no OSS region, in the form `cn-beijing` or `oss-cn-beijing`; null if it is one. It becomes part of a host. */
export function ossRegionProblem(region: string): Phrase | null {
  if (/^(oss-)?[a-z]{2}-[a-z0-9-]{1,60}$/.test(region)) {
    return null;
  }
  const meant = ossRegionMeant(region);
  return meant === null ? phrase('input.ossRegion') : phrase('input.ossRegionSpelt', { meant });
}

/** What is odd about the regions of a source and a destination. They are not refused: the clouds may know more. */
export function regionWarnings(source: string | undefined, destination: string | undefined): Phrase[] {
  return [
    ...warning('KS3', 'source', source, ks3RegionMeant),
    ...warning('OSS', 'destination', destination, ossRegionMeant),
  ];
}

function warning(
  cloud: 'KS3' | 'OSS',
  side: 'source' | 'destination',
  region: string | undefined,
  meantBy: (region: string) => string | null,
): Phrase[] {
  const meant = region === undefined ? null : meantBy(region);
  return region === undefined || meant === null
    ? []
    : [phrase('inventory.regionSpelling', { cloud, side, meant, given: region })];
}

/** The place alone: `beijing` of `oss-cn-beijing`, `BEIJING` and Kingsoft Cloud's `cn-beijing-6`. */
function placeOf(region: string): string {
  return region
    .trim()
    .toLowerCase()
    .replace(/^(oss-|ks3-)/, '')
    .replace(/^cn-/, '')
    .replace(/-\d$/, '')
    .replaceAll('_', '-');
}
