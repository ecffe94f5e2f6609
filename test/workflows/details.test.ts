import fc from 'fast-check';
import { STEPS, type Phase, type PreparationStatus, type StepName } from '../../contracts/runs/status';
import { renderDetails } from '../../presentation/details/details';
import { nextActionOf } from '../../presentation/details/wording';
import { wordsOf } from '../../presentation/words/words';
import { PLAIN_RULES } from '../rig/plain-approval';

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

  it('names the report of a migration that has ended', () => {
    const phase = { name: 'finished', outcome: 'migrated', summary: 'Everything was copied.' } as const;
    const ended = { ...status(phase, 'result'), workflowId: 'migrate/photos' };
    expect(renderDetails(ended)).toContain('result:\n```sh\nnpx prep report --id migrate/photos\n');
    expect(renderDetails(ended, 'zh')).toContain(
      '签名结果的报告：\n```sh\nnpx prep report --id migrate/photos\n',
    );
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

  it('list each problem, and say behind the list what to do', () => {
    const message =
      'It cannot be prepared. \n- OSS bucket: taken.\n- RAM user: exists.\n Fix every problem listed.';
    const problem = { type: 'PreflightNeedsNewRun', effect: 'restart', message } as const;
    const text = renderDetails(status({ name: 'action required', step: 'preflight', problem }, 'preflight'));
    expect(text).toContain(
      'It cannot be prepared.\n\n- OSS bucket: taken.\n- RAM user: exists.\n\nFix every problem listed.',
    );
  });

  it('say what could not be told to whom', () => {
    const undelivered = ['"waiting" to ops: it answered HTTP 404'];
    expect(renderDetails({ ...waiting, undelivered })).toContain(
      '**Notifications not delivered**\n\n- "waiting" to ops: it answered HTTP 404',
    );
    expect(renderDetails({ ...waiting, undelivered: [] })).not.toContain('Notifications');
  });

  it.each([
    ['OssClockSkew', 'parked', ['signal']],
    ['PreflightFailed', 'parked', ['signal', 'cancel']],
    ['PreflightNeedsNewRun', 'restart', ['cancel']],
  ] as const)('offer after %s what can help, the first choice first', (type, effect, offered) => {
    const problem = { type, effect, message: 'It stopped.' };
    const text = renderDetails({
      ...waiting,
      phase: { name: 'action required', step: 'preflight', problem },
    });
    const found = [...text.matchAll(/the `retry` (signal):|npx prep (cancel) /g)];
    expect(found.map(([, signal, cancel]) => signal ?? cancel)).toEqual(offered);
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

describe('the details of a plan that waits', () => {
  const { approval } = waiting;
  const asked = (more: object) => ({ ...waiting, approval: { ...approval, ...more } as typeof approval });
  const exampleIn = (text: string) => JSON.parse(/```json\n([^`]*)```/.exec(text)?.[1] ?? '') as object;

  it('name an approver who can still decide, with the digest, for the update that answers', () => {
    const approvers = ['li.wei', 'zhang.min', 'wang.fang', 'chen.jie'];
    const rules = { ...PLAIN_RULES, fourEyes: true, requester: 'Zhang.Min', signers: ['wang.fang'] };
    const text = renderDetails(asked({ approvers, rules }));
    expect(exampleIn(text)).toEqual({
      decision: 'approve',
      approver: 'chen.jie',
      comment: 'checked the plan',
      planDigest: 'a'.repeat(64),
    });
    expect(text).toContain('send the update `decide`');
    expect(text).toContain('Needed: 1 more approval, from wang.fang, chen.jie.');
  });

  it('count the second group only once it counts', () => {
    const secondGroup = { approvers: ['chen.jie'], from: '2026-11-25T03:00:00.000Z', counts: false };
    const of = (counts: boolean) =>
      renderDetails(
        asked({
          approvers: ['li.wei'],
          rules: { ...PLAIN_RULES, secondGroup: { ...secondGroup, counts } },
        }),
      );
    expect(exampleIn(of(false))).toMatchObject({ approver: 'YOUR-NAME' });
    expect(exampleIn(of(true))).toMatchObject({ approver: 'chen.jie' });
  });

  it('lead with what the run is, what is needed, since when and for whom', () => {
    const text = renderDetails({
      ...waiting,
      title: 'Preparation of KS3 bucket photos',
      since: '2026-11-24T03:00:00.000Z',
      requester: 'zhao.lei',
    });
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      '**Preparation of KS3 bucket photos**',
      '### Waiting for approval until 2026-11-27 03:00 UTC (reminder 1)',
      'Since 2026-11-24 03:00 UTC. Requested by zhao.lei. Needed: 1 more approval, from anybody who may send messages to this run.',
    ]);
    expect(text.indexOf('```json')).toBeLessThan(text.indexOf('#### Plan'));
  });

  it('show what the migration takes while somebody decides, and not afterwards', () => {
    const inventory = ['Storage classes: IA 12 objects (3 GiB)', 'The first copy takes at least 3 h'];
    const lines = inventory.map((line) => `- ${line}`).join('\n');
    expect(renderDetails({ ...waiting, inventory })).toContain(`**Bytes** 734,003,200 (700 MiB)\n\n${lines}`);
    const running = { ...waiting, inventory, phase: { name: 'running', step: 'grant' } as const };
    expect(renderDetails(running)).not.toContain('Storage classes');
  });

  it('show what would not migrate before there is a plan', () => {
    const blockers = ['BLOCKER: 3 objects, 12 B: they are archived.'];
    const running = status({ name: 'running', step: 'user' }, 'user', { blockers });
    expect(renderDetails(running)).toContain('- BLOCKER: 3 objects');
  });
});

describe('the details of any run', () => {
  const texts = fc.string({
    unit: fc.constantFrom('照', 'a', '|', '*', '\n', '"', '`', '\u200B', '😀'),
    maxLength: 3000,
  });
  const names = fc.string({ unit: fc.constantFrom('照', 'a', '"', '`', '*'), minLength: 1, maxLength: 128 });
  const people = fc.array(names, { maxLength: 30 });
  const rulesOf = fc.record({
    requester: fc.option(names),
    fourEyes: fc.boolean(),
    commentRequired: fc.boolean(),
    signers: people,
    signRejections: fc.boolean(),
    requirePrincipals: fc.boolean(),
    secondGroup: fc.option(
      fc.record({ approvers: people, from: fc.constant('2026-11-25'), counts: fc.boolean() }),
    ),
  });
  const phases: fc.Arbitrary<Phase> = fc.oneof(
    fc.constant({
      name: 'waiting for approval',
      deadline: '2026-11-27T03:00:00.000Z',
      reminders: 1,
    } as const),
    fc.record({
      name: fc.constant('action required' as const),
      step: fc.constant('preflight'),
      problem: fc.record({
        type: fc.constant('PreflightFailed' as const),
        effect: fc.constantFrom('parked' as const, 'restart' as const),
        message: texts,
      }),
    }),
    fc.record({
      name: fc.constant('waiting' as const),
      for: texts,
      until: fc.constant('2026-11-27T03:00:00.000Z'),
      nextAction: texts,
      person: fc.boolean(),
    }),
    fc.record({ name: fc.constant('cleaning up' as const), because: texts }),
  );

  it.each(['en', 'zh'] as const)('stay under 4 KB and never cut what to do (%s)', (language) => {
    fc.assert(
      fc.property(
        phases,
        rulesOf,
        people,
        fc.array(texts, { maxLength: 12 }),
        fc.array(texts, { maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('照', 'a', "'", '\u200B'), maxLength: 1000 }),
        (phase, rules, approvers, plan, notices, id) => {
          const found: PreparationStatus = {
            ...waiting,
            workflowId: id,
            title: id.slice(0, 200),
            since: '2026-11-24T03:00:00.000Z',
            requester: rules.requester,
            phase,
            steps: waiting.steps.map((step) => ({ ...step, note: notices[0] ?? '' })),
            approval: waiting.approval && { ...waiting.approval, approvers, plan, rules },
            notices,
            undelivered: notices,
          };
          const text = renderDetails(found, language);
          expect(Buffer.byteLength(text)).toBeLessThan(4096);
          // Every fence that is opened is closed, so that no JSON and no command is cut.
          expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
          for (const [, json] of text.matchAll(/^```json\n([\s\S]*?)\n```$/gm)) {
            expect(() => JSON.parse(json ?? '') as unknown).not.toThrow();
          }
          const action = phase.name === 'action required' || phase.name === 'waiting for approval';
          expect(!action || text.includes('```')).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the next action', () => {
  it('names both decisions and how many approvals are missing', () => {
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
      `sign it with npx prep approve photos --digest ${'a'.repeat(64)} --approver YOUR-NAME --comment "…" --key ~/.ssh/id_ed25519, or reject it: {"decision":"reject"`,
    );
  });
});
