import { renderJobForm } from '../../report/job-form-text';
import { PREPARED, REJECTED } from './results';

describe('the job form as text', () => {
  it('shows every field of the form in its order', () => {
    expect(renderJobForm(PREPARED)).toMatchSnapshot();
  });

  it('names the prefix where only a part of the bucket is migrated', () => {
    const source = { ...PREPARED.jobForm.source, prefix: 'archive/2024/' };
    expect(renderJobForm({ ...PREPARED, jobForm: { ...PREPARED.jobForm, source } })).toMatch(
      /Prefix +archive\/2024\/\n/,
    );
  });

  it('says why there is no form, and what was removed and kept, where nothing was prepared', () => {
    expect(renderJobForm(REJECTED)).toMatchSnapshot();
  });
});
