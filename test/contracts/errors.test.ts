import { errorTable, isErrorType } from '../../contracts/error-table';
import { describeError, PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/secret';
import { inspect } from 'node:util';

describe('the error table', () => {
  it.each(Object.entries(errorTable))('%s names its resource and says what to do', (_type, entry) => {
    expect(entry.happened).toContain('{resource}');
    expect(entry.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('builds messages of what happened, to which resource, what to do, and the request ID', () => {
    const error = new PrepError('OssNameTaken', {
      resource: 'OSS bucket photos-oss',
      code: 'BucketAlreadyExists',
      status: 409,
      requestId: '5F3A',
    });
    expect(error.message).toBe(
      'OSS bucket photos-oss belongs to another Alibaba Cloud account; OSS bucket names are global. ' +
        'Cancel this run and start it with another destination.bucket. ' +
        '(BucketAlreadyExists, HTTP 409, request ID 5F3A)',
    );
    expect(error.effect).toBe('parked');
  });

  it('takes a resource literally, whatever characters it holds', () => {
    expect(describeError('OssUnavailable', { resource: "OSS bucket $&'" })).toContain("OSS bucket $&'");
  });

  it('knows its own types only', () => {
    expect(isErrorType('InvalidInput')).toBe(true);
    expect(isErrorType('constructor')).toBe(false);
    expect(isErrorType(undefined)).toBe(false);
  });
});

describe('a secret', () => {
  const secret = new Secret('hunter2-hunter2');

  it('is read by reveal alone', () => {
    expect(secret.reveal()).toBe('hunter2-hunter2');
  });

  it.each([
    ['JSON', () => JSON.stringify({ secret })],
    ['a template', () => `${secret}`],
    ['inspect', () => inspect({ secret }, { depth: 9, showHidden: true })],
  ])('is redacted in %s', (_where, render) => {
    expect(render()).toContain('[secret]');
    expect(render()).not.toContain('hunter2');
  });
});
