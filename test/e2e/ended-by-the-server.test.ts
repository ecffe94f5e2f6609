import { temporalPreparations } from '../../client/runs/temporal-preparations';
import { run } from '../client/run-command';
import { startRig, untilPhase, type Rig } from '../rig/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
});
afterAll(() => rig.stop());

describe('a run that waits and is terminated', () => {
  it('labels its timer, and its status names the command that cleans up what it left', async () => {
    const input = { source: { bucket: 'photos' }, ramUser: { name: 'mgw-nightly' } };
    const handle = await rig.prepare(input, 'nightly-1');
    await untilPhase(handle, 'waiting for approval');

    const { events } = await handle.fetchHistory();
    const labels = (events ?? [])
      .filter(
        ({ timerStartedEventAttributes: timer, activityTaskScheduledEventAttributes: activity }) =>
          timer ?? activity,
      )
      .map(({ userMetadata }) => Buffer.from(userMetadata?.summary?.data ?? []).toString('utf8'));
    expect(labels).toContain('"Wait for the decision"');
    expect(labels.filter((label) => label === '')).toEqual([]);

    await handle.terminate('the machine was needed');
    const preparations = temporalPreparations(
      rig.client,
      () => null,
      [],
      async () => undefined,
    );
    const ran = await run(['status', '--id', 'nightly-1', '--json'], { preparations });
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toMatchObject({
      state: 'terminated',
      left: { command: 'npx prep revoke photos --user mgw-nightly --now --wait' },
    });
  });
});
