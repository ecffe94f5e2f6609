import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { captureServer, type CaptureServer, type Reply } from '../alibaba/capture-server';
import { rejection } from '../alibaba/rejection';
import { connectMgw, JOB, refusal, SECRETS, SOURCE, xml } from './mgw-service';

const { signal } = new AbortController();

let server: CaptureServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** The service, with answers in their order; the last one repeats. */
async function answering(...replies: Reply[]) {
  let at = 0;
  server = await captureServer(() => replies[Math.min(at++, replies.length - 1)] ?? {});
  return connectMgw(server.endpoint);
}

const sent = () => (server?.requests ?? []).map(({ method, url, body }) => ({ method, url, body }));
const document = (root: string, content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><${root}>${content}</${root}>`;

describe('addresses', () => {
  it('are created with the key of the source, escaped', async () => {
    const mgw = await answering({});
    expect(await mgw.createAddress(SOURCE, signal)).toBe('created');
    expect(sent()).toEqual([
      {
        method: 'POST',
        url: '/address',
        body: document(
          'ImportAddress',
          '<AddressDetail><AccessId>AKLTsource</AccessId>' +
            '<AccessSecret>SourceSecret/Of+KS3&lt;&amp;&gt;ThatNobodyQuotes=</AccessSecret>' +
            '<AddressType>ks3</AddressType><Bucket>photos</Bucket><Domain>ks3-cn-beijing.ksyuncs.com</Domain>' +
            '<Prefix>a&amp;b/</Prefix></AddressDetail><Name>photos-src-1</Name><Tags>ks3-oss-prep:a.mark</Tags>',
        ),
      },
    ]);
  });

  it('are created with the role of the destination', async () => {
    const mgw = await answering({});
    const end = { type: 'oss' as const, bucket: 'photos-oss', region: 'cn-beijing', prefix: '' };
    await mgw.createAddress({ name: 'photos-dst-1', end, access: { role: 'oss-import' }, tags: '' }, signal);
    expect(sent()[0]?.body).toBe(
      document(
        'ImportAddress',
        '<AddressDetail><AddressType>oss</AddressType><Bucket>photos-oss</Bucket>' +
          '<RegionId>oss-cn-beijing</RegionId><Role>oss-import</Role></AddressDetail><Name>photos-dst-1</Name>',
      ),
    );
  });

  it('of failed objects give back what the service said, with the key of the source', async () => {
    const mgw = await answering({});
    const list = {
      addressType: 'ossinv',
      location: 'oss',
      bucket: 'of-the-service',
      domain: '',
      path: 'lists/1/manifest.json',
      region: 'oss-cn-beijing',
      accessKeyId: 'LTAIlist',
      accessKeySecret: new Secret('SecretOfTheList'),
    };
    const source = { type: 'ks3' as const, bucket: 'photos', domain: 'ks3.example', prefix: '' };
    const end = { type: 'failed-objects' as const, source, list };
    await mgw.createAddress({ ...SOURCE, name: 'photos-retry-1', end }, signal);
    expect(sent()[0]?.body).toContain(
      '<AddressType>ossinv</AddressType><Bucket>photos</Bucket><DataType>ks3</DataType><Domain>ks3.example</Domain>' +
        '<InvAccessId>LTAIlist</InvAccessId><InvAccessSecret>SecretOfTheList</InvAccessSecret>' +
        '<InvBucket>of-the-service</InvBucket><InvLocation>oss</InvLocation><InvPath>lists/1/manifest.json</InvPath>' +
        '<InvRegionId>oss-cn-beijing</InvRegionId></AddressDetail>',
    );
  });

  it('are found without their secret', async () => {
    const detail =
      `<AccessId>AKLTsource</AccessId><AccessSecret>${SECRETS.key}</AccessSecret><AddressType>ks3</AddressType>` +
      '<Bucket>photos</Bucket><Domain>ks3.example</Domain><Prefix>a&amp;b/</Prefix><RegionId></RegionId>';
    const mgw = await answering(
      xml(
        'ImportAddress',
        `<Name>photos-src-1</Name><Status>notVerify</Status><AddressDetail>${detail}</AddressDetail>` +
          '<VerifyResult><HttpCode>-1</HttpCode></VerifyResult>',
      ),
    );
    const found = await mgw.address('photos-src-1', signal);
    expect(found).toEqual({
      name: 'photos-src-1',
      type: 'ks3',
      bucket: 'photos',
      prefix: 'a&b/',
      domain: 'ks3.example',
      region: '',
      role: '',
      accessKeyId: 'AKLTsource',
      tags: '',
      status: 'notVerify',
    });
  });

  it.each([
    ['<Status>available</Status>', { outcome: 'available' }],
    ['<Status>avaliable</Status>', { outcome: 'available' }],
    ['', { outcome: 'pending', status: '' }],
    ['<Status>notVerify</Status><ErrorCode></ErrorCode>', { outcome: 'pending', status: 'notVerify' }],
    ['<Status>somethingElse</Status>', { outcome: 'pending', status: 'somethingElse' }],
    [
      '<Status>unavailable</Status><ErrorCode>NoSuchBucket</ErrorCode><ErrorMessage>no such bucket</ErrorMessage>',
      { outcome: 'refused', code: 'NoSuchBucket', message: 'no such bucket' },
    ],
  ])('are verified: %s', async (content, verification) => {
    const mgw = await answering(xml('VerifyAddressResponse', content));
    expect(await mgw.verifyAddress('photos-src-1', signal)).toEqual(verification);
    expect(sent()[0]?.url).toBe('/address/photos-src-1?verify=');
  });

  it('say what came of it when they exist, are missing or are in use', async () => {
    const mgw = await answering(
      refusal(409, 'ImportAddressAlreadyExist'),
      refusal(404, 'NoSuchImportAddress'),
      refusal(404, 'NoSuchImportAddress'),
      refusal(409, 'ImportAddressIsOccupied'),
      { status: 204 },
    );
    expect(await mgw.createAddress(SOURCE, signal)).toBe('exists');
    expect(await mgw.address('photos-src-1', signal)).toBeNull();
    expect(await mgw.deleteAddress('photos-src-1', signal)).toBe('missing');
    expect(await mgw.deleteAddress('photos-src-1', signal)).toBe('occupied');
    expect(await mgw.deleteAddress('photos-src-1', signal)).toBe('deleted');
  });

  it.each(['', '../job/photos', 'a?verify', 'Photos'])('are never asked for as %j', async (name) => {
    const mgw = await answering({});
    expect((await rejection(mgw.deleteAddress(name, signal))).type).toBe('MgwRequestRefused');
    expect((await rejection(mgw.deleteJob(name, signal))).type).toBe('MgwRequestRefused');
    expect(sent()).toEqual([]);
  });
});

describe('jobs', () => {
  it.each([
    ['always', '<OverwriteMode>always</OverwriteMode>', '<TransferMode>all</TransferMode>'],
    ['if newer', '<OverwriteMode>always</OverwriteMode>', '<TransferMode>lastmodified</TransferMode>'],
    ['never', '<OverwriteMode>never</OverwriteMode>', '<TransferMode></TransferMode>'],
  ] as const)('are created to overwrite %s', async (overwrite, overwriteMode, transferMode) => {
    const mgw = await answering({});
    const limits = { maxBandwidth: 2_000_000_000, maxFilesPerSecond: 100 };
    const job = { ...JOB, overwrite, repairs: 'parent-1', tags: 'K:V', ...limits };
    expect(await mgw.createJob(job, signal)).toBe('created');
    expect(sent()).toEqual([
      {
        method: 'POST',
        url: '/job',
        body: document(
          'ImportJob',
          '<CreateReport>true</CreateReport><DestAddress>photos-dst-1</DestAddress><ImportQos><MaxBandWidth>2000000000</MaxBandWidth>' +
            `<MaxImportTaskQps>100</MaxImportTaskQps></ImportQos><Name>photos-job-1</Name>${overwriteMode}` +
            `<ParentVersion>parent-1</ParentVersion><SrcAddress>photos-src-1</SrcAddress><Tags>K:V</Tags>${transferMode}`,
        ),
      },
    ]);
  });

  it.each(['InvalidArgument', 'MissingArgument'])(
    'that never overwrite name the mode all if the service answers %s',
    async (code) => {
      const mgw = await answering(refusal(400, code), {});
      expect(await mgw.createJob({ ...JOB, overwrite: 'never' }, signal)).toBe('created');
      expect(sent().map(({ body }) => /<TransferMode>\w*/.exec(body)?.[0])).toEqual([
        '<TransferMode>',
        '<TransferMode>all',
      ]);
    },
  );

  it('with a refused argument are tried once otherwise', async () => {
    const mgw = await answering(refusal(400, 'InvalidArgument'));
    expect((await rejection(mgw.createJob(JOB, signal))).type).toBe('MgwRequestRefused');
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ['IMPORT_JOB_BEGIN', 'begin'],
    ['IMPORT_JOB_INTERRUPTED', 'interrupted'],
    ['IMPORT_JOB_CONFIRMED', 'confirmed'],
    ['IMPORT_JOB_OF_TOMORROW', 'unknown'],
  ])('are found in status %s', async (sentStatus, status) => {
    const mgw = await answering(
      xml(
        'ImportJob',
        `<Name>photos-job-1</Name><Version>v-1</Version><SrcAddress>s</SrcAddress><DestAddress>d</DestAddress>` +
          '<OverwriteMode>always</OverwriteMode><TransferMode>lastmodified</TransferMode>' +
          '<ImportQos><MaxBandWidth>0</MaxBandWidth><MaxImportTaskQps>500</MaxImportTaskQps></ImportQos>' +
          `<Status>${sentStatus}</Status><Tags>K:V</Tags>`,
      ),
    );
    expect(await mgw.job('photos-job-1', signal)).toEqual({
      name: 'photos-job-1',
      version: 'v-1',
      source: 's',
      destination: 'd',
      overwrite: 'if newer',
      maxBandwidth: null,
      maxFilesPerSecond: 500,
      status,
      tags: 'K:V',
    });
  });

  it.each([
    ['always', 'all', 'always'],
    ['never', '', 'never'],
    ['never', 'all', 'never'],
    ['always', 'other', 'unknown'],
    ['', '', 'unknown'],
  ])('are found with the modes %s and %s', async (mode, transfer, overwrite) => {
    const modes = `<OverwriteMode>${mode}</OverwriteMode><TransferMode>${transfer}</TransferMode>`;
    const mgw = await answering(xml('ImportJob', modes));
    expect(await mgw.job('photos-job-1', signal)).toMatchObject({ overwrite, maxFilesPerSecond: null });
  });

  it.each([
    ['launch', 'LAUNCHING'],
    ['suspend', 'SUSPEND'],
    ['close', 'CLOSING'],
  ] as const)('take the change %s', async (change, status) => {
    const mgw = await answering({});
    await mgw.setJobStatus('photos-job-1', change, signal);
    expect(sent()).toEqual([
      {
        method: 'PUT',
        url: '/job/photos-job-1',
        body: document('ImportJob', `<Status>IMPORT_JOB_${status}</Status>`),
      },
    ]);
  });

  it('say what came of it when they exist or are missing, and are deleted with those that retry them', async () => {
    const mgw = await answering(
      refusal(409, 'ImportJobAlreadyExist'),
      refusal(404, 'NoSuchImportJob'),
      refusal(404, 'NoSuchImportJob'),
      {},
    );
    expect(await mgw.createJob(JOB, signal)).toBe('exists');
    expect(await mgw.job('photos-job-1', signal)).toBeNull();
    expect(await mgw.deleteJob('photos-job-1', signal)).toBe('missing');
    expect(await mgw.deleteJob('photos-job-1', signal)).toBe('deleted');
    expect(sent()[3]).toMatchObject({ method: 'DELETE', url: '/job/photos-job-1?forceDelete=false' });
  });

  it('are found by the beginning of their names on all pages', async () => {
    const job = (name: string) =>
      `<ImportJob><Name>${name}</Name><SrcAddress>s</SrcAddress><DestAddress>d</DestAddress><Status>IMPORT_JOB_DOING</Status></ImportJob>`;
    const mgw = await answering(
      xml(
        'ImportJobList',
        `${job('a-one')}${job('b-a-two')}<NextMarker>m 1</NextMarker><Truncated>true</Truncated>`,
      ),
      xml('ImportJobList', `${job('a-three')}${job('A-four')}<Truncated>false</Truncated>`),
    );
    expect((await mgw.jobsNamed('a-', signal)).map(({ name, status }) => [name, status])).toEqual([
      ['a-one', 'doing'],
      ['a-three', 'doing'],
    ]);
    expect(sent().map(({ url }) => url)).toEqual([
      '/joblist?all=true&count=200',
      '/joblist?all=true&count=200&marker=m%201',
    ]);
  });

  it('are found like addresses, whose secrets are left out', async () => {
    const address = (name: string) =>
      `<ImportAddress><Name>${name}</Name><AddressDetail><AccessSecret>${SECRETS.key}</AccessSecret></AddressDetail><Tags>t:${name}</Tags></ImportAddress>`;
    const mgw = await answering(
      xml('ImportAddressList', `${address('a-one')}<NextMarker>m</NextMarker><Truncated>true</Truncated>`),
      xml('ImportAddressList', `${address('b')}${address('a-two')}<Truncated>false</Truncated>`),
    );
    const found = await mgw.addressesNamed('a-', signal);
    expect(found.map(({ name, tags }) => [name, tags])).toEqual([
      ['a-one', 't:a-one'],
      ['a-two', 't:a-two'],
    ]);
    expect(JSON.stringify(found)).not.toContain(SECRETS.key);
    expect(sent().map(({ url }) => url)).toEqual([
      '/addresslist?count=200',
      '/addresslist?count=200&marker=m',
    ]);
  });

  it('are read on where only a marker says that there are more', async () => {
    const job = (name: string) =>
      `<ImportJob><Name>${name}</Name><Status>IMPORT_JOB_DOING</Status></ImportJob>`;
    const mgw = await answering(
      xml('ImportJobList', `${job('a-one')}<NextMarker>m</NextMarker>`),
      xml('ImportJobList', job('a-two')),
    );
    expect((await mgw.jobsNamed('a-', signal)).map(({ name }) => name)).toEqual(['a-one', 'a-two']);
    expect(sent()).toHaveLength(2);
  });

  it.each([
    ['without a marker', '', 1],
    ['with an empty marker', '<NextMarker></NextMarker>', 1],
    ['with the same marker again', '<NextMarker>m</NextMarker>', 2],
  ])('of a list that does not end are an error: %s', async (_, marker, pages) => {
    const mgw = await answering(xml('ImportJobList', `${marker}<Truncated>true</Truncated>`));
    expect((await rejection(mgw.jobsNamed('', signal))).type).toBe('MgwUnavailable');
    expect(sent()).toHaveLength(pages);
  });

  it('of a list with ever more pages are an error in the end', async () => {
    let page = 0;
    server = await captureServer(() =>
      xml('ImportJobList', `<NextMarker>${page++}</NextMarker><Truncated>true</Truncated>`),
    );
    const asked = connectMgw(server.endpoint).jobsNamed('', signal);
    expect((await rejection(asked)).message).toContain('The pages of the list do not end');
    expect(sent()).toHaveLength(50);
  });
});

describe('the history of a job', () => {
  const row = (status: string, counts: readonly number[], more = '') => {
    const names = ['TotalCount', 'TotalSize', 'CopiedCount', 'CopiedSize', 'SkippedCount', 'FailedCount'];
    const figures = names.map((name, index) => `<${name}>${counts[index]}</${name}>`).join('');
    return `<JobHistory><RuntimeId>2</RuntimeId><Status>IMPORT_JOB_${status}</Status>${figures}${more}</JobHistory>`;
  };

  it('has figures where the service gives some', async () => {
    const mgw = await answering(
      xml(
        'JobHistoryList',
        row('FINISHED', [-1, -1, -1, -1, -1, -1], '<EndTime>2024-05-01 12:00:00</EndTime>') +
          row(
            'DOING',
            [10, 1000, 9, 900, 2, 1],
            '<ListStatus>Finished</ListStatus><Message>a &amp; b</Message>',
          ) +
          row('DOING', [5, 500, 1, 100, 0, 0], '<ListStatus>Listing</ListStatus>') +
          '<Truncated>false</Truncated>',
      ),
    );
    const [finished, doing, listing] = await mgw.jobHistory('photos-job-1', signal);
    expect(finished).toMatchObject({
      round: 2,
      status: 'finished',
      figures: null,
      endTime: '2024-05-01 12:00:00',
    });
    expect(doing).toEqual({
      round: 2,
      status: 'doing',
      listed: true,
      figures: {
        totalObjects: 10,
        totalBytes: 1000,
        copiedObjects: 9,
        copiedBytes: 900,
        skippedObjects: 2,
        failedObjects: 1,
      },
      startTime: '',
      endTime: '',
      message: 'a & b',
    });
    expect(listing).toMatchObject({ listed: false, figures: { totalObjects: 5 } });
  });

  it('is empty right after the creation', async () => {
    const mgw = await answering(xml('JobHistoryList', '<Truncated>false</Truncated>'));
    expect(await mgw.jobHistory('photos-job-1', signal)).toEqual([]);
    expect(sent()[0]?.url).toBe('/jobhistory/photos-job-1?count=200');
  });

  it('is read no further than its newest rows, however long it is', async () => {
    let page = 0;
    server = await captureServer(() =>
      xml(
        'JobHistoryList',
        `${row('DOING', [1, 1, 1, 1, 0, 0])}<NextMarker>${page++}</NextMarker><Truncated>true</Truncated>`,
      ),
    );
    expect(await connectMgw(server.endpoint).jobHistory('photos-job-1', signal)).toHaveLength(10);
  });
});

describe('the result of a round', () => {
  it('has figures where the service says nothing of objects that were skipped', async () => {
    const mgw = await answering(
      xml('ImportJobResult', figures.replace('<SkippedObjectCount>0</SkippedObjectCount>', '')),
    );
    const { figures: found } = await mgw.jobResult('photos-job-1', 1, signal);
    expect(found).toMatchObject({ totalObjects: 3, skippedObjects: 0, failedObjects: 1 });
  });

  const figures =
    '<TotalObjectCount>3</TotalObjectCount><TotalObjectSize>30</TotalObjectSize><CopiedObjectCount>2</CopiedObjectCount>' +
    '<CopiedObjectSize>20</CopiedObjectSize><SkippedObjectCount>0</SkippedObjectCount><FailedObjectCount>1</FailedObjectCount>';

  it.each([
    ['NoNeed', 'none'],
    ['NotReady', 'not listed yet'],
    ['OfTomorrow', 'not listed yet'],
  ])('%s', async (ready, failed) => {
    const mgw = await answering(
      xml('ImportJobResult', `<Version>v-1</Version><ReadyRetry>${ready}</ReadyRetry>${figures}`),
    );
    expect(await mgw.jobResult('photos-job-1', 1, signal)).toMatchObject({
      version: 'v-1',
      failed,
      figures: { totalObjects: 3, failedObjects: 1 },
    });
    expect(sent()[0]?.url).toBe('/job/photos-job-1?jobResult=&runtimeId=1');
  });

  it('lists failed objects, with the secret out of sight', async () => {
    const list =
      '<AddressType>ossinv</AddressType><InvLocation>oss</InvLocation><InvBucket>b</InvBucket><InvDomain>d</InvDomain>' +
      `<InvPath>p</InvPath><InvRegionId>r</InvRegionId><InvAccessId>i</InvAccessId><InvAccessSecret>${SECRETS.key}</InvAccessSecret>`;
    const mgw = await answering(xml('ImportJobResult', `<ReadyRetry>Ready</ReadyRetry>${list}`));
    const { failed, figures: none } = await mgw.jobResult('photos-job-1', 1, signal);
    expect(none).toBeNull();
    expect(failed).toMatchObject({
      addressType: 'ossinv',
      location: 'oss',
      bucket: 'b',
      domain: 'd',
      path: 'p',
      region: 'r',
    });
    expect(JSON.stringify(failed)).not.toContain(SECRETS.key);
    expect(Object(failed).accessKeySecret.reveal()).toBe(SECRETS.key);
  });
});

describe('the report of a round', () => {
  const job = { name: 'photos-job-1', version: 'v-1' };

  it.each([
    ['<Status>NotExist</Status>', { status: 'none' }],
    ['<Status>Running</Status>', { status: 'running' }],
    ['<Status>OfTomorrow</Status>', { status: 'running' }],
    ['<Status>Failed</Status><ErrorMessage>no</ErrorMessage>', { status: 'failed', message: 'no' }],
    [
      '<Status>Finished</Status><FailedListPrefix>a/failed_list/</FailedListPrefix>',
      { status: 'finished', failedObjects: 'a/failed_list/' },
    ],
  ])('is described: %s', async (content, report) => {
    const mgw = await answering(xml('GetReportResponse', content));
    expect(await mgw.jobReport(job, 2, signal)).toEqual(report);
    expect(sent()[0]?.url).toBe('/report?runtimeId=2&version=v-1');
  });
});
