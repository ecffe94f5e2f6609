import { phrase } from '../../presentation/words/words';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import { ks3RegionMeant } from '../../contracts/inputs/region-spelling';
import type { SourceRequest } from '../../contracts/runs/preparation';
import type { CredentialSettings, Defaults, SourceProfile } from '../../contracts/settings';
import { resolvePolicies } from './policy-presets';

/** The location of a source, as an input or a step of a workflow gives it. */
type Place = Partial<Pick<SourceRequest, 'endpoint' | 'region'>>;

/**
 * What an input may not say of a source: the AccessKey of a profile, and its session token, go to the endpoint of that
 * profile or to one that the configuration allows for it, and nowhere else.
 *
 * @param name of the profile
 */
export function placeProblems(
  { endpoint, region }: Place,
  name: string,
  profile: SourceProfile,
): InputProblem[] {
  const endpoints = [profile.endpoint, ...profile.allowedEndpoints];
  const regions = [profile.region, ...profile.allowedRegions];
  return [
    ...(endpoint === undefined || endpoints.some((one) => sameEndpoint(one, endpoint))
      ? []
      : [notAllowed('source.endpoint', endpoint, `source.${name}.allowed_endpoints`, endpoints)]),
    ...(region === undefined || regions.includes(region)
      ? []
      : [regionNotAllowed(region, `source.${name}.allowed_regions`, regions)]),
  ];
}

/** The same with the right spelling of KS3, if the region seems to be another spelling of one. */
function regionNotAllowed(region: string, setting: string, allowed: readonly string[]): InputProblem {
  const meant = ks3RegionMeant(region);
  const refused = notAllowed('source.region', region, setting, allowed);
  return meant === null
    ? refused
    : { ...refused, problem: phrase('input.spelt', { problem: refused.problem, meant }) };
}

/** Which of the policies, by their names or those of presets, the configuration does not allow. */
export function policyProblems(
  path: string,
  names: readonly string[],
  { allowedPolicies }: Pick<Defaults, 'allowedPolicies'>,
): InputProblem[] {
  if (allowedPolicies === null) {
    return [];
  }
  const allowed = resolvePolicies(allowedPolicies);
  const isAllowed = (name: string) =>
    resolvePolicies([name]).every((wanted) =>
      allowed.some((one) => one.name === wanted.name && one.type === wanted.type),
    );
  return names.flatMap((name, at) =>
    isAllowed(name) ? [] : [notAllowed(`${path}.${at}`, name, 'defaults.allowed_policies', allowedPolicies)],
  );
}

/** Which of the recipients the configuration does not allow. */
export function recipientsNotAllowed(
  path: string,
  recipients: readonly string[],
  { allowedRecipients }: Pick<CredentialSettings, 'allowedRecipients'>,
): InputProblem[] {
  return allowedRecipients === null
    ? []
    : recipients.flatMap((recipient, at) =>
        allowedRecipients.includes(recipient)
          ? []
          : // Not quoted: it may be a secret key pasted by mistake.
            [notAllowed(`${path}.${at}`, null, 'credentials.allowed_recipients', allowedRecipients)],
      );
}

function notAllowed(
  path: string,
  value: string | null,
  setting: string,
  allowed: readonly string[],
): InputProblem {
  const problem = phrase('input.notAllowed', { value, setting, allowed: allowed.join(', ') });
  return problemAt(path, problem, allowed[0]);
}

/** Both are URLs of a bare host; a slash at the end or capitals make no other one. */
function sameEndpoint(one: string, other: string): boolean {
  return URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}
