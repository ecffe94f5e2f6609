import { contradictions } from '../../contracts/inputs/bucket-settings';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import { phrase } from '../../presentation/words/words';
import { policyProblems, recipientsNotAllowed } from '../../provisioning/request/allow-lists';
import { recipientProblems } from '../../provisioning/sealing/sealing';
import { makingCommand, WORKER_KEY } from './key-list';
import { approvalPolicyProblems } from './approval-checks';
import { fileExample } from './secret-reference';
import { tables } from './settings-schema';
import { camelCased, snakeCase } from './snake-case';
import { isLoopback } from './web-addresses';

type Content = Readonly<Record<string, unknown>>;

/**
 * Checks that reach across settings, and those of recipients. Each looks at a table that is valid by itself, whatever
 * is wrong elsewhere, so that every problem is reported at once.
 */
export async function crossCheck(content: Content): Promise<InputProblem[]> {
  return [
    ...vaultProblems(content),
    ...approvalPolicyProblems(content['approval']),
    ...defaultProblems(content['defaults']),
    ...workerProblems(content['worker']),
    ...(await credentialProblems(content['credentials'])),
    ...codecEndpointProblems(content),
    ...workerKeyProblems(content),
  ];
}

function defaultProblems(table: unknown): InputProblem[] {
  const { data } = tables.defaults.safeParse(table);
  if (data === undefined) {
    return [];
  }
  const { policies, allowedPolicies, ...bucket } = camelCased(data);
  return [
    ...contradictions(bucket, (setting) => `defaults.${snakeCase(setting)}`, 'block_public_access = true'),
    ...policyProblems('defaults.policies', policies, { allowedPolicies }),
  ];
}

function workerProblems(table: unknown): InputProblem[] {
  const { data } = tables.worker.safeParse(table);
  if (data === undefined) {
    return [];
  }
  const problems: InputProblem[] = [];
  if (data.http_port !== 0 && data.http_port === data.metrics_port) {
    problems.push(problemAt('worker.metrics_port', phrase('configuration.samePort'), 9464));
  }
  if ((data.deployment_name === undefined) !== (data.build_id === undefined)) {
    const [missing, present] =
      data.build_id === undefined ? ['build_id', 'deployment_name'] : ['deployment_name', 'build_id'];
    problems.push(problemAt(`worker.${missing}`, phrase('configuration.versioningHalf', { present })));
  }
  return problems;
}

async function credentialProblems(table: unknown): Promise<InputProblem[]> {
  const { data } = tables.credentials.safeParse(table);
  if (data === undefined) {
    return [];
  }
  const { recipients, allowed_recipients: allowedRecipients } = data;
  return [
    ...(await unusable('credentials.recipients', recipients)),
    ...(await unusable('credentials.allowed_recipients', allowedRecipients ?? [])),
    ...recipientsNotAllowed('credentials.recipients', recipients, { allowedRecipients }),
  ];
}

async function unusable(setting: string, recipients: readonly string[]): Promise<InputProblem[]> {
  const found = await recipientProblems(recipients);
  return found.map(({ index, problem }) => problemAt(`${setting}.${index}`, problem, 'age1…'));
}

/** How to log on to Vault: either a token, or an AppRole's two parts. */
function vaultProblems(content: Content): InputProblem[] {
  const vault = tables.delivery.safeParse(content['delivery']).data?.vault;
  if (vault === undefined) {
    return [];
  }
  const [token, secretId, roleId] = [vault.token, vault.secret_id, vault.role_id].map(
    (part) => part !== undefined,
  );
  if (token && (roleId || secretId)) {
    return [problemAt('delivery.vault', phrase('configuration.vaultTwice'))];
  }
  if (roleId !== secretId) {
    const missing = roleId ? 'secret_id_file' : 'role_id';
    return [problemAt(`delivery.vault.${missing}`, phrase('configuration.appRoleHalf'))];
  }
  return token || roleId
    ? []
    : [problemAt('delivery.vault.token_file', phrase('configuration.vaultNoLogon'))];
}

/** What the codec endpoint needs of other settings. */
function codecEndpointProblems(content: Content): InputProblem[] {
  const endpoint = tables.codec_endpoint.safeParse(content['codec_endpoint']).data;
  const worker = tables.worker.safeParse(content['worker']).data;
  if (endpoint === undefined || worker === undefined) {
    return [];
  }
  const problems: InputProblem[] = [];
  if (tables.payload_encryption.safeParse(content['payload_encryption']).data?.keys === undefined) {
    problems.push(problemAt('codec_endpoint', phrase('configuration.codecNoEncryption')));
  }
  if (endpoint.tokens === undefined && !endpoint.temporal_tokens) {
    const problem = phrase('configuration.codecNoTokens');
    problems.push(problemAt('codec_endpoint.tokens_file', problem, '/run/secrets/codec-tokens'));
  }
  if (worker.http_port === 0) {
    problems.push(problemAt('worker.http_port', phrase('configuration.codecNoPort'), 9090));
  }
  if (endpoint.public_url === undefined && !isLoopback(worker.http_host)) {
    const problem = phrase('configuration.codecNoUrl', { host: worker.http_host });
    problems.push(problemAt('codec_endpoint.public_url', problem, 'https://codec.example.com/codec'));
  }
  return problems;
}

/** Without a key, the results of a worker cannot be distinguished from forged ones. */
function workerKeyProblems(content: Content): InputProblem[] {
  const { data } = tables.trust.safeParse(content['trust']);
  const problem = phrase('configuration.workerKeyMissing', { command: makingCommand(WORKER_KEY) });
  return data === undefined || data.keys !== undefined
    ? []
    : [{ path: 'trust.keys', problem, example: fileExample('keys') }];
}
