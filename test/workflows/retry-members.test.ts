import { Members } from '../../workflows/fleet/members';
import { retryMembers } from '../../workflows/fleet/retry-members';

const mockSent: string[] = [];

jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual<object>('@temporalio/workflow'),
  getExternalWorkflowHandle: (workflowId: string) => ({
    signal: async (_signal: unknown, { by }: { by?: string }) => {
      mockSent.push(`${workflowId} by ${by}`);
    },
  }),
}));

describe('a retry of a fleet', () => {
  it('that comes while an earlier one is passed on is passed on too', async () => {
    const members = Members.of(['photos', 'videos']);
    const park = (at: number) => members.saw({ at, phase: 'action required', events: 1 });
    park(0);
    const asked = [{ by: 'li.wei' }, { by: 'zhao.lei' }];
    await retryMembers({
      members,
      takeRetry: () => asked.shift() ?? null,
      retried(at) {
        members.retried(at);
        if (at === 0) {
          park(1);
        }
      },
    });
    expect(mockSent).toEqual(['prepare/photos by li.wei', 'prepare/videos by zhao.lei']);
  });
});
