import { verificationWorkflowId } from '../../contracts/names';
import { otherRunProblems } from '../../contracts/inputs/other-run';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import type { Settings } from '../../contracts/settings';
import type { VerificationRequest } from '../../contracts/migration/verification';
import { parseVerificationInput, scopeOf } from '../../contracts/inputs/verification-input';
import { invalid, sourceOf, sourceProblems } from './validate-preparation';

/**
 * Checks the input of `verifyMigration` against the contract and the worker's configuration, and fills in every default.
 *
 * @param workflowId of the run, if that is to be checked: it must not name another one
 * @throws PrepError `InvalidInput`
 */
export function validateVerification(raw: unknown, settings: Settings, workflowId = ''): VerificationRequest {
  const parsed = parseVerificationInput(raw);
  if (!parsed.ok) {
    throw invalid('verifyMigration', parsed.problems);
  }
  const { source: asked, destination = {} } = parsed.value;
  const problems = [
    ...sourceProblems(asked, settings),
    ...otherRunProblems(workflowId, verificationWorkflowId(asked.bucket)),
  ];
  const source = sourceOf(asked, settings);
  if (problems.length > 0 || source === null) {
    throw invalid('verifyMigration', problems);
  }
  return {
    source,
    destination: {
      bucket: destination.bucket ?? defaultDestination(source.bucket),
      region: destination.region ?? settings.defaults.region,
    },
    scope: scopeOf(parsed.value),
    language: settings.language,
  };
}
