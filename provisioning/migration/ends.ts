import type { AddressAccess, DestinationEnd, SourceEnd } from '../../clouds/mgw/port';
import type { Migration } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import type { Settings } from '../../contracts/settings';
import { phrase } from '../../presentation/words/words';
import { sourceProfile } from './validate-migration';

/** What the service reads. */
export function sourceEnd({ source }: Pick<Migration, 'source'>): SourceEnd {
  const { endpoint, bucket, prefix } = source;
  return { type: 'ks3', bucket, domain: new URL(endpoint).host, prefix };
}

/** What the service writes. */
export function destinationEnd({ destination }: Pick<Migration, 'destination'>): DestinationEnd {
  return { type: 'oss', ...destination };
}

/**
 * The AccessKey that the service reads with, from the configuration: it goes into the request that creates the address,
 * and nowhere else.
 *
 * @throws PrepError `ConfigurationChanged` if the profile has another key by now; `MigrationNotConfigured`
 */
export function sourceAccess({ source }: Pick<Migration, 'source'>, settings: Settings): AddressAccess {
  const { accessKeyId, accessKeySecret } = sourceProfile(source, settings);
  if (accessKeyId !== source.accessKeyId) {
    throw new PrepError('ConfigurationChanged', {
      resource: phrase('resource.sourceProfile', { name: source.profile }),
      detail: phrase('migration.otherSourceKey', {
        configured: accessKeyId,
        recorded: source.accessKeyId,
      }),
    });
  }
  return { accessKeyId, accessKeySecret };
}
