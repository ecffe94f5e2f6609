import { createMgw } from '../../../clouds/mgw/adapter';
import type { NewAddress, NewJob } from '../../../clouds/mgw/port';
import { Secret } from '../../../contracts/credentials/secret';

/** Nothing that is sent or received may be quoted: the AccessKey, the source's key, and what the service gives back. */
export const SECRETS = {
  key: 'SecretOfTheWorkerThatNobodyQuotes',
  token: 'TokenOfTheWorkerThatNobodyQuotes',
  source: 'SourceSecret/Of+KS3<&>ThatNobodyQuotes=',
};

export const connectMgw = (endpoint: string, timeoutMs?: number) =>
  createMgw({
    accountId: '1234567890123456',
    region: 'cn-beijing',
    endpoint,
    accessKeyId: 'LTAIworker',
    accessKeySecret: new Secret(SECRETS.key),
    securityToken: new Secret(SECRETS.token),
    timeoutMs,
  });

export const SOURCE: NewAddress = {
  name: 'photos-src-1',
  end: { type: 'ks3', bucket: 'photos', domain: 'ks3-cn-beijing.ksyuncs.com', prefix: 'a&b/' },
  access: { accessKeyId: 'AKLTsource', accessKeySecret: new Secret(SECRETS.source) },
  tags: 'ks3-oss-prep:a.mark',
};

export const JOB: NewJob = {
  name: 'photos-job-1',
  source: 'photos-src-1',
  destination: 'photos-dst-1',
  overwrite: 'if newer',
  maxBandwidth: null,
  maxFilesPerSecond: null,
  repairs: null,
  tags: '',
};

/** A document as the service writes it. */
export const xml = (root: string, content: string) => ({
  headers: { 'Content-Type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`,
});

/** An error in the form of OSS, with a message that quotes the request. */
export const refusal = (status: number, code: string, message = `not ${SECRETS.key}`) => ({
  ...xml(
    'Error',
    `<Code>${code}</Code><Message>${message}</Message><RequestId>66AABBCCDDEEFF0011223344</RequestId><EC>0001</EC>`,
  ),
  status,
});
