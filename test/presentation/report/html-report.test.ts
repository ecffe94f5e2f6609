import type { ReportedResult } from '../../../contracts/runs/result';
import { renderHtmlReport } from '../../../presentation/report/html/html-report';
import { LANGUAGES } from '../../../presentation/words/language';
import { HOSTILE_TEXTS, UNSEEN } from '../../rig/hostile-texts';
import { planted } from '../../rig/planted';
import { AUDIT } from './audit';
import { DRAFT } from './draft';
import { INVENTORY, PREPARED, REJECTED } from './results';

const DECISIONS = AUDIT.events.flatMap((event) => (event.kind === 'decision' ? [event.decision] : []));
const WHOLE: Readonly<Record<string, ReportedResult>> = {
  prepared: { ...PREPARED, approvedBy: DECISIONS, audit: AUDIT },
  rejected: { ...REJECTED, audit: AUDIT },
  'not ended': DRAFT,
};

/** Names of the elements of a page, in order. */
function elementsOf(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-z][a-z0-9]*)[^<>]*>/gi)].map(([, name = '']) => name);
}

/** What a reader sees, roughly. */
function textOf(page: string): string {
  return page
    .replace(/<style>[^]*<\/style>/, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe.each(LANGUAGES)('the report as HTML, in %s', (language) => {
  it.each(Object.entries(WHOLE))('is one file without script or anything loaded: %s', (_, result) => {
    const page = renderHtmlReport(result, language);

    expect(page).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}`));
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b|\son[a-z]+=|url\(|@import/i);
    expect(page).not.toMatch(/sealed password|sealed key/);
  });

  it.each(
    Object.entries(HOSTILE_TEXTS).flatMap(([name, text]) =>
      Object.entries(WHOLE).map(([outcome, result]) => [name, outcome, text, result] as const),
    ),
  )('shows %s in every field as text: %s', (_, __, text, result) => {
    const keep = ['approver'];
    const page = renderHtmlReport(planted(result, text, keep), language);
    const ordinary = renderHtmlReport(planted(result, 'ordinary', keep), language);

    expect(elementsOf(page)).toEqual(elementsOf(ordinary));
    expect(page.match(/<[^<>]*\son\w+=/)).toBeNull();
    expect(page).not.toMatch(UNSEEN);
    expect(page.split('\n')).toHaveLength(ordinary.split('\n').length);
  });
});

it('shows everything of a preparation', () => {
  const text = textOf(renderHtmlReport(WHOLE['prepared']!, 'en'));

  for (const part of [
    'Outcome: prepared',
    '1 blocker was found in the bucket',
    'ks3-photos-to-oss',
    'AliyunMGWFullAccess',
    'Events at the approval gate',
    'Archived objects cannot be read.',
    'Affected: 567 objects, 518 MiB',
    'What to do: Restore them first.',
    'Sample keys: old/1',
    'Largest objects',
    'a|b/&lt;big&gt;`.tar',
    'Create the migration job.',
    'npx prep open photos --identity IDENTITY-FILE',
    'are revoked automatically on 2026-05-31 08:00 UTC',
  ]) {
    expect(text).toContain(part);
  }
});

it('shows what was removed and kept if nothing was prepared', () => {
  const text = textOf(renderHtmlReport(REJECTED, 'en'));

  expect(text).toContain('Outcome: rejected');
  expect(text).toContain('RAM user mgw-photos');
  expect(text).toContain('it holds objects');
  expect(text).not.toContain('Migration job form');
});

describe('charts', () => {
  const charts = (inventory: typeof INVENTORY) => {
    const page = renderHtmlReport({ ...PREPARED, inventory }, 'en');
    return [...page.matchAll(/<h3>([^<]*)<\/h3>\s*<table class="chart">/g)].map(([, title]) => title);
  };

  it('has one for each distribution that was collected, and none for another', () => {
    expect(charts(INVENTORY)).toEqual([
      'By storage class',
      'By top-level prefix',
      'By size',
      'By month of last change',
    ]);
    const totals = { ...INVENTORY.totals, byMonth: {}, bySizeBand: {} };
    expect(charts({ ...INVENTORY, totals })).toEqual(['By storage class', 'By top-level prefix']);
  });

  it('gives each bar its share in words, and an empty bucket none', () => {
    const page = renderHtmlReport(PREPARED, 'en');
    expect(page).toContain('aria-label="99.9% of all bytes"');
    const nothing = { objects: '0', bytes: '0' };
    const totals = { ...INVENTORY.totals, ...nothing, byStorageClass: { STANDARD: nothing } };
    const empty = renderHtmlReport({ ...PREPARED, inventory: { ...INVENTORY, totals } }, 'en');
    expect(empty).toContain('aria-label="0.0% of all bytes"');
  });

  it('adds up what is beyond two dozen rows', () => {
    const listed = Array.from({ length: 80 }, (_, n) => ({
      prefix: `p${n}/`,
      objects: '10',
      bytes: '100',
      exact: n < 70,
    }));
    const byPrefix = { listed, other: { objects: '5', bytes: '7' } };
    const text = textOf(
      renderHtmlReport(
        { ...PREPARED, inventory: { ...INVENTORY, totals: { ...INVENTORY.totals, byPrefix } } },
        'en',
      ),
    );
    expect(text).toContain('p22/');
    expect(text).not.toContain('p23/');
    expect(text).toMatch(/58 more\s+at least 575\s+5\.57 KiB/);
  });

  it('adds up the earliest of many months', () => {
    const byMonth = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `${2020 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
        { objects: '1', bytes: '10' },
      ]),
    );
    const totals = { ...INVENTORY.totals, byMonth };
    const text = textOf(renderHtmlReport({ ...PREPARED, inventory: { ...INVENTORY, totals } }, 'en'));
    expect(text).toMatch(/7 earlier months\s+7\s+70 B\s+2020-08/);
    expect(text).toContain('2022-06');
  });
});
