import { createServer, type Server } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { startStandIns } from '../../standins/stand-ins';

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/** First of eight free ports below those that the system gives to clients. */
async function eightFreePorts(): Promise<number> {
  for (let base = 20_000 + (process.pid % 1000) * 8; ; base += 8) {
    const tried = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6, 7].map((offset) => occupy(base + offset)));
    const servers = tried.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    if (servers.length === 8) {
      return base;
    }
  }
}

describe('the stand-ins together', () => {
  it('serve every cloud and the control endpoint with the keys they tell', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'stand-ins-'));
    writeFileSync(join(directory, 'one.txt'), 'one');
    const standIns = await startStandIns({ buckets: [{ name: 'photos', directory }] });
    const { ks3, oss, ram, sts, iam, mgw, control } = standIns.summary;
    const client = new S3Client({
      endpoint: ks3.endpoint,
      region: ks3.region,
      forcePathStyle: true,
      credentials: { accessKeyId: ks3.accessKeyId, secretAccessKey: ks3.accessKeySecret },
    });
    const page = await client.send(new ListObjectsV2Command({ Bucket: ks3.buckets[0] }));
    expect(page.Contents).toMatchObject([{ Key: 'one.txt', Size: 3 }]);
    client.destroy();
    for (const { endpoint } of [oss, ram, sts, iam, mgw]) {
      expect((await fetch(endpoint)).status).toBeGreaterThanOrEqual(400);
    }
    const answered = new Set(standIns.context.audit.entries().map(({ service }) => service));
    expect([...answered].sort()).toEqual(['iam', 'ks3', 'mgw', 'oss', 'ram', 'sts']);
    const secrets = (await (await fetch(`${control}/secrets`)).json()) as { value: string }[];
    const values = secrets.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining([ks3.accessKeySecret, oss.accessKeySecret]));
    await fetch(`${control}/stop`, { method: 'POST' });
    await standIns.stopped;
    await expect(fetch(ks3.endpoint)).rejects.toThrow('fetch failed');
    rmSync(directory, { recursive: true });
  });

  it('take the keys they are given, and others at each start', async () => {
    const given = { accessKeyId: 'AKLTgiven', accessKeySecret: 'given' };
    const [a, b] = [await startStandIns({ ks3: given }), await startStandIns()];
    expect(a.summary.ks3).toMatchObject(given);
    expect(a.summary.oss.accessKeySecret).not.toBe(b.summary.oss.accessKeySecret);
    await Promise.all([a.stop(), b.stop()]);
  });

  it('leave nothing running where a port is taken', async () => {
    const base = await eightFreePorts();
    const squatter = await occupy(base + 2);
    await expect(startStandIns({ port: base })).rejects.toMatchObject({ code: 'EADDRINUSE', port: base + 2 });
    await new Promise((resolve) => squatter.close(resolve));
    const again = await startStandIns({ port: base });
    expect(again.summary.ks3.endpoint).toBe(`http://127.0.0.1:${base}`);
    expect(again.summary.control).toBe(`http://127.0.0.1:${base + 4}`);
    expect(again.summary.iam.endpoint).toBe(`http://127.0.0.1:${base + 5}`);
    expect(again.summary.mgw.endpoint).toBe(`http://127.0.0.1:${base + 7}`);
    await again.stop();
  });
});
