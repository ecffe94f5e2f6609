import { ConfigurationError } from '../../configuration/settings/configuration-error';
import { loadSettings } from '../../configuration/settings/load-settings';
import type { LoadedSettings } from '../../configuration/settings/loaded-settings';
import { problemLine } from '../../contracts/problem-lines';
import { ks3RegionMeant } from '../../contracts/region-spelling';
import type { Settings } from '../../contracts/settings';
import type { Language } from '../../presentation/words/language';
import { phrase, sayIn } from '../../presentation/words/words';
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
  language: Language = 'en',
): Promise<ConfigurationFindings> {
  try {
    const loaded = await loadSettings({ file, env });
    return { loaded, checks: findings(loaded, language) };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      const name = sayIn(language)(phrase('configuration.checkName'));
      return { loaded: null, checks: asChecks(name, error, language) };
    }
    throw error;
  }
}

/** One check for each problem. */
export function asChecks(
  name: string,
  { subject, problems }: ConfigurationError,
  language: Language = 'en',
): DoctorCheck[] {
  const say = sayIn(language);
  return problems.map(({ example, ...found }) =>
    problem(
      name,
      say(problemLine(found, subject)),
      example === undefined ? undefined : say(phrase('input.forExample', { example })),
    ),
  );
}

/** What a check found; its name, message and remedy are phrases. */
function findings(loaded: LoadedSettings, language: Language): DoctorCheck[] {
  const say = sayIn(language);
  const { settings, file, secretFiles } = loaded;
  const { sources, alibaba, defaults } = settings;
  return [
    ok(
      say(phrase('configuration.checkName')),
      say(
        phrase('configuration.readFrom', {
          from: file ?? phrase('configuration.fromEnvironmentAlone'),
          profiles: Object.keys(sources).join(', '),
          account: alibaba.accountId,
          region: defaults.region,
        }),
      ),
    ),
    ...regionChecks(settings, language),
    ...(secretFiles.length === 0
      ? []
      : [
          ok(
            say(phrase('configuration.filesName')),
            say(phrase('configuration.filesPrivate', { files: secretFiles.join(', ') })),
          ),
        ]),
    recipientCheck(settings, language),
    approverCheck(settings, language),
    workerKeyCheck(settings, language),
    encryptionCheck(loaded),
    ...channelChecks(loaded, language),
  ];
}

/** Regions in the spelling of another cloud. They are not refused: a private cloud may have its own names. */
function regionChecks({ sources }: Settings, language: Language): DoctorCheck[] {
  const say = sayIn(language);
  return Object.entries(sources).flatMap(([profile, { region }]) => {
    const meant = ks3RegionMeant(region);
    return meant === null
      ? []
      : [
          warning(
            say(phrase('configuration.checkName')),
            say(phrase('configuration.regionSpelling', { profile, region, meant })),
            say(phrase('configuration.regionRemedy', { profile, meant })),
          ),
        ];
  });
}

function recipientCheck({ credentials }: Settings, language: Language): DoctorCheck {
  const say = sayIn(language);
  const { recipients, expireAfterMs } = credentials;
  const name = say(phrase('configuration.recipientsName'));
  return recipients.length === 0
    ? warning(name, say(phrase('configuration.noRecipient')), say(phrase('configuration.noRecipientRemedy')))
    : ok(name, say(phrase('configuration.recipients', { count: recipients.length, expireAfterMs })));
}

/** A configuration without a worker key is not valid. */
function workerKeyCheck({ trust: { keys, publicKeys } }: Settings, language: Language): DoctorCheck {
  const say = sayIn(language);
  const [first = '', ...others] = keys.map(({ id }) => id);
  return ok(
    say(phrase('configuration.workerKeysName')),
    say(phrase('configuration.workerKeys', { first, others, publicKeys: publicKeys.join(', ') })),
  );
}

function approverCheck({ approval }: Settings, language: Language): DoctorCheck {
  const say = sayIn(language);
  const { approvers, keys, required, timeoutMs, escalation } = approval;
  const name = say(phrase('configuration.approvalName'));
  if (approvers.length === 0) {
    return warning(
      name,
      say(phrase('configuration.anybodyApproves')),
      say(phrase('configuration.anybodyRemedy')),
    );
  }
  const named = [...approvers, ...(escalation?.approvers ?? [])];
  const unsigned = named.filter((one) => !keys.some(({ approver }) => approver === one)).join(', ');
  const policy = { required, approvers: approvers.join(', '), timeoutMs };
  return unsigned === ''
    ? ok(name, say(phrase('configuration.approvalSigned', policy)))
    : warning(
        name,
        say(phrase('configuration.approvalUnsigned', { ...policy, unsigned })),
        say(phrase('configuration.approvalRemedy')),
      );
}

function channelChecks(
  { settings: { notify }, worker: { webUi } }: LoadedSettings,
  language: Language,
): DoctorCheck[] {
  const say = sayIn(language);
  const name = say(phrase('configuration.notificationsName'));
  const channels = notify.map((channel) => `${channel.name} (${channel.kind})`).join(', ');
  if (notify.length === 0) {
    return [];
  }
  return webUi === null
    ? [
        warning(
          name,
          say(phrase('configuration.channelsNoLink', { channels })),
          say(phrase('configuration.channelsRemedy')),
        ),
      ]
    : [ok(name, say(phrase('configuration.channels', { channels })))];
}
