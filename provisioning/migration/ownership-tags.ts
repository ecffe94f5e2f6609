import type { Phrase } from '../../presentation/words/phrase';
import { MARK_TAG, ownerInWords, type Owner, type Ownership } from '../trust/mark';

/** What there is at the service that bears a mark. */
export type Kind = 'mgw-address' | 'mgw-job';

export interface Tagged {
  readonly name: string;
  readonly tags: string;
}

/** Tags are `key:value` pairs with commas between them; whether they take blanks is not documented. */
const BLANK = '_';
/** Blanks of a mark of what was made. Only its last part, the authenticator, may hold an underscore itself. */
const BLANKS = 5;

/** The tags of what this workflow creates at the service: its mark, without blanks. */
export function ownershipTags(ownership: Ownership, kind: Kind, name: string): string {
  return `${MARK_TAG}:${ownership.made({ kind, name }).replaceAll(' ', BLANK)}`;
}

/** Why something at the service is not this preparation's, in words; null if it is. */
export function foreign(ownership: Ownership, kind: Kind, found: Tagged): Phrase | null {
  const owner = ownerOf(ownership, kind, found);
  return owner.owner === 'this preparation' ? null : ownerInWords(owner);
}

/** The tag of the other workflow that created something of this preparation; null if this one did, or it is not ours. */
export function createdByOther(ownership: Ownership, kind: Kind, found: Tagged): string | null {
  const owner = ownerOf(ownership, kind, found);
  return owner.owner === 'this preparation' && owner.state === 'made' && !owner.byThisWorkflow
    ? owner.by
    : null;
}

function ownerOf(ownership: Ownership, kind: Kind, { name, tags }: Tagged): Owner {
  const prefix = `${MARK_TAG}:`;
  const mark = tags.split(',').find((tag) => tag.startsWith(prefix));
  return ownership.of({ kind, name }, mark === undefined ? undefined : withBlanks(mark.slice(prefix.length)));
}

function withBlanks(tag: string): string {
  const parts = tag.split(BLANK);
  return [...parts.slice(0, BLANKS), parts.slice(BLANKS).join(BLANK)].join(' ');
}
