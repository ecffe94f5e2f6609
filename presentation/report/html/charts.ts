import type { Tally } from '../../../contracts/listing/inventory';
import { shown } from '../../text/foreign-text';
import { humanBytes } from '../../text/human-units';
import type { Words } from '../../words/words';
import { countText, type Breakdown, type Counted } from '../inventory-rows';
import { html, type Markup } from './markup';

/** Further rows of a chart are added up in one: the CSV has them all. */
const MAX_ROWS = 24;
/** Keys have 1,024 bytes at most. */
const MAX_NAME = 2000;

/** A distribution as a table with a bar in each row, by the share of all bytes. */
export function barChart(breakdown: Breakdown, total: Tally, report: Words['report']): Markup {
  const { share, shareOfBytes } = report.page;
  return html` <h3>${breakdown.title}</h3>
    <table class="chart">
      <thead>
        <tr>
          <th scope="col">${report.page.group}</th>
          <th scope="col" class="bar">${shareOfBytes}</th>
          <th scope="col" class="number objects">${report.objects}</th>
          <th scope="col" class="number">${report.size}</th>
        </tr>
      </thead>
      <tbody>
        ${atMost(breakdown, report).map((one) => {
          const percent = percentOf(one.tally.bytes, total.bytes);
          return html` <tr>
            <th scope="row">${nameOf(one)}</th>
            <td class="bar">
              <svg
                role="img"
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                aria-label="${share({ percent: percent.toFixed(1) })}"
              >
                <rect width="${percent}" height="10" />
              </svg>
            </td>
            <td class="number objects">${countText(one, report)}</td>
            <td class="number">${humanBytes(one.tally.bytes)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}

function nameOf({ name }: Counted): Markup | string {
  return typeof name === 'string' ? name : html`<code>${shown(name.code, MAX_NAME)}</code>`;
}

/** Of 100; something that is there is never drawn as nothing. */
function percentOf(part: string, whole: string): number {
  const bytes = BigInt(part);
  return bytes === 0n || whole === '0' ? 0 : Math.max(0.1, Number((bytes * 1000n) / BigInt(whole)) / 10);
}

function atMost({ counted, oldestFirst }: Breakdown, { page }: Words['report']): readonly Counted[] {
  const count = counted.length - MAX_ROWS + 1;
  if (count <= 1) {
    return counted;
  }
  return oldestFirst
    ? [addedUp(counted.slice(0, count), page.earlier({ count })), ...counted.slice(count)]
    : [...counted.slice(0, -count), addedUp(counted.slice(-count), page.more({ count }))];
}

function addedUp(rows: readonly Counted[], name: string): Counted {
  const sum = (of: (tally: Tally) => string) =>
    String(rows.reduce((all, { tally }) => all + BigInt(of(tally)), 0n));
  const tally = { objects: sum(({ objects }) => objects), bytes: sum(({ bytes }) => bytes) };
  return { name, tally, exact: rows.every(({ exact }) => exact) };
}
