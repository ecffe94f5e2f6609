#!/usr/bin/env node
import { isatty } from 'node:tty';
import { setTimeout as pause } from 'node:timers/promises';
import { listenForStop } from '../worker/stop-signals';
import { askLine } from './terminal/ask-line';
import type { ProcessContext } from './command-context';
import { hideNodeWarnings } from '../worker/node-warnings';
import { decodeText } from './read-text';
import { runPrep } from './run-prep';
import { signWithSshKeygen } from './decide/ssh-keygen';
import type * as TemporalPreparations from './runs/temporal-preparations';
import { StandardOutput } from './terminal/standard-output';
import { Terminal } from './terminal/terminal';

hideNodeWarnings(process.env);
// The reader of the output may exit early: `npx prep report photos | head`. A terminal that was closed (EIO) is no reader: what is
// interrupted by that still leaves its checkpoint.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EIO') {
    process.exit(1);
  }
});
process.stderr.on('error', () => undefined);

const context: ProcessContext = {
  env: process.env,
  terminal: new Terminal(new StandardOutput(process.stdout), process.stderr, process.env),
  connect: (language) => {
    const { connectPreparations } = require('./runs/temporal-preparations') as typeof TemporalPreparations;
    return connectPreparations(process.env, language);
  },
  async readStdin() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    return decodeText(Buffer.concat(chunks), null);
  },
  sign: signWithSshKeygen,
  ask:
    process.stdin.isTTY === true && process.stderr.isTTY === true
      ? (question) => askLine(question)
      : undefined,
  async pause(milliseconds) {
    await pause(milliseconds);
  },
  interruption: () => listenForStop().signal,
};

/** Connections that linger must not keep a finished command from ending. */
function end(exitCode: number): void {
  const { stdin, stdout, stderr } = process;
  if ([stdin, stdout, stderr].some(({ isTTY, fd }) => isTTY && !isatty(fd))) {
    // Node.js restores terminals as it exits, and aborts with a core dump if one is gone.
    process.removeAllListeners('SIGHUP').kill(process.pid, 'SIGHUP');
  }
  process.exit(exitCode);
}

void runPrep(process.argv.slice(2), context).then(end);
