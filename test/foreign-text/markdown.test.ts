import type { Phase, PreparationStatus } from '../../contracts/runs/status';
import { renderMarkdownReport } from '../../presentation/report/markdown-report';
import { renderDetails } from '../../presentation/details/details';
import { PARKED, WAITING } from '../client/fake-preparations';
import { AUDIT } from '../presentation/report/audit';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { HOSTILE_TEXTS, UNSEEN } from '../rig/hostile-texts';
import { planted } from '../rig/planted';
import { DECIDED } from './decided';

/** The details of a run that somebody gave nothing but this text. What the run itself makes stays. */
function details(status: PreparationStatus, text: string): string {
  // A long text pushes others off the 4 KB that the Web UI takes.
  const short = text.slice(0, 80);
  const keep = ['planDigest', 'deadline', 'runId', 'at', 'until', 'from', 'type', 'title'];
  const phase = { ...planted(status.phase, short, keep), name: status.phase.name } as Phase;
  return renderDetails({ ...planted(status, short, keep), workflowId: 'prepare/photos', phase });
}

const RENDERERS: Readonly<Record<string, (text: string) => string>> = {
  'the details of a run that waits': (text) => details(DECIDED, text),
  'the details of a run that waits for a time': (text) =>
    details(
      {
        ...WAITING,
        phase: {
          name: 'waiting',
          for: 'a',
          until: '2026-05-01T08:00:00.000Z',
          nextAction: 'b',
          person: true,
        },
      },
      text,
    ),
  'the details of a run that cleans up': (text) =>
    details({ ...WAITING, phase: { name: 'cleaning up', because: 'a' } }, text),
  'the report of a preparation': (text) =>
    renderMarkdownReport(planted({ ...PREPARED, audit: AUDIT }, text), 'en'),
  'the report of a rejected one': (text) => renderMarkdownReport(planted(REJECTED, text), 'en'),
};

/** The lines of Markdown without what is text alone: blocks of code, code spans, escaped characters. */
function markup(markdown: string): string[] {
  let inFence = false;
  return markdown.split('\n').map((line) => {
    const fence = line.startsWith('```');
    inFence = fence ? !inFence : inFence;
    return fence || inFence
      ? 'code'
      : line.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
  });
}

/** What a reader makes of Markdown: how its blocks begin, and all marks in them. */
function skeleton(markdown: string): string[] {
  return markup(markdown).map((line) => {
    const begins = /^(?:#+ |- |> |\d+[.)] |\||---|===| {4})/.exec(line)?.[0] ?? '';
    return `${begins}${line.replace(/[^*`[<~|!]|!(?!\[)/g, '')}`;
  });
}

describe.each(Object.entries(RENDERERS))('%s', (_, render) => {
  const ordinary = skeleton(render('ordinary'));

  it.each(Object.entries(HOSTILE_TEXTS))('is the same Markdown with %s', (__, text) => {
    const markdown = render(text);
    // The space that keeps a mark and its state on one line is ours.
    expect(
      markdown.replace(/^(\| .)\u00A0/gm, '$1 ').replace('needs\u00A0attention', 'action required'),
    ).not.toMatch(UNSEEN);
    expect(skeleton(markdown)).toEqual(ordinary);
    expect(markup(markdown).join('\n')).not.toMatch(/:\/\/|www\.|\w@/);
  });
});

it('the details of a run that requires action list what was found, as text', () => {
  const message = 'It cannot be prepared.\n- <b>one</b>\n- [two](https://evil.example)\nPut it right.';
  const phase = {
    name: 'action required',
    step: 'preflight',
    problem: { type: 'PreflightFailed', effect: 'parked', message },
  } as const;
  expect(renderDetails({ ...PARKED, phase })).toContain(
    '**PreflightFailed**: It cannot be prepared.\n\n- &lt;b>one&lt;/b>\n- `[two](https://evil.example`)\n\nPut it right.',
  );
});
