import type { PreparationResult } from '../../../contracts/runs/result';
import type { VerificationResult } from '../../../contracts/migration/verification';
import {
  approvedIn,
  lastDelivered,
  lastResult,
  lastVerification,
} from '../../../provisioning/comparison/last-results';
import { signedResult } from '../../../provisioning/result/sign-result';
import type { RecordedResult } from '../../../provisioning/trust/run-history';
import { Attestor } from '../../../provisioning/trust/attestor';
import { WorkerKeys } from '../../../provisioning/trust/worker-keys';
import { PREPARED, REJECTED } from '../../presentation/report/results';
import { KEYS } from '../preparation';
import { makeWorkerKey } from '../../../configuration/trust/worker-keys';

const { signal } = new AbortController();

/** What the last run of the preparation is, of these newest first. */
function last(results: readonly RecordedResult[], asked: string[] = []) {
  const history = {
    async *results(_type: string, workflowId: string) {
      asked.push(workflowId);
      yield* results;
    },
  };
  const firing = 'prepare/photos-2026-05-04T08:00:00Z';
  return lastResult(PREPARED.preparation, firing, history, KEYS, signal);
}

function recorded(result: PreparationResult, keys: WorkerKeys = KEYS): RecordedResult {
  const { signature: _, ...said } = result;
  return { run: result.run, result: signedResult(said, keys) };
}

describe('the last result of a preparation', () => {
  it('is looked up under the workflow ID without the time of the firing', async () => {
    const asked: string[] = [];
    expect(await last([recorded(PREPARED)], asked)).toMatchObject({ outcome: 'prepared' });
    expect(asked).toEqual(['prepare/photos']);
  });

  it('is the newest that a worker signed, for that run and that preparation', async () => {
    const forged = new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] });
    const results = [
      { run: PREPARED.run, result: 'anything' },
      { run: PREPARED.run, result: undefined },
      recorded({ ...REJECTED, preparation: 'f'.repeat(20) }),
      recorded(PREPARED, forged),
      { ...recorded(PREPARED), run: { ...PREPARED.run, runId: 'another' } },
      { run: PREPARED.run, result: { ...PREPARED, signature: undefined } },
      // What a worker signed of another kind of run.
      recorded({ ...PREPARED, outcome: 'revoked' as 'prepared' }),
    ];
    expect(await last(results)).toBeNull();
    expect(await last([...results, recorded(REJECTED), recorded(PREPARED)])).toMatchObject({
      outcome: 'rejected',
    });
  });

  it('is not searched for without end', async () => {
    const foreign = Array.from({ length: 20 }, () => ({ run: PREPARED.run, result: null }));
    expect(await last([...foreign, recorded(PREPARED)])).toBeNull();
  });

  it('says what was approved, or that nothing was', () => {
    expect(approvedIn(PREPARED)).toEqual({
      run: PREPARED.run,
      planDigest: PREPARED.planDigest,
      bucket: PREPARED.bucket,
      policies: PREPARED.account.policies,
      consoleLogon: true,
      programmaticAccess: true,
    });
    expect(approvedIn(REJECTED)).toBeNull();
    expect(approvedIn(null)).toBeNull();
  });
});

describe('what was last delivered under an ID', () => {
  const delivered = (...results: readonly RecordedResult[]) => {
    const history = {
      async *results() {
        yield* results;
      },
    };
    return lastDelivered('prepare/photos', history, KEYS, signal);
  };

  it('is of any preparation, whatever ended since without a delivery', async () => {
    const other = { ...PREPARED, preparation: 'f'.repeat(20) };
    expect(await delivered(recorded(REJECTED), recorded(other), recorded(PREPARED))).toBe(other.preparation);
    expect(await delivered(recorded(PREPARED), recorded(other))).toBe(PREPARED.preparation);
  });

  it('is nothing that no worker signed', async () => {
    const forged = new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] });
    expect(await delivered(recorded(PREPARED, forged), { run: PREPARED.run, result: null })).toBeNull();
    expect(await delivered()).toBeNull();
  });
});

describe('the last verification', () => {
  const about = { source: { bucket: 'photos' }, scope: { ignoreMarkers: false } };
  const found = { identical: true, finishedAt: '2026-05-03T08:00:00Z' } as VerificationResult;
  const run = { workflowId: 'verify/photos', runId: 'run-1' };
  const attestor = new Attestor(KEYS);
  const attested = attestor.attest('verification', about, found);

  function lastOf(...results: readonly unknown[]) {
    const history = {
      async *results(type: string, workflowId: string) {
        expect([type, workflowId]).toEqual(['verifyMigration', 'verify/photos']);
        yield* results.map((result) => ({ run, result }));
      },
    };
    return lastVerification(about, 'verify/photos-2026-05-04T08:00:00Z', history, attestor, signal);
  }

  it('is the newest that a worker signed for the same buckets and scope', async () => {
    const forged = new Attestor(new WorkerKeys({ keys: [makeWorkerKey()], publicKeys: [] }));
    const others = [
      undefined,
      'anything',
      { ...attested, value: { ...found, identical: false } },
      attestor.attest('verification', { ...about, scope: { ignoreMarkers: true } }, found),
      attestor.attest('inventory', about, found),
      forged.attest('verification', about, found),
    ];
    expect(await lastOf(...others)).toBeNull();
    expect(await lastOf(...others, attested, 'older')).toEqual({ run, result: found });
  });
});
