import { ConfigurationError } from '../../configuration/settings/configuration-error';
import { loadSettings } from '../../configuration/settings/load-settings';
import type { LoadedSettings } from '../../configuration/settings/loaded-settings';
import { humanDuration } from '../../presentation/text/human-units';
import { problemLine } from '../../contracts/problem-lines';
import type { Settings } from '../../contracts/settings';
import { ok, problem, warning, type DoctorCheck } from './doctor-report';
import { encryptionCheck } from './encryption-checks';

/** The configuration where it is valid, and what was found in it. */
export interface ConfigurationFindings {
  readonly loaded: LoadedSettings | null;
  readonly checks: readonly DoctorCheck[];
}

/** Loads the configuration as a worker would, and looks at what is valid but may not be meant. */
export async function checkConfiguration(
  env: NodeJS.ProcessEnv,
  file: string | undefined,
): Promise<ConfigurationFindings> {
  try {
    const loaded = await loadSettings({ file, env });
    return { loaded, checks: findings(loaded) };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return { loaded: null, checks: asChecks('Configuration', error) };
    }
    throw error;
  }
}

/** One check for each problem. */
export function asChecks(name: string, { subject, problems }: ConfigurationError): DoctorCheck[] {
  return problems.map(({ example, ...found }) =>
    problem(
      name,
      problemLine({ ...found, example: undefined }, `${subject}: `),
      example === undefined ? undefined : `For example ${example}`,
    ),
  );
}

function findings(loaded: LoadedSettings): DoctorCheck[] {
  const { settings, file } = loaded;
  const { sources, alibaba, defaults } = settings;
  const from = file ?? 'the environment alone';
  const profiles = Object.keys(sources).join(', ');
  return [
    ok(
      'Configuration',
      `Read from ${from}: KS3 ${profiles}; Alibaba account ${alibaba.accountId}, region ${defaults.region}.`,
    ),
    ...fileChecks(loaded),
    recipientCheck(settings),
    approverCheck(settings),
    workerKeyCheck(settings),
    encryptionCheck(loaded),
    ...channelChecks(loaded),
  ];
}

function fileChecks({ secretFiles }: LoadedSettings): DoctorCheck[] {
  return secretFiles.length === 0
    ? []
    : [ok('Files', `Only their owner can access ${secretFiles.join(', ')}.`)];
}

function recipientCheck({ credentials: { recipients, expireAfterMs } }: Settings): DoctorCheck {
  const name = 'Recipients';
  const until =
    expireAfterMs === null
      ? 'without a date of expiry'
      : `to be taken back after ${humanDuration(expireAfterMs)}`;
  return recipients.length === 0
    ? warning(
        name,
        'No recipient is configured, so that every input has to name its own.',
        'Set credentials.recipients (PREP_RECIPIENTS) to the age1… of whoever receives the credentials.',
      )
    : ok(
        name,
        `Credentials are sealed to ${recipients.length} age ${recipients.length === 1 ? 'recipient' : 'recipients'}, ${until}.`,
      );
}

/** That a worker has a key, the configuration cannot be without. */
function workerKeyCheck({ trust: { keys, publicKeys } }: Settings): DoctorCheck {
  const [first, ...others] = keys.map(({ id }) => id);
  const older =
    others.length === 0 ? '' : `; ${others.join(', ')} only ${others.length === 1 ? 'verifies' : 'verify'}`;
  return ok(
    'Worker keys',
    `Results are signed with worker key ${first}${older}. To verify them elsewhere: ${publicKeys.join(', ')}.`,
  );
}

function approverCheck({ approval }: Settings): DoctorCheck {
  const { approvers, keys, required, timeoutMs, escalation } = approval;
  const name = 'Approval';
  if (approvers.length === 0) {
    return warning(
      name,
      'Anybody who can signal a workflow of the namespace may approve.',
      'Set approval.approvers (PREP_APPROVERS) to the names of those who may.',
    );
  }
  const named = [...approvers, ...(escalation?.approvers ?? [])];
  const unsigned = named.filter((one) => !keys.some(({ approver }) => approver === one));
  const policy = `${required} of ${approvers.join(', ')} must approve within ${humanDuration(timeoutMs)}`;
  return unsigned.length === 0
    ? ok(name, `${policy}, each with a signature.`)
    : warning(
        name,
        `${policy}; but whoever can signal a workflow of the namespace can do so as ${unsigned.join(', ')}.`,
        'Give these approvers their public SSH keys (approval.approvers); see docs/security.md.',
      );
}

function channelChecks({ settings: { notify }, worker: { webUi } }: LoadedSettings): DoctorCheck[] {
  const name = 'Notifications';
  if (notify.length === 0) {
    return [];
  }
  const channels = notify.map((channel) => `${channel.name} (${channel.kind})`).join(', ');
  const told = `Told how preparations go: ${channels}. Nothing was sent; try it with: npx prep notify test`;
  return webUi === null
    ? [
        warning(
          name,
          `${told}. Messages hold no link that works on another machine.`,
          'Set worker.web_ui (TEMPORAL_UI) to the address of the Temporal Web UI.',
        ),
      ]
    : [ok(name, told)];
}
