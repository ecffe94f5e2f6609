import type { SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import {
  type SearchableBy,
  PREP_ACTION_REQUIRED,
  PREP_BUCKET,
  PREP_DESTINATION,
  PREP_PHASE,
  PREP_REQUESTER,
} from '../../contracts/search-attributes';

/** SQL visibility keeps no longer keyword. */
const MAX_KEYWORD = 255;

/** What a run can be found by. */
export interface Indexed {
  /** The name of its phase; once it has finished, its outcome. */
  readonly phase: string;
  readonly bucket: string;
  readonly destination: string | null;
  readonly requester: string | null;
  readonly actionRequired: boolean;
}

/**
 * The search attributes of a run. Only what changed is set, so that a run has a handful of events for it. Nothing is set
 * before a worker has said that the namespace has the attributes: setting another one fails the workflow task.
 */
export class SearchIndex {
  #by: SearchableBy = false;
  readonly #set = new Map<string, string | boolean>();

  /** Sets attributes from now on, as far as a run may. */
  registered(searchable: SearchableBy = false): void {
    this.#by = searchable;
  }

  show({ phase, bucket, destination, requester, actionRequired }: Indexed): void {
    if (this.#by === false) {
      return;
    }
    const names: SearchAttributePair[] = [
      { key: PREP_BUCKET, value: bucket.slice(0, MAX_KEYWORD) },
      ...(destination === null ? [] : [{ key: PREP_DESTINATION, value: destination.slice(0, MAX_KEYWORD) }]),
      ...(requester === null ? [] : [{ key: PREP_REQUESTER, value: requester.slice(0, MAX_KEYWORD) }]),
    ];
    const pairs: SearchAttributePair[] = [
      { key: PREP_PHASE, value: phase.slice(0, MAX_KEYWORD) },
      ...(this.#by === 'everything' ? names : []),
      { key: PREP_ACTION_REQUIRED, value: actionRequired },
    ];
    const changed = pairs.filter(({ key, value }) => this.#set.get(key.name) !== value);
    if (changed.length > 0) {
      upsertSearchAttributes(changed);
      changed.forEach(({ key, value }) => this.#set.set(key.name, value as string | boolean));
    }
  }
}
