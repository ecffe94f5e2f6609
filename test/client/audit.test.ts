import { AUDIT } from '../presentation/report/audit';
import { PREPARED } from '../presentation/report/results';
import { FakePreparations, WAITING } from './fake-preparations';
import { run } from './run-command';

describe('prep audit', () => {
  it('tells everything that happened, in its order', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: WAITING }];
    preparations.trail = AUDIT;
    const ran = await run(['audit', 'photos'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatchSnapshot();
  });

  it('asks no worker about a run that has ended with a result', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = { ...PREPARED, audit: AUDIT };
    const ran = await run(['audit', 'photos', '--json'], { preparations });
    expect(ran.json()).toEqual(AUDIT);
  });

  it('asks a worker about a run that ended without one', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'cancelled' }];
    preparations.trail = AUDIT;
    expect((await run(['audit', 'photos', '--json'], { preparations })).json()).toEqual(AUDIT);
  });

  it('says that nothing has happened yet', async () => {
    const preparations = new FakePreparations();
    expect((await run(['audit', 'photos'], { preparations })).out).toContain('No event yet.');
  });
});
