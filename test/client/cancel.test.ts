import { RunFailedError } from '../../client/runs/preparations';
import { phrase } from '../../presentation/words/words';
import { REJECTED } from '../presentation/report/results';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

function cancelled(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'running' }, { state: 'cancelled' }];
  preparations.ending = new RunFailedError('Cancelled', phrase('command.runCancelled'));
  preparations.cleaned = { removed: ['RAM user mgw-photos'], kept: [], enabled: [] };
  return preparations;
}

describe('prep cancel', () => {
  it('cancels with the reason, waits for the clean-up, and reports what was removed', async () => {
    const preparations = cancelled();
    const ran = await run(['cancel', 'photos', '--reason', 'wrong bucket'], { preparations });
    expect(ran).toMatchObject({ exitCode: 0, error: '' });
    expect(preparations.cancelled).toEqual(['prepare/photos: wrong bucket']);
    expect(ran.out).toContain('Cancelled prepare/photos\n  Removed  RAM user mgw-photos');
  });

  it('says what was kept and why, and asks for an action then', async () => {
    const preparations = cancelled();
    preparations.cleaned = {
      removed: [],
      kept: [{ what: 'OSS bucket photos-oss', why: 'it holds objects' }],
      enabled: [],
    };
    const ran = await run(['cancel', '--id', 'prepare/photos', '--json'], { preparations });
    expect(ran.exitCode).toBe(5);
    expect(ran.json()).toMatchObject({
      state: 'cancelled',
      removed: [],
      kept: [{ what: 'OSS bucket photos-oss', why: 'it holds objects' }],
    });
  });

  it('has its status say the same afterwards', async () => {
    const preparations = cancelled();
    preparations.looks = [{ state: 'cancelled' }];
    preparations.cleaned = {
      removed: ['address src'],
      kept: [{ what: 'job 1', why: 'it was launched' }],
      enabled: [],
    };
    const ran = await run(['status', '--id', 'migrate/photos'], { preparations });
    expect(ran.out).toContain('Removed  address src\n  Kept     job 1: it was launched');
    const asJson = await run(['status', '--id', 'migrate/photos', '--json'], { preparations });
    expect(asJson.json()).toMatchObject(preparations.cleaned);
  });

  it('promises for a migration to remove what was never launched, and nothing more', async () => {
    const preparations = cancelled();
    preparations.looks = [{ state: 'running', type: 'migrateBucket' }];
    const ran = await run(['cancel', '--id', 'migrate/photos', '--no-wait'], { preparations });
    expect(ran.out).toContain('it removes what was never launched');
  });

  it.each([
    ['revokeCredentials', 'revoke/mgw-photos', 'an AccessKey that it disabled is enabled again'],
    ['rotateCredentials', 'rotate/mgw-photos', 'a new one that nobody confirmed is removed'],
  ])('says what becomes of the AccessKeys of %s, and what became of them', async (type, id, promised) => {
    const preparations = cancelled();
    preparations.cleaned = { removed: [], kept: [], enabled: ['LTAI1'] };
    preparations.looks = [
      { state: 'running', type },
      { state: 'cancelled', type },
    ];
    const ran = await run(['cancel', '--id', id], { preparations });
    expect(ran.out).toContain(promised);
    expect(ran.out).toContain(`Cancelled ${id}\n  Enabled again  AccessKey LTAI1`);
    const afterwards = await run(['status', '--id', id], { preparations });
    expect(afterwards.out).toContain('Enabled again  AccessKey LTAI1');
    for (const { out } of [ran, afterwards]) {
      expect(out.includes('The new AccessKey, which was confirmed, works as well.')).toBe(
        type === 'rotateCredentials',
      );
    }
    expect((await run(['status', '--id', id, '--json'], { preparations })).json()).toMatchObject({
      enabled: ['LTAI1'],
    });
    expect(ran.out).not.toContain('nothing that had to be removed');
  });

  it('does not wait if told so', async () => {
    const preparations = cancelled();
    const ran = await run(['cancel', 'photos', '--no-wait'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('npx prep status photos');
    expect(preparations.cancelled).toEqual([expect.stringMatching(/^prepare\/photos: Cancelled by .+@/)]);
  });

  it('is refused for a run that has ended', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    const ran = await run(['cancel', 'photos', '--json'], { preparations });
    expect(ran.json().error.type).toBe('AlreadyFinished');
    expect(preparations.cancelled).toEqual([]);
  });

  it.each([
    ['cancel', 'photos'],
    ['retry', 'photos'],
    ['approve', 'photos', '--approver', 'li.wei'],
    ['reject', 'photos', '--approver', 'li.wei', '--reason', 'no'],
  ])('exits as every command to a run that was rejected: %s', async (...argv) => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = REJECTED;
    const ran = await run([...argv, '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([4, 'AlreadyFinished']);
    preparations.ending = new RunFailedError('Cancelled', phrase('command.runCancelled'));
    expect((await run([...argv, '--json'], { preparations })).exitCode).toBe(1);
  });
});

describe('a run that was cancelled', () => {
  const ended = (...argv: string[]) => {
    const preparations = cancelled();
    preparations.looks = [{ state: 'cancelled' }];
    return run([...argv, 'photos'], { preparations });
  };

  it('says in its status what was removed, and its type only once', async () => {
    const ran = await ended('status');
    expect(ran.out).toContain('\n\nThe run was cancelled.\n\n  Removed  RAM user mgw-photos');
    const inChinese = await ended('status', '--lang', 'zh');
    expect(inChinese.out).toContain('\n\n该运行已被取消。\n\n  已移除  RAM user mgw-photos');
    expect((await ended('status', '--json')).json()).toMatchObject({
      removed: ['RAM user mgw-photos'],
      kept: [],
    });
  });

  it('has no report, and leads to its status', async () => {
    expect((await ended('report')).error).toContain(
      'ended without a result. The run was cancelled. See: npx prep status photos',
    );
    expect((await ended('report', '--lang', 'zh')).error).toContain(
      '该运行已结束，但没有结果。该运行已被取消。详情：npx prep status photos',
    );
  });
});

describe('a run of another kind', () => {
  it('is named, with where to see it, if it is an inventory that runs', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'running', status: { totals: null } as never }];
    const ran = await run(['status', '--id', 'inventory/photos'], { preparations });
    expect(ran).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('inventory/photos is an inventory'),
    });
  });
});
