import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Client } from '@temporalio/client';
import { TASK_QUEUE } from '../../../contracts/names';
import { until } from '../../rig/rig';
import { DELIVERY_BUCKET, type LeakWorld } from './leak-world';
import type { PlaceName } from './places';
import { startPreparation } from './steering';
import { fetchOnce } from '../../rig/fetch-once';

/** Puts a secret into a place as a careless line of code would. */
type Plant = (world: LeakWorld, secret: string) => Promise<unknown> | void;

export const PLANTS: Record<PlaceName, Plant> = {
  histories: ({ client }, secret) =>
    misspelt(client, 'planted', { note: `packed: ${Buffer.from(secret).toString('base64')}` }),
  'decrypted payloads': ({ clientWithKeys }, secret) =>
    misspelt(clientWithKeys, 'planted-encrypted', { note: secret }),
  'descriptions of runs': ({ client }, secret) => misspelt(client, 'planted-memo', {}, { note: secret }),
  // A notice in the current details names the signal.
  'answers to queries': async ({ clientWithKeys }, secret) => {
    const handle = await startPreparation(clientWithKeys, 'planted-signal');
    await handle.signal(secret);
    await until(
      async () =>
        JSON.stringify(await handle.query('__temporal_workflow_metadata')).includes('no signal') || undefined,
    );
  },
  'pending activities': ({ pending }, secret) =>
    pending.record({ lastFailure: { message: `GET /?Password=${encodeURIComponent(secret)}` } }),
  "server's database": ({ client }, secret) => misspelt(client, 'planted-database', { note: secret }),
  "server's log": ({ rig }, secret) =>
    appendFileSync(
      join(rig.folder, 'temporal.log'),
      `${JSON.stringify({ url: `https://host/?Password=${encodeURIComponent(secret)}` })}\n`,
    ),
  'worker log': ({ rig }, secret) =>
    appendFileSync(
      join(rig.folder, 'worker.log'),
      `body=${Buffer.from(`{"p":"${secret}"}`).toString('base64')}\n`,
    ),
  'working folders': ({ desk }, secret) =>
    writeFileSync(join(desk, 'report.md.gz'), gzipSync(`| ${secret} |`)),
  metrics: ({ recordings }, secret) =>
    recordings.keep('metrics', '/metrics', `calls_total{url="/?P=${encodeURIComponent(secret)}"} 1\n`),
  health: ({ recordings }, secret) =>
    recordings.keep('health', '/healthz', JSON.stringify({ error: JSON.stringify({ secret }) })),
  'codec endpoint': ({ recordings }, secret) => recordings.keep('codec endpoint', 'decode', secret),
  reports: ({ recordings }, secret) =>
    recordings.keep(
      'reports',
      'report',
      `<td>${secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}</td>`,
    ),
  'command line output': ({ recordings }, secret) =>
    recordings.keep('command line output', 'status', Buffer.from(secret).toString('hex')),
  'command lines': async ({ commandLines }, secret) => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', secret], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      await until(async () => {
        commandLines.look();
        return commandLines.seen.some((line) => line.includes(secret)) || undefined;
      });
    } finally {
      child.stdin.end();
    }
  },
  'deliveries to OSS': ({ rig }, secret) =>
    rig.control.arrange('oss', 'put-objects', { bucket: DELIVERY_BUCKET, objects: { planted: secret } }),
  'deliveries to Vault': ({ vault }, secret) =>
    fetchOnce(`${vault.address}/v1/secret/data/planted`, {
      method: 'POST',
      headers: { 'X-Vault-Token': vault.token.reveal() },
      body: JSON.stringify({ data: { secret } }),
    }),
  notifications: ({ rig }, secret) =>
    rig.standIns.notify.inbox.take({ kind: 'slack', body: { text: `see ${encodeURIComponent(secret)}` } }),
  'requests to Vault': ({ vault }, secret) =>
    fetchOnce(`${vault.address}/v1/secret/data/${encodeURIComponent(secret)}`),
  'requests to clouds': ({ rig }, secret) =>
    fetchOnce(`${rig.standIns.summary.ks3.endpoint}/photos/${encodeURIComponent(secret)}`),
};

/** A run of a type that does not exist; it ends at once. */
async function misspelt(client: Client, workflowId: string, input: object, memo = {}): Promise<void> {
  const options = { workflowId, taskQueue: TASK_QUEUE, args: [input], memo };
  const handle = await client.workflow.start('prepareMigraton', options);
  await handle.result().catch(() => undefined);
}
