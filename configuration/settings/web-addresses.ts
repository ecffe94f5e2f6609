import { endpointProblem, withScheme } from '../../contracts/inputs/endpoint';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** The path of the codec endpoint below the worker's address. */
export const CODEC_PATH = '/codec';

/** Followed by the workflow ID of the run whose report is asked for. */
export const REPORTS_PATH = `${CODEC_PATH}/reports/`;

/** Says what is wrong with the origin of a Web UI, or null. */
export function originProblem(text: string): Phrase | null {
  const problem = endpointProblem(text);
  if (problem !== null) {
    return problem;
  }
  const { origin } = new URL(text);
  return origin === text ? null : phrase('configuration.originForm', { origin });
}

/** Says what is wrong with the address that browsers reach the codec endpoint at, or null. */
export function publicUrlProblem(text: string): Phrase | null {
  const [host = ''] = text.split('/');
  if (withScheme(host) !== null) {
    return endpointProblem(host);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.search !== '' || url.hash !== '')) {
    return phrase('configuration.query');
  }
  return url === null
    ? phrase('input.notUrl')
    : endpointProblem(text.replace(/^([a-z]+:\/\/[^/]*)\/.*$/i, '$1'));
}

/** Whether only this machine can reach what listens on a host. */
export function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host);
}

/** The codec endpoint's address if the worker is called directly. */
export function usualPublicUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${CODEC_PATH}`;
}
