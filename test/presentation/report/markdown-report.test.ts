import { AUDIT } from './audit';
import { renderMarkdownReport } from '../../../presentation/report/markdown-report';
import { DRAFT } from './draft';
import { PREPARED, REJECTED } from './results';

describe('the report as Markdown', () => {
  it('tells everything of a preparation', () => {
    expect(renderMarkdownReport(PREPARED, 'en')).toMatchSnapshot();
  });

  it('tells who approved with which proof, and all else that happened at the gate', () => {
    const approvedBy = AUDIT.events.flatMap((event) => (event.kind === 'decision' ? [event.decision] : []));
    const report = renderMarkdownReport({ ...PREPARED, approvedBy, audit: AUDIT }, 'en');
    const section = report.slice(report.indexOf('## Approval'), report.indexOf('## Checks'));
    expect(section).toMatchSnapshot();
  });

  it('tells why nothing was prepared', () => {
    expect(renderMarkdownReport(REJECTED, 'en')).toMatchSnapshot();
  });

  it('is a draft before the end: the plan, what was counted, what the migration takes, who decided', () => {
    expect(renderMarkdownReport(DRAFT, 'en')).toMatchSnapshot();
  });

  it('says that there is no plan yet, and has no table of events without any', () => {
    const audit = { ...DRAFT.audit, events: [], requester: null };
    const report = renderMarkdownReport({ ...DRAFT, frozen: null, decisions: [], audit }, 'en');
    expect(report).toMatch(/## Plan\n\n- There is no plan yet: [^\n]+\n- /);
    expect(report).toContain('Nobody decided.');
    expect(report).not.toContain('Events at the approval gate');
  });

  it('holds no sealed text', () => {
    expect(renderMarkdownReport(PREPARED, 'en')).not.toMatch(/sealed password|sealed key/);
  });

  it('keeps every table whole, whatever keys, prefixes and comments hold', () => {
    const lines = renderMarkdownReport(PREPARED, 'en').split('\n');
    const columns = (line: string) => line.replaceAll(String.raw`\|`, '').split('|').length;
    const tables = lines.join('\n').match(/(^\|.*\n)+/gm) ?? [];
    expect(tables.length).toBeGreaterThan(10);
    for (const rows of tables) {
      expect(new Set(rows.trim().split('\n').map(columns)).size).toBe(1);
    }
    expect(lines.find((line) => line.includes('li.wei'))).toContain(
      String.raw`"checked \| &lt;b>twice&lt;/b>\\u{A}and again"`,
    );
  });

  it('tells of the AccessKey that was made at Kingsoft Cloud, and that its secret is sealed', () => {
    const report = renderMarkdownReport(
      {
        ...PREPARED,
        sourceKey: {
          mode: 'create',
          accessKeyId: 'AKLTnew',
          accountId: '2000143391',
          userName: 'mgw-photos-1a2b3c4d',
          policyName: 'mgw-photos-1a2b3c4d',
          profile: 'default',
        },
        sealedCredentials: { ...PREPARED.sealedCredentials, sourceAccessKey: 'sealed source key' },
      },
      'en',
    );
    expect(report).toMatch(/## Source AccessKey\n[^#]*2000143391[^#]*mgw-photos-1a2b3c4d[^#]*AKLTnew/);
    expect(report).toContain('and the secret of the source AccessKey');
    expect(report).not.toContain('sealed source key');
  });

  it('says that nothing was asked for where no credentials were sealed', () => {
    const report = renderMarkdownReport(
      {
        ...PREPARED,
        sealedCredentials: { password: null, accessKey: null, sourceAccessKey: null },
      },
      'en',
    );
    expect(report).toContain('## Credentials\n\nNone were requested.');
    expect(report).not.toContain('prep open');
  });

  it('counts what limits the migration', () => {
    const estimate = { ...PREPARED.inventory.estimate, limitedBy: 'files' as const, seconds: 90 };
    const report = renderMarkdownReport(
      { ...PREPARED, inventory: { ...PREPARED.inventory, estimate } },
      'en',
    );
    expect(report).toContain('1 min 30 s, limited by 2,000 files/s per job');
  });
});
