import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { canonicalJson } from '../../contracts/canonical-json';
import { keyTag, workflowTag } from '../../contracts/runs/preparation-id';
import type { WorkerKeys } from './worker-keys';

const PREFIX = 'ks3-oss-prep';

/** OSS tag that carries the mark of a bucket. */
export const MARK_TAG = PREFIX;

/** Something in a cloud that carries a mark: good there and nowhere else. */
export interface Marked {
  readonly kind: 'ram-user' | 'oss-bucket' | 'iam-user' | 'iam-policy' | 'mgw-address' | 'mgw-job';
  readonly name: string;
}

/** Who created a resource, and what has happened to it since. */
export type Mark = MadeMark | DeliveredMark;

interface MadeMark {
  readonly preparation: string;
  readonly state: 'made';
  /** The workflow that created it, by its tag. */
  readonly by: string;
}

export interface DeliveredMark {
  readonly preparation: string;
  readonly state: 'delivered';
  /** To the second. */
  readonly deliveredAt: string;
  /** ISO time, to the second, after which the access must be gone; null for never. */
  readonly until: string | null;
  /** What was delivered, by its tag: of a user the AccessKey that is in use. */
  readonly key: string;
  /** Whether a revocation disabled that key, which was active: cancelled, it enables it again. */
  readonly disabled?: boolean;
}

/** What the comment of a user, or the tag of a bucket, says. */
export type Reading = Mark | 'not this product' | 'not authentic';

/**
 * RAM comments and OSS tag values take 128 characters, and a delivered mark has 127. Every part has its own form and
 * position, so that none can be confused with another, whatever the name of the workflow. The last one authenticates
 * all of them together with the resource.
 */
const MARK = new RegExp(
  `^${PREFIX} (?<preparation>[0-9a-f]{20}) (?:made by (?<by>[0-9a-f]{12})|` +
    String.raw`(?<state>delivered|disabled) (?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) until (?<until>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|never) ` +
    'key (?<key>[0-9a-f]{8})) (?<authenticator>[A-Za-z0-9_-]{22})$',
);

/** Writes and reads the marks of one preparation. */
export class Ownership {
  constructor(
    readonly keys: WorkerKeys,
    readonly preparation: string,
    readonly workflowId: string,
  ) {}

  /** The mark of what this workflow makes. */
  made(on: Marked): string {
    const by = workflowTag(this.workflowId);
    return this.#written(on, { preparation: this.preparation, state: 'made', by });
  }

  /**
   * The mark once credentials have been delivered: no preparation replaces or deletes any of them after that.
   *
   * @param key the AccessKey ID, or whatever else identifies what was delivered
   */
  delivered(
    on: Marked,
    { at, until, key }: { readonly at: string; readonly until: string | null; readonly key: string },
  ): string {
    return this.#written(on, {
      preparation: this.preparation,
      state: 'delivered',
      deliveredAt: toTheSecond(at),
      until: until === null ? null : toTheSecond(until),
      key: keyTag(key),
    });
  }

  /** The mark of the same delivery, whose key a revocation disables or enables again. */
  deliveredBefore(on: Marked, mark: DeliveredMark, disabled: boolean): string {
    return this.#written(on, { ...mark, disabled });
  }

  /** The owner of a resource, according to its mark. */
  of(on: Marked, text: string | undefined): Owner {
    const reading = readMark(this.keys, on, text);
    if (reading === 'not this product' || reading === 'not authentic') {
      return { owner: reading };
    }
    if (reading.preparation !== this.preparation) {
      return { owner: 'another preparation', preparation: reading.preparation };
    }
    return reading.state === 'delivered'
      ? { ...reading, owner: 'this preparation' }
      : {
          ...reading,
          owner: 'this preparation',
          byThisWorkflow: reading.by === workflowTag(this.workflowId),
        };
  }

  #written(on: Marked, mark: Mark): string {
    const text = textOf(mark);
    return `${text} ${this.keys.authenticator(stood(on, text))}`;
  }
}

/** The owner of a marked resource. */
export type Owner =
  | (MadeMark & { readonly owner: 'this preparation'; readonly byThisWorkflow: boolean })
  | (DeliveredMark & { readonly owner: 'this preparation' })
  | { readonly owner: 'another preparation'; readonly preparation: string }
  | { readonly owner: 'not authentic' }
  | { readonly owner: 'not this product' };

/** Reads a comment or tag value, whichever preparation's it is. */
export function readMark(keys: WorkerKeys, on: Marked, text: string | undefined): Reading {
  if (text === undefined || !text.startsWith(`${PREFIX} `)) {
    return 'not this product';
  }
  const parts = MARK.exec(text)?.groups;
  if (
    parts === undefined ||
    !keys.authentic(stood(on, text.slice(0, text.lastIndexOf(' '))), parts['authenticator'] ?? '')
  ) {
    return 'not authentic';
  }
  const { preparation = '', by, state, at = '', until = '', key = '' } = parts;
  return by === undefined
    ? {
        preparation,
        state: 'delivered',
        deliveredAt: at,
        until: until === 'never' ? null : until,
        key,
        ...(state === 'disabled' ? { disabled: true } : {}),
      }
    : { preparation, state: 'made', by };
}

/** A time as marks write it; deliveries are identified by it. */
function toTheSecond(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Says who owns a resource that must be left alone. */
export function ownerInWords(owner: Exclude<Owner, { owner: 'this preparation' }>): Phrase {
  switch (owner.owner) {
    case 'another preparation':
      return phrase('provisioning.markOfPreparation', { preparation: owner.preparation });
    case 'not authentic':
      return phrase('provisioning.markNotAuthentic');
    case 'not this product':
      return phrase('provisioning.markMissing');
  }
}

function textOf(mark: Mark): string {
  const state =
    mark.state === 'made'
      ? `made by ${mark.by}`
      : `${mark.disabled ? 'disabled' : 'delivered'} ${mark.deliveredAt} until ${mark.until ?? 'never'} key ${mark.key}`;
  return `${PREFIX} ${mark.preparation} ${state}`;
}

function stood({ kind, name }: Marked, text: string): string {
  return canonicalJson(['ks3-oss-prep mark 1', kind, name, text]);
}
