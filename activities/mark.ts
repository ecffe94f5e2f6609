import { createHash } from 'node:crypto';

const PREFIX = 'ks3-oss-prep';
/** RAM comments hold 128 characters; the rest is for ` delivered <time>`. */
const MAX_MARK = 90;

/** OSS tag that carries the mark of a bucket. */
export const MARK_TAG = PREFIX;

/** What the comment of a RAM user, or the tag of a bucket, says about who made it. */
export type Ownership =
  | { readonly owner: 'this workflow'; readonly deliveredAt: string | null }
  | { readonly owner: 'another workflow'; readonly mark: string }
  | { readonly owner: 'not this product' };

/** The mark that everything made under a workflow ID carries; a long ID is shortened to its hash. */
export function markOf(workflowId: string): string {
  const plain = `${PREFIX} ${workflowId}`;
  // The comment of a RAM user takes no more than this, and some characters of an ID would not survive a tag.
  return plain.length <= MAX_MARK && /^[A-Za-z0-9 ._:/=+@-]+$/.test(plain)
    ? plain
    : `${PREFIX} sha256:${createHash('sha256').update(workflowId).digest('hex')}`;
}

/** The mark that a comment carries, whoever's it is, delivered or not; null where it carries none. */
export function markWithin(text: string): string | null {
  return text.startsWith(`${PREFIX} `) ? text.replace(/ delivered \d{4}-[0-9T:-]+Z$/, '') : null;
}

/** The mark once credentials have been delivered: from then on nothing of the user is replaced or deleted. */
export function deliveredMark(mark: string, at: Date): string {
  return `${mark} delivered ${at.toISOString().slice(0, 19)}Z`;
}

/** Reads a comment or tag value. */
export function ownershipOf(text: string | undefined, mark: string): Ownership {
  if (text === undefined || !text.startsWith(`${PREFIX} `)) {
    return { owner: 'not this product' };
  }
  if (text === mark) {
    return { owner: 'this workflow', deliveredAt: null };
  }
  if (text.startsWith(`${mark} delivered `)) {
    return { owner: 'this workflow', deliveredAt: text.slice(`${mark} delivered `.length) };
  }
  return { owner: 'another workflow', mark: text };
}
