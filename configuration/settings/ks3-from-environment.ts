import { endpointProblem } from '../../contracts/inputs/endpoint';
import { ks3RegionOf } from '../../contracts/inputs/ks3-regions';
import type { InputProblem } from '../../contracts/inputs/problem-lines';
import { Secret } from '../../contracts/credentials/secret';
import type { SourceProfile } from '../../contracts/settings';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { accessKeyProblem } from './access-key-form';
import { readCaFile, type CaFile } from './ca-file';
import { ConfigurationError } from './configuration-error';
import { nonEmpty } from './non-empty';
import { secretFromEnvironment } from './secret-from-environment';
import { strayCharacter } from './stray-character';

/** What a command line says about a source; it wins over the environment. */
export interface GivenSource {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly pathStyle?: boolean | undefined;
}

/**
 * A KS3 source from the environment alone: KS3_ENDPOINT, KS3_REGION, KS3_ACCESS_KEY_ID, KS3_ACCESS_KEY_SECRET or
 * KS3_ACCESS_KEY_SECRET_FILE, KS3_SESSION_TOKEN, KS3_PATH_STYLE, KS3_CA_FILE.
 *
 * For commands that need no worker and must start fast: this file loads neither Temporal nor the schemas.
 *
 * A missing region is derived from the endpoint's host name.
 *
 * @throws ConfigurationError that lists everything missing
 */
export function ks3SourceFromEnvironment(env: NodeJS.ProcessEnv, given: GivenSource = {}): SourceProfile {
  const problems: InputProblem[] = [];
  const problem = (variable: string, words: Said, example?: string) => {
    problems.push({ path: '', problem: words, example, variable });
  };
  const need = (variable: string, example: string, value: string | undefined): string => {
    if (value === undefined) {
      problem(variable, phrase('input.missing'), example);
    }
    return value ?? '';
  };
  const endpoint = need(
    'KS3_ENDPOINT',
    'https://ks3-cn-beijing.ksyuncs.com',
    given.endpoint ?? nonEmpty(env['KS3_ENDPOINT']),
  );
  const odd = endpoint === '' ? null : endpointProblem(endpoint);
  if (odd !== null) {
    problem(given.endpoint === undefined ? 'KS3_ENDPOINT' : '--endpoint', odd);
  }
  const region = given.region ?? nonEmpty(env['KS3_REGION']) ?? ks3RegionOf(endpoint);
  const accessKeyId = need('KS3_ACCESS_KEY_ID', 'AKLT…', nonEmpty(env['KS3_ACCESS_KEY_ID']));
  const stray = strayCharacter(accessKeyId);
  if (stray !== null) {
    problem('KS3_ACCESS_KEY_ID', stray, 'AKLT…');
  }
  const secret = secretFromEnvironment(env, 'KS3_ACCESS_KEY_SECRET');
  if (!secret.ok) {
    problem('KS3_ACCESS_KEY_SECRET', secret.problem);
  }
  const token = nonEmpty(env['KS3_SESSION_TOKEN']);
  const wrong = accessKeyProblem({
    cloud: 'kingsoft',
    id: accessKeyId,
    secret: secret.ok ? secret.secret : undefined,
    token: token !== undefined,
  });
  if (wrong !== null) {
    problem(wrong.part === 'id' ? 'KS3_ACCESS_KEY_ID' : 'KS3_ACCESS_KEY_SECRET', wrong.problem);
  }
  const pathStyle = (env['KS3_PATH_STYLE'] ?? '').trim().toLowerCase();
  if (given.pathStyle === undefined && !['', 'true', '1', 'false', '0'].includes(pathStyle)) {
    problem('KS3_PATH_STYLE', phrase('configuration.notTrueFalse'));
  }
  const ca = caFile(env);
  if (ca?.ok === false) {
    problem('KS3_CA_FILE', ca.problem);
  }
  if (!secret.ok || problems.length > 0) {
    throw new ConfigurationError(phrase('configuration.ks3Source'), problems);
  }
  return {
    endpoint,
    region,
    allowedEndpoints: [],
    allowedRegions: [],
    accessKeyId,
    accessKeySecret: secret.secret,
    sessionToken: token === undefined ? undefined : new Secret(token),
    pathStyle: given.pathStyle ?? (pathStyle === 'true' || pathStyle === '1'),
    caCertificates: ca?.ok === true ? ca.pem : undefined,
  };
}

function caFile(env: NodeJS.ProcessEnv): CaFile | undefined {
  const file = nonEmpty(env['KS3_CA_FILE']);
  return file === undefined ? undefined : readCaFile(file, process.cwd());
}
