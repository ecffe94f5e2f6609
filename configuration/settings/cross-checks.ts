import type { InputProblem } from '../../contracts/problem-lines';
import { policyProblems, recipientsNotAllowed } from '../../provisioning/request/allow-lists';
import { recipientProblems } from '../../provisioning/sealing/sealing';
import { approvalPolicyProblems } from './approval-checks';
import { settingProblem as problem } from './setting-problem';
import { tables } from './settings-schema';

/**
 * Checks that reach across settings, and those of recipients. Each looks at a table that is valid by itself, whatever
 * is wrong elsewhere, so that every problem is told at once.
 */
export async function crossCheck(content: Readonly<Record<string, unknown>>): Promise<InputProblem[]> {
  return [
    ...approvalPolicyProblems(content['approval']),
    ...defaultProblems(content['defaults']),
    ...workerProblems(content['worker']),
    ...(await credentialProblems(content['credentials'])),
  ];
}

function defaultProblems(table: unknown): InputProblem[] {
  const { data } = tables.defaults.safeParse(table);
  if (data === undefined) {
    return [];
  }
  const problems: InputProblem[] = [];
  if (data.acl !== 'private' && data.block_public_access) {
    const contradiction = `"${data.acl}" contradicts block_public_access = true; set one of the two otherwise`;
    problems.push(problem('defaults.acl', contradiction, 'private'));
  }
  if (data.redundancy === 'ZRS' && /^(Deep)?ColdArchive$/.test(data.storage_class)) {
    problems.push(problem('defaults.redundancy', `OSS has no zone-redundant ${data.storage_class}`, 'LRS'));
  }
  const allowedPolicies = data.allowed_policies ?? null;
  return [...problems, ...policyProblems('defaults.policies', data.policies, { allowedPolicies })];
}

function workerProblems(table: unknown): InputProblem[] {
  const { data } = tables.worker.safeParse(table ?? {});
  if (data === undefined) {
    return [];
  }
  const problems: InputProblem[] = [];
  if (data.http_port !== 0 && data.http_port === data.metrics_port) {
    problems.push(problem('worker.metrics_port', 'is the same as worker.http_port', 9464));
  }
  if ((data.deployment_name === undefined) !== (data.build_id === undefined)) {
    const [missing, present] =
      data.build_id === undefined ? ['build_id', 'deployment_name'] : ['deployment_name', 'build_id'];
    problems.push(problem(`worker.${missing}`, `is missing; worker versioning needs it beside ${present}`));
  }
  return problems;
}

async function credentialProblems(table: unknown): Promise<InputProblem[]> {
  const { data } = tables.credentials.safeParse(table ?? {});
  if (data === undefined) {
    return [];
  }
  const allowedRecipients = data.allowed_recipients ?? null;
  return [
    ...(await unusable('credentials.recipients', data.recipients)),
    ...(await unusable('credentials.allowed_recipients', allowedRecipients ?? [])),
    ...recipientsNotAllowed('credentials.recipients', data.recipients, { allowedRecipients }),
  ];
}

async function unusable(setting: string, recipients: readonly string[]): Promise<InputProblem[]> {
  const found = await recipientProblems(recipients);
  return found.map(({ index, problem: words }) => problem(`${setting}.${index}`, words, 'age1…'));
}
