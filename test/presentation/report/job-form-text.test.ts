import { renderJobForm } from '../../../presentation/report/job-form-text';
import { PREPARED, REJECTED } from './results';

describe('the job form as text', () => {
  it('shows every field of the form in its order', () => {
    expect(renderJobForm(PREPARED, 'en')).toMatchSnapshot();
  });

  it('names the prefix where only a part of the bucket is migrated', () => {
    const source = { ...PREPARED.jobForm.source, prefix: 'archive/2024/' };
    expect(renderJobForm({ ...PREPARED, jobForm: { ...PREPARED.jobForm, source } }, 'en')).toMatch(
      /Prefix +archive\/2024\/\n/,
    );
  });

  it('shows a prefix that cannot be copied off a page with escapes, and says so', () => {
    const form = (prefix: string) => {
      const source = { ...PREPARED.jobForm.source, prefix };
      return renderJobForm({ ...PREPARED, jobForm: { ...PREPARED.jobForm, source } }, 'en');
    };
    expect(form('a\u202Eb/')).toContain(
      String.raw`"a\u{202E}b/" (with escapes: copy it from the result as JSON)`,
    );
    expect(form('(empty: the whole bucket)')).toContain('"(empty: the whole bucket)" (with escapes');
  });

  it('says why there is no form, and what was removed and kept, where nothing was prepared', () => {
    expect(renderJobForm(REJECTED, 'en')).toMatchSnapshot();
  });
});
