import { describe, expect, it } from '@jest/globals';
import { validatePreparation } from '../../provisioning/request/validate-preparation';
import type { Preparation } from '../../contracts/runs/preparation';
import { rejection } from '../clouds/alibaba/rejection';
import { approved } from './preparation';
import { SETTINGS } from './settings';

const validated = (source: object): Promise<Preparation> =>
  validatePreparation({ source: { bucket: 'photos', ...source } }, SETTINGS);
const digestOf = (preparation: Preparation) => approved(preparation).plan.digest;

describe('source.accessKey', () => {
  it('is "use" where the input says nothing', async () => {
    expect((await validated({})).sourceKey).toEqual({ mode: 'use' });
    expect(await validated({})).toEqual(await validated({ accessKey: 'use' }));
  });

  it('"create" names user and policy, from which the plan and its digest are made', async () => {
    const [use, create] = [await validated({}), await validated({ accessKey: 'create' })];
    expect(create.sourceKey).toMatchObject({
      mode: 'create',
      userName: expect.stringMatching(/^mgw-photos-[0-9a-f]{8}$/),
      policy: { document: expect.stringContaining('krn:ksc:ks3:::photos/*') },
    });
    expect(digestOf(create)).not.toBe(digestOf(use));
  });

  it('"create" is refused at once where there is no IAM to make it at', async () => {
    const { type, message } = await rejection(validated({ accessKey: 'create', profile: 'private' }));
    expect(type).toBe('InvalidInput');
    expect(message).toContain('- source.accessKey: "create" needs Kingsoft Cloud IAM');
    expect(message).toContain('has none for source profile private (iam_endpoint); for example "use"');
    expect((await validated({ profile: 'private' })).sourceKey).toEqual({ mode: 'use' });
  });

  it('is nothing else', async () => {
    const { message } = await rejection(validated({ accessKey: 'make' }));
    expect(message).toContain('- source.accessKey: must be one of "use", "create"');
  });
});
