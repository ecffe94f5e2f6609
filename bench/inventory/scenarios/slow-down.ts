import { goalOf, timeLimit } from '../goal';
import { medianOf } from '../measurement';
import { measureTool } from '../run-tool';
import { forEachShape, type Scenario } from '../scenario';
import type { ServerReport } from '../list-server-process';
import { product } from '../tools';

const KEYS = 2_000_000;
const ALLOWED = 200;
const REFUSED = 'refused %';

export const slowDown: Scenario = {
  name: 'slow-down',
  title: 'A store that allows 200 requests a second',
  method:
    '2,000,000 keys at 40 ms, 64 requests in flight at most. The server refuses what comes above 200 requests a second with 503 SlowDown (50 may come at once), so that the pages alone take 10 s. How fast is the listing in its second half, and which share of its requests is refused?',
  measure: (bench) =>
    forEachShape(bench, async (shape) => [
      await measureTool(
        product(64),
        { shape, keys: bench.keys(KEYS), latencyMs: 40, requestsPerSecond: ALLOWED },
        bench.runs,
        bench.say,
        (_output, report) => ({
          'pages/s in the second half': settledRate(report),
          [REFUSED]: (100 * report.refused) / report.requests,
        }),
      ),
    ]),
  goals(measurements, machine) {
    const whole = measurements.filter(({ keys }) => keys === KEYS);
    return [
      ...goalOf(
        {
          what: 'A store that allows 200 requests a second, two million keys: wall time',
          most: 12,
          unit: 's',
        },
        whole,
        (each) => medianOf(each, ({ wallSeconds }) => wallSeconds),
        timeLimit(machine),
      ),
      ...goalOf(
        { what: 'The same: requests that it refuses', most: 2, unit: '%' },
        whole,
        (each) => medianOf(each, ({ figures }) => figures[REFUSED] ?? null),
        () => 'finding out what the store allows',
      ),
    ];
  },
};

/** Pages a second from the middle of a listing up to its last whole second. */
function settledRate({ pagesBySecond }: ServerReport): number {
  const whole = pagesBySecond.slice(0, -1).map((pages) => pages ?? 0);
  const second = whole.slice(Math.floor(whole.length / 2));
  return second.reduce((sum, pages) => sum + pages, 0) / Math.max(1, second.length);
}
