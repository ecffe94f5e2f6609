import type { ErrorType } from '../../contracts/error-table';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * Which region is right for a bucket or an endpoint, as far as OSS or the name of the endpoint says.
 *
 * @param named the endpoint that OSS names in its answer
 * @param hostname where the request went
 */
export function rightPlace(type: ErrorType, named: string | undefined, hostname: string): Phrase | undefined {
  if (type === 'OssOtherRegion' && named !== undefined && /^[a-z0-9.-]{1,200}$/i.test(named)) {
    return phrase('clouds.ossNames', { host: named, region: regionOf(named) });
  }
  const region = regionOf(hostname);
  return type === 'OssWrongRegion' && region !== null
    ? phrase('clouds.ossEndpointIn', { host: hostname, region })
    : undefined;
}

/** The region that a public host of OSS is in; null for any other host. */
function regionOf(host: string): string | null {
  return /(?:^|\.)oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(host)?.[1] ?? null;
}
