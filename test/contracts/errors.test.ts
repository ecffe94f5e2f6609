import { errorTable, isErrorType, ruleOf, waysOut, type ErrorType } from '../../contracts/error-table';
import { LANGUAGES } from '../../presentation/words/language';
import { phrase, sayIn, wordsOf } from '../../presentation/words/words';
import { describeError, PrepError, remedyOf } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';
import { inspect } from 'node:util';

describe('the error table', () => {
  const types = Object.keys(errorTable) as ErrorType[];

  it.each(types)('%s names its resource and says what to do', (type) => {
    const { happened, remedy } = wordsOf('en').errors[type];
    expect(happened).toContain('{resource}');
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  it.each(types)('%s does the same in Chinese', (type) => {
    const { happened, remedy } = wordsOf('zh').errors[type];
    expect(happened).toMatch(/\p{Script=Han}.*。$/u);
    expect(happened).toContain('{resource}');
    expect(remedy).toMatch(/\p{Script=Han}.*。$/u);
  });

  it.each(types)('%s has a remedy outside of a run that does not speak of one', (type) => {
    const remedy = remedyOf(type, 'en', 'command');
    expect(remedy).not.toMatch(/`retry`|cancel this run|nothing to do: the request/i);
    expect(remedy).toMatch(/^\S.*\S$/);
  });

  it.each(types.filter((type) => ruleOf(type).effect === 'restart'))(
    '%s, which only a new run can fix, asks nobody to send retry',
    (type) => {
      expect(remedyOf(type, 'en', 'run')).toMatch(/Then cancel this run and start a new one\.$/);
      expect(remedyOf(type, 'en', 'run')).not.toContain('retry');
    },
  );

  it.each(types.filter((type) => ['parked', 'restart'].includes(ruleOf(type).effect)))(
    '%s offers what its remedy takes: a new run, a worker that is started again',
    (type) => {
      const { remedy } = wordsOf('en').errors[type];
      expect(!/new run|--round/.test(remedy) || waysOut({ type }).includes('cancel')).toBe(true);
      expect(
        !/source profile|\[trust\]|oss_endpoint/.test(remedy) ||
          /estart the worker/.test(remedyOf(type, 'en', 'run')),
      ).toBe(true);
    },
  );

  it.each(types)('%s asks nobody to send a message to a run that has ended', (type) => {
    for (const language of LANGUAGES) {
      expect(remedyOf(type, language, { startAgain: null })).not.toContain('`retry`');
      expect(remedyOf(type, language, { parent: 'migrate/photos' })).not.toMatch(
        /`retry`(?! (to migrate|信号))/,
      );
    }
  });

  it.each(types)('%s says once in Chinese when to send retry', (type) => {
    expect(remedyOf(type, 'zh', 'run').split('retry').length).toBeLessThanOrEqual(2);
    expect(remedyOf(type, 'zh', 'run')).not.toMatch(/之后.*(之后|处理完成后)/);
  });

  it('puts no space between the Chinese sentence and a Chinese name in it', () => {
    const resource = phrase('resource.migration', { from: 'photos', to: 'photos-oss' });
    const bucket = phrase('resource.ks3Bucket', { name: 'photos' });
    expect(describeError('MigrationDiffers', { resource }, 'zh')).toMatch(
      /^从 KS3 存储空间 photos 到 OSS Bucket photos-oss 的迁移尚不完整：/,
    );
    expect(describeError('PreflightFailed', { resource: bucket }, 'zh')).toMatch(
      /^KS3 存储空间 photos 暂时无法准备/,
    );
  });

  it('says how a run continues that has ended', () => {
    expect(remedyOf('Ks3InvalidAccessKey', 'en', { startAgain: 'npx prep verify photos' })).toBe(
      'Check KS3_ACCESS_KEY_ID, or the source profile in the worker configuration. Restart the worker. Then start it again: `npx prep verify photos`.',
    );
    expect(remedyOf('OssClockSkew', 'en', { parent: 'migrate/photos' })).toBe(
      'Set the clock of the machine, for example by NTP. Then send `retry` to migrate/photos, which started this run.',
    );
    expect(remedyOf('OssClockSkew', 'zh', { startAgain: null })).toMatch(/处理完成后重新启动。$/);
  });

  it('asks for what the run needs after the fix', () => {
    expect(remedyOf('OssClockSkew', 'en', 'run')).toBe(
      'Set the clock of the machine, for example by NTP. Then send `retry`.',
    );
    expect(remedyOf('Ks3InvalidAccessKey', 'en', 'run')).toMatch(/Restart the worker, then send `retry`\.$/);
    expect(remedyOf('Ks3InvalidAccessKey', 'en', 'command')).toBe(
      'Check KS3_ACCESS_KEY_ID, or the source profile in the worker configuration.',
    );
    expect(remedyOf('RamUnavailable', 'en', 'command')).toBe('Check the network between here and RAM.');
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
        'Choose another destination.bucket. Then cancel this run and start a new one. ' +
        '(BucketAlreadyExists, HTTP 409, request ID 5F3A)',
    );
    expect(error.effect).toBe('restart');
  });

  it('ends a list before it says what to do', () => {
    const findings = ['source: is missing', 'destinaton: is not a known field'];
    expect(describeError('InvalidInput', { resource: 'prepareMigration', findings })).toBe(
      'The input of prepareMigration is not valid; nothing was changed.\n' +
        '- source: is missing\n- destinaton: is not a known field\n' +
        'Fix every problem listed and start again.',
    );
    const report = { error: 'InvalidInput', about: { resource: 'prepareMigration', findings } };
    expect(sayIn('zh')(report)).toMatch(
      /\n- source: is missing\n- destinaton: is not a known field\n\S[^\n]*$/,
    );
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
