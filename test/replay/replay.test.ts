import { readFileSync, statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { currentWorkflows } from '../rig/temporal';
import { fileOf, readHistory, recordedNames, type RecordedHistory } from './history-file';
import { recordHistories } from './record-histories';

const FOLDER = join(__dirname, 'histories');
const MAX_BYTES = 350_000;

/** The result of replaying a history with the current workflows: null, or why they cannot continue it. */
async function problemWith({ history, workflowId }: RecordedHistory): Promise<string | null> {
  try {
    await Worker.runReplayHistory({ workflowBundle: await currentWorkflows() }, history, workflowId);
    return null;
  } catch (error) {
    return String(error);
  }
}

const wanted = process.env['RECORD_HISTORIES'] ?? '';

if (wanted !== '') {
  it('records a run of each kind', async () => {
    await recordHistories(FOLDER, wanted === '1' ? '' : wanted);
    expect(recordedNames(FOLDER)).not.toHaveLength(0);
  });
} else {
  beforeAll(() => {
    // What the worker would say of a violation is in the error as well.
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
    });
  });

  describe.each(recordedNames(FOLDER))('the recorded run "%s"', (name) => {
    const file = fileOf(FOLDER, name);

    it('could go on with the workflows as they are now', async () => {
      expect(await problemWith(readHistory(file))).toBeNull();
    });

    it('is small and tells nothing of the machine it was recorded on', () => {
      expect(statSync(file).size).toBeLessThan(MAX_BYTES);
      const text = readFileSync(file, 'utf8');
      // Files with an absolute path, as stack traces have them.
      expect(text).not.toMatch(/\/[\w.-]+\/[\w./-]+\.[jt]s\b/);
      for (const place of [process.cwd(), homedir(), hostname()].filter(({ length }) => length > 5)) {
        expect(text).not.toContain(place);
      }
    });
  });

  describe('a change that recorded runs cannot follow', () => {
    it('is noticed', async () => {
      const recorded = readHistory(fileOf(FOLDER, 'approved'));
      const scheduled = (recorded.history.events ?? []).map(
        (event) => event.activityTaskScheduledEventAttributes,
      );
      const bucketStep = scheduled.find((activity) => activity?.activityType?.name === 'ensureBucket');
      // To the workflows it is as if they had been changed: they ask for another activity than the history has.
      Object.assign(bucketStep?.activityType ?? {}, { name: 'createBucket' });
      expect(await problemWith(recorded)).toMatch(/nondeterminism.*ensureBucket/is);
    });
  });
}
