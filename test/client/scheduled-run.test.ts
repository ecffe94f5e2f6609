import { setTimeout as pause } from 'node:timers/promises';
import { statusQuery } from '../../contracts/messages';
import { realPreparations } from './real-preparations';
import type { Said } from '../../presentation/words/phrase';
import { say } from '../../presentation/words/words';
import { Control } from '../rig/control';
import { startRig, until, type Rig } from '../rig/rig';
import { run } from './run-command';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos' }, { name: 'films' }] });
});
afterAll(() => rig.stop());

const prep = (...argv: string[]) =>
  run([...argv, '--json'], {
    preparations: realPreparations(rig.client, rig.settings.trust.publicKeys),
    onPause: () => pause(20),
  });

/** Fires the Schedule, and names the run that it started. */
async function fired(times: number, bucket = 'photos'): Promise<string> {
  await prep('schedule', 'trigger', bucket);
  return until(
    async () => {
      const { started, last } = (await prep('schedule', 'describe', bucket)).json();
      return started === times ? last.workflowId : undefined;
    },
    { patienceMs: 30_000, wanted: () => `firing ${times}` },
  );
}

describe('the runs of a Schedule', () => {
  it('are found by prep start, and issue nothing twice', async () => {
    await prep('schedule', 'create', '--bucket', 'photos', '--every', '1 day', '--paused');
    const first = await fired(1);
    expect(first).toMatch(/^prepare\/photos-\d{4}-/);

    const waiting = await prep('start', '--bucket', 'photos', '--wait');
    expect([waiting.exitCode, waiting.json().workflowId, waiting.json().attached]).toEqual([3, first, true]);
    const shown = await prep('status', 'photos');
    expect([shown.exitCode, shown.json().workflowId]).toEqual([3, first]);
    expect((await prep('approve', '--id', first, '--approver', 'li.wei')).exitCode).toBe(0);
    expect((await prep('watch', '--id', first)).exitCode).toBe(0);

    const prepared = await prep('start', '--bucket', 'photos', '--wait');
    expect([prepared.exitCode, prepared.json().already, prepared.json().workflowId]).toEqual([
      0,
      'prepared',
      first,
    ]);

    // So do commands that continue, or revoke, what a preparation delivered.
    const { runId } = prepared.json();
    const migration = await prep('migrate', 'photos');
    expect(migration.exitCode).toBe(0);
    const history = await rig.client.workflow.getHandle('migrate/photos').fetchHistory();
    const input = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
    expect(JSON.parse(Buffer.from(input ?? []).toString())).toMatchObject({
      preparation: { workflowId: first, runId },
    });
    await prep('cancel', '--id', 'migrate/photos');
    expect((await prep('report', 'photos')).json()).toMatchObject({ outcome: 'prepared', run: { runId } });

    // A later firing changes nothing, succeeds, and hides nothing that was delivered.
    const second = await fired(2);
    expect(second).not.toBe(first);
    const same = await prep('watch', '--id', second);
    expect(same.exitCode).toBe(0);
    expect(same.json().result).toMatchObject({
      outcome: 'already prepared',
      approved: { run: { workflowId: first }, planDigest: prepared.json().result.planDigest },
      comparison: {
        with: { workflowId: first },
        growth: { objects: '0', bytes: '0' },
        newFindings: [],
        drift: [],
        changed: false,
      },
    });
    expect((await prep('start', '--bucket', 'photos')).json()).toMatchObject({
      already: 'prepared',
      workflowId: first,
    });
  });

  it('compare the source with the last run, and the clouds with the approved plan', async () => {
    const control = new Control(rig.standIns);
    const { signal } = new AbortController();
    await control.arrange('ks3', 'put-objects', {
      bucket: 'photos',
      objects: [{ key: 'new.jpg', size: 300_000, storageClass: 'ARCHIVE' }],
    });
    const ram = rig.clouds.ram();
    const { accessKeys } = (await control.ramUser('mgw-photos')) ?? { accessKeys: [] };
    await ram.setAccessKeyStatus('mgw-photos', accessKeys[0]?.id ?? '', 'Inactive', signal);
    await ram.deleteLogonProfile('mgw-photos', signal);
    await rig.clouds.oss('cn-beijing').setVersioning('photos-oss', true, signal);

    const third = await fired(3);
    const { result } = (await prep('watch', '--id', third)).json();
    expect(result.comparison).toMatchObject({
      growth: { objects: '1', bytes: '300000' },
      newFindings: expect.arrayContaining([expect.objectContaining({ kind: 'archived', objects: '1' })]),
      changed: true,
    });
    expect(result.comparison.drift.map((said: Said) => say('en', said))).toEqual([
      `AccessKey ${accessKeys[0]?.id} of RAM user mgw-photos is disabled.`,
      'RAM user mgw-photos no longer has console logon.',
      'OSS bucket photos-oss differs from the approved plan. Its versioning is on, not off.',
    ]);

    const { steps } = await rig.client.workflow.getHandle(third).query(statusQuery);
    expect(steps[0]).toMatchObject({ name: 'validate', note: 'photos → photos-oss' });

    // The same drift is no news the next time.
    const { result: again } = (await prep('watch', '--id', await fired(4))).json();
    expect(again.comparison).toMatchObject({ drift: result.comparison.drift, changed: false });
    expect(again.approved.run.workflowId).toMatch(/^prepare\/photos-\d{4}-/);
  });

  it('of a rejected preparation do not ask its approvers again, unless a person does', async () => {
    await prep('schedule', 'create', '--bucket', 'films', '--every', '1 day', '--paused');
    const first = await fired(1, 'films');
    expect((await prep('watch', '--until-input', '--id', first)).exitCode).toBe(3);
    await prep('reject', '--id', first, '--approver', 'li.wei', '--reason', 'not yet');
    expect((await prep('watch', '--id', first)).exitCode).toBe(4);

    for (const times of [2, 3]) {
      const again = await prep('watch', '--id', await fired(times, 'films'));
      expect([again.exitCode, again.json().result.outcome]).toEqual([4, 'rejected']);
      expect(again.json().result.askedIn.workflowId).toBe(first);
      expect(say('en', again.json().result.summary)).toMatch(
        /li\.wei rejected it.*its approvers are not asked again\. To ask them: npx prep start films --again$/,
      );
    }
    const asked = await prep('start', '--bucket', 'films', '--again', '--wait');
    expect([asked.exitCode, asked.json().phase.name]).toEqual([3, 'waiting for approval']);
    await prep('cancel', 'films');
  });
});
