import { RunFailedError } from '../../client/runs/preparations';
import type { RevocationResult } from '../../contracts/credentials/credential-lifecycle';
import type { Phase, PreparationStatus } from '../../contracts/runs/status';
import { FakePreparations, PARKED, RUNNING } from '../client/fake-preparations';
import { run } from '../client/run-command';
import { AUDIT } from '../presentation/report/audit';
import { PREPARED, REJECTED, UNSIGNED } from '../presentation/report/results';
import { HOSTILE_TEXTS, UNSEEN } from '../rig/hostile-texts';
import { planted } from '../rig/planted';
import { DECIDED } from './decided';

const REVOKED: RevocationResult = {
  outcome: 'revoked',
  summary: 'Revoked: RAM user mgw-photos.',
  account: { accountId: '1234567890123456', userName: 'mgw-photos' },
  run: { workflowId: 'revoke/mgw-photos', runId: 'run-1' },
  preparation: PREPARED.preparation,
  requestedBy: 'li.wei',
  reason: 'done',
  disabledAt: null,
  removed: [{ what: 'RAM user mgw-photos', at: '2026-05-01T08:00:00.000Z' }],
  kept: [{ what: 'policy', why: 'it is used' }],
  proof: [{ name: 'RAM user', outcome: 'ok', message: 'It is gone.' }],
  signature: UNSIGNED,
};

function open(status: PreparationStatus, text: string, keep: readonly string[] = []): FakePreparations {
  const preparations = new FakePreparations();
  const phase = { ...planted(status.phase, text, keep), name: status.phase.name } as Phase;
  preparations.looks = [{ status: { ...planted(status, text), workflowId: 'prepare/photos', phase } }];
  preparations.trail = planted(AUDIT, text);
  return preparations;
}

function ended(ending: object, text: string): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'completed' }];
  preparations.ending = ending instanceof Error ? new RunFailedError(text, text) : planted(ending, text);
  return preparations;
}

/** Command lines, each with what a hostile run, cloud or worker may answer. */
const COMMANDS: Readonly<Record<string, (text: string) => Promise<string>>> = {
  'status of a running one': (text) => printed(['status', 'photos'], open(RUNNING, text)),
  'status of one that waits': (text) => printed(['status', 'photos'], open(DECIDED, text)),
  'status of one that requires action': (text) =>
    printed(['status', 'photos'], open(PARKED, text, ['message'])),
  'status of a prepared one': (text) => printed(['status', 'photos'], ended(PREPARED, text)),
  'status of a rejected one': (text) => printed(['status', 'photos'], ended(REJECTED, text)),
  'status of a revocation': (text) => printed(['status', '--id', 'revoke/mgw-photos'], ended(REVOKED, text)),
  'status as JSON': (text) => printed(['status', 'photos', '--json'], ended(PREPARED, text)),
  'watch of one that waits': (text) => printed(['watch', 'photos', '--until-input'], open(DECIDED, text)),
  'watch of a prepared one': (text) => printed(['watch', 'photos'], ended(PREPARED, text)),
  approve: (text) => printed(['approve', 'photos', '--approver', 'li.wei'], open(DECIDED, text)),
  audit: (text) => printed(['audit', 'photos'], open(DECIDED, text)),
  report: (text) => printed(['report', 'photos'], ended(PREPARED, text)),
  'report as Markdown': (text) =>
    printed(['report', 'photos', '--format', 'markdown'], ended(PREPARED, text)),
  'report of a rejected one as Markdown': (text) =>
    printed(['report', 'photos', '--format', 'markdown'], ended(REJECTED, text)),
  'report as JSON': (text) => printed(['report', 'photos', '--format', 'json'], ended(PREPARED, text)),
};

async function printed(argv: readonly string[], preparations: FakePreparations): Promise<string> {
  const { out, error } = await run(argv, { preparations });
  return `${out}${error}`;
}

describe.each(Object.entries(COMMANDS))('%s', (_, command) => {
  it.each(Object.entries(HOSTILE_TEXTS))('shows %s, and has no line more for it', async (__, text) => {
    const shown = await command(text);
    expect(shown).not.toMatch(UNSEEN);
    expect(shown.split('\n')).toHaveLength((await command('ordinary')).split('\n').length);
  });
});

describe('a run that failed in words of its own', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('forges no line of ours with %s', async (_, text) => {
    const shown = await printed(['status', 'photos'], ended(new Error(text), text));
    expect(shown).not.toMatch(UNSEEN);
    // The run, its page, an empty line; then the failure.
    const [, , , , ...failure] = shown.trimEnd().split('\n');
    expect(failure.filter((line) => line !== '' && !line.startsWith('  '))).toEqual([]);
  });
});
