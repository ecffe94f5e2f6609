import type { AlreadyPreparedResult } from '../../../contracts/runs/result';
import { compare } from '../../../provisioning/comparison/compare';
import { phrase } from '../../../presentation/words/words';
import { INVENTORY, PREPARED } from '../../presentation/report/results';

const DRIFT = [phrase('comparison.bucketGone', { bucket: 'photos-oss' })];

describe('an inventory beside that of the last run', () => {
  it('is unchanged if nothing grew, no finding is new and nothing drifted', () => {
    expect(compare(INVENTORY, [], PREPARED)).toEqual({
      with: { ...PREPARED.run, countedAt: INVENTORY.finishedAt },
      growth: { objects: '0', bytes: '0' },
      newFindings: [],
      drift: [],
      changed: false,
    });
  });

  it('tells how much more or less there is, beyond what a number can hold', () => {
    const totals = { ...INVENTORY.totals, objects: '9007199254740993', bytes: '0' };
    expect(compare({ ...INVENTORY, totals }, [], PREPARED)).toMatchObject({
      growth: {
        objects: String(9_007_199_254_740_993n - BigInt(INVENTORY.totals.objects)),
        bytes: `-${INVENTORY.totals.bytes}`,
      },
      changed: true,
    });
  });

  it('tells findings of a kind that the last run did not have, but for what changes with each listing', () => {
    const [first] = INVENTORY.findings;
    const finding = (kind: 'tooLarge' | 'changedWhileListed') => ({ ...first!, kind });
    const findings = [...INVENTORY.findings, finding('tooLarge'), finding('changedWhileListed')];
    const { newFindings, changed } = compare({ ...INVENTORY, findings }, [], PREPARED);
    expect([newFindings, changed]).toEqual([[finding('tooLarge')], true]);
  });

  it('is changed by drift once, whatever language the last run reported it in', () => {
    const drifted = compare(INVENTORY, DRIFT, PREPARED);
    expect(drifted.changed).toBe(true);
    const last: AlreadyPreparedResult = {
      outcome: 'already prepared',
      summary: '',
      run: PREPARED.run,
      preparation: PREPARED.preparation,
      source: PREPARED.source,
      destination: PREPARED.destination,
      delivered: { at: '2026-05-01T09:00:00Z', until: null },
      inventory: INVENTORY,
      comparison: { ...drifted, drift: DRIFT.map((one) => ({ ...one, text: '…' })) },
      approved: null,
      signature: PREPARED.signature,
    };
    expect(compare(INVENTORY, DRIFT, last).changed).toBe(false);
    expect(compare(INVENTORY, [], last).changed).toBe(true);
  });

  it('has nothing to be compared with if no run is on record', () => {
    expect(compare(INVENTORY, [], null)).toMatchObject({ with: null, growth: null, changed: false });
  });
});
