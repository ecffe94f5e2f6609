import { endpointProblem } from '../../contracts/inputs/endpoint';
import type { InputProblem } from '../../contracts/inputs/problem-lines';
import { ossRegionProblem } from '../../contracts/inputs/region-spelling';
import { Secret } from '../../contracts/credentials/secret';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { accessKeyProblem } from './access-key-form';
import { ConfigurationError } from './configuration-error';
import { nonEmpty } from './non-empty';
import { secretFromEnvironment } from './secret-from-environment';
import { strayCharacter } from './stray-character';

/** A destination as a command reaches it. */
export interface OssDestination {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly domains: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly securityToken: Secret | undefined;
}

/**
 * An OSS destination from the environment alone: ALIBABA_ACCESS_KEY_ID, ALIBABA_ACCESS_KEY_SECRET or
 * ALIBABA_ACCESS_KEY_SECRET_FILE, ALIBABA_SECURITY_TOKEN, ALIBABA_OSS_ENDPOINT, ALIBABA_OSS_DOMAIN. As for a KS3 source,
 * neither Temporal nor the schemas are loaded.
 *
 * A missing region is derived from the endpoint's host name.
 *
 * @param bucket which a domain is mapped to
 * @param region what the command line says, by `--to-region`
 * @throws ConfigurationError that lists everything missing
 */
export function ossFromEnvironment(
  env: NodeJS.ProcessEnv,
  bucket: string,
  region: string | undefined,
): OssDestination {
  const problems: InputProblem[] = [];
  const problem = (variable: string, words: Said, example?: string) => {
    problems.push({ path: '', problem: words, example, variable });
  };
  const endpoint = nonEmpty(env['ALIBABA_OSS_ENDPOINT']);
  const domain = nonEmpty(env['ALIBABA_OSS_DOMAIN']);
  for (const [variable, address] of [
    ['ALIBABA_OSS_ENDPOINT', endpoint],
    ['ALIBABA_OSS_DOMAIN', domain],
  ] as const) {
    const wrong = address === undefined ? null : endpointProblem(address);
    if (wrong !== null) {
      problem(variable, wrong);
    }
  }
  const named = region?.replace(/^oss-/, '') ?? regionOf(endpoint);
  const odd = named === undefined ? phrase('input.missing') : ossRegionProblem(named);
  if (odd !== null) {
    problem('--to-region', odd, 'cn-beijing');
  }
  const accessKeyId = nonEmpty(env['ALIBABA_ACCESS_KEY_ID']);
  const stray = accessKeyId === undefined ? phrase('input.missing') : strayCharacter(accessKeyId);
  if (stray !== null) {
    problem('ALIBABA_ACCESS_KEY_ID', stray, 'LTAI…');
  }
  const secret = secretFromEnvironment(env, 'ALIBABA_ACCESS_KEY_SECRET');
  if (!secret.ok) {
    problem('ALIBABA_ACCESS_KEY_SECRET', secret.problem);
  }
  const token = nonEmpty(env['ALIBABA_SECURITY_TOKEN']);
  const wrong = accessKeyProblem({
    cloud: 'alibaba',
    id: accessKeyId,
    secret: secret.ok ? secret.secret : undefined,
    token: token !== undefined,
  });
  if (wrong !== null) {
    const part = wrong.part === 'id' ? 'ALIBABA_ACCESS_KEY_ID' : 'ALIBABA_ACCESS_KEY_SECRET';
    problem(part, wrong.problem);
  }
  if (!secret.ok || named === undefined || problems.length > 0) {
    throw new ConfigurationError(phrase('configuration.ossDestination'), problems);
  }
  return {
    region: named,
    endpoint,
    domains: domain === undefined ? {} : { [bucket]: domain },
    accessKeyId: accessKeyId ?? '',
    accessKeySecret: secret.secret,
    securityToken: token === undefined ? undefined : new Secret(token),
  };
}

function regionOf(endpoint = ''): string | undefined {
  return /^https:\/\/oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com(?::\d+)?\/?$/.exec(endpoint)?.[1];
}
