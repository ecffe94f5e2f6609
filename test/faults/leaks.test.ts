import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TASK_QUEUE } from '../../contracts/names';
import { portOrFree } from '../../demo/free-ports';
import { makeCodecToken } from '../../worker/codec-endpoint/codec-tokens';
import { makePayloadKey } from '../../worker/encryption/payload-keys';
import { PrepProcess } from '../client/prep-process';
import { CommandLines } from '../rig/command-lines';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, untilPhase } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';
import { approveAndRetry, LEAK_SCENARIOS, play, startRun } from './leak-scenarios';

const WRONG_SECRETS = [randomBytes(20).toString('base64'), randomBytes(20).toString('base64')] as const;
const key = makePayloadKey();
const [token, wrongToken] = [makeCodecToken('li.wei'), makeCodecToken('nobody')];
const KEYS = { PREP_PAYLOAD_KEYS: key.secret.reveal() };

/** Elsewhere there is no /proc to read other processes' command lines from. */
const onLinux = process.platform === 'linux' ? it : it.skip;

let rig: ProcessRig;
let commandLines: CommandLines;
/** Outside of the folder that is searched: it holds the identity. */
let recipientsFolder: string;
/** Everything that nobody but a recipient or the environment of worker and client may hold. */
let secrets: string[];

/**
 * Every scenario at the same time on one worker with its most talkative log; then one with payload encryption and the
 * codec endpoint; then one with wrong keys. What each says is put into the folder that is searched.
 */
beforeAll(async () => {
  commandLines = new CommandLines();
  recipientsFolder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-recipient-'));
  rig = await startProcessRig({ buckets: [{ name: 'photos', synthetic: 'hex:2500' }] }, {});
  mkdirSync(join(rig.folder, 'said'));
  const { control } = rig;
  await control.fault({ service: 'sts', kind: 'throttle' });
  await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'throttle', times: 3 });
  await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'reset', times: 3 });
  await control.set('propagation', { accessKeySeconds: 2, userReads: 1 });

  await served({ PREP_LOG_LEVEL: 'trace' }, async () => {
    await Promise.all(LEAK_SCENARIOS.map((scenario) => play(scenario, rig)));
    await reportEverything();
  });
  const cookie = await withCodecEndpoint();
  const wrong = { KS3_ACCESS_KEY_SECRET: WRONG_SECRETS[0], ALIBABA_ACCESS_KEY_SECRET: WRONG_SECRETS[1] };
  // Goes on running: it answers the queries of all runs.
  await rig.startWorker({ ...KEYS, ...wrong, PREP_LOG_LEVEL: 'trace' }).running();
  await parkedThenCancelled('wrong-keys');
  commandLines.stop();
  keep('command-lines', commandLines.seen.join('\n'));
  secrets = [
    ...(await control.secrets()),
    rig.identity,
    ...WRONG_SECRETS,
    key.secret.reveal(),
    Buffer.from(key.secret.reveal(), 'base64').toString('hex'),
    token.secret.reveal(),
    wrongToken.secret.reveal(),
    cookie,
  ];
}, 240_000);

afterAll(async () => {
  commandLines.stop();
  rmSync(recipientsFolder, { recursive: true, force: true });
  await rig.stop();
}, 60_000);

/** Does something with a worker of these settings, and keeps what its metrics say in the end. */
async function served(env: Record<string, string>, work: () => Promise<unknown>): Promise<void> {
  const port = await portOrFree(0);
  const worker = rig.startWorker({ PREP_METRICS_PORT: String(port), ...env });
  await worker.running();
  await work();
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toContain('temporal_');
  keep(`metrics-${port}`, metrics);
  await worker.stop();
}

/** Puts something that was said where it is searched. */
function keep(name: string, text: string): void {
  writeFileSync(join(rig.folder, 'said', name), text);
}

/** What the command line says of a run of each kind of end; the recipient opens the credentials of one. */
async function reportEverything(): Promise<void> {
  const identityFile = join(recipientsFolder, 'identity.txt');
  writeFileSync(identityFile, `${rig.identity}\n`, { mode: 0o600 });
  const prep = (...args: string[]) =>
    new PrepProcess(args, recipientsFolder, { TEMPORAL_ADDRESS: rig.address }).ended;
  const ofEachEnd = new Map<string, string>();
  for await (const { workflowId, status } of rig.client.workflow.list({
    query: "WorkflowType = 'prepareMigration'",
  })) {
    ofEachEnd.set(status.name, workflowId);
  }
  expect([...ofEachEnd.keys()].toSorted()).toEqual(['CANCELLED', 'COMPLETED', 'FAILED', 'TERMINATED']);
  for (const [end, workflowId] of [...ofEachEnd, ['PREPARED', 'plain'] as const]) {
    for (const command of [['report', '--format', 'markdown'], ['report', '--format', 'json'], ['status']]) {
      const { out, error } = await prep(...command, '--id', workflowId);
      keep(`${command.join('')}-${end}`, `${out}${error}`);
    }
  }
  expect(await prep('open', '--id', 'plain', '--identity', identityFile)).toMatchObject({ exitCode: 0 });
}

/** An encrypted run, and the codec endpoint asked with a right token, a wrong one and a cookie, whose proof is returned. */
async function withCodecEndpoint(): Promise<string> {
  const port = await portOrFree(0);
  const url = `http://127.0.0.1:${port}/codec`;
  const Origin = 'http://127.0.0.1:8233';
  const env = {
    ...KEYS,
    PREP_LOG_LEVEL: 'trace',
    PREP_HTTP_PORT: String(port),
    PREP_CODEC_ORIGINS: Origin,
    PREP_CODEC_TOKENS: `${token.name}:${token.secret.reveal()}`,
  };
  let cookie = '';
  await served(env, async () => {
    await approveAndRetry(await startRun(rig.clientWith(KEYS), 'encrypted'));
    const signedIn = await fetch(`${url}/sign-in`, {
      method: 'POST',
      headers: { Origin: new URL(url).origin },
      body: new URLSearchParams({ token: token.secret.reveal() }),
      redirect: 'manual',
    });
    cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const ask = async (headers: Record<string, string>) => {
      const all = { 'Content-Type': 'application/json', 'X-Namespace': 'default', ...headers };
      const answer = await fetch(`${url}/decode`, {
        method: 'POST',
        headers: all,
        body: '{"payloads":[{}]}',
      });
      keep(`codec-${answer.status}-${randomBytes(3).toString('hex')}`, await answer.text());
      return answer.status;
    };
    expect(await ask({ Authorization: `Bearer ${token.secret.reveal()}` })).toBe(200);
    expect(await ask({ Authorization: `Bearer ${wrongToken.secret.reveal()}` })).toBe(401);
    expect(await ask({ Origin, Cookie: cookie })).toBe(200);
  });
  return cookie.split('.').at(-1) ?? '';
}

async function parkedThenCancelled(name: string): Promise<void> {
  const handle = await startRun(rig.clientWith(KEYS), name);
  await untilPhase(handle, 'needs attention');
  await handle.cancel();
  await handle.result().catch(() => undefined);
}

describe('the secrets of all runs', () => {
  it('were really at stake', async () => {
    const { ks3, ram } = rig.standIns.summary;
    expect(secrets).toEqual(expect.arrayContaining([ks3.accessKeySecret, ram.accessKeySecret]));
    expect(secrets.filter((secret) => secret.length < 12)).toEqual([]);
    // A key and a password for each approved run, and those that were lost or refused on the way.
    const delivered = LEAK_SCENARIOS.filter(({ delivers }) => delivers).length + 1;
    expect(secrets.length).toBeGreaterThan(2 * delivered + 9);
    expect((await rig.control.faults()).filter(({ fired }) => fired === 0)).toEqual([]);
  });

  it('are in no history, encrypted or not, and no answer to a query', async () => {
    expect(await new SecretSearch(secrets).inWorkflows(rig.clientWith(KEYS))).toEqual([]);
  }, 60_000);

  it("are in no file: neither the server's database nor any log, metric, report or answer", () => {
    expect(readdirSync(rig.folder)).toEqual(
      expect.arrayContaining(['temporal.db', 'temporal.log', 'worker.log']),
    );
    const said = readdirSync(join(rig.folder, 'said'));
    for (const kind of ['metrics-', 'report', 'status-', 'codec-200', 'codec-401', 'command-lines']) {
      expect(said.filter((name) => name.startsWith(kind))).not.toEqual([]);
    }
    expect(new SecretSearch(secrets).inFolder(rig.folder)).toEqual([]);
  }, 60_000);

  onLinux('are in no command line, of which all were seen', () => {
    const seen = commandLines.seen.join('\n');
    for (const program of ['dist/worker/main.js', 'dist/client/main.js open', 'server start-dev']) {
      expect(seen).toContain(program);
    }
    expect(new SecretSearch(secrets).in(seen, 'command lines')).toEqual([]);
  });
});

describe('the search itself', () => {
  const planted = 'Planted/Secret+with=signs&0123456789';
  const search = new SecretSearch([planted]);

  it('finds what a server was told in its histories and in its database', async () => {
    const handle = await rig.client.workflow.start('prepareMigraton', {
      workflowId: 'planted',
      taskQueue: TASK_QUEUE,
      args: [{ note: `a secret: ${planted}` }],
    });
    await handle.result().catch(() => undefined);

    const inWorkflows = await search.inWorkflows(rig.clientWith(KEYS));
    expect(inWorkflows).toContainEqual({ secret: 0, form: 'base64', where: 'history of planted' });
    expect(inWorkflows).toContainEqual({ secret: 0, form: 'plain', where: 'payload of planted' });
    const files = search.inFolder(rig.folder).map(({ where }) => where);
    expect(files.filter((file) => file.startsWith('temporal.db'))).not.toEqual([]);
  });

  it('finds what an encrypted history hides from whoever has no key', async () => {
    const client = rig.clientWith(KEYS);
    const handle = await client.workflow.start('prepareMigraton', {
      workflowId: 'planted-encrypted',
      taskQueue: TASK_QUEUE,
      args: [{ note: planted }],
    });
    await handle.result().catch(() => undefined);

    const where = 'decrypted payload of planted-encrypted';
    expect(await search.inDecrypted(client)).toContainEqual({ secret: 0, form: 'plain', where });
    expect((await search.inHistories(client)).filter((found) => found.where.includes('encrypted'))).toEqual(
      [],
    );
  });

  onLinux('finds what stands in a command line', async () => {
    const lines = new CommandLines();
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', planted], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      const found = await until(async () => {
        lines.look();
        const all = search.in(lines.seen.join('\n'), 'command lines');
        return all.length > 0 ? all : undefined;
      });
      expect(found).toContainEqual({ secret: 0, form: 'plain', where: 'command lines' });
    } finally {
      lines.stop();
      child.stdin.end();
    }
  });

  it.each([
    ['plain', planted],
    ['plain', `only a part ${planted.slice(5, 20)} of it`],
    ['URL', `https://host/?Password=${encodeURIComponent(planted)}&x=1`],
    ['base64', Buffer.from(planted).toString('base64')],
    ['base64', Buffer.from(`1${planted}1`).toString('base64')],
    ['base64', Buffer.from(`12${planted}`).toString('base64url')],
    ['hex', Buffer.from(planted).toString('hex')],
    ['JSON', JSON.stringify({ 'quoted"secret\\of\nlines': 1 })],
  ])('finds a secret that is written %s into a file (%#)', (form, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-planted-'));
    try {
      writeFileSync(join(folder, 'worker.log'), `a line\n${text}\nanother line\n`);
      const searched = form === 'JSON' ? new SecretSearch(['quoted"secret\\of\nlines']) : search;
      expect(searched.inFolder(folder)).toContainEqual({ secret: 0, form, where: 'worker.log' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
