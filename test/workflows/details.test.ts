import { STEPS, type Phase, type PreparationStatus, type StepName } from '../../contracts/status';
import { renderDetails } from '../../presentation/details/details';
import { nextActionOf } from '../../presentation/details/wording';
import { wordsOf } from '../../presentation/words/words';

const PLAIN_RULES = {
  requester: null,
  fourEyes: false,
  commentRequired: false,
  signers: [],
  signRejections: false,
  requirePrincipals: false,
  secondGroup: null,
};

function status(phase: Phase, at: StepName, overrides: Partial<PreparationStatus> = {}): PreparationStatus {
  const reached = STEPS.indexOf(at);
  return {
    workflowId: 'prepare/photos',
    runId: 'run-1',
    bucket: 'photos',
    phase,
    steps: STEPS.map((name, index) => ({
      name,
      title: wordsOf('en').details.steps[name],
      state: index < reached ? 'done' : index === reached ? 'running' : 'pending',
      note: '',
    })),
    totals: null,
    approval: null,
    nextAction: null,
    notices: [],
    undelivered: [],
    ...overrides,
  };
}

const waiting: PreparationStatus = status(
  { name: 'waiting for approval', deadline: '2026-11-27T03:00:00.000Z', reminders: 1 },
  'approval',
  {
    totals: { objects: '61234', bytes: '734003200' },
    approval: {
      required: 2,
      approvers: [],
      decisions: [
        {
          decision: 'approve',
          approver: 'li.wei',
          comment: '',
          at: '2026-11-24T03:00:00.000Z',
          via: 'signal',
          proof: null,
          principal: null,
        },
      ],
      planDigest: 'a'.repeat(64),
      plan: [
        'KS3 bucket photos → OSS bucket photos-oss in cn-beijing',
        'RAM user mgw-photos with AliyunOSSFullAccess',
      ],
      rules: PLAIN_RULES,
    },
    notices: ['There is no signal "aprove"; it was ignored. There are approve, reject and retry.'],
  },
);

describe('the current details', () => {
  it('show a running preparation', () => {
    expect(renderDetails(status({ name: 'running', step: 'inventory' }, 'inventory'))).toMatchSnapshot();
  });

  it('are in Chinese where the worker is', () => {
    const titles = wordsOf('zh').details.steps;
    const steps = waiting.steps.map((step) => ({ ...step, title: titles[step.name as StepName] }));
    expect(renderDetails({ ...waiting, steps }, 'zh')).toMatchSnapshot();
    expect(nextActionOf(waiting.phase, waiting.approval, 'prepare/photos', 'zh')).toContain('还需 1 个批准');
  });

  it('show the JSON to send while the plan waits for approval', () => {
    expect(renderDetails(waiting)).toMatchSnapshot();
  });

  it('show what happened and what to do while the run requires action', () => {
    const problem = {
      type: 'Ks3AccessDenied',
      effect: 'parked',
      message:
        'The KS3 AccessKey may not do this on KS3 bucket photos. Grant it ks3:ListBucket, then send retry.',
    } as const;
    expect(
      renderDetails(status({ name: 'action required', step: 'inventory', problem }, 'inventory')),
    ).toMatchSnapshot();
  });

  it('say what could not be told to whom', () => {
    const undelivered = ['"waiting" to ops: it answered HTTP 404'];
    expect(renderDetails({ ...waiting, undelivered })).toContain(
      '**Notifications not delivered**\n\n- "waiting" to ops: it answered HTTP 404',
    );
    expect(renderDetails({ ...waiting, undelivered: [] })).not.toContain('Notifications');
  });

  it('stay under 4 KB, however much there is to say', () => {
    const long = '照'.repeat(5000);
    const problem = { type: 'PreflightFailed', effect: 'parked', message: long } as const;
    const text = renderDetails({
      ...waiting,
      phase: { name: 'action required', step: 'preflight', problem },
      notices: [long, long, long, long, long],
    });
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
  });

  it('keep a table row whole when a note holds a pipe or a line break', () => {
    const steps = waiting.steps.map((step) => ({ ...step, note: 'a|b\nc' }));
    expect(renderDetails({ ...waiting, steps })).toContain(String.raw`| a\|b\\u{A}c |`);
  });
});

describe('the next action', () => {
  it('names both signals and how many approvals are missing', () => {
    expect(nextActionOf(waiting.phase, waiting.approval)).toContain('1 more approval is needed');
  });

  it('is nothing while the run goes on by itself', () => {
    expect(nextActionOf({ name: 'running', step: 'grant' }, null)).toBeNull();
  });
});

describe('the details of a plan that is to be signed', () => {
  const { approval } = waiting;
  const rules = {
    requester: 'zhao.lei',
    fourEyes: true,
    commentRequired: true,
    signers: ['li.wei', 'wang.fang', 'chen.jie'],
    signRejections: false,
    requirePrincipals: false,
    secondGroup: { approvers: ['chen.jie'], from: '2026-11-25T03:00:00.000Z', counts: false },
  };
  const signed = {
    ...waiting,
    approval: approval === null ? null : { ...approval, approvers: ['li.wei', 'wang.fang'], rules },
    notices: [],
  };

  it('show the commands that sign it, and no JSON that would be refused', () => {
    const text = renderDetails(signed);
    expect(text).toMatchSnapshot();
    expect(text).not.toContain('"comment": "checked the plan"');
  });

  it('show JSON to paste as well where somebody need not sign', () => {
    const mixed = { ...signed.approval, rules: { ...rules, signers: ['li.wei'] } } as typeof approval;
    const text = renderDetails({ ...signed, approval: mixed });
    expect(text).toContain('"comment": "checked the plan"');
    expect(text).toContain('li.wei approve with a signature');
  });

  it('show that rejections are signed where they have to be', () => {
    const strict = { ...signed.approval, rules: { ...rules, signRejections: true } } as typeof approval;
    const text = renderDetails({ ...signed, approval: strict });
    expect(text).toContain('`sign --reject`');
    expect(text).not.toContain('"reason"');
  });

  it('show the message that names run and plan where the server has to vouch for the sender', () => {
    const vouched = { ...rules, signers: ['wang.fang'], requirePrincipals: true };
    const text = renderDetails({
      ...signed,
      approval: {
        ...signed.approval,
        rules: vouched,
        decisions: [
          {
            decision: 'approve',
            approver: 'li.wei',
            comment: '',
            at: '2026-11-24T05:00:00.000Z',
            via: 'signal',
            proof: null,
            principal: { type: 'jwt', name: 'li.wei@example.com', eventId: '41' },
          },
        ],
      } as typeof approval,
    });
    expect(text).toMatchSnapshot();
    expect(text.length).toBeLessThan(4096);
  });

  it('show why the run asks again', () => {
    const changes = [{ what: 'credentials.recipients', was: '["age1a"]', now: '["age1b"]' }];
    const again = { ...waiting.approval, changes } as typeof approval;
    expect(renderDetails({ ...waiting, approval: again })).toMatchSnapshot();
  });

  it('name the command in the next action', () => {
    expect(nextActionOf(signed.phase, signed.approval, 'prepare/photos')).toContain(
      `sign it with npx prep approve photos --digest ${'a'.repeat(64)} --approver YOUR-NAME --comment "…" --key ~/.ssh/id_ed25519 or reject`,
    );
  });
});
