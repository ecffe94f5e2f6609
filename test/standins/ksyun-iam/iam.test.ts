import {
  GetBucketLocationCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { Control } from '../../rig/control';
import { send, sign, type Answer, type RawRequest, type Signer } from '../core/signed-request';

let standIns: StandIns;
let control: Control;
beforeEach(async () => {
  standIns = await startStandIns({ buckets: [{ name: 'photos' }, { name: 'videos' }] });
  control = new Control(standIns);
});
afterEach(() => standIns.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };

function request(action: string, body: string, headers: Record<string, string> = {}): RawRequest {
  const path = `/?Action=${action}&Version=2015-11-01`;
  return {
    endpoint: standIns.summary.iam.endpoint,
    method: 'POST',
    path,
    body,
    headers: { ...form, ...headers },
  };
}

const signer = (): Signer => ({ ...standIns.summary.iam, region: 'cn-beijing-6', service: 'iam' });
const call = (action: string, body: string, headers?: Record<string, string>) =>
  send(sign(request(action, body, headers), signer()));
const json = { accept: 'application/json' };
const codeOf = ({ body }: Answer) => (JSON.parse(body) as { Error: { Code: string } }).Error.Code;

describe('the IAM stand-in', () => {
  it('answers in XML unless JSON is asked for, errors too', async () => {
    expect((await call('CreateUser', 'UserName=a')).body).toMatch(
      /^<\?xml.*<CreateUserResponse><CreateUserResult><User>.*<UserName>a<\/UserName>.*<ResponseMetadata><RequestId>/s,
    );
    expect((await call('GetUser', 'UserName=b')).body).toMatch(
      /<ErrorResponse>.*<Error><Type>Sender<\/Type><Code>UserNoSuchEntity<\/Code>/s,
    );
    const answer = await call('GetUser', 'UserName=a', json);
    expect(JSON.parse(answer.body)).toMatchObject({ GetUserResult: { User: { UserName: 'a' } } });
  });

  it('takes parameters from the query as well', async () => {
    const get = { ...request('GetUser', ''), method: 'GET', body: undefined, headers: json };
    const path = `${get.path}&UserName=prep-operator`;
    expect((await send(sign({ ...get, path }, signer()))).status).toBe(200);
  });

  it('verifies who calls, and what', async () => {
    const signed = sign(request('GetUser', 'UserName=prep-operator', json), signer());
    expect((await send(signed)).status).toBe(200);
    const refused: [Partial<RawRequest>, string][] = [
      [{ body: 'UserName=prep-operatos' }, 'SignatureDoesNotMatch'],
      [{ path: signed.path.replace('GetUser', 'DeleteUser') }, 'SignatureDoesNotMatch'],
      [{ headers: { ...signed.headers, authorization: '' } }, 'MissingAuthenticationToken'],
    ];
    for (const [change, code] of refused) {
      const answer = await send({ ...signed, ...change });
      expect([answer.status, codeOf(answer)]).toEqual([403, code]);
    }
    const stranger = { ...signer(), accessKeyId: 'AKLTstranger' };
    expect(codeOf(await send(sign(request('GetUser', 'UserName=a', json), stranger)))).toBe(
      'InvalidClientTokenId',
    );
    const wrongService = { ...signer(), service: 's3' };
    expect(codeOf(await send(sign(request('GetUser', 'UserName=a', json), wrongService)))).toBe(
      'SignatureDoesNotMatch',
    );
    await control.set('clock', { skewSeconds: 3600, service: 'iam' });
    expect(codeOf(await call('GetUser', 'UserName=a', json))).toBe('SignatureDoesNotMatch');
  });

  it('refuses what is documented to be refused, with the documented codes', async () => {
    await call('CreateUser', 'UserName=a');
    const cases: [action: string, body: string, code: string][] = [
      ['CreateUser', '', 'MissingParameter'],
      ['CreateUser', 'UserName=a%20b', 'InvalidParameterValue'],
      ['CreateUser', `UserName=${'a'.repeat(65)}`, 'InvalidParameterValue'],
      ['CreatePolicy', 'PolicyName=p&PolicyDocument=x', 'PolicyDocumentNotJsonFormat'],
      ['CreatePolicy', 'PolicyName=p&PolicyDocument=%7B%7D', 'PolicyDocumentInvalidVersion'],
      ['CreatePolicy', `PolicyName=p&PolicyDocument=${'x'.repeat(2049)}`, 'InvalidParameterValue'],
      ['AttachUserPolicy', 'UserName=a&PolicyKrn=krn%3Anone', 'PolicyNoSuchEntity'],
      [
        'DetachUserPolicy',
        `UserName=a&PolicyKrn=krn:ksc:iam::ksc:policy/KS3ReadOnlyAccess`,
        'UserPolicyNoSuchEntity',
      ],
      ['DeleteAccessKey', 'UserName=a&AccessKeyId=none', 'AccessKeyNoSuchEntity'],
      ['ListUsers', 'MaxItems=101', 'InvalidParameterValue'],
      ['GetCallerIdentity', '', 'InvalidAction'],
    ];
    for (const [action, body, code] of cases) {
      expect([action, codeOf(await call(action, body, json))]).toEqual([action, code]);
    }
  });

  it('makes a key of the main account where no user is named, or refuses, as the switch says', async () => {
    await call('CreateAccessKey', '', json);
    expect((await control.iam()).mainAccessKeys).toHaveLength(1);
    await control.arrange('iam', 'switches', { withoutUserName: 'refused' });
    expect(codeOf(await call('CreateAccessKey', '', json))).toBe('MissingParameter');
  });

  it('tells no secret but in the answer that makes it', async () => {
    await call('CreateUser', 'UserName=a');
    const { body } = await call('CreateAccessKey', 'UserName=a', json);
    const secret = /"SecretAccessKey":"([^"]+)"/.exec(body)?.[1] ?? '';
    expect(standIns.context.secrets.list()).toContainEqual({ kind: 'access-key-secret', value: secret });
    const told = [
      (await call('ListAccessKeys', 'UserName=a', json)).body,
      (await call('ListAllUserAccessKeys', '', json)).body,
      JSON.stringify(await control.iam()),
      JSON.stringify(await control.audit()),
    ];
    expect(told.filter((text) => text.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
  });

  it('asks for patience as its SDKs know it, and goes wrong on demand', async () => {
    await control.set('limits', { service: 'iam', maxConcurrent: 0, requestsPerSecond: 1 });
    await call('GetUser', 'UserName=a', json);
    expect(await call('GetUser', 'UserName=a', json)).toMatchObject({ status: 429 });
    await control.set('limits', { service: 'iam' });
    await control.fault({
      service: 'iam',
      operation: 'CreateUser',
      resource: 'a',
      kind: 'reset',
      when: 'after',
    });
    await expect(call('CreateUser', 'UserName=a', json)).rejects.toThrow(/fetch failed|terminated|reset/i);
    expect(await control.iamUser('a')).toBeDefined();
    expect(await control.audit({ service: 'iam', operation: 'CreateUser' })).toMatchObject([
      { resource: 'a', status: null, effect: 'created user a', fault: { when: 'after' } },
    ]);
  });
});

describe('KS3 with an AccessKey of IAM', () => {
  const clients: S3Client[] = [];
  afterEach(() => clients.splice(0).forEach((client) => client.destroy()));

  async function reader(
    actions: Record<string, string[]>,
  ): Promise<{ client: S3Client; accessKeyId: string }> {
    const document = JSON.stringify({
      Version: '2015-11-01',
      Statement: Object.entries(actions).map(([resource, Action]) => ({
        Effect: 'Allow',
        Action,
        Resource: [`krn:ksc:ks3:::${resource}`],
      })),
    });
    await call('CreateUser', 'UserName=reader');
    await call('CreatePolicy', `PolicyName=reader&PolicyDocument=${encodeURIComponent(document)}`);
    const krn = `krn:ksc:iam::${standIns.summary.iam.accountId}:policy/reader`;
    await call('AttachUserPolicy', `UserName=reader&PolicyKrn=${encodeURIComponent(krn)}`);
    const { accessKeyId, accessKeySecret } = (await control.arrange('iam', 'add-access-key', {
      userName: 'reader',
    })) as { accessKeyId: string; accessKeySecret: string };
    const { endpoint, region } = standIns.summary.ks3;
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey: accessKeySecret },
    });
    clients.push(client);
    return { client, accessKeyId };
  }

  const list = (Bucket: string) => new ListObjectsV2Command({ Bucket });
  const read = (Bucket: string) => new GetObjectCommand({ Bucket, Key: 'a.jpg' });
  const whole = { photos: ['ks3:ListBucket', 'ks3:GetBucketLocation'], 'photos/*': ['ks3:GetObject'] };

  beforeEach(async () => {
    for (const bucket of ['photos', 'videos']) {
      await control.arrange('ks3', 'put-object', { bucket, key: 'a.jpg', content: 'x' });
    }
  });

  it('lists, locates and reads what its policy names, and nothing else', async () => {
    const { client } = await reader(whole);
    expect((await client.send(list('photos'))).KeyCount).toBe(1);
    await client.send(new GetBucketLocationCommand({ Bucket: 'photos' }));
    await client.send(read('photos'));

    const denied = { name: 'AccessDenied' };
    await expect(client.send(list('videos'))).rejects.toMatchObject(denied);
    await expect(client.send(read('videos'))).rejects.toMatchObject(denied);
    await expect(client.send(new ListBucketsCommand())).rejects.toMatchObject(denied);
    await expect(
      client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'b', Body: 'x' })),
    ).rejects.toMatchObject(denied);
  });

  it('needs each permission by itself', async () => {
    const { client } = await reader({ photos: ['ks3:ListBucket'] });
    await client.send(list('photos'));
    await expect(client.send(read('photos'))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is known late where that is switched on, and no more once disabled or deleted', async () => {
    await control.arrange('iam', 'switches', { keySeconds: 60 });
    const { client, accessKeyId } = await reader(whole);
    const unknown = { name: 'InvalidAccessKeyId' };
    await expect(client.send(list('photos'))).rejects.toMatchObject(unknown);
    await control.arrange('iam', 'switches', { keySeconds: 0 });
    await client.send(list('photos'));
    await call('UpdateAccessKey', `UserName=reader&AccessKeyId=${accessKeyId}&Status=Inactive`);
    await expect(client.send(list('photos'))).rejects.toMatchObject(unknown);
    await call('UpdateAccessKey', `UserName=reader&AccessKeyId=${accessKeyId}&Status=Active`);
    await client.send(list('photos'));
    await call('DeleteAccessKey', `UserName=reader&AccessKeyId=${accessKeyId}`);
    await expect(client.send(list('photos'))).rejects.toMatchObject(unknown);
  });

  it('is told by IAM to have been used', async () => {
    const { client } = await reader(whole);
    expect((await call('ListAccessKeys', 'UserName=reader', json)).body).toContain('"AkLastUsedTime":"-"');
    await client.send(list('photos'));
    expect((await call('ListAccessKeys', 'UserName=reader', json)).body).toMatch(/"AkLastUsedTime":"20/);
  });
});
