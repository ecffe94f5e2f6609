import { describe, expect, it } from '@jest/globals';
import type { ReportedResult } from '../../../contracts/runs/result';
import type { RunIdentity } from '../../../contracts/runs/run-identity';
import type { Settings } from '../../../contracts/settings';
import { continuedPreparation } from '../../../provisioning/migration/continued-preparation';
import type { FoundResult } from '../../../provisioning/trust/finished-run';
import { rejection } from '../../clouds/alibaba/rejection';

const SETTINGS = { alibaba: { accountId: '1234567890123456' } } as Settings;
const SOURCE = { bucket: 'photos' };
const NAMED = 'prepare/photos';
const FIRED = 'prepare/photos-2026-05-01T08:00:00Z';
const LATER = 'prepare/photos-2026-05-02T08:00:00Z';

const prepared = (workflowId: string): FoundResult => ({
  kind: 'result',
  result: {
    outcome: 'prepared',
    source: SOURCE,
    account: SETTINGS.alibaba,
    run: { workflowId, runId: 'r' },
  } as unknown as ReportedResult,
});
const ended = (result: object): FoundResult => ({ kind: 'result', result: result as ReportedResult });

/** @param runs what is found of each workflow ID, the newest first */
const continued = (
  runs: Readonly<Record<string, FoundResult>>,
  preparation?: Pick<RunIdentity, 'workflowId'>,
) =>
  continuedPreparation({ source: SOURCE, preparation }, SETTINGS, {
    readResult: async (workflowId) => runs[workflowId] ?? { kind: 'unknown run' },
    async *completed() {
      for (const workflowId of Object.keys(runs)) {
        yield { run: { workflowId, runId: 'r' }, result: undefined };
      }
    },
  });

describe('the preparation that a migration continues', () => {
  it('is the run of the bucket', async () => {
    const { run } = await continued({ [NAMED]: prepared(NAMED), [FIRED]: prepared(FIRED) });
    expect(run.workflowId).toBe(NAMED);
  });

  it('is the newest run of a Schedule that delivered, if no run of the bucket is there', async () => {
    const { run } = await continued({ [LATER]: ended({ outcome: 'rejected' }), [FIRED]: prepared(FIRED) });
    expect(run.workflowId).toBe(FIRED);
  });

  it('is the one that a later firing compared with', async () => {
    const approved = { run: { workflowId: FIRED, runId: 'r' } };
    const { run } = await continued({
      [LATER]: ended({ outcome: 'already prepared', approved }),
      [FIRED]: prepared(FIRED),
    });
    expect(run.workflowId).toBe(FIRED);
  });

  it.each([
    ['no run', {}, undefined, 'there is no such run'],
    [
      'a run that is named and gone',
      { [FIRED]: prepared(FIRED) },
      { workflowId: NAMED },
      'there is no such run',
    ],
    [
      'a run that delivered nothing, whatever a Schedule did',
      { [NAMED]: ended({ outcome: 'rejected' }), [FIRED]: prepared(FIRED) },
      undefined,
      'nothing was prepared',
    ],
    ['a run that no worker vouches for', { [FIRED]: { kind: 'not authentic' } }, undefined, 'no such run'],
  ] as const)('is refused: %s', async (_, runs, preparation, why) => {
    const error = await rejection(continued(runs, preparation));
    expect(error).toMatchObject({ type: 'PreparationNotFinished' });
    expect(error.message).toContain(why);
  });
});
