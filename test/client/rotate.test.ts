import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { sealSecrets } from '../../provisioning/sealing/sealing';
import type { RotationResult } from '../../contracts/credentials/credential-lifecycle';
import { CommandError } from '../../client/command-error';
import { UNSIGNED } from '../presentation/report/results';
import { FakePreparations, RUNNING } from './fake-preparations';
import { run } from './run-command';

import {
  afterPreparation,
  afterPreparationWithKey,
  READER,
  REVOKED,
  ROTATED,
  waitingFor,
} from './lifecycle-runs';

describe('prep rotate', () => {
  it.each([
    ['--code', 'CODE'],
    ['--identity', 'identity.txt'],
  ])('starts no rotation for somebody who meant to confirm one: %s %s', async (...option) => {
    const preparations = new FakePreparations();
    const ran = await run(['rotate', 'photos', ...option, '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.message]).toEqual([2, expect.stringContaining('--confirm')]);
    expect(preparations.started).toEqual([]);
  });

  it('is proposed with what a confirmation needs', async () => {
    const preparations = new FakePreparations();
    const waits = waitingFor('the confirmation of the new AccessKey', true, 'rotate/mgw-photos');
    preparations.looks = [{ status: waits }];
    const { out } = await run(['status', '--id', 'rotate/mgw-photos'], { preparations });
    expect(out).toContain(
      'npx prep rotate --user mgw-photos --confirm --by YOUR-NAME --identity IDENTITY-FILE\n',
    );
  });

  const confirmable = waitingFor('the confirmation of the new AccessKey', true, 'rotate/mgw-photos');

  it('starts a rotation that tries its key on the bucket of the preparation', async () => {
    const preparations = afterPreparation();
    const ran = await run(
      [
        'rotate',
        'photos',
        '--recipient',
        'age1x',
        '--confirm-within',
        '2 days',
        '--grace',
        '1 hour',
        '--json',
      ],
      { preparations },
    );
    expect(ran.exitCode).toBe(0);
    expect(preparations.started[0]).toMatchObject({
      type: 'rotateCredentials',
      workflowId: 'rotate/mgw-photos',
      input: {
        destination: { bucket: 'photos-oss', region: 'cn-beijing' },
        credentials: { recipients: ['age1x'] },
        confirmWithin: '2 days',
        grace: '1 hour',
      },
    });
  });

  it('cannot leave out the grace period of the old key', async () => {
    const preparations = afterPreparation();
    expect((await run(['rotate', 'photos', '--now'], { preparations })).exitCode).toBe(2);
    expect(preparations.started).toEqual([]);
  });

  it('stops to wait for the confirmation, with the commands for it and exit code 3', async () => {
    const preparations = afterPreparation({ status: confirmable });
    const ran = await run(['rotate', 'photos', '--wait'], { preparations });
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toContain('npx prep open --id rotate/mgw-photos --identity IDENTITY-FILE');
    expect(ran.out).toContain('npx prep rotate --user mgw-photos --confirm');
  });

  it('confirms the new key where one waits for it, and sends nothing where none does', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: confirmable }];
    const argv = ['rotate', '--user', 'mgw-photos', '--confirm', '--code', 'c0de', '--by', 'li.wei'];
    const ran = await run(argv, { preparations });
    expect(ran.exitCode).toBe(0);
    expect(preparations.updates).toEqual([
      { workflowId: 'rotate/mgw-photos', name: 'confirmNow', payload: { by: 'li.wei', code: 'c0de' } },
    ]);
    preparations.looks = [{ status: RUNNING }];
    const needless = await run(['rotate', '--user', 'mgw-photos', '--confirm', '--json'], { preparations });
    expect([needless.exitCode, needless.json().error.type]).toEqual([1, 'NothingToConfirm']);
    expect(preparations.updates).toHaveLength(1);

    preparations.looks = [{ status: confirmable }];
    const codeless = await run(['rotate', '--user', 'mgw-photos', '--confirm', '--json'], { preparations });
    expect([codeless.exitCode, codeless.json().error.type]).toEqual([2, 'InvalidInput']);
    preparations.updateAnswer = new CommandError('DecisionRefused', 'The code is not that of the key.');
    const refused = await run(argv, { preparations });
    expect(refused).toMatchObject({ exitCode: 1, error: expect.stringContaining('The code is not that') });
    expect(refused.out).not.toContain('Confirmed');
  });

  it('follows the rotation after the confirmation with --wait', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: confirmable }, { status: RUNNING }, { state: 'completed' }];
    preparations.ending = ROTATED;
    const argv = ['rotate', '--user', 'mgw-photos', '--confirm', '--code', 'c0de', '--wait', '--json'];
    const ran = await run(argv, { preparations });
    expect([ran.exitCode, ran.json()]).toMatchObject([0, { result: { outcome: 'rotated' } }]);
  });

  it('replaces the dedicated source AccessKey with --source, under a workflow ID of its own', async () => {
    const id = `rotate/source/${READER}`;
    const preparations = afterPreparationWithKey({
      status: waitingFor('the confirmation of the new AccessKey', true, id),
    });
    const ran = await run(['rotate', 'photos', '--source', '--wait'], { preparations });
    expect(preparations.started).toMatchObject([
      {
        type: 'rotateCredentials',
        workflowId: id,
        summary: `Replace the AccessKey of Kingsoft IAM user ${READER}`,
        input: {
          key: 'source',
          source: {
            bucket: 'photos',
            profile: 'archive',
            accessKey: 'create',
            endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
            region: 'BEIJING',
          },
          destination: { bucket: 'photos-oss' },
        },
      },
    ]);
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toContain(`npx prep open --id ${id} --identity IDENTITY-FILE`);
    expect(ran.out).toContain(`npx prep rotate --source --user ${READER} --confirm`);
    const confirm = ['rotate', '--source', '--user', READER, '--confirm', '--code', 'c0de'];
    await run(confirm, { preparations });
    expect(preparations.updates).toMatchObject([{ workflowId: id, name: 'confirmNow' }]);
  });

  it('knows the Kingsoft IAM user without the result of the preparation', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [];
    await run(['rotate', 'photos', '--source', '--user', 'mgw-photos'], { preparations });
    expect(preparations.started).toMatchObject([
      { workflowId: `rotate/source/${READER}`, input: { source: { bucket: 'photos', accessKey: 'create' } } },
    ]);
  });

  it('replaces no source AccessKey where the configured one is used', async () => {
    const preparations = afterPreparation();
    const ran = await run(['rotate', 'photos', '--source', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([2, 'InvalidInput']);
    expect(ran.json().error.message).toContain('No dedicated source AccessKey was created');
    expect(preparations.started).toEqual([]);
  });

  it.each<[RotationResult, number]>([
    [ROTATED, 0],
    [{ ...ROTATED, outcome: 'not confirmed' }, 4],
  ])('tells by its exit code how it ended', async (ending, exitCode) => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = ending;
    const status = await run(['status', '--id', 'rotate/mgw-photos'], { preparations });
    expect(status.exitCode).toBe(exitCode);
    expect(status.out).toContain('Rotation rotate/mgw-photos');
    const watched = await run(['watch', '--id', 'rotate/mgw-photos'], { preparations });
    expect(watched.exitCode).toBe(exitCode);
    expect(watched.out).not.toContain('prep report');
    const report = await run(['report', '--id', 'rotate/mgw-photos', '--json'], { preparations });
    expect(report.json().error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('npx prep open --id rotate/mgw-photos'),
    });
  });
});

describe('prep open, about a rotation', () => {
  let folder: string;
  let identity: string;
  let sealed: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prep-rotation-'));
    identity = join(folder, 'identity.txt');
    const key = await generateIdentity();
    await writeFile(identity, `${key}\n`, { mode: 0o600 });
    const secrets = { accessKeyId: 'LTAInext', accessKeySecret: 's3cret', confirmationCode: 'c0de' };
    sealed = await sealSecrets(secrets, [await identityToRecipient(key)]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const open = (preparations: FakePreparations) =>
    run(['open', '--id', 'rotate/mgw-photos', '--identity', identity, '--json'], { preparations });

  it('gives the code that confirms it to who can open it, and to nobody else', async () => {
    const preparations = new FakePreparations();
    const waits = waitingFor('the confirmation', true, 'rotate/mgw-photos');
    preparations.looks = [{ status: waits }];
    preparations.rotation = {
      key: 'oss',
      account: { accountId: '1', userName: 'mgw-photos', accessKeyId: 'LTAInext' },
      sealedCredentials: { password: null, accessKey: sealed, sourceAccessKey: null },
      run: ROTATED.run,
      signature: UNSIGNED,
    };
    const confirm = ['rotate', '--user', 'mgw-photos', '--confirm', '--identity'];
    await run([...confirm, identity], { preparations });
    expect(preparations.updates).toMatchObject([{ name: 'confirmNow', payload: { code: 'c0de' } }]);
    const stranger = await run([...confirm, '-'], { preparations, stdin: await generateIdentity() });
    expect(stranger.exitCode).toBe(1);
    expect(preparations.updates).toHaveLength(1);
  });

  it('opens the new key while it waits to be confirmed, and from the result afterwards', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: waitingFor('the confirmation', true, 'rotate/mgw-photos') }];
    expect((await open(preparations)).json().error.message).toContain('has not issued a new AccessKey yet');
    preparations.rotation = {
      key: 'oss',
      account: { accountId: '1', userName: 'mgw-photos', accessKeyId: 'LTAInext' },
      sealedCredentials: { password: null, accessKey: sealed, sourceAccessKey: null },
      run: ROTATED.run,
      signature: UNSIGNED,
    };
    const opened = {
      userName: 'mgw-photos',
      password: null,
      accessKeyId: 'LTAInext',
      accessKeySecret: 's3cret',
      confirmationCode: 'c0de',
    };
    expect((await open(preparations)).json()).toMatchObject(opened);

    preparations.looks = [{ state: 'completed' }];
    preparations.ending = {
      ...ROTATED,
      sealedCredentials: { password: null, accessKey: sealed, sourceAccessKey: null },
      run: ROTATED.run,
      signature: UNSIGNED,
    };
    expect((await open(preparations)).json()).toMatchObject(opened);
    preparations.ending = REVOKED;
    expect((await open(preparations)).json().error.type).toBe('NoResult');

    preparations.ending = {
      ...ROTATED,
      key: 'source',
      account: { accountId: null, userName: READER, signIn: null, accessKeyId: 'LTAInext' },
      sealedCredentials: { password: null, accessKey: null, sourceAccessKey: sealed },
    };
    expect((await open(preparations)).json()).toMatchObject({
      cloud: 'Kingsoft Cloud',
      userName: READER,
      accessKeyId: null,
      sourceAccessKeyId: 'LTAInext',
      sourceAccessKeySecret: 's3cret',
    });
  });
});
