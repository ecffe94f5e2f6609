import { english } from '../english';
import { phrase, say } from '../../presentation/words/words';
import { messageExamples } from '../../contracts/inputs/corrected-message';
import {
  readApprove,
  readConfirm,
  readCutOver,
  readDecide,
  readReject,
  readRetry,
  readRevoke,
} from '../../contracts/messages';
import { unreadablePayload } from '../../contracts/inputs/unreadable-payload';

type Read = ReturnType<typeof readApprove | typeof readConfirm | typeof readRetry>;

function refusalOf(read: Read, language: 'en' | 'zh' = 'en'): string {
  return say(language, read.ok ? '' : read.problem);
}

/** The JSON that a refusal shows. */
function exampleOf(read: Read): unknown {
  return JSON.parse(/`(.*)`/.exec(refusalOf(read))?.[1] ?? 'null') as unknown;
}

describe('messages from people', () => {
  it('are understood in the form that the Web UI shows as an example, from a person', () => {
    const from = (person: string, example: string) => JSON.parse(example.replace('YOUR-NAME', person));
    expect(readApprove(from('li.wei', messageExamples.approve)).ok).toBe(true);
    expect(readReject(from('li.wei', messageExamples.reject)).ok).toBe(true);
    expect(readRetry(from('li.wei', messageExamples.retry)).ok).toBe(true);
    expect(readDecide(from('li.wei', messageExamples.decide)).ok).toBe(true);
  });

  it.each([undefined, null, '', 'li.wei', 7, [], {}, { approver: '' }, { approver: '  ' }, { approver: 3 }])(
    'refuse %j as an approval and say what to send',
    (payload) => {
      const read = readApprove(payload);
      expect(say('en', read.ok ? '' : read.problem)).toContain(messageExamples.approve);
    },
  );

  it('refuse what could not be decoded with the reason, as one line', () => {
    const encoding = '"json\u2028x"\u202e,\nmore';
    const read = readRetry(unreadablePayload({ why: 'otherEncoding', about: { encoding } }));
    expect(english(read)).toEqual({
      ok: false,
      problem: `"retry" was not understood: its input could not be decoded: its encoding is "json x" , more, and only json/plain is read. Send \`${messageExamples.retry}\`.`,
    });
  });

  it('refuse the placeholder of an example as the person who acts, in either language', () => {
    const by = 'YOUR-NAME';
    const read = [
      readApprove({ approver: by }),
      readReject({ approver: by }),
      readDecide({ decision: 'approve', approver: by }),
      readRetry({ by }),
      readCutOver({ by }),
      readRevoke({ by }),
      readConfirm({ by, code: '1' }),
    ];
    for (const one of read) {
      const problem = one.ok ? '' : one.problem;
      expect(say('en', problem)).toContain(
        'is "YOUR-NAME", the placeholder of an example: put your own name there',
      );
      expect(say('zh', problem)).toContain('请改为自己的姓名');
      expect(say('en', problem)).toMatch(/there\.$/);
      expect(say('zh', problem)).not.toContain('请发送');
    }
  });

  it('carry the reason of a rejection as its comment', () => {
    expect(readReject({ approver: 'li.wei', reason: 'wrong bucket' })).toEqual({
      ok: true,
      value: { decision: 'reject', approver: 'li.wei', comment: 'wrong bucket', planDigest: undefined },
    });
  });

  it('carry the reason of a rejection as its comment in an update too, and both where both are given', () => {
    const rejection = { decision: 'reject', approver: 'li.wei' };
    expect(readDecide({ ...rejection, reason: 'archived objects' })).toMatchObject({
      value: { decision: 'reject', comment: 'archived objects' },
    });
    expect(readDecide({ ...rejection, reason: 'archived objects', comment: 'ask again' })).toMatchObject({
      value: { comment: 'archived objects; ask again' },
    });
    const approval = readDecide({ decision: 'approve', approver: 'li.wei', reason: 'checked' });
    expect(refusalOf(approval)).toContain('reason is not a known field; did you mean "comment"?');
  });

  const WAITING = 'a'.repeat(64);

  it.each([
    [{ decision: 'reject', approver: 'li.wei', coment: 'x' }, 'reject', 'li.wei', 'wrong bucket'],
    [{ decision: 'Reject', approver: 'li.wei', reason: 'archived' }, 'reject', 'li.wei', 'archived'],
    ['{"decision":"reject","approver":"li.wei","comment":"no"}', 'reject', 'li.wei', 'no'],
    [{ decision: 'aprove', approver: 'li.wei' }, 'approve', 'li.wei', 'checked the plan'],
    [{ decision: 'reject', approver: 'li\u200Bwei' }, 'reject', 'YOUR-NAME', 'wrong bucket'],
    [{ decision: 'reject', approver: 'li`wei', x: 1 }, 'reject', 'YOUR-NAME', 'wrong bucket'],
    [{ approver: 'li.wei', reason: 'archived' }, 'APPROVE-OR-REJECT', 'li.wei', 'archived'],
    [{ decision: 'no', approver: 'li.wei' }, 'APPROVE-OR-REJECT', 'li.wei', '…'],
    [null, 'APPROVE-OR-REJECT', 'YOUR-NAME', '…'],
  ])('keep what was right in the example of a refusal: %j', (payload, decision, approver, comment) => {
    expect(exampleOf(readDecide(payload, WAITING))).toEqual({
      decision,
      approver,
      comment,
      planDigest: WAITING,
    });
  });

  it('never answer a rejection with the example of an approval', () => {
    for (const [read, payload] of [
      [readApprove, { decision: 'reject', approver: 'li.wei', comment: 'archived' }],
      [readApprove, { approver: 'li.wei', reason: 'archived' }],
      [readReject, { approver: 'li.wei', comment: 'archived' }],
    ] as const) {
      const refused = read(payload, WAITING);
      expect(exampleOf(refused)).toEqual({ approver: 'li.wei', reason: 'archived', planDigest: WAITING });
      expect(/Send (.*)`\{/.exec(refusalOf(refused))?.[1]).toBe(read === readApprove ? '"reject" with ' : '');
      expect(refusalOf(refused, 'zh')).toContain(
        read === readApprove ? '请改用 "reject" 发送 `{' : '请发送 `{',
      );
    }
  });

  it('name no plan in an example before one waits, keep the one that was named, and repeat no code', () => {
    const decision = { decision: 'reject', approver: 'li.wei', x: 1 };
    expect(exampleOf(readDecide(decision))).not.toHaveProperty('planDigest');
    const named = { ...decision, planDigest: 'b'.repeat(64) };
    expect(exampleOf(readDecide(named, WAITING))).toHaveProperty('planDigest', 'b'.repeat(64));
    expect(exampleOf(readConfirm({ by: 'li.wei', code: 'K7-GH', x: 1 }))).toEqual({
      by: 'li.wei',
      code: '…',
    });
  });

  it('show no example with the placeholder where the placeholder is all that is wrong', () => {
    const refused = [
      readDecide({ decision: 'reject', approver: 'YOUR-NAME' }, WAITING),
      readRetry({ by: 'YOUR-NAME' }),
    ];
    for (const one of refused) {
      expect(refusalOf(one)).toMatch(/put your own name there\.$/);
      expect(refusalOf(one, 'zh')).toMatch(/请改为自己的姓名。$/);
    }
  });

  it('ask whether a misspelt field was meant to be another', () => {
    const read = readApprove({ aprover: 'li.wei', plandigest: 'a'.repeat(64) });
    const said = read.ok ? '' : say('en', read.problem);
    expect(said).toContain('aprover is not a known field; did you mean "approver"?');
    expect(said).toContain('plandigest is not a known field; did you mean "planDigest"?');
    expect(said).not.toContain('for example');
  });

  it('let a retry come without any input', () => {
    expect(readRetry(undefined)).toEqual({ ok: true, value: { by: null } });
  });

  it("that nobody signed are somebody's, in the language of the reader", () => {
    const said = phrase('run.ignored', { name: 'retry', who: null, why: phrase('run.nothingToRetry') });
    expect(say('en', said)).toMatch(/^"retry" from somebody was ignored: /);
    expect(say('zh', said)).toMatch(/^已忽略未署名的人员发送的 "retry"：/);
    expect(say('zh', phrase('run.requestedBy', { by: null }))).toBe('已请求');
    expect(say('zh', phrase('run.confirmedBy', { by: 'li.wei' }))).toBe('由 li.wei 确认');
  });

  it('may be bound to a run and carry a signature with its time', () => {
    const signed = {
      runId: 'run-1',
      signedAt: '2026-11-24T05:01:22.000Z',
      signature: 'U1NI',
      from: 'laptop',
    };
    for (const read of [
      readApprove({ approver: 'li.wei', ...signed }),
      readReject({ approver: 'li.wei', ...signed }),
      readDecide({ decision: 'approve', approver: 'li.wei', ...signed }),
    ]) {
      expect(read).toMatchObject({ ok: true, value: signed });
    }
  });

  it.each([
    [{ signedAt: 'yesterday' }, 'signedAt is not a time'],
    [{ signedAt: '2026-02-30T05:01:22Z' }, 'signedAt is not a time'],
    [{ signature: 'x'.repeat(5000) }, 'signature must be at most 4096 long'],
    [{ signature: 7 }, 'signature must be a string'],
  ])('refuse %j', (more, problem) => {
    const read = readApprove({ approver: 'li.wei', ...more });
    expect(say('en', read.ok ? '' : read.problem)).toContain(problem);
  });

  it('refuse a plan digest that is none', () => {
    const read = readApprove({ approver: 'li.wei', planDigest: 'abc' });
    expect(say('en', read.ok ? '' : read.problem)).toContain('planDigest is not a plan digest');
  });
});
