/**
 * `npm run errors-page` writes docs/errors.md from the error table, which is the only source of it;
 * with `-- --check` it writes nothing and fails when the page is not what the table says.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ensureBuilt } from './compile.mjs';
import { inCheckout } from './checkout.mjs';
import { ensureInstalled } from './install.mjs';
import { SetupError, say } from './messages.mjs';
import { runSetup } from './program.mjs';

/** @typedef {{ effect: 'transient' | 'parked' | 'fatal', happened: string, remedy: string }} ErrorEntry */

const sections = [
  {
    effect: 'parked',
    title: 'Needs attention',
    meaning:
      'A person must cure the cause. The run waits in the phase "needs attention", keeps everything it has done, and goes on at the same step after the signal `retry`.',
  },
  {
    effect: 'transient',
    title: 'Retried',
    meaning:
      'Time may cure the cause. The step is repeated with growing pauses; when its retries run out, the run waits in the phase "needs attention".',
  },
  {
    effect: 'fatal',
    title: 'Ends the run',
    meaning: 'The run cannot go on with this input and fails at once. Nothing is retried.',
  },
];

await runSetup(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const page = inCheckout('docs', 'errors.md');
  const expected = await render();
  const found = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (found === expected) {
    say('docs/errors.md agrees with the error table.');
  } else if (process.argv.includes('--check')) {
    throw new SetupError('docs/errors.md differs from contracts/error-table.ts. Run `npm run errors-page`.');
  } else {
    writeFileSync(page, expected);
    say('docs/errors.md written.');
  }
});

async function render() {
  /** @type {{ errorTable: Record<string, ErrorEntry> }} */
  const { errorTable } = createRequire(import.meta.url)(inCheckout('dist', 'contracts', 'error-table.js'));
  const lines = [
    '# Errors',
    '',
    '<!-- Written by `npm run errors-page` from contracts/error-table.ts: change that file, not this one. -->',
    '',
    'Every error that a run, a worker or the command line reports, by its type. `{resource}` stands for what the',
    'error is about. Where a cloud answered, its code and request ID follow in the message; secrets never do.',
  ];
  for (const { effect, title, meaning } of sections) {
    lines.push('', `## ${title}`, '', meaning);
    const entries = Object.entries(errorTable).filter(([, entry]) => entry.effect === effect);
    for (const [type, { happened, remedy }] of entries) {
      lines.push(`\n### ${type}\n\n${escape(happened)}\n\n**What to do:** ${escape(remedy)}`);
    }
  }
  const prettier = await import('prettier');
  const style = await prettier.resolveConfig(inCheckout('docs', 'errors.md'));
  return prettier.format(`${lines.join('\n')}\n`, { ...style, parser: 'markdown' });
}

/** @param {string} text that Markdown must show as it is */
function escape(text) {
  return text.replace(/[<>*_[\]\\]/g, '\\$&');
}
