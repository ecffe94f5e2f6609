import { renderProblems } from '../english';
import { say } from '../../presentation/words/words';
import { inEnglish } from '../client/in-english';
import fc from 'fast-check';
import { parsePreparationInput, parseInventoryInput } from '../../contracts/inputs/preparation-input';
import { changesInWords, rulesInWords } from '../../presentation/details/approval-in-words';
import { readApprove } from '../../contracts/messages';
import type { Plan } from '../../contracts/runs/plan';
import type { ApprovalTerms } from '../../contracts/runs/preparation';
import { describeError, PrepError } from '../../contracts/prep-error';
import { refusalOf } from '../../contracts/approval/approval-policy';
import { principalInWords } from '../../contracts/approval/principal';
import { approveCommand } from '../../contracts/runs/run-commands';
import { renderDoctorReport } from '../../client/doctor/render-report';
import { problem } from '../../client/doctor/doctor-report';
import { inventoryAnswer } from '../../client/inventory/inventory-answer';
import { renderJobForm } from '../../presentation/report/job-form-text';
import { dingTalkMarkdown } from '../../presentation/notifications/dingtalk-markdown';
import { feishuCard } from '../../presentation/notifications/feishu-card';
import { slackMessage } from '../../presentation/notifications/slack-blocks';
import { webhookDocument } from '../../presentation/notifications/webhook-json';
import { weComMarkdown } from '../../presentation/notifications/wecom-markdown';
import { logLine } from '../../worker/logging/log-line';
import { planInWords } from '../../presentation/details/plan-in-words';
import { approved } from '../provisioning/preparation';
import { announce, written } from '../presentation/notifications/announcements';
import { INVENTORY, PREPARED, REJECTED } from '../presentation/report/results';
import { PLAIN_APPROVAL } from '../rig/plain-approval';
import { anyText, HOSTILE_TEXTS, UNSEEN } from '../rig/hostile-texts';
import { planted } from '../rig/planted';

const base = approved().plan.plan;
const PLAN: Plan = {
  ...base,
  requestedBy: 'zhao.lei',
  source: { ...base.source, prefix: 'archive/' },
  blockers: [
    {
      kind: 'archived',
      objects: '1',
      bytes: '2',
      samples: ['a key'],
      happens: 'They fail.',
      remedy: 'Restore them.',
    },
  ],
  bucket: { ...base.bucket, origin: 'adopted', tags: { team: 'media' } },
  deviations: [
    { what: 'destination.acl', configured: 'private', asked: 'public-read' },
    { what: 'ramUser.policies', configured: null, asked: 'a policy' },
  ],
  credentials: {
    ...base.credentials,
    delivery: [{ kind: 'oss', bucket: 'vault', region: 'cn-beijing', prefix: 'keys/' }],
  },
  sourceKey: { mode: 'create', userName: 'reader', policy: { name: 'reader', document: '{}' } },
};

const TERMS: ApprovalTerms = {
  ...PLAIN_APPROVAL,
  requester: null,
  approvers: ['li.wei'],
  escalation: { afterMs: 1, approvers: ['wang.fang'] },
};

/** Everything that makes lines for people of what others wrote, by its name. */
const RENDERERS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  'the plan': (text) => planInWords(planted(PLAN, text), 'en'),
  'the rules of an approval': (text) =>
    rulesInWords(
      {
        required: 1,
        approvers: [text],
        decisions: [],
        planDigest: 'd',
        plan: [],
        rules: {
          requester: text,
          fourEyes: true,
          commentRequired: true,
          signers: [text],
          signRejections: true,
          requirePrincipals: false,
          secondGroup: { approvers: [text], from: '2026-11-25T03:00:00.000Z', counts: false },
        },
      },
      'en',
    ),
  'what changed': (text) => changesInWords([{ what: text, was: text, now: text }], 'en'),
  'a principal': (text) => [principalInWords({ type: text, name: text })],
  'why a decision does not count': (text) => [
    say(
      'en',
      refusalOf(
        { decision: 'approve', approver: text, comment: '' },
        {
          workflowId: text,
          terms: { ...TERMS, approvers: [text.slice(1)] },
          planDigest: 'd',
          decisions: [],
          escalatesAt: null,
          escalated: false,
        },
      ) ?? '',
    ),
  ],
  'a message that is not understood': (text) => {
    const read = readApprove({ approver: text, comment: '', [`${text}.${text}`]: text });
    return [say('en', read.ok ? '' : read.problem)];
  },
  'an error': (text) =>
    describeError('Ks3AccessDenied', {
      resource: `KS3 bucket ${text}`,
      detail: text,
      findings: [text, text],
      code: text,
      requestId: text,
    }).split('\n'),
  'the job form': (text) => renderJobForm(planted(PREPARED, text), 'en').split('\n'),
  'why nothing was prepared': (text) => renderJobForm(planted(REJECTED, text), 'en').split('\n'),
  'an inventory': (text) =>
    inventoryAnswer({ bucket: 'photos', prefix: text }, planted(INVENTORY, text), 1, inEnglish()).text.split(
      '\n',
    ),
  "the doctor's report": (text) =>
    renderDoctorReport({ checks: [problem(text, text, text)] }, inEnglish()).split('\n'),
  'a command to paste': (text) => [approveCommand(text.replace(/[\uD800-\uDFFF]/g, ''))],
  'a line of the log': (text) => [logLine(entry(text), 'text')],
  'a line of the log as JSON': (text) => [logLine(entry(text), 'json')],
};

function entry(text: string): Parameters<typeof logLine>[0] {
  const meta = { approver: text, error: new Error(text), list: [text], [text]: text };
  return { level: 'WARN', message: text, timestampNanos: 0n, meta };
}

describe.each(Object.entries(RENDERERS))('%s', (_, render) => {
  const ordinary = render('ordinary').length;

  it.each(Object.entries(HOSTILE_TEXTS))('shows %s, and has no line more for it', (__, text) => {
    const lines = render(text);
    expect(lines.join('\n')).not.toMatch(UNSEEN);
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
    expect(lines).toHaveLength(ordinary);
  });

  it('and any other text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = render(text === '' ? 'ordinary' : text);
        expect(lines.join('\n')).not.toMatch(UNSEEN);
        expect(lines).toHaveLength(ordinary);
      }),
      { numRuns: 50 },
    );
  });
});

describe.each(Object.entries({ dingTalkMarkdown, feishuCard, slackMessage, weComMarkdown }))(
  '%s',
  (_, render) => {
    /** What people read: everything but the space that keeps clients from making links of names. */
    const read = (text: string): string[] =>
      textsIn(render(announce(written(text)), 'zh')).map((one) => one.replaceAll('.\u200B', '.'));

    it.each(Object.entries(HOSTILE_TEXTS))('shows %s, and has no line more for it', (__, text) => {
      const texts = read(text);
      // The mark of information is an emoji of ours.
      expect(texts.join('\n').replaceAll('\uFE0F', '')).not.toMatch(UNSEEN);
      const linesOf = (all: readonly string[]) => all.join('\n').split('\n').length;
      // In brackets it is no name to paste, as the hostile ones are none: no command is shown.
      expect(linesOf(texts)).toBe(linesOf(read('(ordinary)')));
    });
  },
);

describe('a webhook', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('has one line for people, with %s', (_, text) => {
    const { summary } = webhookDocument(announce(written(text)), 'en');
    expect(summary).not.toMatch(UNSEEN);
    expect(summary).not.toContain('\n');
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return Object.values(Object(value) as object).flatMap(textsIn);
}

it('an error keeps what it is about, unescaped, for those who compare it', () => {
  expect(new PrepError('Ks3AccessDenied', { resource: 'a', code: 'x\u202E' }).context.code).toBe('x\u202E');
});

describe('what is wrong with an input', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('is told in lines of ours, with %s', (_, text) => {
    const parsed = parsePreparationInput({
      [text]: text,
      source: { bucket: text, prefix: 1, [text]: text, endpoint: text, region: text, profile: text },
      destination: { tags: { [text]: text }, region: text },
      ramUser: { displayName: text, policies: [text] },
      requestedBy: text,
    });
    const inventory = parseInventoryInput({ source: { bucket: 'photos', [text]: 1 } });
    const lines = [parsed, inventory].flatMap((one) =>
      one.ok ? [] : renderProblems(one.problems).split('\n'),
    );
    expect(lines.join('\n')).not.toMatch(UNSEEN);
    expect(lines.filter((line) => !line.startsWith('- '))).toEqual([]);
  });
});
