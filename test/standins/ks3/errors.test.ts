import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { send, sign } from '../core/signed-request';
import { SyntheticSource } from '../../../standins/ks3/sources/synthetic-source';
import { startKs3, type Ks3Harness } from './ks3-harness';

let harness: Ks3Harness;
let client: S3Client;
beforeEach(async () => {
  harness = await startKs3();
  client = harness.client;
  harness.addBucket('photos');
});
afterEach(() => harness.stop());

const arrange = (command: string, body: unknown) => harness.ks3.arrange?.(command, body);
const failure = (status: number, name: string) => ({ name, $metadata: { httpStatusCode: status } });

describe('documented errors', () => {
  it('have their code, status and shape', async () => {
    const missing = new ListObjectsV2Command({ Bucket: 'videos' });
    await expect(client.send(missing)).rejects.toMatchObject(failure(404, 'NoSuchBucket'));
    const answer = await send(sign({ endpoint: harness.endpoint, path: '/videos?list-type=2' }, harness.ks3));
    const requestId = String(answer.headers['x-amz-request-id']);
    expect(answer.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code>' +
        '<Message>The specified bucket does not exist</Message><Resource>/videos</Resource>' +
        `<RequestId>${requestId}</RequestId></Error>`,
    );
    expect(requestId).not.toBe('');
  });

  it('name what is wrong with buckets and objects', async () => {
    const get = (Key: string) => client.send(new GetObjectCommand({ Bucket: 'photos', Key }));
    const create = (Bucket: string) => client.send(new CreateBucketCommand({ Bucket }));
    await expect(get('none')).rejects.toMatchObject(failure(404, 'NoSuchKey'));
    await expect(create('photos')).rejects.toMatchObject(failure(409, 'BucketAlreadyExists'));
    for (const name of ['Photos', 'a.b', 'kss-photos', 'ab', 'a'.repeat(64)]) {
      await expect(create(name)).rejects.toMatchObject(failure(400, 'InvalidBucketName'));
    }
    arrange('put-object', { bucket: 'photos', key: 'frozen', size: 5, storageClass: 'ARCHIVE' });
    await expect(get('frozen')).rejects.toMatchObject(failure(403, 'InvalidObjectState'));
    await expect(client.send(new DeleteBucketCommand({ Bucket: 'photos' }))).rejects.toMatchObject(
      failure(409, 'BucketNotEmpty'),
    );
    const long = new PutObjectCommand({ Bucket: 'photos', Key: '中'.repeat(342), Body: 'x' });
    await expect(client.send(long)).rejects.toMatchObject(failure(400, 'InvalidKey'));
    const head = new HeadObjectCommand({ Bucket: 'photos', Key: 'none' });
    await expect(client.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('refuse arguments that cannot be read', async () => {
    for (const query of ['max-keys=0', 'max-keys=many', 'encoding-type=base64', 'continuation-token=x']) {
      const path = `/photos?list-type=2&${query}`;
      const answer = await send(sign({ endpoint: harness.endpoint, path }, harness.ks3));
      expect(answer).toMatchObject({
        status: 400,
        body: expect.stringContaining('<Code>InvalidArgument</Code>') as string,
      });
    }
    const acl = await send(sign({ endpoint: harness.endpoint, path: '/photos?acl' }, harness.ks3));
    expect(acl.status).toBe(501);
  });
});

describe('what a key may not do', () => {
  it('is denied', async () => {
    const restricted = harness.ks3.state.keys.create();
    const own = harness.clientWith(restricted);
    const list = new ListObjectsV2Command({ Bucket: 'photos' });
    await expect(own.send(list)).resolves.toMatchObject({ KeyCount: 0 });
    arrange('restrict', { accessKeyId: restricted.accessKeyId });
    await expect(own.send(list)).rejects.toMatchObject(failure(403, 'AccessDenied'));
    await expect(own.send(new HeadBucketCommand({ Bucket: 'photos' }))).resolves.toBeDefined();
    arrange('deny', { accessKeyId: restricted.accessKeyId, operations: ['HeadBucket'] });
    await expect(own.send(new HeadBucketCommand({ Bucket: 'photos' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(client.send(list)).resolves.toBeDefined();
  });

  it('includes writing to a bucket that is computed or a folder', async () => {
    harness.addBucket('computed', new SyntheticSource('hex', 3));
    const put = new PutObjectCommand({ Bucket: 'computed', Key: 'x', Body: 'x' });
    await expect(client.send(put)).rejects.toMatchObject(failure(403, 'AccessDenied'));
  });
});

describe('addressing', () => {
  const get = (host: string, path: string) =>
    send(sign({ endpoint: harness.endpoint, path, headers: { host } }, harness.ks3));

  it('takes the bucket from the host or the path', async () => {
    arrange('put-object', { bucket: 'photos', key: 'a b', content: 'hello' });
    for (const host of ['photos.localhost', 'photos.127.0.0.1:80', 'photos.ks3-cn-beijing.ksyuncs.com']) {
      expect(await get(host, '/a%20b')).toMatchObject({ status: 200, body: 'hello' });
    }
    expect(await get('ks3-cn-beijing.ksyuncs.com', '/photos/a%20b')).toMatchObject({ body: 'hello' });
  });

  it('refuses the path style as public KS3 does, where the switch says so', async () => {
    harness.ks3.state.switches.pathStyle = 'refuse';
    await expect(client.send(new HeadBucketCommand({ Bucket: 'photos' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect((await get('localhost', '/photos?list-type=2')).body).toContain('SecondLevelDomainForbidden');
    expect((await get('photos.localhost', '/?list-type=2')).status).toBe(200);
    await expect(client.send(new ListBucketsCommand({}))).resolves.toBeDefined();
  });

  it('redirects to the endpoint of the bucket’s own region', async () => {
    const homeEndpoint = 'https://ks3-cn-shanghai.ksyuncs.com';
    arrange('redirect', { bucket: 'photos', homeEndpoint });
    const location = 'https://photos.ks3-cn-shanghai.ksyuncs.com/?list-type=2&prefix=a%2F';
    const byPath = await get('localhost', '/photos?list-type=2&prefix=a%2F');
    expect(byPath).toMatchObject({ status: 307, headers: { location } });
    expect(byPath.body).toContain('<Endpoint>ks3-cn-shanghai.ksyuncs.com</Endpoint>');
    harness.ks3.state.switches.redirectBody = 'empty';
    const byHost = await get('photos.localhost', '/?list-type=2&prefix=a%2F');
    expect(byHost).toMatchObject({ status: 307, headers: { location }, body: '' });
  });
});

describe('what is told of buckets', () => {
  it('includes region and type, and the location', async () => {
    const all = await send(sign({ endpoint: harness.endpoint, path: '/' }, harness.ks3));
    expect(all.body).toMatch(
      /<Bucket><Name>photos<\/Name>.*<Type>NORMAL<\/Type><Region>BEIJING<\/Region>.*<\/Bucket>/,
    );
    const location = await client.send(new GetBucketLocationCommand({ Bucket: 'photos' }));
    expect(location.LocationConstraint).toBe('BEIJING');
    harness.ks3.state.switches.locationNamespace = false;
    const bare = await send(sign({ endpoint: harness.endpoint, path: '/photos?location' }, harness.ks3));
    expect(bare.body).toContain('\n<LocationConstraint>BEIJING</LocationConstraint>');
  });

  it('includes unfinished uploads, paged, in either zone', async () => {
    for (const key of ['b', '😀', 'a', 'Ａ']) {
      arrange('put-upload', { bucket: 'photos', key, uploadId: `u-${key}` });
    }
    const list = (KeyMarker?: string, UploadIdMarker?: string) =>
      client.send(
        new ListMultipartUploadsCommand({ Bucket: 'photos', MaxUploads: 3, KeyMarker, UploadIdMarker }),
      );
    const first = await list();
    expect(first.Uploads?.map(({ Key }) => Key)).toEqual(['a', 'b', 'Ａ']);
    harness.ks3.state.switches.uploadTimes = 'plus8';
    const second = await list(first.NextKeyMarker, first.NextUploadIdMarker);
    expect(second).toMatchObject({ IsTruncated: false, Uploads: [{ Key: '😀' }] });
    expect(second.Uploads?.[0]?.Initiated).toEqual(first.Uploads?.[0]?.Initiated);
  });
});
