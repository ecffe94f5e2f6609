import { createHash } from 'node:crypto';

const PREFIX = 'ks3-oss-prep';
/** RAM comments hold 128 characters; the rest is for ` delivered <time>`, and for ` until <date>` where it fits. */
const MAX_MARK = 90;
const MAX_COMMENT = 128;

/** OSS tag that carries the mark of a bucket. */
export const MARK_TAG = PREFIX;

/** A mark of this workflow. */
export interface OwnMark {
  readonly owner: 'this workflow';
  /** To the second; null before the delivery. */
  readonly deliveredAt: string | null;
  /** The day on which the credentials are taken back; null where none is recorded. */
  readonly until: string | null;
}

/** What the comment of a RAM user, or the tag of a bucket, says about who made it. */
export type Ownership =
  | OwnMark
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

/**
 * The mark once credentials have been delivered: from then on no preparation replaces or deletes anything of the user.
 *
 * @param until the day on which they are taken back; left out where the workflow ID leaves no room for it
 */
export function deliveredMark(mark: string, at: Date, until: Date | null = null): string {
  const delivered = `${mark} delivered ${deliveryTime(at)}`;
  const dated = until === null ? delivered : `${delivered} until ${until.toISOString().slice(0, 10)}`;
  return dated.length <= MAX_COMMENT ? dated : delivered;
}

/** The time of a delivery as a mark tells it, to the second: one delivery is known from another by it. */
export function deliveryTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** The mark that a comment carries, whoever's it is, delivered or not; null where it carries none. */
export function markWithin(text: string): string | null {
  return text.startsWith(`${PREFIX} `)
    ? text.replace(/ delivered \d{4}-[0-9T:-]+Z(?: until [0-9-]+)?$/, '')
    : null;
}

/** Reads a comment or tag value. */
export function ownershipOf(text: string | undefined, mark: string): Ownership {
  if (text === undefined || !text.startsWith(`${PREFIX} `)) {
    return { owner: 'not this product' };
  }
  if (text === mark) {
    return { owner: 'this workflow', deliveredAt: null, until: null };
  }
  if (text.startsWith(`${mark} delivered `)) {
    const [deliveredAt = '', until = null] = text.slice(`${mark} delivered `.length).split(' until ');
    return { owner: 'this workflow', deliveredAt, until };
  }
  return { owner: 'another workflow', mark: text };
}
