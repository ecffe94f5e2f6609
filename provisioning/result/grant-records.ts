import type { Attested } from '../../contracts/approval/attested';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type {
  EnabledLogon,
  IssuedAccessKey,
  IssuedSourceKey,
} from '../../contracts/credentials/provisioning';
import type { Approved } from '../approval/approved';
import type { Attestor } from '../trust/attestor';

/** What the steps after the approval created, each attested by a worker; null for what was not created. */
export interface GrantRecords {
  readonly logon: Attested<EnabledLogon> | null;
  readonly accessKey: Attested<IssuedAccessKey> | null;
  readonly sourceKey: Attested<IssuedSourceKey> | null;
}

/** The same, verified. */
export interface Granted {
  readonly logon: EnabledLogon | null;
  readonly accessKey: IssuedAccessKey | null;
  readonly sourceKey: IssuedSourceKey | null;
}

/**
 * Reads what was created for the run of an approval: everything that its plan contains, and nothing else.
 *
 * @throws PrepError `NotAuthentic`
 */
export function grantedFor(
  { preparation, run }: Approved,
  { logon, accessKey, sourceKey }: GrantRecords,
  attestor: Attestor,
): Granted {
  const about = { ...run };
  const { consoleLogon, programmaticAccess } = preparation.ramUser;
  const complete =
    consoleLogon === (logon !== null) &&
    programmaticAccess === (accessKey !== null) &&
    (preparation.sourceKey.mode === 'create') === (sourceKey !== null);
  if (!complete) {
    throw new PrepError('NotAuthentic', {
      resource: phrase('provisioning.givenAs', { what: 'credentials' }),
    });
  }
  return {
    logon: logon === null ? null : attestor.read('logon', about, logon),
    accessKey: accessKey === null ? null : attestor.read('access-key', about, accessKey),
    sourceKey: sourceKey === null ? null : attestor.read('source-key', about, sourceKey),
  };
}
