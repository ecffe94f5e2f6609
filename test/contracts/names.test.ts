import { otherBucketNamedBy } from '../../contracts/names';

it.each([
  ['prepare/photos', null],
  ['prepare/photos-2026-11-28T10:00:00Z', null],
  ['prepare/photos/2024', null],
  ['nightly-photos', null],
  ['', null],
  ['prepare/videos', 'videos'],
  ['prepare/photo', 'photo'],
  ['prepare/', ''],
])('the workflow ID "%s" names, beside the bucket photos, %s', (workflowId, other) => {
  expect(otherBucketNamedBy(workflowId, 'photos')).toBe(other);
});
