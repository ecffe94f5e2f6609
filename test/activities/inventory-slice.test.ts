import { MockActivityEnvironment } from '@temporalio/testing';
import { inventorySlice, type SliceHeartbeat, type SliceOutcome } from '../../activities/inventory-slice';
import type { Clouds } from '../../provisioning/clouds';
import { inventoryAbout } from '../../provisioning/trust/inventory-about';
import type { InventoryPart } from '../../provisioning/trust/attested-parts';
import { Attestor } from '../../provisioning/trust/attestor';
import type { Attested } from '../../contracts/approval/attested';
import type { InventoryCheckpoint } from '../../contracts/listing/inventory';
import type { Settings } from '../../contracts/settings';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { FakeStore } from '../inventory/fake-store';
import { rejection } from '../clouds/alibaba/rejection';
import { KEYS, preparationWith } from '../provisioning/preparation';

const OBJECTS = Array.from({ length: 60_000 }, (_, at) => ({ key: String(at).padStart(6, '0'), size: 1 }));
const { source } = preparationWith();
const settings = { inventory: { concurrency: 1, parallelSlices: 2 } } as unknown as Settings;

const attestor = new Attestor(KEYS);
const about = inventoryAbout(source);
const partWith = (checkpoint: InventoryCheckpoint) =>
  attestor.attest<InventoryPart>('checkpoint', about, { id: 'part-1', checkpoint });
/** Of a part, if a worker vouches for it. */
const totalsOf = ({ part }: { part: Attested<InventoryPart> }) =>
  attestor.read('checkpoint', about, part).checkpoint.totals;

interface Listed {
  readonly outcome: SliceOutcome;
  readonly beats: readonly SliceHeartbeat[];
}

/** Lists 60 slow pages, so that the progress of all of them is reported. */
async function listed(checkpoint: InventoryCheckpoint, heartbeatDetails?: unknown): Promise<Listed> {
  const store = new FakeStore(OBJECTS, 'plus', () => 1);
  const ks3 = { fetchPage: store.fetchPage.bind(store), close: () => undefined };
  const clouds = { ks3: () => ks3 } as unknown as Clouds;
  const environment = new MockActivityEnvironment({ heartbeatDetails });
  const beats: SliceHeartbeat[] = [];
  environment.on('heartbeat', (beat: SliceHeartbeat) => beats.push(beat));
  const outcome = await environment.run(() =>
    inventorySlice(
      { part: partWith(checkpoint), budgetMs: 60_000, sideBySide: 1 },
      { source, settings, clouds, attestor, language: 'en' },
    ),
  );
  return { outcome: outcome as SliceOutcome, beats };
}

/** As after an hour of listing in which nothing was found. */
function afterAnHour(): InventoryCheckpoint {
  const { totals, ranges } = startCheckpoint();
  return { totals: { ...totals, listingMs: 3_600_000 }, ranges };
}

/** When, in milliseconds of listing, each heartbeat came and the one after it. */
function neighbours(beats: readonly SliceHeartbeat[]): [number, number][] {
  const times = beats.map((beat) => totalsOf(beat).listingMs);
  return times.slice(1).map((after, at) => [times[at] ?? 0, after]);
}

describe('the heartbeats of a listing', () => {
  it('come often while it is young: what follows the last one is lost with its worker', async () => {
    const { outcome, beats } = await listed(startCheckpoint());
    expect(totalsOf(outcome).objects).toBe(String(OBJECTS.length));
    expect(beats.length).toBeGreaterThan(2);
    for (const [before, after] of neighbours(beats)) {
      expect(after - before).toBeGreaterThanOrEqual(0.03 * before);
    }
  });

  it('become rare once it has taken long: each is stored', async () => {
    const { outcome, beats } = await listed(afterAnHour());
    expect(totalsOf(outcome).objects).toBe(String(OBJECTS.length));
    expect(beats.length).toBeGreaterThanOrEqual(1);
    for (const [before, after] of neighbours(beats)) {
      expect(after - before).toBeGreaterThanOrEqual(2000);
    }
  });

  it('come while the store is silent, with what is known: its silence is not taken for a worker that is gone', async () => {
    const store = new FakeStore(OBJECTS, 'plus');
    const environment = new MockActivityEnvironment({ heartbeatDetails: { part: partWith(afterAnHour()) } });
    const beaten = new Promise<SliceHeartbeat>((resolve) => environment.once('heartbeat', resolve));
    const fetchPage: typeof store.fetchPage = async (...page) => {
      await beaten;
      return store.fetchPage(...page);
    };
    const clouds = { ks3: () => ({ fetchPage, close: () => undefined }) } as unknown as Clouds;
    const outcome = environment.run(() =>
      inventorySlice(
        { part: partWith(startCheckpoint()), budgetMs: 60_000, sideBySide: 1 },
        { source, settings, clouds, attestor, language: 'en' },
      ),
    );
    expect(totalsOf(await beaten).listingMs).toBe(3_600_000);
    expect(totalsOf((await outcome) as SliceOutcome).objects).toBe(String(OBJECTS.length));
  });

  it('are what the next attempt goes on from', async () => {
    const { beats } = await listed(startCheckpoint());
    const last = beats.at(-1) as SliceHeartbeat;
    const { outcome } = await listed(startCheckpoint(), last);
    const { objects, pages } = totalsOf(outcome);
    expect(objects).toBe(String(OBJECTS.length));
    expect(pages).toBeLessThanOrEqual(62);
  });

  it('are not gone on from where no worker made them', async () => {
    const { beats } = await listed(startCheckpoint());
    const { part, ...told } = beats.at(-1) as SliceHeartbeat;
    const { checkpoint } = part.value;
    const totals = { ...checkpoint.totals, objects: '1' };
    const done = { ...part.value, checkpoint: { ...checkpoint, totals, ranges: [] } };
    expect(
      await rejection(listed(startCheckpoint(), { ...told, part: { ...part, value: done } })),
    ).toMatchObject({
      type: 'NotAuthentic',
    });
  });

  it('name the part that they are of, as the outcome does', async () => {
    const { outcome, beats } = await listed(afterAnHour());
    expect([outcome, ...beats].map(({ part }) => part.value.id)).toEqual(
      Array.from({ length: beats.length + 1 }, () => 'part-1'),
    );
  });
});
