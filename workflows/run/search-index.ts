import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  type SearchableBy,
  PREP_ACTION_REQUIRED,
  PREP_BUCKET,
  PREP_DESTINATION,
  PREP_PHASE,
  PREP_REQUESTER,
  SEARCH_ATTRIBUTES,
} from '../../contracts/runs/search-attributes';

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
 * before a worker has said that the namespace has the attributes: setting another one fails the workflow task. Only those
 * that the run was started with are its own from the first: the Web UI's form copies them from another run.
 */
export class SearchIndex {
  #by: SearchableBy = false;
  readonly #copied = copied();
  readonly #set = new Map<string, string | boolean | null>();

  /** Sets attributes from now on, as far as a run may. */
  registered(searchable: SearchableBy = false): void {
    this.#by = searchable;
  }

  show({ phase, bucket, destination, requester, actionRequired }: Indexed): void {
    const name = (text: string | null) =>
      this.#by === 'everything' ? (text?.slice(0, MAX_KEYWORD) ?? null) : null;
    const pairs: SearchAttributeUpdatePair[] = [
      { key: PREP_PHASE, value: phase.slice(0, MAX_KEYWORD) },
      { key: PREP_BUCKET, value: name(bucket) },
      { key: PREP_DESTINATION, value: name(destination) },
      { key: PREP_REQUESTER, value: name(requester) },
      { key: PREP_ACTION_REQUIRED, value: actionRequired },
    ];
    const changed = pairs.filter(({ key, value }) => {
      const may = this.#copied.has(key.name) || (this.#by !== false && value !== null);
      return may && this.#set.get(key.name) !== value;
    });
    if (changed.length > 0) {
      upsertSearchAttributes(changed);
      changed.forEach(({ key, value }) => this.#set.set(key.name, value as string | boolean | null));
    }
  }
}

/** Attributes of ours that somebody started the run with; what it carries on itself is right. */
function copied(): ReadonlySet<string> {
  const { continuedFromExecutionRunId, typedSearchAttributes } = workflowInfo();
  const started = continuedFromExecutionRunId === undefined ? typedSearchAttributes.getAll() : [];
  const ours: readonly string[] = SEARCH_ATTRIBUTES.map(({ name }) => name);
  return new Set(started.map(({ key }) => key.name).filter((name) => ours.includes(name)));
}
