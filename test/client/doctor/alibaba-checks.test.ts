import { checkAlibaba } from '../../../client/doctor/alibaba-checks';
import { phrase, say } from '../../../presentation/words/words';
import { connectClouds } from '../../../provisioning/clouds';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { settingsFor } from '../../rig/settings';

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.stop());

it("warns where the configured AccessKey is the account's own", async () => {
  const settings = settingsFor(standIns.summary, []);
  const { accountId } = settings.alibaba;
  const root = {
    accountId,
    arn: `acs:ram::${accountId}:root`,
    identityType: 'Account',
    principalId: accountId,
  };
  const clouds = { ...connectClouds(settings), sts: () => ({ whoAmI: async () => root }) };

  const [identity, ...others] = await checkAlibaba(settings, clouds);

  expect(say('en', identity!.message)).toContain(`acs:ram::${accountId}:root`);
  expect(identity).toMatchObject({
    outcome: 'warning',
    remedy: phrase('doctor.useRamUser'),
  });
  expect(others.length).toBeGreaterThan(3);
});
