import { generateIdentity, identityToRecipient } from 'age-encryption';
import { connectClouds } from '../../../provisioning/clouds';
import { startStandIns } from '../../../standins/stand-ins';
import { Control } from '../../rig/control';
import { callerWith } from '../../rig/sealed-credentials';
import { settingsFor } from '../../rig/settings';
import type { World } from './provisioning-model';

/** RAM reports times to the second; late attempts come at least that much later. */
const SECONDS_A_CALL = 3;

/** The vendor's SDKs over HTTP, against the stand-ins. */
export async function httpWorld(): Promise<World & { readonly control: Control }> {
  const standIns = await startStandIns();
  const control = new Control(standIns);
  const { clocks, faults } = standIns.context;
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  let seconds = 0;
  const skew = (to: number): void => clocks.skew((seconds = to), 'ram');
  return {
    control,
    clouds: connectClouds(settingsFor(standIns.summary, [recipient])),
    accountId: standIns.summary.ram.accountId,
    identity,
    recipient,
    lose: (resource) => (when, call) => {
      faults.add({ service: 'ram', resource, kind: 'reset', when });
      return call();
    },
    clock: { reset: () => skew(0), tick: () => skew(seconds + SECONDS_A_CALL) },
    async seen(userName) {
      const user = await control.ramUser(userName);
      return {
        comments: user?.comments ?? '',
        keys: user?.accessKeys ?? [],
        policies: user?.policies ?? [],
      };
    },
    async keyWorks(key, userName) {
      const arn = await callerWith(key, standIns);
      return arn.endsWith(`:user/${userName}`);
    },
    async passwordWorks(userName, password) {
      const checked = await control.arrange('ram', 'check-password', { userName, password });
      return (checked as { matches: boolean }).matches;
    },
    stop: () => standIns.stop(),
  };
}
