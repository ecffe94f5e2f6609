import { iamError } from './iam-errors';
import type { IamParameters } from './iam-parameters';
import type { IamSwitches } from './switches';

interface Named {
  readonly name: string;
}

/** Cuts a page of `MaxItems` behind `Marker`, in the order of the names, and writes it as IAM does. */
export function iamPage<T extends Named>(
  all: readonly T[],
  parameters: IamParameters,
  most: number,
): { items: T[]; position: { IsTruncated: boolean; Marker?: string } } {
  const maxItems = parameters.count('MaxItems', 100, most);
  const after = decoded(parameters.optional('Marker'));
  const rest = all
    .filter(({ name }) => after === undefined || name > after)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const items = rest.slice(0, maxItems);
  const last = items.at(-1);
  return rest.length > maxItems && last !== undefined
    ? { items, position: { IsTruncated: true, Marker: encoded(last.name) } }
    : { items, position: { IsTruncated: false } };
}

/** A list as the switches want it written. */
export function members(list: readonly unknown[], { memberName, emptyList }: IamSwitches): unknown {
  if (list.length > 0 || emptyList === 'array') {
    return { [memberName]: list };
  }
  return emptyList === 'text' ? '' : {};
}

const encoded = (name: string): string => Buffer.from(`after:${name}`).toString('base64url');

function decoded(marker: string | undefined): string | undefined {
  const text = marker === undefined ? 'after:' : Buffer.from(marker, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) {
    throw iamError('InvalidParameterValue', 'Parameter: Marker.');
  }
  return marker === undefined ? undefined : text.slice('after:'.length);
}
