import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { writeServerConfig } from './server-config.mjs';
import { identityProvider } from './tokens.mjs';

const require = createRequire(import.meta.url);
const { startStandIns } = require('../../dist/standins/stand-ins.js');
const { workerEnvironment } = require('../../dist/demo/stand-in-settings.js');
const PREP = path.join(import.meta.dirname, '..', '..', 'dist', 'client', 'main.js');
const NAMESPACE = 'prod';
const CONFIGURATION = `
[approval]
approvers = ["li.wei"]
require_principals = true
`;

const [folder] = process.argv.slice(2);
const jwks = path.join(folder, 'jwks.json');
const tokenOf = identityProvider(jwks);
const config = await writeServerConfig(folder, jwks);
const children = [];

try {
  start('server', process.env.TEMPORAL_SERVER, ['--config-file', config.file, 'start'], process.env);
  await namespaceMade();
  const standIns = await startStandIns({ buckets: [{ name: 'photos', synthetic: 'hex:20' }] });
  const recipient = await identityToRecipient(await generateIdentity());
  writeFileSync(path.join(folder, 'prep.toml'), CONFIGURATION);
  const worker = { ...signedIn('worker'), ...workerEnvironment(standIns.summary, recipient) };
  start('worker', process.execPath, [PREP, 'worker'], worker);
  await shown(worker);
  await standIns.stop();
} catch (error) {
  console.error(tail('server'), tail('worker'), error);
  process.exitCode = 1;
} finally {
  await Promise.all(children.map(stopped));
}

/** What a person would do, and what comes of it. */
async function shown(worker) {
  const [li, mallory] = [signedIn('li.wei'), signedIn('mallory')];
  await eventually(async () => (await prep(mallory, 'start', 'photos', '--json')).exitCode === 0);
  await eventually(async () => (await prep(mallory, 'status', 'photos', '--json')).exitCode === 3);
  const doctor = await prep(worker, 'doctor');
  tell(
    'prep doctor',
    doctor.out
      .split('\n')
      .filter((line) => /rincipal/.test(line))
      .join('\n'),
  );

  const approve = ['approve', 'photos', '--approver', 'li.wei', '--comment', 'checked the plan', '--json'];
  const forged = await prep(mallory, ...approve);
  tell('mallory, as li.wei', forged.out);
  assert.equal(forged.exitCode, 1);
  assert.match(forged.out, /the Temporal server says that jwt \\"mallory\\" sent it/);

  const own = await prep(li, ...approve);
  tell('li.wei', own.out);
  assert.equal(own.exitCode, 0);

  await eventually(async () => (await prep(li, 'status', 'photos', '--json')).exitCode === 0);
  const audit = await prep(li, 'audit', 'photos');
  tell('prep audit', audit.out);
  assert.match(audit.out, /sent by jwt "li\.wei", says the Temporal server \(event \d+\)/);
}

/** The environment of somebody who is signed in. */
function signedIn(subject) {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    TEMPORAL_ADDRESS: config.address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    TEMPORAL_API_KEY: tokenOf(subject, [`${NAMESPACE}:write`]),
    TEMPORAL_TLS: 'false',
  };
}

async function namespaceMade() {
  const apiKey = tokenOf('administrator', ['temporal-system:admin']);
  await eventually(async () => {
    const connection = await Connection.connect({ address: config.address, apiKey, tls: false });
    try {
      await connection.workflowService.registerNamespace({
        namespace: NAMESPACE,
        workflowExecutionRetentionPeriod: { seconds: 86_400 },
      });
      return true;
    } finally {
      await connection.close();
    }
  });
}

async function prep(env, ...args) {
  const child = spawn(process.execPath, [PREP, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (out += text));
  const [exitCode] = await once(child, 'close');
  return { exitCode, out };
}

function start(name, command, args, env) {
  const log = createWriteStream(path.join(folder, `${name}.log`));
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  children.push(child);
}

async function stopped(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
  }
}

/** Asks again, for a minute, what fails while something is about to start. */
async function eventually(ask) {
  let last = new Error('It did not come.');
  for (let asked = 0; asked < 120; asked += 1) {
    try {
      if (await ask()) {
        return;
      }
    } catch (error) {
      last = error;
    }
    await pause(500);
  }
  throw last;
}

function tail(name) {
  try {
    return `--- ${name}\n${readFileSync(path.join(folder, `${name}.log`), 'utf8').slice(-3000)}`;
  } catch {
    return '';
  }
}

function tell(title, text) {
  console.log(`\n== ${title}\n${text.trim()}`);
}
