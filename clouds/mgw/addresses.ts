import { PrepError } from '../../contracts/prep-error';
import type { MgwApi } from './mgw-api';
import { hasMgwCode } from './mgw-error';
import { requireName } from './names';
import type { AddressAccess, FoundAddress, MigrationAddresses, NewAddress } from './port';
import { childOf, textOf, type XmlContent, type XmlElement } from './xml-elements';
import { phrase } from '../../presentation/words/words';

/** What is shown of the service's own words. */
const MAX_MESSAGE_CHARACTERS = 500;

/** The addresses of a region. */
export function migrationAddresses(api: MgwApi): MigrationAddresses {
  const at = (name: string) => {
    const resource = phrase('resource.mgwAddress', { name });
    return { path: `/address/${requireName(name, resource)}`, resource };
  };
  return {
    async createAddress({ name, end, access, tags }, signal) {
      const { resource } = at(name);
      const body = [
        'ImportAddress',
        { AddressDetail: detailOf(end, access), Name: name, Tags: orNone(tags) },
      ] as const;
      try {
        await api.write({ method: 'POST', path: '/address', body, resource }, signal);
        return 'created';
      } catch (error) {
        if (hasMgwCode(error, /^ImportAddressAlreadyExist$/)) {
          return 'exists';
        }
        throw error;
      }
    },

    async address(name, signal) {
      try {
        return foundAddress(await api.read({ ...at(name), root: 'ImportAddress' }, signal), name);
      } catch (error) {
        return nothing(error);
      }
    },

    async addressesNamed(beginning, signal) {
      const call = {
        path: '/addresslist',
        root: 'ImportAddressList',
        item: 'ImportAddress',
        resource: phrase('resource.mgwAddresses'),
      };
      const addresses = await api.readList(call, signal);
      return addresses.map((one) => foundAddress(one, '')).filter(({ name }) => name.startsWith(beginning));
    },

    async verifyAddress(name, signal) {
      const call = { ...at(name), query: { verify: '' }, root: 'VerifyAddressResponse' };
      const answer = await api.read(call, signal);
      const status = textOf(answer, 'Status');
      // The service's own samples misspell it.
      if (/^ava(il|li)able$/i.test(status)) {
        return { outcome: 'available' };
      }
      const code = textOf(answer, 'ErrorCode').slice(0, MAX_MESSAGE_CHARACTERS);
      const message = textOf(answer, 'ErrorMessage').slice(0, MAX_MESSAGE_CHARACTERS);
      return code === '' && message === ''
        ? { outcome: 'pending', status }
        : { outcome: 'refused', code, message };
    },

    async deleteAddress(name, signal) {
      try {
        await api.write({ method: 'DELETE', ...at(name) }, signal);
        return 'deleted';
      } catch (error) {
        if (hasMgwCode(error, /^ImportAddressIsOccupied$/)) {
          return 'occupied';
        }
        return nothing(error) ?? 'missing';
      }
    },
  };
}

/** @throws the error, unless it says that there is no such thing */
export function nothing(error: unknown): null {
  if (error instanceof PrepError && error.type === 'MgwNotVisibleYet') {
    return null;
  }
  throw error;
}

/** The elements in alphabetical order, as the SDKs write them: whether the order counts is not known. */
function detailOf(end: NewAddress['end'], access: AddressAccess): XmlContent {
  const signIn =
    'role' in access
      ? { Role: access.role }
      : { AccessId: access.accessKeyId, AccessSecret: access.accessKeySecret.reveal() };
  switch (end.type) {
    case 'ks3':
      return sorted({ ...signIn, AddressType: 'ks3', ...placeOf(end), Domain: end.domain });
    case 'oss':
      return sorted({ ...signIn, AddressType: 'oss', ...placeOf(end), RegionId: `oss-${end.region}` });
    case 'failed-objects': {
      const { source, list } = end;
      return sorted({
        ...signIn,
        AddressType: list.addressType,
        DataType: source.type,
        ...placeOf(source),
        Domain: source.domain,
        InvAccessId: orNone(list.accessKeyId),
        InvAccessSecret: orNone(list.accessKeySecret.reveal()),
        InvBucket: orNone(list.bucket),
        InvDomain: orNone(list.domain),
        InvLocation: orNone(list.location),
        InvPath: orNone(list.path),
        InvRegionId: orNone(list.region),
      });
    }
  }
}

const placeOf = ({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }) => ({
  Bucket: bucket,
  Prefix: orNone(prefix),
});

const orNone = (text: string): string | undefined => (text === '' ? undefined : text);

function sorted(content: Readonly<Record<string, string | undefined>>): XmlContent {
  return Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without the secret, which the service may send. */
function foundAddress(answer: XmlElement, name: string): FoundAddress {
  const detail = childOf(answer, 'AddressDetail');
  return {
    name: textOf(answer, 'Name') || name,
    type: textOf(detail, 'AddressType'),
    bucket: textOf(detail, 'Bucket'),
    prefix: textOf(detail, 'Prefix'),
    domain: textOf(detail, 'Domain'),
    region: textOf(detail, 'RegionId'),
    role: textOf(detail, 'Role'),
    accessKeyId: textOf(detail, 'AccessId'),
    tags: textOf(answer, 'Tags'),
    status: textOf(answer, 'Status'),
  };
}
