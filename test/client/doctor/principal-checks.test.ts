import { inWords } from '../../../client/doctor/render-report';
import { inEnglish } from '../in-english';
import { isCheck } from '../../../client/doctor/doctor-report';
import { say } from '../../../presentation/words/words';
import { principalsStamped as checkPrincipals } from '../../../client/doctor/principal-checks';
import type { ConnectedClient } from '../../../configuration/temporal/temporal-connection';

/** @param starters the principals of the first events of the latest runs */
function server(serverVersion: string, starters: readonly (object | null)[]): ConnectedClient {
  const executions = starters.map((_, at) => ({
    execution: { workflowId: `prepare/${at}`, runId: String(at) },
  }));
  const workflowService = {
    getSystemInfo: async () => ({ serverVersion }),
    listWorkflowExecutions: async () => ({ executions }),
    getWorkflowExecutionHistory: async ({ execution }: { execution: { runId: string } }) => ({
      history: { events: [{ principal: starters[Number(execution.runId)] }] },
    }),
  };
  const connection = { workflowService, withDeadline: (_: number, asked: () => unknown) => asked() };
  return { connection, namespace: 'prod' } as unknown as ConnectedClient;
}

async function principalsStamped(connected: ConnectedClient) {
  const answer = await checkPrincipals(connected);
  return isCheck(answer) ? inWords(answer, inEnglish()) : say('en', answer);
}

const LI = { type: 'jwt', name: 'li.wei' };

describe('a server whose word approvals need', () => {
  it.each(['1.29.1', '1.30.4', '0.28.0'])(
    'is warned of where it is too old to give it (%s)',
    async (version) => {
      expect(await principalsStamped(server(version, [LI]))).toMatchObject({
        outcome: 'warning',
        message: `Approvals need principals, but Temporal server ${version} cannot stamp any, so nothing can be approved.`,
        remedy: expect.stringContaining('frontend.enablePrincipalPropagation'),
      });
    },
  );

  it('is known to give it where it said who started a run', async () => {
    expect(await principalsStamped(server('1.32.0', [null, LI]))).toBe(
      'The Temporal server stamps principals on events, for example jwt "li.wei".',
    );
  });

  it('is warned of where it said so of none of the latest runs', async () => {
    expect(await principalsStamped(server('1.31.0', [null, {}]))).toMatchObject({
      outcome: 'warning',
      message: expect.stringContaining('stamped none at the start of the latest runs (2 checked)'),
    });
  });

  it.each(['1.31.0', '2.0.0', 'cloud'])(
    'may give it, which nobody can know before there is a run (%s)',
    async (version) => {
      expect(await principalsStamped(server(version, []))).toContain('is unknown before the first run');
    },
  );
});
