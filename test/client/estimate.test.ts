import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ks3Environment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { run } from './run-command';

const TOTALS = {
  objects: '2000000',
  bytes: String(2 ** 31),
  byStorageClass: {
    STANDARD: { objects: '1000000', bytes: String(2 ** 30) },
    STANDARD_IA: { objects: '1000000', bytes: String(2 ** 30) },
  },
  bySizeBand: { 'up to 200 KiB': { objects: '2000000', bytes: String(2 ** 31) } },
};

const PRICES = `
date = 2026-10-01
from = "our contract"
currency = "CNY"
[source]
list_requests_per_10000 = 1
traffic_per_gb = 0.5
[destination]
storage_per_gb_month = { IA = 0.1 }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-estimate-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('prep estimate', () => {
  it.each([
    ['an inventory', TOTALS],
    ['the result of an inventory', { totals: TOTALS }],
    ['a report', { outcome: 'prepared', inventory: { totals: TOTALS } }],
  ])('reads %s, and has no costs without prices', async (_, content) => {
    const ran = await run(['estimate', await written('counted.json', content), '--json']);
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({
      objects: '2000000',
      duration: { seconds: 1000, limitedBy: 'files' },
      items: expect.arrayContaining([
        { item: 'listRequests', quantity: { least: '2000', most: '2000' }, cost: null },
        { item: 'retrievedBytes', quantity: { least: String(2 ** 30), most: String(2 ** 30) }, cost: null },
      ]),
      costOnce: null,
      prices: null,
    });
  });

  it('takes costs from the dated file alone, and leaves out what has no price', async () => {
    const [file, prices] = [await written('counted.json', TOTALS), await written('prices.toml', PRICES)];
    const ran = await run(['estimate', file, '--prices', prices, '--class', 'IA', '--json']);
    expect(ran.json()).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ item: 'listRequests', cost: { least: 0.2, most: 0.2 } }),
        expect.objectContaining({ item: 'trafficBytes', cost: { least: 1, most: 1 } }),
        expect.objectContaining({ item: 'getRequests', cost: null }),
        expect.objectContaining({
          item: 'storedBytes',
          cost: { least: expect.closeTo(12.2, 1), most: expect.any(Number) },
        }),
      ]),
      costOnce: { least: 1.2, most: 1.2 },
      minimumDays: 30,
      prices: { date: '2026-10-01', from: 'our contract', currency: 'CNY' },
    });
    const text = (await run(['estimate', file, '--prices', prices, '--class', 'IA'])).out;
    expect(text).toContain('Once, without storage: 1.20 CNY, without 5 lines above that have no price');
    expect(text).toContain('IA bills at least 30 days');
    expect((await run(['estimate', file, '--prices', prices, '--lang', 'zh'])).out).toContain(
      '价格日期 2026-10-01：our contract',
    );
  });

  it('shows what costs little as such, and whose bandwidth limits the copy', async () => {
    const file = await written('counted.json', { ...TOTALS, objects: '10', bySizeBand: {} });
    const prices = await written('prices.toml', PRICES);
    const { out } = await run(['estimate', file, '--prices', prices, '--bandwidth', '100']);
    expect(out).toMatch(/KS3 list requests +1 +< 0\.01 CNY/);
    expect(out).toContain('at least 2 min 52 s, limited by a network of 0.1 Gbit/s');
  });

  it('names the prices where they are of storage alone', async () => {
    const file = await written('counted.json', TOTALS);
    const prices = await written('storage.toml', PRICES.replace(/^list.*\n^traffic.*\n/m, ''));
    const { out } = await run(['estimate', file, '--prices', prices, '--class', 'IA']);
    expect(out).toMatch(/OSS storage, billed each month .* CNY/);
    expect(out).toContain('Prices of 2026-10-01: our contract');
    expect(out).not.toContain('--prices');
  });

  it('takes the sample of the package', async () => {
    const ran = await run([
      'estimate',
      await written('counted.json', TOTALS),
      '--prices',
      join(__dirname, '../../prices.example.toml'),
    ]);
    expect(ran.out).toContain('Prices of 2026-11-28: sample, not a price list');
  });

  it.each([
    [
      'a file that is missing',
      () => Promise.resolve(join(folder, 'none.json')),
      'cannot be read: there is no such file',
    ],
    ['text', () => written('text.json', 'no JSON'), 'is not JSON: line 1, column 1'],
    ['an empty file', () => written('empty.json', ''), 'is not JSON: it is empty'],
    ['other JSON', () => written('other.json', { objects: 5 }), 'is not the JSON of an inventory'],
  ])('refuses %s', async (_, file, message) => {
    const ran = await run(['estimate', await file()]);
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toContain(message);
  });

  it.each([
    ['no TOML', 'date = ', 'is not a file of prices'],
    ['no date', 'from = "x"\ncurrency = "CNY"', '- date: is missing; for example "2026-03-01"'],
    ['a time for a date', PRICES.replace('2026-10-01', '10:00:00'), '- date: is not a date'],
    ['a day that does not exist', PRICES.replace('2026-10-01', '2026-02-30'), '- date: is not a date'],
    ['such a day as text', PRICES.replace('2026-10-01', '"2026-02-30"'), '- date: is not a date'],
    ['such a time', PRICES.replace('2026-10-01', '2026-02-30T10:00:00Z'), '- date: is not a date'],
    ['a date to come', PRICES.replace('2026-10-01', '2999-10-01'), '- date: is in the future'],
    ['another currency', PRICES.replace('CNY', 'yuan'), '- currency: must be three capital letters'],
    ['another GB', `bytes_per_gb = 1024\n${PRICES}`, '- bytes_per_gb: must be one of 1000000000, 1073741824'],
    ['an unknown price', `${PRICES}\nstorage = 1`, '- destination.storage: is not a known field'],
    ['an unknown class', PRICES.replace('{ IA', '{ Ia'), '- destination.storage_per_gb_month'],
    ['a negative price', PRICES.replace('0.5', '-0.5'), '- source.traffic_per_gb: must be at least 0'],
    ['a huge price', PRICES.replace('0.5', '1e300'), '- source.traffic_per_gb: must be at most 1000000'],
    ['a text for a price', PRICES.replace('0.5', '"0.5"'), '- source.traffic_per_gb: must be a number'],
    ['no number for a price', PRICES.replace('0.5', 'nan'), '- source.traffic_per_gb: must be a number'],
  ])('refuses prices with %s', async (_, text, message) => {
    const ran = await run([
      'estimate',
      await written('counted.json', TOTALS),
      '--prices',
      await written('wrong.toml', text),
    ]);
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining(message) });
  });

  it('refuses a class that OSS does not have', async () => {
    const ran = await run(['estimate', 'counted.json', '--class', 'ia']);
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining('Standard, IA, Archive') });
  });

  describe('of a bucket that is counted', () => {
    let standIns: StandIns;
    beforeAll(async () => {
      standIns = await startStandIns({ buckets: [{ name: 'photos', synthetic: 'hex:1500' }] });
    });
    afterAll(() => standIns.stop());

    it('reads what prep inventory prints, from a pipe', async () => {
      const counted = await run(['inventory', '--direct', '--path-style', '--bucket', 'photos', '--json'], {
        env: ks3Environment(standIns.summary),
      });
      const ran = await run(['estimate', '-', '--json'], { stdin: counted.out });
      expect(ran.json()).toMatchObject({
        objects: '1500',
        items: expect.arrayContaining([
          { item: 'listRequests', quantity: { least: '2', most: '2' }, cost: null },
        ]),
      });
    });
  });
});
