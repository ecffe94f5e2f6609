import type { Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';

/** The variables by which other programs find the proxy for https, in their order. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * The variable that names a proxy for a host; undefined if there is none, or NO_PROXY covers the host. The clients of
 * the clouds connect directly whatever it says. Its value is never shown: it may hold a password.
 */
export function ignoredProxy(env: NodeJS.ProcessEnv, hostname: string): string | undefined {
  const direct = isLoopback(hostname) || isExcepted(hostname, env['no_proxy'] ?? env['NO_PROXY'] ?? '');
  return direct ? undefined : PROXY_VARIABLES.find((name) => (env[name] ?? '') !== '');
}

/** Why no answer came; if the environment names a proxy for the host, also that it is not used. */
export function withoutProxy(sentence: Said, hostname: string, env: NodeJS.ProcessEnv = process.env): Said {
  const variable = ignoredProxy(env, hostname);
  return variable === undefined
    ? sentence
    : [sentence, phrase('clouds.proxyIgnored', { variable, host: hostname })];
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** @param list as curl reads it: names with all their subdomains, separated by commas or spaces; `*` is every host */
function isExcepted(hostname: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^\*?\.|:\d+$/g, ''))
    .some((name) => name === '*' || (name !== '' && `.${hostname}`.endsWith(`.${name}`)));
}
