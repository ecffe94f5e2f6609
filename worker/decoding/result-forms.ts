import type { PreparationActivities } from '../../activities/activities';

/** Members that a result has in any case; of several kinds of results, those of each. */
type Members<Result> = Result extends unknown
  ? {
      [Name in keyof Result]-?: Record<never, unknown> extends Pick<Result, Name> ? never : Name;
    }[keyof Result]
  : never;

/** What a result must be: a list, or an object with one of these members. */
type Form<Result> = [Result] extends [void]
  ? 'anything'
  : null extends Result
    ? FormOfValue<NonNullable<Result>> extends 'anything'
      ? 'anything'
      : { readonly orNull: FormOfValue<NonNullable<Result>> }
    : FormOfValue<Result>;
type FormOfValue<Value> = [Value] extends [readonly unknown[]]
  ? 'list'
  : [Value] extends [object]
    ? readonly Members<Value>[]
    : 'anything';

type ResultOf<Name extends keyof PreparationActivities> = Awaited<ReturnType<PreparationActivities[Name]>>;

/** Activities whose results no worker signs, or not all of them. */
type Unsigned = {
  [Name in keyof PreparationActivities]: ResultOf<Name> extends { readonly signature: unknown }
    ? never
    : Name;
}[keyof PreparationActivities];

const SIGNED = ['signature'] as const;

/**
 * What distinguishes the result of each activity from what somebody completes it with by hand; every other result is signed.
 * Never more than that: a running workflow is replayed with the results of earlier versions.
 */
const FORMS: { readonly [Name in Unsigned]: Form<ResultOf<Name>> | 'anything' } = {
  checkCompared: 'anything',
  checkDecision: ['refused'],
  checkFailures: 'anything',
  checkSender: ['refused'],
  confirmApproval: ['why'],
  confirmLaunch: ['why'],
  confirmReplacement: 'anything',
  dealInventory: ['deal'],
  deliverReplacement: ['receipts'],
  disableKeys: { orNull: SIGNED },
  disableReplacedKeys: { orNull: SIGNED },
  enableKeys: 'anything',
  enableReplacedKeys: 'anything',
  ensureBucket: ['bucket'],
  ensureMigrationDestination: 'anything',
  ensureMigrationJob: ['launched'],
  ensureMigrationSource: 'anything',
  ensureUser: ['name'],
  findDelivery: { orNull: SIGNED },
  findLaunch: ['launch'],
  findReplaceableKey: ['key'],
  grantPolicies: 'list',
  inspectCredentials: ['found'],
  inventorySlice: ['part'],
  launchRound: 'anything',
  markSourceKeyDelivered: 'anything',
  matchBuckets: 'list',
  notify: 'list',
  planDryRun: ['planned'],
  planMembers: 'list',
  preflight: ['deliveredAt', 'signature'],
  rejectedBefore: { orNull: SIGNED },
  repairMigration: 'anything',
  resumeMigration: ['preparation'],
  settleBucket: ['bucket'],
  skippedFirings: 'anything',
  validateFleet: ['defaults'],
  validatePreparation: ['source'],
  validateRevocation: ['credentials'],
  validateRotation: ['credentials'],
  validateVerification: ['source'],
  verifiedSide: ['reached'],
  verifyMigrationAddresses: 'anything',
  watchMembers: 'list',
  watchMigration: ['job'],
};

type OneForm = 'anything' | 'list' | readonly PropertyKey[];

/** Whether a result of an activity cannot be one of a worker of this product. */
export function isOfOtherForm(activityType: string, value: unknown): boolean {
  const forms: Readonly<Record<string, OneForm | { readonly orNull: OneForm } | undefined>> = FORMS;
  const form = (Object.hasOwn(forms, activityType) ? forms[activityType] : undefined) ?? SIGNED;
  return typeof form === 'object' && 'orNull' in form
    ? value !== null && !fits(form.orNull, value)
    : !fits(form, value);
}

function fits(form: OneForm, value: unknown): boolean {
  if (form === 'anything') {
    return true;
  }
  if (form === 'list') {
    return Array.isArray(value);
  }
  return typeof value === 'object' && value !== null && form.some((member) => Object.hasOwn(value, member));
}
