import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { loadClientConfigProfile, toClientOptions, type ClientConfigProfile } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import type { InputProblem } from '../../contracts/inputs/problem-lines';
import { ConfigurationError } from '../settings/configuration-error';
import { tomlProblem } from '../settings/configuration-file';
import { strayCharacter } from '../settings/stray-character';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** The Temporal server and namespace to use. */
export interface TemporalTarget {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  /** Whether the connection is encrypted. */
  readonly tls: boolean;
  /** As the connections of workers and clients take it. Holds keys: never log it. */
  readonly options: NativeConnectionOptions;
}

const DEFAULT_ADDRESS = 'localhost:7233';
/** The default, as for every Temporal tool. */
export const DEFAULT_NAMESPACE = 'default';

/**
 * Reads the Temporal connection from the TEMPORAL_* variables and temporal.toml, as every Temporal tool does.
 *
 * Stricter than the SDK's reader, which ignores a named file that is missing, half a client certificate, and an API
 * key without TLS.
 *
 * @throws ConfigurationError
 */
export function loadTemporalTarget(env: NodeJS.ProcessEnv): TemporalTarget {
  const profile = readProfile(env);
  const address = profile.address ?? DEFAULT_ADDRESS;
  const problems = [...addressProblems(address, env), ...securityProblems(profile, address)];
  if (problems.length > 0) {
    throw invalid(problems);
  }
  try {
    const { connectionOptions, namespace } = toClientOptions(profile);
    const { tls = false } = connectionOptions;
    return {
      address,
      namespace: namespace ?? DEFAULT_NAMESPACE,
      tls: tls !== false && tls !== null,
      options: { ...connectionOptions, address },
    };
  } catch (error) {
    // Its certificates and keys are read from files here.
    throw invalid([problem('TEMPORAL_TLS_*', phrase('configuration.namesThing', unreadable(error)))]);
  }
}

function readProfile(env: NodeJS.ProcessEnv): ClientConfigProfile {
  const file = env['TEMPORAL_CONFIG_FILE'];
  if (file !== undefined && file !== '' && !existsSync(file)) {
    throw invalid([
      problem(
        'TEMPORAL_CONFIG_FILE',
        phrase('configuration.namesThing', { what: file, problem: phrase('configuration.notThere') }),
      ),
    ]);
  }
  const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const set = given.filter(([name, value]) => value !== '' || name.startsWith('TEMPORAL_GRPC_META_'));
  try {
    return loadClientConfigProfile({ overrideEnvVars: Object.fromEntries(set) });
  } catch (error) {
    throw invalid([profileProblem(error, env)]);
  }
}

/** Why the SDK could not read the profile. Its own message may quote lines of the file, and with them keys. */
function profileProblem(error: unknown, env: NodeJS.ProcessEnv): InputProblem {
  const notToml = tomlProblem(error);
  if (notToml !== null) {
    return problem(null, phrase('configuration.temporalToml', { problem: notToml }));
  }
  if ((error as NodeJS.ErrnoException).code !== undefined) {
    return problem(null, phrase('configuration.connectionNeeds', unreadable(error)));
  }
  const profile = env['TEMPORAL_PROFILE'];
  return profile === undefined
    ? problem(
        null,
        phrase('configuration.temporalToml', { problem: phrase('configuration.tomlNotUnderstood') }),
      )
    : problem('TEMPORAL_PROFILE', phrase('configuration.profileUnknown', { profile }));
}

/** The address is not quoted: what stands in its place by mistake may be a key. */
function addressProblems(address: string, env: NodeJS.ProcessEnv): InputProblem[] {
  const why = strayCharacter(address) ?? (isHostPort(address) ? null : phrase('configuration.notHostPort'));
  if (why === null) {
    return [];
  }
  const ofFile = (env['TEMPORAL_ADDRESS'] ?? '') === '';
  const path = ofFile ? `profile.${env['TEMPORAL_PROFILE'] ?? 'default'}.address` : '';
  return [{ ...problem(ofFile ? null : 'TEMPORAL_ADDRESS', why, DEFAULT_ADDRESS), path }];
}

const MAX_PORT = 65_535;

function isHostPort(address: string): boolean {
  const [, ipv6, name, port] = /^(?:\[([^[\]]*)\]|([\p{L}\p{M}\p{N}._-]+))(?::(\d+))?$/u.exec(address) ?? [];
  const number = Number(port ?? MAX_PORT);
  return (name !== undefined || isIPv6(ipv6 ?? '')) && number >= 1 && number <= MAX_PORT;
}

function securityProblems({ apiKey, tls }: ClientConfigProfile, address: string): InputProblem[] {
  const problems: InputProblem[] = [];
  if (
    apiKey !== undefined &&
    tls?.disabled === true &&
    !/^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(address)
  ) {
    const words = phrase('configuration.keyWithoutTls');
    problems.push(problem('TEMPORAL_TLS', words));
  }
  if ((tls?.clientCert === undefined) !== (tls?.clientKey === undefined)) {
    const [missing, present] = tls?.clientCert === undefined ? ['CERT', 'KEY'] : ['KEY', 'CERT'];
    const words = phrase('configuration.missingBeside', { other: `TEMPORAL_TLS_CLIENT_${present}_PATH` });
    problems.push(problem(`TEMPORAL_TLS_CLIENT_${missing}_PATH`, words));
  }
  return problems;
}

/** The file that an error is about and why it cannot be read, without the error's own message. */
function unreadable(error: unknown): { what: string | null; problem: Phrase } {
  const { code = 'unknown error', path } = error as NodeJS.ErrnoException;
  const why =
    code === 'ENOENT' ? phrase('configuration.notThere') : phrase('configuration.unreadable', { code });
  return { what: path ?? null, problem: why };
}

function problem(variable: string | null, words: Said, example?: string): InputProblem {
  return { path: '', problem: words, example, variable: variable ?? undefined };
}

function invalid(problems: readonly InputProblem[]): ConfigurationError {
  return new ConfigurationError(phrase('configuration.temporalConnection'), problems);
}
