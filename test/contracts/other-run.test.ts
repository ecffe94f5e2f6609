import {
  bucketInventoryWorkflowId,
  fleetWorkflowId,
  migrationWorkflowId,
  preparationWorkflowId,
  revocationWorkflowId,
  rotationWorkflowId,
  sourceRotationWorkflowId,
  verificationWorkflowId,
} from '../../contracts/names';
import { otherRunProblems } from '../../contracts/inputs/other-run';
import { say } from '../../presentation/words/words';

const FIRED = '-2026-11-28T10:00:00Z';
const RIGHT = {
  preparation: preparationWorkflowId('photos'),
  fleet: fleetWorkflowId(''),
  migration: migrationWorkflowId('photos'),
  inventory: bucketInventoryWorkflowId('photos'),
  verification: verificationWorkflowId('photos'),
  revocation: revocationWorkflowId('mgw-photos'),
  rotation: rotationWorkflowId('mgw-photos'),
  'source rotation': sourceRotationWorkflowId('mgw-photos-1a2b'),
};
type Kind = keyof typeof RIGHT;

const problemsOf = (workflowId: string, kind: Kind) => otherRunProblems(workflowId, RIGHT[kind]);

describe('a workflow ID', () => {
  it.each(Object.entries(RIGHT) as [Kind, string][])(
    'of a %s may be its own, %s, and continue',
    (kind, right) => {
      for (const workflowId of [
        right,
        `${right}${FIRED}`,
        `${right}/again`,
        `${right}:2024`,
        `${right}/2024${FIRED}`,
      ]) {
        expect(problemsOf(workflowId, kind)).toEqual([]);
      }
    },
  );

  it.each(Object.keys(RIGHT) as Kind[])('of a %s may be in no form of ours', (kind) => {
    for (const workflowId of [
      '',
      'nightly-photos',
      'team-a:prepare/videos',
      'prepare-videos',
      'run/1/inventory',
    ]) {
      expect(problemsOf(workflowId, kind)).toEqual([]);
    }
  });

  it.each<[string, Kind]>([
    [`prepare/photos${FIRED}/inventory`, 'inventory'],
    ['migrate/photos/2/verification', 'verification'],
  ])('%s is that of a child', (workflowId, kind) => {
    expect(problemsOf(workflowId, kind)).toEqual([]);
  });

  it.each<[string, Kind, string]>([
    ['prepare/videos', 'preparation', 'prepare/photos'],
    ['prepare/photo', 'preparation', 'prepare/photos'],
    ['prepare/photos-2', 'preparation', 'prepare/photos'],
    [`prepare/photos.old${FIRED}`, 'preparation', 'prepare/photos'],
    ['prepare/', 'preparation', 'prepare/photos'],
    [`verify/videos${FIRED}`, 'verification', 'verify/photos'],
    ['migrate/videos', 'migration', 'migrate/photos'],
    ['inventory/videos', 'inventory', 'inventory/photos'],
    ['prepare/videos/inventory', 'inventory', 'inventory/photos'],
    ['migrate/videos/verification', 'verification', 'verify/photos'],
  ])('%s names the bucket of another %s', (workflowId, kind, right) => {
    const [one, ...more] = problemsOf(workflowId, kind);
    expect(more).toEqual([]);
    expect(one?.path).toBe('source.bucket');
    expect(say('en', one!.problem)).toBe(
      `"photos" is not the bucket that the workflow ID "${workflowId}" names; start it under the workflow ID "${right}", or correct the bucket`,
    );
  });

  it('shows the bucket that would do under it, without the time of a Schedule', () => {
    const examples = [`verify/videos${FIRED}`, 'migrate/videos', 'prepare/'].map(
      (workflowId) => otherRunProblems(workflowId, workflowId.replace(/\/.*/, '/photos'))[0]?.example,
    );
    expect(examples).toEqual(['{"source":{"bucket":"videos"}}', '{"source":{"bucket":"videos"}}', undefined]);
  });

  it.each<[string, Kind, string, string]>([
    ['revoke/photos', 'revocation', 'mgw-photos', 'revoke/mgw-photos'],
    ['rotate/mgw-videos', 'rotation', 'mgw-photos', 'rotate/mgw-photos'],
    ['revoke/mgw-photos-2', 'revocation', 'mgw-photos', 'revoke/mgw-photos'],
    ['rotate/source/mgw-photos', 'rotation', 'mgw-photos', 'rotate/mgw-photos'],
    ['rotate/mgw-photos', 'source rotation', 'mgw-photos-1a2b', 'rotate/source/mgw-photos-1a2b'],
  ])('%s names the user of another %s', (workflowId, kind, user, right) => {
    expect(problemsOf(workflowId, kind).map(({ problem }) => say('en', problem))).toEqual([
      `it is about the user "${user}", whom the workflow ID "${workflowId}" does not name; start it under the workflow ID "${right}", or correct the input`,
    ]);
  });

  it.each<[string, Kind, string, string]>([
    ['prepare/q1', 'fleet', 'prepareMigration', 'batch/q1'],
    [`inventory/q1${FIRED}`, 'fleet', 'inventoryBucket', 'batch/q1'],
    ['migrate/', 'fleet', 'migrateBucket', 'batch/NAME'],
    ['batch/photos', 'preparation', 'prepareMigrations', 'prepare/photos'],
    ['prepare/photos', 'migration', 'prepareMigration', 'migrate/photos'],
    ['prepare/photos', 'inventory', 'prepareMigration', 'inventory/photos'],
    ['prepare/photos/inventory', 'preparation', 'inventoryBucket', 'prepare/photos'],
    ['migrate/photos', 'verification', 'migrateBucket', 'verify/photos'],
    ['verify/photos', 'inventory', 'verifyMigration', 'inventory/photos'],
    ['rotate/mgw-photos', 'revocation', 'rotateCredentials', 'revoke/mgw-photos'],
    ['revoke/mgw-photos', 'rotation', 'revokeCredentials', 'rotate/mgw-photos'],
  ])('%s, given to a %s, is one of %s', (workflowId, kind, named, right) => {
    const [one] = problemsOf(workflowId, kind);
    expect(say('en', one!.problem)).toMatch(
      `the workflow ID "${workflowId}" is one of ${named}, and this is `,
    );
    expect(say('en', one!.problem)).toMatch(`; start it under the workflow ID "${right}"`);
  });
});
