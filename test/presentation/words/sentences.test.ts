import { sentences } from '../../../presentation/words/words';

it.each([
  [['Access Denied', 'Fix it.'], 'Access Denied. Fix it.'],
  [['没有权限', '请修复。'], '没有权限。请修复。'],
  [['It is gone.', '', 'Create it.'], 'It is gone. Create it.'],
  [['Access Denied', '(AccessDenied, HTTP 403)'], 'Access Denied (AccessDenied, HTTP 403)'],
  [['These differ:', '\n- a\n- b\n', 'Fix them.'], 'These differ:\n- a\n- b\nFix them.'],
  [['Access Denied'], 'Access Denied'],
])('sentences stand one after the other, each ended where another follows (%j)', (said, row) => {
  expect(sentences(said)).toBe(row);
});
