import type { Phrase } from '../../presentation/words/phrase';
import { MARK_TAG, ownerInWords, type Ownership } from '../trust/mark';

type Kind = 'mgw-address' | 'mgw-job';

/** Tags are `key:value` pairs with commas between them; whether they take blanks is not documented. */
const BLANK = '_';
/** Blanks of a mark of what was made. Only its last part, the authenticator, may hold an underscore itself. */
const BLANKS = 5;

/** The tags of what this workflow creates at the service: its mark, without blanks. */
export function ownershipTags(ownership: Ownership, kind: Kind, name: string): string {
  return `${MARK_TAG}:${ownership.made({ kind, name }).replaceAll(' ', BLANK)}`;
}

/** Why something at the service is not this preparation's, in words; null if it is. */
export function foreign(
  ownership: Ownership,
  kind: Kind,
  { name, tags }: { readonly name: string; readonly tags: string },
): Phrase | null {
  const prefix = `${MARK_TAG}:`;
  const mark = tags.split(',').find((tag) => tag.startsWith(prefix));
  const owner = ownership.of(
    { kind, name },
    mark === undefined ? undefined : withBlanks(mark.slice(prefix.length)),
  );
  return owner.owner === 'this preparation' ? null : ownerInWords(owner);
}

function withBlanks(tag: string): string {
  const parts = tag.split(BLANK);
  return [...parts.slice(0, BLANKS), parts.slice(BLANKS).join(BLANK)].join(' ');
}
