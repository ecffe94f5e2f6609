import { ConfigurationError } from '../../configuration/settings/configuration-error';
import { loadSettings } from '../../configuration/settings/load-settings';
import type { LoadedSettings } from '../../configuration/settings/loaded-settings';
import { problemLine } from '../../contracts/inputs/problem-lines';
import { ks3RegionMeant } from '../../contracts/inputs/region-spelling';
import type { Settings } from '../../contracts/settings';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { ok, problem, warning, type DoctorCheck } from './doctor-report';
import { encryptionCheck } from './encryption-checks';

/** The configuration if it is valid, and what was found in it. */
export interface ConfigurationFindings {
  readonly loaded: LoadedSettings | null;
  readonly checks: readonly DoctorCheck[];
}

/** Loads the configuration as a worker would, and reports what is valid but may not be meant. */
export async function checkConfiguration(
  env: NodeJS.ProcessEnv,
  file: string | undefined,
): Promise<ConfigurationFindings> {
  try {
    const loaded = await loadSettings({ file, env });
    return { loaded, checks: findings(loaded) };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return { loaded: null, checks: asChecks(phrase('configuration.checkName'), error) };
    }
    throw error;
  }
}

/** One check for each problem. */
export function asChecks(name: Said, { subject, problems }: ConfigurationError): DoctorCheck[] {
  return problems.map(({ example, ...found }) =>
    problem(
      name,
      problemLine(found, subject),
      example === undefined ? undefined : phrase('input.forExample', { example }),
    ),
  );
}

/** What a check found; its name, message and remedy are phrases. */
function findings(loaded: LoadedSettings): DoctorCheck[] {
  const { settings, file, secretFiles } = loaded;
  const { sources, alibaba, defaults } = settings;
  return [
    ok(
      phrase('configuration.checkName'),
      phrase('configuration.readFrom', {
        from: file ?? phrase('configuration.fromEnvironmentAlone'),
        profiles: Object.keys(sources).join(', '),
        account: alibaba.accountId,
        region: defaults.region,
      }),
    ),
    ...regionChecks(settings),
    ...temporaryKeyChecks(settings),
    ...(secretFiles.length === 0
      ? []
      : [
          ok(
            phrase('configuration.filesName'),
            phrase('configuration.filesPrivate', { files: secretFiles.join(', ') }),
          ),
        ]),
    recipientCheck(settings),
    approverCheck(settings),
    workerKeyCheck(settings),
    encryptionCheck(loaded),
    ...channelChecks(loaded),
  ];
}

/** Regions in the spelling of another cloud. They are not refused: a private cloud may have its own names. */
function regionChecks({ sources }: Settings): DoctorCheck[] {
  return Object.entries(sources).flatMap(([profile, { region }]) => {
    const meant = ks3RegionMeant(region);
    return meant === null
      ? []
      : [
          warning(
            phrase('configuration.checkName'),
            phrase('configuration.regionSpelling', { profile, region, meant }),
            phrase('configuration.regionRemedy', { profile, meant }),
          ),
        ];
  });
}

/** AccessKeys that come with a token work, but not for as long as a run may take. */
function temporaryKeyChecks({ sources, alibaba }: Settings): DoctorCheck[] {
  const settings = [
    ...Object.entries(sources).flatMap(([profile, { sessionToken }]) =>
      sessionToken === undefined ? [] : [`source.${profile}.session_token`],
    ),
    ...(alibaba.securityToken === undefined ? [] : ['alibaba.security_token']),
  ];
  return settings.map((setting) =>
    warning(
      phrase('configuration.keysName'),
      phrase('configuration.keyExpires', { setting }),
      phrase('configuration.keyExpiresRemedy'),
    ),
  );
}

function recipientCheck({ credentials }: Settings): DoctorCheck {
  const { recipients, expireAfterMs } = credentials;
  const name = phrase('configuration.recipientsName');
  return recipients.length === 0
    ? warning(name, phrase('configuration.noRecipient'), phrase('configuration.noRecipientRemedy'))
    : ok(name, phrase('configuration.recipients', { count: recipients.length, expireAfterMs }));
}

/** A configuration without a worker key is not valid. */
function workerKeyCheck({ trust: { keys, publicKeys } }: Settings): DoctorCheck {
  const [first = '', ...others] = keys.map(({ id }) => id);
  return ok(
    phrase('configuration.workerKeysName'),
    phrase('configuration.workerKeys', { first, others, publicKeys: publicKeys.join(', ') }),
  );
}

function approverCheck({ approval }: Settings): DoctorCheck {
  const { approvers, keys, required, timeoutMs, escalation } = approval;
  const name = phrase('configuration.approvalName');
  if (approvers.length === 0) {
    return warning(name, phrase('configuration.anybodyApproves'), phrase('configuration.anybodyRemedy'));
  }
  const named = [...approvers, ...(escalation?.approvers ?? [])];
  const unsigned = named.filter((one) => !keys.some(({ approver }) => approver === one)).join(', ');
  const policy = { required, approvers: approvers.join(', '), timeoutMs };
  return unsigned === ''
    ? ok(name, phrase('configuration.approvalSigned', policy))
    : warning(
        name,
        phrase('configuration.approvalUnsigned', { ...policy, unsigned }),
        phrase('configuration.approvalRemedy'),
      );
}

function channelChecks({ settings: { notify }, worker: { webUi } }: LoadedSettings): DoctorCheck[] {
  const name = phrase('configuration.notificationsName');
  const channels = notify.map((channel) => `${channel.name} (${channel.kind})`).join(', ');
  if (notify.length === 0) {
    return [];
  }
  return webUi === null
    ? [
        warning(
          name,
          phrase('configuration.channelsNoLink', { channels }),
          phrase('configuration.channelsRemedy'),
        ),
      ]
    : [ok(name, phrase('configuration.channels', { channels }))];
}
