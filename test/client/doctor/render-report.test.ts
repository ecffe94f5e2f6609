import { inEnglish } from '../in-english';
import { ok, problem, warning, worstOutcome } from '../../../client/doctor/doctor-report';
import { renderDoctorReport } from '../../../client/doctor/render-report';

const PLAIN = inEnglish();

const report = {
  checks: [
    ok('Configuration', 'Read from /etc/prep.toml.'),
    warning('Workers', 'No worker has asked for work.', 'Start one: npx prep worker'),
    problem('KS3 (default)', 'KS3 refused the signature.', 'Check the secret.'),
  ],
};

describe("the doctor's report on a terminal", () => {
  it('shows each check with its sign, below it what to change, and the count at the end', () => {
    expect(renderDoctorReport(report, PLAIN)).toBe(
      [
        '✓ Configuration  Read from /etc/prep.toml.',
        '! Workers        No worker has asked for work.',
        '                 → Start one: npx prep worker',
        '✗ KS3 (default)  KS3 refused the signature.',
        '                 → Check the secret.',
        '',
        'Not ready: 1 problem and 1 warning.',
        '',
      ].join('\n'),
    );
  });

  it('colours the signs where asked to, and nothing else', () => {
    const paint = inEnglish((style, text) => `<${style}>${text}</>`);
    const lines = renderDoctorReport(report, paint).split('\n');

    expect(lines[0]).toBe('<green>✓</> Configuration  Read from /etc/prep.toml.');
    expect(lines[3]?.startsWith('<red>✗</> KS3')).toBe(true);
  });

  it('keeps control characters of services from the terminal', () => {
    const hostile = { checks: [problem('OSS', 'before\u001b[2J\r\nafter', 'x\u0007y')] };

    expect(renderDoctorReport(hostile, PLAIN)).toContain(
      '✗ OSS  before\\u{1B}[2J after\n       → x\\u{7}y\n',
    );
  });

  it('says when everything is ready, and when it is with warnings', () => {
    const [fine, careful] = report.checks;

    expect(renderDoctorReport({ checks: [fine!] }, PLAIN)).toMatch(/\nEverything is ready\.\n$/);
    expect(renderDoctorReport({ checks: [fine!, careful!, careful!] }, PLAIN)).toMatch(
      /\nReady, with 2 warnings\.\n$/,
    );
  });
});

it('judges a report by its worst check', () => {
  const [fine, careful, bad] = report.checks;

  expect(worstOutcome({ checks: [] })).toBe('ok');
  expect(worstOutcome({ checks: [fine!] })).toBe('ok');
  expect(worstOutcome({ checks: [careful!, fine!] })).toBe('warning');
  expect(worstOutcome({ checks: [bad!, careful!] })).toBe('problem');
});
