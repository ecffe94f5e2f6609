import { errorTable, type ErrorType } from '../../contracts/error-table';

/** Where the table's remedy speaks of a run that has to go on, and here there is none. */
const OWN_REMEDIES: Partial<Record<ErrorType, string>> = {
  Ks3WrongRegion: 'Set endpoint and region of the source profile to those named here.',
  Ks3NoSuchBucket: "Check the bucket's name, and that endpoint and region of the source profile are its own.",
  IdentityUnexpected: 'Correct alibaba.account_id, or use an AccessKey of that account.',
  RamPolicyMissing:
    'Name policies that exist in defaults.policies; the preset "current" holds the ones of today\'s documentation.',
};

/** What to do about an error outside of a run: the error table's remedy without sending `retry` or starting again. */
export function doctorRemedy(type: ErrorType): string {
  const own = OWN_REMEDIES[type];
  if (own !== undefined) {
    return own;
  }
  const remedy = errorTable[type].remedy
    .replace(/(, restart the worker)?[,;] then send retry\b[^.]*\./, '.')
    .replace(/^Nothing to do unless it lasts; then c/, 'C')
    .replace(/^Nothing to do:.*$/, 'Try again in a minute.');
  return /\b(retry|run|start again|nothing to do)\b/i.test(remedy)
    ? `docs/errors.md explains ${type}.`
    : remedy;
}
