import type { NotPreparedResult, PreparedResult } from '../../../contracts/result';
import { renderJobForm } from '../../../presentation/report/job-form-text';
import { renderCsvReport } from '../../../presentation/report/csv-report';
import { renderHtmlReport } from '../../../presentation/report/html/html-report';
import { renderMarkdownReport } from '../../../presentation/report/markdown-report';
import { phrase } from '../../../presentation/words/words';
import { fillJobForm } from '../../../provisioning/result/job-form';
import { englishLeft } from '../../english-left';
import { preparationWith } from '../../provisioning/preparation';
import { AUDIT } from './audit';
import { INVENTORY, PREPARED, REJECTED } from './results';

const DECISIONS = AUDIT.events.flatMap((event) => (event.kind === 'decision' ? [event.decision] : []));
const inventory = {
  ...INVENTORY,
  findings: INVENTORY.findings.map((finding) => ({
    ...finding,
    happens: phrase('inventory.archived'),
    remedy: phrase('inventory.restoreArchived'),
  })),
};

/** With phrases, as workers send them. */
const prepared: PreparedResult = {
  ...PREPARED,
  summary: phrase('provisioning.ready', { from: 'photos', to: 'photos-oss' }),
  inventory,
  jobForm: fillJobForm(preparationWith(), inventory, { source: null, destination: null }),
  destination: { ...PREPARED.destination, adopt: true },
  sourceKey: {
    mode: 'create',
    accessKeyId: 'AKLTnew',
    accountId: null,
    userName: 'mgw-photos-1a2b3c4d',
    policyName: 'mgw-photos-1a2b3c4d',
    profile: 'default',
  },
  sealedCredentials: { ...PREPARED.sealedCredentials, sourceAccessKey: 'sealed source key' },
  approvedBy: DECISIONS,
  audit: AUDIT,
  checks: [
    {
      name: phrase('provisioning.ks3List'),
      outcome: 'ok',
      message: phrase('provisioning.ks3MayList', { bucket: 'photos' }),
    },
  ],
  warnings: [phrase('provisioning.ks3NothingToRead', { bucket: 'photos' })],
  nextSteps: [phrase('provisioning.openCredentials', { bucket: 'photos' }), phrase('provisioning.createJob')],
};

const rejected: NotPreparedResult = {
  ...REJECTED,
  summary: phrase('provisioning.notPrepared', {
    because: phrase('approval.rejectedBy', { approver: 'li.wei', comment: 'wrong bucket' }),
    removed: [phrase('resource.ramUser', { name: 'mgw-photos' })],
  }),
  inventory,
  audit: AUDIT,
  undo: {
    removed: [phrase('resource.ramUser', { name: 'mgw-photos' })],
    kept: [
      { what: phrase('resource.ossBucket', { name: 'photos' }), why: phrase('provisioning.bucketNotEmpty') },
    ],
  },
};

describe('in Chinese, without an English sentence', () => {
  it.each([
    ['prepared', prepared],
    ['not prepared', rejected],
  ])('tells of what was %s', (_, result) => {
    const texts = [renderMarkdownReport(result, 'zh'), renderJobForm(result, 'zh')];
    expect(texts).toMatchSnapshot();
    expect(texts.flatMap(englishLeft)).toEqual([]);
  });

  it.each([
    ['prepared', prepared],
    ['not prepared', rejected],
  ])('tells of what was %s as HTML and as CSV', (_, result) => {
    const page = renderHtmlReport(result, 'zh')
      .replace(/<style>[^]*<\/style>/, '')
      .replace(/<(code|pre)\b[^]*?<\/\1>/g, '')
      .replace(/<[^>]*>/g, '\n');
    expect([page, renderCsvReport(result, 'zh')].flatMap(englishLeft)).toEqual([]);
  });
});

it('finds English sentences, and takes no code or command for one', () => {
  expect(englishLeft('摘要：the totals are complete。')).toEqual(['the totals are complete']);
  expect(englishLeft('运行 npx prep open photos now please，AccessKey ID，`any code in it`')).toEqual([]);
});
