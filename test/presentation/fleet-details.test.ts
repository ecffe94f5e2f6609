import { describe, expect, it } from '@jest/globals';
import { MEMBER_PHASES, type Member, type PhaseCounts } from '../../contracts/fleet';
import type { PreparationStatus } from '../../contracts/status';
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
    const text = renderFleetDetails({ status: STATUS, counts, total: 5000, members });
    const order = ['**1** preparation requires', '**2** plans wait', '| Phase | Buckets |', 'photos-1]'].map(
      (one) => text.indexOf(one),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
    expect(text).toContain('`npx prep batch retry photos`');
    const odd = { ...STATUS, workflowId: 'q1`s' };
    expect(renderFleetDetails({ status: odd, counts, total: 5000, members })).toContain(
      "``npx prep batch retry --id 'q1`s'``",
    );
    expect(text).toContain('(/namespaces/{namespace}/workflows/prepare%2Fphotos-1)');
    expect(text).toContain('| prepared | 4,997 |');
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
      const text = renderFleetDetails({ status, counts: all, total: 100_000, members: long }, language);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
      expect(text).toContain('npx prep batch retry --id WORKFLOW-ID');
    }
  });

  it('ask for nothing once the fleet has ended', () => {
    const status = { ...STATUS, phase: { name: 'finished', outcome: 'complete' } as const };
    expect(renderFleetDetails({ status, counts, total: 5000, members: [] })).not.toContain('npx prep');
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
