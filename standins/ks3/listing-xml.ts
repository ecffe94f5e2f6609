import { percentEncode } from '../core/signature-v4';
import { element, escapeXml, type XmlFragment } from '../core/xml';
import type { Page } from './listing';
import type { ListingParameters } from './listing-parameters';
import type { ObjectFacts } from './sources/object-source';
import type { Ks3Switches } from './switches';

export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
export const ownerId = '73401800';

/** A key that URL encoding leaves as it is. */
const plainKey = /^[A-Za-z0-9\-._~/]*$/;

/** How a listing writes keys: as they are, or as `encoding-type=url` wants them. */
export function keyWriter(encodeUrl: boolean, switches: Ks3Switches): (key: string) => string {
  if (!encodeUrl) {
    return (key) => key;
  }
  const space = switches.spaceEncoding === 'plus' ? '+' : '%20';
  return (key) =>
    plainKey.test(key) ? key : percentEncode(Buffer.from(key, 'utf8'), true).replaceAll('%20', space);
}

/** The elements after those of the version: Contents and CommonPrefixes. */
export function pageElements(
  page: Page,
  parameters: ListingParameters,
  switches: Ks3Switches,
  withOwner: boolean,
): XmlFragment[] {
  const write = keyWriter(parameters.encodeUrl, switches);
  const fragments: XmlFragment[] = [];
  for (const { key, facts } of page.contents) {
    const keyXml = { xml: escapeXml(write(key)) };
    fragments.push(beforeKey, keyXml, afterKey(facts, switches.listEtags, withOwner));
  }
  for (const prefix of page.commonPrefixes) {
    fragments.push(element('CommonPrefixes', element('Prefix', write(prefix))));
  }
  return fragments;
}

const beforeKey: XmlFragment = { xml: '<Contents><Key>' };

/** The four forms that an object's elements take with and without ETag and owner, kept while the object lives. */
const rendered = [0, 1, 2, 3].map(() => new WeakMap<ObjectFacts, XmlFragment>());

/** The rest of a Contents element from the end of its key on. */
function afterKey(facts: ObjectFacts, withEtag: boolean, withOwner: boolean): XmlFragment {
  const form = rendered[(withEtag ? 1 : 0) + (withOwner ? 2 : 0)];
  const known = form?.get(facts);
  if (known !== undefined) {
    return known;
  }
  const { lastModified, etag, size, storageClass } = facts;
  const owner = [element('ID', ownerId), element('DisplayName', ownerId)];
  const xml = [
    '</Key>',
    element('LastModified', lastModified).xml,
    withEtag ? element('ETag', `"${etag}"`).xml : '',
    element('Size', size).xml,
    withOwner ? element('Owner', owner).xml : '',
    element('StorageClass', storageClass).xml,
    '<Type>Normal</Type></Contents>',
  ].join('');
  form?.set(facts, { xml });
  return { xml };
}
