import { run } from './run-command';

// Port 1 is reserved; nothing listens there.
const env = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

describe('prep worker', () => {
  it('exits with 2 where its configuration is not valid, and says what is missing', async () => {
    const ran = await run(['worker', '--config', '/nonexistent/prep.toml', '--json'], { env });
    expect(ran.exitCode).toBe(2);
    expect(ran.json().error).toMatchObject({
      type: 'ConfigurationError',
      message: expect.stringContaining('/nonexistent/prep.toml'),
    });
  });
});

describe('prep doctor', () => {
  it('exits with 1 on problems, and tells each with what to change', async () => {
    const ran = await run(['doctor', '--json'], { env });
    expect(ran.exitCode).toBe(1);
    const { outcome, checks } = ran.json() as {
      outcome: string;
      checks: { outcome: string; message: string }[];
    };
    expect(outcome).toBe('problem');
    expect(checks.map(({ message }) => message).join('\n')).toContain('127.0.0.1:1');
  });

  it('prints the report for people without colours off a terminal', async () => {
    const ran = await run(['doctor'], { env });
    expect(ran).toMatchObject({ exitCode: 1, out: expect.stringContaining('Not ready: ') });
    expect(ran.out).not.toContain('\u001B');
  });
});
