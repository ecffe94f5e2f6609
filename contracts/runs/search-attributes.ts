import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

// What the list of workflows can be filtered by, if it is registered in the namespace. Unlike payloads, none of it is
// encrypted. SQL visibility has columns for ten keywords of 255 characters and for three booleans in a namespace.
export const PREP_PHASE = defineSearchAttributeKey('PrepPhase', SearchAttributeType.KEYWORD);
export const PREP_BUCKET = defineSearchAttributeKey('PrepBucket', SearchAttributeType.KEYWORD);
export const PREP_DESTINATION = defineSearchAttributeKey('PrepDestination', SearchAttributeType.KEYWORD);
export const PREP_REQUESTER = defineSearchAttributeKey('PrepRequester', SearchAttributeType.KEYWORD);
export const PREP_ACTION_REQUIRED = defineSearchAttributeKey('PrepActionRequired', SearchAttributeType.BOOL);

/** The server sets it on the runs that a Schedule starts. */
export const SCHEDULED_BY = defineSearchAttributeKey('TemporalScheduledById', SearchAttributeType.KEYWORD);

export const SEARCH_ATTRIBUTES = [
  PREP_PHASE,
  PREP_BUCKET,
  PREP_DESTINATION,
  PREP_REQUESTER,
  PREP_ACTION_REQUIRED,
] as const;

/**
 * Which search attributes a run may set: those without names if payloads are encrypted, as attributes never are. False
 * if the namespace does not have them: a run that sets one that is not registered gets stuck.
 */
export type SearchableBy = 'everything' | 'phase' | false;

/** What a worker found out when it validated the input of a run. */
export interface Searchable {
  readonly searchable?: SearchableBy | undefined;
}
