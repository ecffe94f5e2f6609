/**
 * `npm run errors-page` writes docs/errors.md and docs/errors.zh.md from the error table and its texts, which
 * are their only source;
 * with `-- --check` it writes nothing and fails when the page is not what the table says.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ensureBuilt } from './compile.mjs';
import { inCheckout } from './checkout.mjs';
import { ensureInstalled } from './install.mjs';
import { SetupError, say } from './messages.mjs';
import { runSetup } from './program.mjs';

/** @typedef {{ type: string, effect: 'parked' | 'restart' | 'transient' | 'fatal', happened: string, remedy: string }} ErrorReference */

const pages = {
  en: {
    file: 'errors.md',
    title: '# Errors',
    intro:
      'Every error that a run, a worker or the command line reports, by its type. `{resource}` stands for what the error is about. If a cloud answered, its code and request ID follow in the message; secrets never do.',
    remedy: '**What to do:** ',
    sections: [
      [
        'parked',
        'Action required',
        'A person must fix the cause. The run waits in the phase "action required", keeps everything it has done, and resumes at the same step after the signal `retry`.',
      ],
      [
        'restart',
        'A new run is required',
        'Only a new run with another input or configuration can fix the cause. The run waits in the phase "action required" until somebody cancels it, and then cleans up.',
      ],
      [
        'transient',
        'Retried',
        'The cause may pass. The step is repeated with growing pauses; when its retries run out, the run waits in the phase "action required".',
      ],
      [
        'fatal',
        'Ends the run',
        'The run cannot continue with this input and fails at once. Nothing is retried.',
      ],
    ],
  },
  zh: {
    file: 'errors.zh.md',
    title: '# 错误说明',
    intro:
      '流程、Worker 和命令行报告的所有错误，按类型列出。`{resource}` 表示错误所涉及的资源。如果云服务有响应，消息末尾会附上其错误码和请求 ID，但绝不包含机密信息。',
    remedy: '**处理方法：**',
    sections: [
      [
        'parked',
        '需要处理',
        '需要人工解决问题。流程在 "action required" 阶段等待，保留已完成的工作；收到 `retry` 信号后从同一步骤继续。',
      ],
      [
        'restart',
        '需要重新启动',
        '只有使用新的输入或配置重新启动才能解决。流程在 "action required" 阶段等待取消，取消后会自动清理。',
      ],
      [
        'transient',
        '自动重试',
        '问题可能自行消失。该步骤会以逐渐延长的间隔重试；重试次数用尽后，流程在 "action required" 阶段等待。',
      ],
      ['fatal', '流程结束', '流程无法以此输入继续，立即失败，不会重试。'],
    ],
  },
};

await runSetup(async () => {
  await ensureInstalled();
  await ensureBuilt();
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { file } = pages[language];
    const page = inCheckout('docs', file);
    const expected = await render(language);
    const found = existsSync(page) ? readFileSync(page, 'utf8') : '';
    if (found === expected) {
      say(`docs/${file} agrees with the error table.`);
    } else if (process.argv.includes('--check')) {
      throw new SetupError(`docs/${file} differs from the error table. Run \`npm run errors-page\`.`);
    } else {
      writeFileSync(page, expected);
      say(`docs/${file} written.`);
    }
  }
});

/** @param {'en' | 'zh'} language */
async function render(language) {
  /** @type {{ errorsReference: (language: string) => ErrorReference[] }} */
  const { errorsReference } = createRequire(import.meta.url)(
    inCheckout('dist', 'presentation', 'errors-reference.js'),
  );
  const { title, intro, remedy, sections } = pages[language];
  const lines = [
    title,
    '',
    '<!-- Written by `npm run errors-page` from contracts/error-table.ts and presentation/words: change those, not this. -->',
    '',
    intro,
  ];
  for (const [effect, heading, meaning] of sections) {
    lines.push('', `## ${heading}`, '', meaning ?? '');
    for (const entry of errorsReference(language).filter((each) => each.effect === effect)) {
      lines.push('', `### ${entry.type}`, '', escape(entry.happened), '', remedy + escape(entry.remedy));
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
