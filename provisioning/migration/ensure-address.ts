import { unhurried } from './unhurried';
import type {
  AddressAccess,
  DestinationEnd,
  FailedObjects,
  FoundAddress,
  MigrationAddresses,
  SourceEnd,
} from '../../clouds/mgw/port';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import type { Ownership } from '../trust/mark';
import { foreign, ownershipTags } from './ownership-tags';

/** An address as it is to be. */
export interface WantedAddress {
  readonly name: string;
  readonly end: SourceEnd | DestinationEnd | FailedObjects;
  readonly access: AddressAccess;
}

/**
 * Ensures that an address exists, and that it is ours and as wanted. Repeatable at any point: what a lost answer left
 * behind carries our mark and is used; an address of somebody else is never touched.
 *
 * @throws PrepError `MgwAddressNotOurs`, `MgwAddressDiffers`, `MgwNotVisibleYet`
 */
export async function ensureAddress(
  wanted: WantedAddress,
  ownership: Ownership,
  service: MigrationAddresses,
  signal: AbortSignal,
): Promise<FoundAddress> {
  const { name } = wanted;
  const before = await service.address(name, signal);
  if (before !== null) {
    return requireWanted(before, wanted, ownership);
  }
  await service.createAddress(
    { ...wanted, tags: ownershipTags(ownership, 'mgw-address', name) },
    unhurried(),
  );
  return readBackAddress(wanted, ownership, service, signal);
}

/**
 * The address as the service has it, which must be ours and as wanted.
 *
 * @throws PrepError `MgwNotVisibleYet` if there is none; `MgwAddressNotOurs`, `MgwAddressDiffers`
 */
export async function readBackAddress(
  wanted: Omit<WantedAddress, 'access'> & { readonly access: AddressAccess | { accessKeyId: string } },
  ownership: Ownership,
  service: MigrationAddresses,
  signal: AbortSignal,
): Promise<FoundAddress> {
  const found = await service.address(wanted.name, signal);
  if (found === null) {
    throw new PrepError('MgwNotVisibleYet', {
      resource: phrase('resource.mgwAddress', { name: wanted.name }),
    });
  }
  return requireWanted(found, wanted, ownership);
}

function requireWanted(
  found: FoundAddress,
  { name, end, access }: Parameters<typeof readBackAddress>[0],
  ownership: Ownership,
): FoundAddress {
  const resource = phrase('resource.mgwAddress', { name });
  const why = foreign(ownership, 'mgw-address', { name, tags: found.tags });
  if (why !== null) {
    throw new PrepError('MgwAddressNotOurs', { resource, detail: why });
  }
  const differing = differences(found, end, access);
  if (differing.length > 0) {
    throw new PrepError('MgwAddressDiffers', { resource, findings: differing });
  }
  return found;
}

/** The secret of an AccessKey cannot be compared: its ID is part of the name. */
function differences(
  found: FoundAddress,
  end: SourceEnd | DestinationEnd | FailedObjects,
  access: AddressAccess | { accessKeyId: string },
) {
  const of = end.type === 'failed-objects' ? end.source : end;
  const wanted: readonly (readonly [what: string, found: string, wanted: string])[] = [
    ...(end.type === 'failed-objects' ? [] : [['type', found.type, end.type] as const]),
    ['bucket', found.bucket, of.bucket],
    ...(end.type === 'failed-objects' ? [] : [['prefix', found.prefix, of.prefix] as const]),
    ...(of.type === 'ks3'
      ? [['domain', found.domain, of.domain] as const]
      : [['region', found.region.replace(/^oss-/, ''), of.region] as const]),
    ...('role' in access ? [['role', found.role, access.role] as const] : []),
    // The service may leave out keys altogether.
    ...('accessKeyId' in access && found.accessKeyId !== ''
      ? [['accessKeyId', found.accessKeyId, access.accessKeyId] as const]
      : []),
  ];
  return wanted
    .filter(([, is, asked]) => is !== asked)
    .map(([what, is, asked]) => phrase('migration.differs', { what, found: is, wanted: asked }));
}
