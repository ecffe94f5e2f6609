import { measureTool } from '../run-tool';
import { forEachShape, type Scenario } from '../scenario';
import type { ServerReport } from '../list-server-process';
import { product } from '../tools';

const KEYS = 4_000_000;
const ALLOWED = 200;

export const slowDown: Scenario = {
  name: 'slow-down',
  title: 'A store that allows 200 requests a second',
  method:
    '4,000,000 keys at 40 ms, 64 requests in flight at most. The server refuses what comes above 200 requests a second with 503 SlowDown (50 may come at once). How fast is the listing in its second half, and which share of its requests is refused?',
  measure: (bench) =>
    forEachShape(bench, async (shape) => [
      await measureTool(
        product(64),
        { shape, keys: bench.keys(KEYS), latencyMs: 40, requestsPerSecond: ALLOWED },
        bench.runs,
        bench.say,
        (_output, report) => ({
          'pages/s in the second half': settledRate(report),
          'refused %': (100 * report.refused) / report.requests,
        }),
      ),
    ]),
  goals: () => [],
};

/** Pages a second from the middle of a listing up to its last whole second. */
function settledRate({ pagesBySecond }: ServerReport): number {
  const whole = pagesBySecond.slice(0, -1).map((pages) => pages ?? 0);
  const second = whole.slice(Math.floor(whole.length / 2));
  return second.reduce((sum, pages) => sum + pages, 0) / Math.max(1, second.length);
}
