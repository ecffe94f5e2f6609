import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { REPORTS_PATH } from '../../configuration/settings/web-addresses';
import { STYLE } from '../../presentation/report/html/style';
import {
  REPORT_FORMATS,
  renderReport,
  reportFile,
  reportFormatNamed,
  type ReportFormat,
} from '../../presentation/report/render-report';
import { shown } from '../../presentation/text/foreign-text';
import { LANGUAGES, type Language } from '../../presentation/words/language';
import { wordsOf } from '../../presentation/words/words';
import type { AccessLog } from '../codec-endpoint/access-log';
import type { Callers, CodecEnv } from '../codec-endpoint/callers';
import { RateLimit } from '../codec-endpoint/rate-limit';
import { Refusal } from '../http/refusal';
import type { FoundResult, ReadResult } from '../../provisioning/trust/finished-run';

/** What the reports need. */
export interface ReportSource {
  /** Null while the worker has no connection to the Temporal server yet. */
  readonly read: () => ReadResult | null;
  /** Of reports whose address names none. */
  readonly language: Language;
}

/** Of one caller. */
const REPORTS = { burst: 30, perSecond: 1 };

const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

/** Nothing runs, nothing is loaded, and no other page gets to see it or frames it. */
const SECURITY_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

/**
 * `GET /codec/reports/WORKFLOW-ID?format=html&language=zh`, and `&run=RUN-ID` for an earlier run: the report of a
 * preparation, or of a migration that has ended, for whoever may use the codec endpoint.
 */
export function reportRoutes(
  { read, language: usual }: ReportSource,
  callers: Callers,
  log: AccessLog,
): Hono<CodecEnv> {
  const rate = new RateLimit(REPORTS);
  const app = new Hono<CodecEnv>();
  app.get(`${REPORTS_PATH}:workflowId{.+}`, callers.identifiedReader, async (context) => {
    const language = languageOf(context.req.query('language'), usual);
    const { refusals } = wordsOf(language).report;
    if (!rate.allows(context.get('caller').name)) {
      throw new Refusal(429, refusals.tooMany, { 'Retry-After': '10' });
    }
    const asked = context.req.query('format') ?? 'html';
    const format = reportFormatNamed(asked);
    if (format === undefined) {
      throw new Refusal(
        400,
        refusals.format({ format: shown(asked, 100), known: REPORT_FORMATS.join(', ') }),
      );
    }
    const workflowId = context.req.param('workflowId') ?? '';
    const readResult = read();
    if (readResult === null) {
      throw new Refusal(503, refusals.notConnected, { 'Retry-After': '5' });
    }
    const found = await readResult(workflowId, context.req.query('run')).catch(() => {
      throw new Refusal(503, refusals.unreadable, { 'Retry-After': '5' });
    });
    if (found.kind !== 'result') {
      throw noReport(found.kind, shown(workflowId, 200), language);
    }
    log.reported(context, format, workflowId);
    return context.body(reportFile(renderReport(found.result, format, language), format), 200, {
      'Content-Type': CONTENT_TYPES[format],
      'Content-Language': language,
      ...SECURITY_HEADERS,
    });
  });
  return app;
}

function languageOf(text: string | undefined, usual: Language): Language {
  if (text === undefined) {
    return usual;
  }
  const language = LANGUAGES.find((one) => one === text);
  if (language === undefined) {
    const { refusals } = wordsOf(usual).report;
    throw new Refusal(400, refusals.language({ language: shown(text, 100), known: LANGUAGES.join(', ') }));
  }
  return language;
}

function noReport(
  kind: Exclude<FoundResult['kind'], 'result'>,
  workflowId: string,
  language: Language,
): Refusal {
  const { refusals } = wordsOf(language).report;
  switch (kind) {
    case 'unknown run':
      return new Refusal(404, refusals.unknownRun({ workflowId }));
    case 'open':
      return new Refusal(409, refusals.open({ workflowId }));
    case 'no result':
      return new Refusal(404, refusals.noResult({ workflowId }));
    case 'not authentic':
      return new Refusal(422, refusals.notAuthentic({ workflowId }));
  }
}
