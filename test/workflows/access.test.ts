import { Access } from '../../workflows/preparation/access';

const mockCalled: string[] = [];
const mockKeys: string[] = [];

jest.mock('../../workflows/run/step-activities', () => ({
  activitiesOf: () =>
    new Proxy(
      {},
      {
        get: (_, activity: string) => async () => {
          mockCalled.push(activity);
          const accessKeyId = `LTAI${mockKeys.push(activity)}`;
          return { value: { accessKeyId }, signature: null };
        },
      },
    ),
}));

const run = { title: () => '', say: () => '' };

describe('access that is granted again', () => {
  it('comes with everything that it had, the AccessKey of the source too', async () => {
    const access = new Access({} as never, run);
    await access.issueSourceKey();
    await access.enableLogon();
    await access.issueKey();
    mockCalled.length = 0;
    const before = access.granted().records;
    await access.renew();
    expect(mockCalled).toEqual(['issueSourceKey', 'grantPolicies', 'enableConsoleLogon', 'issueAccessKey']);
    const { records } = access.granted();
    expect(records.sourceKey).not.toEqual(before.sourceKey);
    expect(records.accessKey).not.toEqual(before.accessKey);
    expect(access.edition).toBe(2);
  });

  it('has nothing that it did not have', async () => {
    const access = new Access({} as never, run);
    mockCalled.length = 0;
    await access.renew();
    expect(mockCalled).toEqual(['grantPolicies']);
  });
});
