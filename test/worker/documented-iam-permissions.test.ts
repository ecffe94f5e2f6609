import { english } from '../english';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectClouds } from '../../provisioning/clouds';
import { whoseKeyCheck } from '../../provisioning/preflight/source-key-checks';
import { makeReader } from '../../provisioning/identity/issue-source-key';
import { iamIdentity, readerNamed } from '../../provisioning/identity/iam-identity';
import { markSourceKeyDelivered } from '../../provisioning/identity/mark-delivered';
import { readerOf } from '../../provisioning/request/reader-request';
import { cleanUp } from '../../provisioning/identity/remove-identity';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { Control } from '../rig/control';
import { OWNERSHIP } from '../provisioning/preparation';
import { settingsFor } from '../rig/settings';
import { RECIPIENT } from '../configuration/settings/configuration-folder';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'configuration.md'), 'utf8');
/** The actions that the page lists. */
const actions = [...new Set(page.match(/(?<=`)iam:[A-Z][A-Za-z]+(?=`)/g))];

const { signal } = new AbortController();
let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns({ buckets: [{ name: 'photos' }] });
});
afterAll(() => standIns.stop());

it('the documented IAM actions are enough to make, mark and revoke a source AccessKey', async () => {
  const control = new Control(standIns);
  const settings = settingsFor(standIns.summary, [RECIPIENT]);
  const clouds = connectClouds(settings);
  const iam = clouds.iam('default');
  if (iam === null) {
    throw new Error('the stand-in is not configured');
  }
  const document = JSON.stringify({
    Version: '2015-11-01',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  await iam.createPolicy('documented', document, 'What docs/configuration.md says', signal);
  const documented = (await iam.findPolicy('documented', signal))?.krn ?? '';
  await iam.attachPolicy('prep-operator', documented, signal);
  await iam.detachPolicy('prep-operator', 'krn:ksc:iam::ksc:policy/AdministratorAccess', signal);

  const { endpoint, region, accessKeyId: configured } = standIns.summary.ks3;
  const source = {
    profile: 'default',
    bucket: 'photos',
    prefix: '',
    endpoint,
    region,
    accessKeyId: configured,
  };
  const reader = readerOf('photos', OWNERSHIP.preparation);
  const { userName } = reader;
  expect(await whoseKeyCheck('default', configured, clouds, signal)).toMatchObject({ outcome: 'ok' });
  const { accessKeyId } = await makeReader(
    { source, reader, ownership: OWNERSHIP, recipients: [RECIPIENT] },
    clouds,
    signal,
  );
  const handedOver = { deliveredAt: new Date().toISOString(), expiresAt: null };
  const user = iamIdentity(readerNamed(reader, 'photos'), OWNERSHIP, iam);
  await markSourceKeyDelivered(user, accessKeyId, handedOver, signal);
  const { removed } = await cleanUp({ delivered: 'remove', waitMs: 1 }, user, signal);

  expect(english(removed)).toContain(`Kingsoft IAM user ${userName}`);
  const calls = await control.audit({ service: 'iam' });
  expect(calls.filter(({ status }) => status === 403)).toEqual([]);
  // Each granted action is used, except one that is needed only if IAM ignores a parameter.
  const called = new Set(calls.map(({ operation }) => `iam:${operation}`));
  expect(actions.filter((action) => !called.has(action))).toEqual(['iam:ListAllUserAccessKeys']);
});
