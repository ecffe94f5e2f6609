import { describe, expect, it } from '@jest/globals';
import { MEMBER_PHASES, type Member, type PhaseCounts, type PlannedMember } from '../../contracts/runs/fleet';
import type { PreparationStatus } from '../../contracts/runs/status';
import { renderFleetDetails } from '../../presentation/details/fleet-details';
import { renderFleetReport } from '../../presentation/report/fleet-report';

const STATUS: PreparationStatus = {
  workflowId: 'batch/photos',
  runId: 'run-1',
  bucket: 'photos',
  title: 'Preparations of the buckets of photos',
  phase: { name: 'running', step: 'prepare' },
  since: '2026-11-29T03:00:00.000Z',
  requester: 'li.wei',
  steps: [],
  totals: null,
  approval: null,
  nextAction: null,
  notices: [],
  undelivered: [],
};
const counts: PhaseCounts = { 'action required': 1, 'waiting for approval': 2, prepared: 4997 };
const members: Member[] = [
  { bucket: 'photos-1', phase: 'action required', problem: 'PreflightFailed' },
  { bucket: 'photos_2', phase: 'waiting for approval', objects: '20', bytes: '100' },
];

describe('the details of a fleet', () => {
  it('lead with what needs a person, and link to the preparations', () => {
    const text = renderFleetDetails({ status: STATUS, counts, total: 5000, members, planned: null });
    const order = [
      '### Needs somebody',
      '**1** preparation requires',
      '**2** plans wait',
      'may be retrying',
      '| Phase | Buckets |',
      'photos-1]',
    ].map((one) => text.indexOf(one));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
    expect(text).toContain('`npx prep batch retry photos`');
    const odd = { ...STATUS, workflowId: 'q1`s' };
    expect(renderFleetDetails({ status: odd, counts, total: 5000, members, planned: null })).toContain(
      "``npx prep batch retry --id 'q1`s'``",
    );
    expect(text).toContain('(/namespaces/{namespace}/workflows/prepare%2Fphotos-1)');
    expect(text).toContain('| prepared | 4,997 |');
    const busy = { ...counts, 'action required': 0, 'waiting for approval': 0 };
    expect(
      renderFleetDetails({ status: STATUS, counts: busy, total: 5000, members, planned: null }),
    ).toContain('### Running');
  });

  it('stay under 4 KB whatever there is to show, in either language', () => {
    const all: PhaseCounts = Object.fromEntries(MEMBER_PHASES.map((phase) => [phase, 9999]));
    const long = Array.from({ length: 10 }, (_, at) => ({
      bucket: `${'x'.repeat(62)}${at}`,
      phase: 'action required' as const,
      problem: 'Ks3UntrustworthyPage',
    }));
    const status = {
      ...STATUS,
      workflowId: '批次`|<b>'.repeat(100),
      bucket: '`|<b>'.repeat(200),
      title: '批次'.repeat(300),
      requester: '李'.repeat(100),
      notices: Array.from({ length: 5 }, () => '消息'.repeat(300)),
      undelivered: Array.from({ length: 5 }, () => '通知'.repeat(300)),
    };
    for (const language of ['en', 'zh'] as const) {
      const text = renderFleetDetails(
        { status, counts: all, total: 100_000, members: long, planned: null },
        language,
      );
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
      expect(text).toContain('npx prep batch retry --id WORKFLOW-ID');
    }
  });

  it('of a dry run show its plans, first those whose source cannot be read, and how many there are', () => {
    const status = { ...STATUS, phase: { name: 'finished', outcome: 'dry run' } as const };
    const plan = (bucket: string, more: Partial<PlannedMember> = {}): PlannedMember => ({
      bucket,
      prefix: '',
      destination: { bucket: `${bucket}-oss`, region: 'cn-beijing' },
      user: `mgw-${bucket}`,
      terms: 0,
      found: null,
      ...more,
    });
    const planned = [
      plan('photos', { found: 'already prepared' }),
      ...Array.from({ length: 30 }, (_, at) => plan(`films-${at}`)),
      plan('secret', { problem: 'Ks3AccessDenied' }),
    ];
    const shown = { status, counts: { pending: 32 }, total: 32, members: [], planned };
    const text = renderFleetDetails(shown);
    expect(text).not.toContain('not started yet');
    expect(text).toContain(
      'Of 32 buckets, 30 would be started, the source of 1 cannot be read, and 1 has a preparation already. Nothing was started or created. The first 20 are below; _Result_ has every plan.',
    );
    const rows = text.split('\n').filter((one) => one.startsWith('| '));
    expect(rows[2]).toMatch(
      /^\| secret \| secret-oss \| cn-beijing \| mgw-secret \| would require an action: Ks3AccessDenied \|$/,
    );
    expect(rows[3]).toMatch(/^\| films-0 .* would be started \|$/);
    expect(rows).toHaveLength(22);
    expect(renderFleetDetails(shown, 'zh')).toContain('30 个将启动准备，1 个源端无法读取，1 个已有准备');
    const long = planned.map((one) => ({ ...one, bucket: 'x'.repeat(63), user: 'u'.repeat(64) }));
    expect(Buffer.byteLength(renderFleetDetails({ ...shown, planned: long }, 'zh'))).toBeLessThanOrEqual(
      4096,
    );
  });

  it('ask for nothing once the fleet has ended', () => {
    const status = { ...STATUS, phase: { name: 'finished', outcome: 'complete' } as const };
    expect(renderFleetDetails({ status, counts, total: 5000, members: [], planned: null })).not.toContain(
      'npx prep',
    );
  });
});

describe('the report of a fleet', () => {
  const fleet = {
    name: 'photos',
    at: '2026-11-29T03:00:00.000Z',
    counts,
    members: [{ bucket: '=cmd|"x"', phase: 'failed', problem: '<img src=x>' }] satisfies Member[],
    run: { workflowId: 'batch/photos', runId: 'run-1' },
    linkOf: () => null,
  };

  it('escapes what a bucket or an error brings along', () => {
    expect(renderFleetReport(fleet, 'csv', 'en')).toContain(`"'=cmd|""x"""`);
    const page = renderFleetReport(fleet, 'html', 'zh');
    expect(page).not.toContain('<img');
    expect(page).toContain('lang="zh-CN"');
    expect(JSON.parse(renderFleetReport(fleet, 'json', 'en'))).toMatchObject({ name: 'photos', counts });
  });
});
