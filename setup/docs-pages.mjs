/**
 * `npm run docs-pages` writes what is stated elsewhere into the documentation: docs/errors.md and docs/errors.zh.md
 * from the error table and its texts, and the tables of docs/configuration.md from the schema of the settings.
 * With `-- --check` it writes nothing, and fails when a page differs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ensureBuilt } from './compile.mjs';
import { inCheckout } from './checkout.mjs';
import { ensureInstalled } from './install.mjs';
import { SetupError, say } from './messages.mjs';
import { runSetup } from './program.mjs';

/** @typedef {{ type: string, effect: 'parked' | 'restart' | 'transient' | 'fatal', happened: string, remedy: string }} ErrorReference */
/** @typedef {{ path: string, name: string, variable: string, fallback: string, says: string }} SettingReference */

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
      '运行、Worker 和命令行报告的所有错误，按类型列出。`{resource}` 表示错误所涉及的资源。如果云服务有响应，消息末尾会附上其错误码和请求 ID，但绝不包含机密信息。',
    remedy: '**处理方法**：',
    sections: [
      [
        'parked',
        '需要处理',
        '需要人工解决问题。运行在“需要处理”阶段等待，保留已完成的工作；收到 `retry` 信号后从同一步骤继续。',
      ],
      [
        'restart',
        '需要重新启动',
        '只有使用新的输入或配置重新启动才能解决。运行在“需要处理”阶段等待取消，取消后会自动清理。',
      ],
      [
        'transient',
        '自动重试',
        '问题可能自行消失。该步骤会以逐渐延长的间隔重试；重试次数用尽后，运行在“需要处理”阶段等待。',
      ],
      ['fatal', '运行结束', '运行无法以此输入继续，立即失败，不会重试。'],
    ],
  },
};

await runSetup(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await bring('errors.md', renderErrors('en'));
  await bring('errors.zh.md', renderErrors('zh'));
  await bring(
    'configuration.md',
    renderSettings(readFileSync(inCheckout('docs', 'configuration.md'), 'utf8')),
  );
});

/**
 * Writes a page, or fails if it differs and is only to be checked.
 *
 * @param {string} file
 * @param {string} markdown
 */
async function bring(file, markdown) {
  const page = inCheckout('docs', file);
  const prettier = await import('prettier');
  const style = await prettier.resolveConfig(page);
  const expected = await prettier.format(markdown, { ...style, parser: 'markdown' });
  const found = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (found === expected) {
    say(`docs/${file} is up to date.`);
  } else if (process.argv.includes('--check')) {
    throw new SetupError(`docs/${file} is out of date. Run \`npm run docs-pages\`.`);
  } else {
    writeFileSync(page, expected);
    say(`docs/${file} written.`);
  }
}

/**
 * Fills the tables of settings: each stands between `<!-- settings: PREFIX -->` and `<!-- end -->`, and a setting is
 * in the table of the longest prefix of its path.
 *
 * @param {string} page
 */
function renderSettings(page) {
  /** @type {{ settingsReference: (language: string) => SettingReference[] }} */
  const { settingsReference } = createRequire(import.meta.url)(
    inCheckout('dist', 'configuration', 'settings', 'settings-reference.js'),
  );
  const marker = /<!-- settings: (\S+) -->\n[^]*?<!-- end -->/g;
  const prefixes = [...page.matchAll(marker)].map(([, prefix = '']) => prefix);
  /** @param {string} path */
  const tableOf = (path) =>
    prefixes.filter((one) => path.startsWith(one)).sort((one, other) => other.length - one.length)[0];
  const settings = settingsReference('en');
  const homeless = settings.filter(({ path }) => tableOf(path) === undefined);
  if (homeless.length > 0) {
    throw new SetupError(
      `docs/configuration.md has no table for ${homeless.map(({ path }) => path).join(', ')}.`,
    );
  }
  return page.replaceAll(marker, (_, /** @type {string} */ prefix) => {
    const rows = settings
      .filter(({ path }) => tableOf(path) === prefix)
      .map(({ name, variable, fallback, says }) => [
        `\`${name}\``,
        variable && `\`${variable}\``,
        fallback,
        says,
      ]);
    const table = [['setting', 'variable', 'default', ''], ['---', '---', '---', '---'], ...rows];
    const lines = table.map((cells) => `| ${cells.join(' | ')} |`);
    return [`<!-- settings: ${prefix} -->`, '', ...lines, '', '<!-- end -->'].join('\n');
  });
}

/** @param {'en' | 'zh'} language */
function renderErrors(language) {
  /** @type {{ errorsReference: (language: string) => ErrorReference[] }} */
  const { errorsReference } = createRequire(import.meta.url)(
    inCheckout('dist', 'presentation', 'errors-reference.js'),
  );
  const { title, intro, remedy, sections } = pages[language];
  const lines = [
    title,
    '',
    '<!-- Written by `npm run docs-pages` from contracts/error-table.ts and presentation/words: change those, not this. -->',
    '',
    intro,
  ];
  for (const [effect, heading, meaning] of sections) {
    lines.push('', `## ${heading}`, '', meaning ?? '');
    for (const entry of errorsReference(language).filter((each) => each.effect === effect)) {
      lines.push('', `### ${entry.type}`, '', escape(entry.happened), '', remedy + escape(entry.remedy));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** @param {string} text that Markdown must show as it is */
function escape(text) {
  return text.replace(/[<>*_[\]\\]/g, '\\$&');
}
