import { phrase } from '../../presentation/words/words';
import { closest, distance } from 'fastest-levenshtein';
import { ENVIRONMENT_VARIABLES } from '../../configuration/settings/setting-list';
import { warning, type DoctorCheck } from './doctor-report';

const KNOWN = ['PREP_CONFIG', ...ENVIRONMENT_VARIABLES.map(({ name }) => name)];

/** Variables that look like misspelt ones of ours: they have no effect. */
export function checkEnvironment(env: NodeJS.ProcessEnv): DoctorCheck[] {
  return Object.keys(env)
    .filter((name) => /^(KS3|PREP|ALIBABA(?!_CLOUD))_/.test(name) && !KNOWN.includes(name))
    .map((name) => ({ name, nearest: closest(name, KNOWN) }))
    .filter(({ name, nearest }) => distance(name, nearest) <= 2)
    .map(({ name, nearest }) =>
      warning(
        phrase('doctor.environment'),
        phrase('doctor.unknownVariable', { name }),
        phrase('doctor.didYouMean', { name: nearest }),
      ),
    );
}
