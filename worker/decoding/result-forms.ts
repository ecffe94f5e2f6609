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

type Forms = {
  readonly [Name in keyof PreparationActivities]:
    Form<Awaited<ReturnType<PreparationActivities[Name]>>> | 'anything';
};

const ATTESTED = ['signature'] as const;

/**
 * What distinguishes the result of each activity from what somebody completes it with by hand. Never more than that: a
 * running workflow is replayed with the results of earlier versions.
 */
const FORMS: Forms = {
  approveCutOver: ATTESTED,
  checkCompared: 'anything',
  checkDecision: ['refused'],
  checkFailures: 'anything',
  checkSender: ['refused'],
  compareSides: ATTESTED,
  compareWithLastVerification: ATTESTED,
  concludeAlreadyPrepared: ['signature'],
  concludeInventory: ATTESTED,
  concludeMigration: ['signature'],
  concludePreparation: ['signature'],
  concludeRevocation: ['signature'],
  concludeRotation: ['signature'],
  concludeUndone: ['signature'],
  concludeUnlaunched: ['signature'],
  confirmApproval: ['why'],
  confirmLaunch: ['why'],
  confirmReplacement: 'anything',
  dealInventory: ['deal'],
  deliverCredentials: ATTESTED,
  deliverReplacement: ['receipts'],
  disableKeys: { orNull: ATTESTED },
  disableReplacedKeys: { orNull: ATTESTED },
  enableConsoleLogon: ATTESTED,
  enableKeys: 'anything',
  enableReplacedKeys: 'anything',
  ensureBucket: ['bucket'],
  ensureMigrationDestination: 'anything',
  ensureMigrationJob: ['launched'],
  ensureMigrationSource: 'anything',
  ensureUser: ['name'],
  findDelivery: { orNull: ATTESTED },
  findLaunch: ['launch'],
  findReplaceableKey: ['key'],
  grantPolicies: 'list',
  inspectCredentials: ['found'],
  inventorySlice: ['part'],
  issueAccessKey: ATTESTED,
  issueReplacementKey: ATTESTED,
  issueSourceKey: ATTESTED,
  launchMigration: ATTESTED,
  launchRound: 'anything',
  markDelivered: ATTESTED,
  markSourceKeyDelivered: 'anything',
  matchBuckets: 'list',
  notify: 'list',
  planDryRun: ['planned'],
  planMembers: 'list',
  preflight: ['deliveredAt', 'signature'],
  presentLaunch: ATTESTED,
  presentPlan: ATTESTED,
  rejectedBefore: { orNull: ['signature'] },
  removeCredentials: ATTESTED,
  removeOtherKeys: ATTESTED,
  removeSourceKey: ATTESTED,
  repairMigration: 'anything',
  resumeMigration: ['preparation'],
  settleBucket: ['bucket'],
  skippedFirings: 'anything',
  undoBucket: ATTESTED,
  undoMigration: ATTESTED,
  undoUser: ATTESTED,
  validateFleet: ['defaults'],
  validateMigration: ATTESTED,
  validatePreparation: ['source'],
  validateRevocation: ['credentials'],
  validateRotation: ['credentials'],
  validateVerification: ['source'],
  verifiedSide: ['reached'],
  verifyAccess: ATTESTED,
  verifyMigrationAddresses: 'anything',
  watchMembers: 'list',
  watchMigration: ['job'],
};

type OneForm = 'anything' | 'list' | readonly PropertyKey[];

/** Whether a result of an activity cannot be one of a worker of this product. */
export function isOfOtherForm(activityType: string, value: unknown): boolean {
  const forms: Readonly<Record<string, OneForm | { readonly orNull: OneForm } | undefined>> = FORMS;
  const form = Object.hasOwn(forms, activityType) ? forms[activityType] : undefined;
  if (form === undefined) {
    return false;
  }
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
