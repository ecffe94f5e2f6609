import { inWords } from '../../../client/doctor/render-report';
import { inEnglish } from '../in-english';
import { ask as askService } from '../../../client/doctor/ask';
import { PrepError } from '../../../contracts/prep-error';

async function ask(...request: Parameters<typeof askService>) {
  return inWords(await askService(...request), inEnglish());
}

describe('asking a service', () => {
  it('reports its answer', async () => {
    expect(await ask('OSS', async () => 'It answers.')).toEqual({
      name: 'OSS',
      outcome: 'ok',
      message: 'It answers.',
    });
  });

  it('reports an error of the table with what to do apart from what happened', async () => {
    const check = await ask('OSS', async () => {
      throw new PrepError('OssInvalidAccessKey', {
        resource: 'OSS bucket photos',
        code: 'InvalidAccessKeyId',
        requestId: 'ABC',
      });
    });

    expect(check).toEqual({
      name: 'OSS',
      outcome: 'problem',
      message:
        'OSS does not accept the AccessKey used for OSS bucket photos. (InvalidAccessKeyId, request ID ABC)',
      remedy:
        'Check ALIBABA_ACCESS_KEY_ID and its secret, or the Alibaba Cloud account in the worker configuration.',
    });
  });

  it('gives up on a service that never answers, even where its SDK heeds no signal', async () => {
    let aborted = false;
    const never = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise<string>(() => undefined);
    };

    const check = await ask('RAM', never, 20);

    expect(check).toMatchObject({ outcome: 'problem', message: expect.stringContaining('no answer within') });
    expect(check.remedy).toContain('can be reached from here');
    expect(aborted).toBe(true);
  });

  it('does not quote an error that it does not know', async () => {
    const check = await ask('RAM', async () => {
      throw new TypeError('https://ram.example/?Password=s3cr3t');
    });

    expect(check).toMatchObject({
      outcome: 'problem',
      message: 'The check failed with an unexpected TypeError.',
    });
    expect(JSON.stringify(check)).not.toContain('s3cr3t');
  });
});
