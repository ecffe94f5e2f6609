import { PREP_ACTION_REQUIRED, PREP_PHASE, PREP_REQUESTER } from '../../contracts/runs/search-attributes';

/** Which runs to list. */
export interface RunFilter {
  /** A phase, an outcome or a state of the server; undefined for every one. */
  readonly phase?: string | undefined;
  /** Only those that somebody has to fix. */
  readonly actionRequired: boolean;
  readonly requester?: string | undefined;
  /** Also runs that have ended. */
  readonly all: boolean;
}

/** Inventories have another status, and one of each preparation runs as its child. */
const KINDS =
  'WorkflowType IN ("prepareMigration", "migrateBucket", "revokeCredentials", "rotateCredentials")';
const OPEN = 'ExecutionStatus = "Running"';

/**
 * The filter as a query of the server. With `searchable`, runs without the attributes are found too: they started before
 * the namespace had them, and have to be asked.
 */
export function visibilityQuery(filter: RunFilter, searchable: boolean): string {
  const wanted = searchable ? conditions(filter).map(([name, one]) => `(${one} OR ${name} IS NULL)`) : [];
  return [KINDS, ...(filter.all ? [] : [OPEN]), ...wanted].join(' AND ');
}

function conditions({ phase, actionRequired, requester }: RunFilter): [name: string, condition: string][] {
  return [
    ...(phase === undefined || !isPlain(phase) ? [] : [equals(PREP_PHASE.name, phase)]),
    ...(actionRequired ? [is(PREP_ACTION_REQUIRED.name)] : []),
    ...(requester === undefined || !isPlain(requester) ? [] : [equals(PREP_REQUESTER.name, requester)]),
  ];
}

/** The query of a view to save in the Web UI: its filter bar shows names in backticks. */
export function viewQuery(filter: Omit<RunFilter, 'all'>): string {
  const wanted = conditions({ ...filter, all: false }).map(([name, one]) => one.replace(name, `\`${name}\``));
  return [...wanted.map((one) => one.replaceAll(' = ', '=')), '`ExecutionStatus`="Running"'].join(' AND ');
}

function equals(name: string, value: string): [string, string] {
  return [name, `${name} = "${value}"`];
}

function is(name: string): [string, string] {
  return [name, `${name} = true`];
}

/** What needs no escaping in a query; anything else is compared here. */
function isPlain(text: string): boolean {
  return !/["'`\\]/.test(text);
}
