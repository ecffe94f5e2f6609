import type { Notification } from '../../../contracts/runs/notification';
import { phrase } from '../../../presentation/words/words';
import type { Announcement } from '../../../presentation/notifications/announcement';

const WAITING: Notification = {
  id: '01a21233-8b4e-73c5-a72b-a6e6cf0fe2cd-1',
  event: 'waiting',
  at: '2026-11-24T05:01:37.514Z',
  workflowId: 'prepare/photos',
  runId: '01a21233-8b4e-73c5-a72b-a6e6cf0fe2cd',
  bucket: 'photos',
  destination: { bucket: 'photos-oss', region: 'cn-beijing' },
  phase: 'waiting for approval',
  totals: { objects: '26897', bytes: '425573809' },
  approval: {
    planDigest: '06e4f77b4b4d26436099c796a318b90fe7602f2482b0b818a731eb4316567e7b',
    required: 2,
    approvals: 0,
    approvers: [],
    signed: false,
    commentRequired: false,
    deadline: '2026-11-27T05:01:37.514Z',
    reminders: 0,
    decisions: [],
  },
  decision: null,
  problem: null,
};

const APPROVAL = WAITING.approval!;

/** A notification of each occasion, as a workflow makes it. */
export const NOTIFICATIONS = {
  waiting: WAITING,
  escalation: {
    ...WAITING,
    event: 'escalation',
    approval: { ...APPROVAL, approvers: ['li.wei', 'wang.fang'], signed: true, commentRequired: true },
  },
  reminder: { ...WAITING, event: 'reminder', approval: { ...APPROVAL, reminders: 2, approvals: 1 } },
  approved: {
    ...WAITING,
    event: 'decision',
    decision: 'approved',
    phase: 'running',
    approval: {
      ...APPROVAL,
      approvals: 2,
      deadline: null,
      decisions: [
        {
          decision: 'approve',
          approver: 'li.wei',
          comment: 'checked the plan',
          at: '2026-11-24T06:00:00.000Z',
        },
        { decision: 'approve', approver: '张敏', comment: '', at: '2026-11-24T06:10:00.000Z' },
      ],
    },
  },
  rejected: {
    ...WAITING,
    event: 'decision',
    decision: 'rejected',
    phase: 'running',
    approval: {
      ...APPROVAL,
      deadline: null,
      decisions: [
        {
          decision: 'reject',
          approver: 'li.wei',
          comment: 'wrong bucket',
          at: '2026-11-24T06:00:00.000Z',
        },
      ],
    },
  },
  attention: {
    ...WAITING,
    event: 'attention',
    phase: 'action required',
    totals: null,
    approval: null,
    problem: {
      type: 'Ks3AccessDenied',
      message:
        'The KS3 AccessKey may not do this on KS3 bucket photos. Grant it ks3:ListBucket on the bucket, then send retry. (AccessDenied, HTTP 403, request ID 5f2c)',
    },
  },
  done: {
    ...WAITING,
    event: 'done',
    phase: 'finished',
    approval: { ...APPROVAL, approvals: 2, deadline: null },
  },
  different: {
    ...WAITING,
    event: 'changed',
    workflowId: 'verify/photos-2026-11-24T05:00:00Z',
    phase: 'finished',
    approval: null,
    identical: false,
    changes: [
      phrase('verify.differentNow', { at: '2026-11-23T05:01:37.514Z' }),
      phrase('verify.counted', { kind: 'missing', objects: '3', bytes: '1048576', before: null }),
    ],
  },
  'fleet waiting': {
    ...WAITING,
    workflowId: 'batch/wave-1',
    bucket: 'wave-1',
    destination: null,
    phase: 'running',
    totals: null,
    approval: null,
    fleet: {
      counts: { 'action required': 1, 'waiting for approval': 12, prepared: 7 },
      total: 20,
      count: 12,
      news: 12,
      buckets: Array.from({ length: 10 }, (_, at) => `photos-${at}`),
    },
  },
  'fleet cancelled': {
    ...WAITING,
    event: 'cancelled',
    workflowId: 'q1',
    bucket: 'q1',
    destination: null,
    phase: 'finished',
    totals: null,
    approval: null,
    fleet: {
      counts: { 'action required': 1, prepared: 7, cancelled: 12 },
      total: 20,
      count: 12,
      news: 1,
      buckets: ['photos-3'],
    },
  },
  failed: {
    ...WAITING,
    event: 'failed',
    phase: 'finished',
    destination: null,
    totals: null,
    approval: null,
    problem: {
      type: 'InvalidInput',
      message:
        'The input of prepareMigration is not valid; nothing was touched.\n- destination.region: is not an OSS region\nCorrect every problem listed and start again.',
    },
  },
} as const satisfies Record<string, Notification>;

export function announce(
  notification: Notification,
  page: string | null = 'https://temporal.example.com/namespaces/default/workflows/prepare%2Fphotos',
): Announcement {
  return { notification, namespace: 'default', page, webUi: page && new URL(page).origin };
}

/** What somebody writes who wants a chat to show a link, call a person or look like somebody else. */
export const HOSTILE = [
  '[click](https://evil.example)',
  '![](https://evil.example/pixel.png)',
  '<https://evil.example|Approve>',
  '<@U012AB3CD> <!channel> <!here>',
  '@all @13800001111',
  '<at id=all></at> <at user_id="all">所有人</at>',
  '<@wangqing> <font color="warning">red</font>',
  '`code` ```fence``` **bold** \\',
  'evil.example www.evil.example',
  '&#91;click&#93;(https://evil.example)',
  'line one\n# heading\n> quote',
  'left\u202Etfel',
] as const;

/** A notification with the same text wherever people write. */
export function written(text: string): Notification {
  return {
    ...NOTIFICATIONS.approved,
    workflowId: text,
    bucket: text,
    approval: {
      ...APPROVAL,
      decisions: [{ decision: 'approve', approver: text, comment: text, at: '2026-11-24T06:00:00.000Z' }],
    },
    problem: { type: 'UnexpectedError', message: text },
  };
}
