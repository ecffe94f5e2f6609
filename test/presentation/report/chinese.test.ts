import { renderJobForm } from '../../../presentation/report/job-form-text';
import { renderCsvReport } from '../../../presentation/report/csv-report';
import { renderHtmlReport } from '../../../presentation/report/html/html-report';
import { renderMarkdownReport } from '../../../presentation/report/markdown-report';
import { englishLeft } from '../../english-left';
import { DRAFT } from './draft';
import { PREPARED_IN_PHRASES, REJECTED_IN_PHRASES } from './results-in-phrases';

describe('in Chinese, without an English sentence', () => {
  it.each([
    ['prepared', PREPARED_IN_PHRASES],
    ['not prepared', REJECTED_IN_PHRASES],
    ['not ended', DRAFT],
  ])('tells of what was %s', (_, result) => {
    const texts = [renderMarkdownReport(result, 'zh'), renderJobForm(result, 'zh')];
    expect(texts).toMatchSnapshot();
    expect(texts.flatMap(englishLeft)).toEqual([]);
  });

  it.each([
    ['prepared', PREPARED_IN_PHRASES],
    ['not prepared', REJECTED_IN_PHRASES],
    ['not ended', DRAFT],
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
