import type { InputProblem } from '../../contracts/problem-lines';
import type { ConfiguredSecrets } from './configured-secrets';
import { settingProblem as problem } from './setting-problem';
import { tables } from './settings-schema';
import { isLoopback } from './web-addresses';

/** What the codec endpoint needs of other settings. */
export function codecEndpointProblems(
  content: Readonly<Record<string, unknown>>,
  { bySetting, problems: secretProblems }: ConfiguredSecrets,
): InputProblem[] {
  const endpoint = tables.codec_endpoint.safeParse(content['codec_endpoint']).data;
  const worker = tables.worker.safeParse(content['worker'] ?? {}).data;
  if (endpoint === undefined || worker === undefined) {
    return [];
  }
  // Where a secret is given but refused, that alone is told.
  const given = (secret: string) =>
    bySetting.has(secret) || secretProblems.some(({ path }) => path.startsWith(secret));
  const problems: InputProblem[] = [];
  if (!given('payload_encryption.keys')) {
    problems.push(
      problem('codec_endpoint', 'is of no use without payload encryption; set payload_encryption.keys_file'),
    );
  }
  if (!given('codec_endpoint.tokens') && !endpoint.temporal_tokens) {
    const words = 'is missing, and temporal_tokens is not set: nobody could use the endpoint';
    problems.push(problem('codec_endpoint.tokens_file', words, '/run/secrets/codec-tokens'));
  }
  if (worker.http_port === 0) {
    problems.push(problem('worker.http_port', 'is 0, but the codec endpoint needs a port', 9090));
  }
  if (endpoint.public_url === undefined && !isLoopback(worker.http_host)) {
    const words = `is missing: the worker listens on ${worker.http_host}, where tokens may only come through a proxy that serves https`;
    problems.push(problem('codec_endpoint.public_url', words, 'https://codec.example.com/codec'));
  }
  return problems;
}
