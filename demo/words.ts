import type { Language } from '../presentation/words/language';

const en = {
  usage: `Usage: npm run demo -- [--source DIR] [--yes] [--keep]

Prepares and runs a migration from a KS3 stand-in to an OSS stand-in through a real Temporal server, all on this machine.

  --source DIR  the files of DIR are the source bucket; default: some of the installed dependencies
  --yes         approve the plan without asking (also without a terminal)
  --keep        leave the server, its Web UI, the stand-ins and the worker running afterwards
`,
  server: (address: string, ui: string) => `Temporal server ${address}, Web UI ${ui}`,
  standIns: (bucket: string, source: string) =>
    `KS3, IAM, OSS, RAM, STS and migration service stand-ins on loopback; source bucket "${bucket}" is ${source}`,
  worker: 'A worker serves the task queue',
  workerEnded: (code: number | null, log: string) =>
    `The worker ended with exit code ${code}; what it said is in ${log}`,
  otherTerminal: 'For commands in another terminal, set there first:',
  preparation: 'Start a preparation',
  approvePlan: 'Approve the plan',
  inWebUi: (link: string) => `In the Web UI:  ${link}  (send the update "decide" as shown above)`,
  onTerminal: (command: string) => `On a terminal:  ${command}`,
  approvesPlan: 'Nobody is asked here (no terminal, or --yes): the demo approves its own plan now.',
  continues: 'The demo continues as soon as you have approved.',
  planComment: 'approved by the demo itself',
  result: 'Result',
  files: (objects: number, bytes: number) =>
    `The source folder holds ${objects} files, ${bytes} bytes; check it with:`,
  report: (file: string) => `Report:       ${file}`,
  credentials: (command: string) => `Credentials:  ${command}`,
  migration: 'Migrate it in daily rounds: addresses and job are created, nothing is copied yet',
  approveLaunch: 'Approve the launch',
  approvesLaunch: 'The demo approves the launch now.',
  launchComment: 'launched by the demo itself',
  cutOver: 'Cut over: another round follows the first, both sides are compared, and the run ends',
  lastRound: 'This round copies what is newer by then. It needs an approval too, in the same way.',
  cutOverComment: 'nobody writes any more',
  migrated: 'Migrated',
  comparison: 'Compare both sides once more',
  more: 'More to try: a bucket with blockers, and one that requires an action',
  control: (url: string) => `Control endpoint of the stand-ins (standins/README.md): ${url}`,
  raiseQuota: 'Raise the quota of the account, and resume the run albums:',
  kept: 'Everything is left running (--keep). Ctrl-C stops it.',
  stopping: 'Stopping …',
  stepFailed: (code: number) => `A step of the demo ended with exit code ${code}; see the messages above.`,
};

/** What the demo itself says between the commands that it runs. */
export type DemoWords = typeof en;

const zh: DemoWords = {
  usage: `用法：npm run demo -- [--source DIR] [--yes] [--keep]

通过真实的 Temporal 服务器，在本机完成一次从 KS3 模拟服务到 OSS 模拟服务的准备和迁移。

  --source DIR  以 DIR 中的文件作为源端存储空间；默认为部分已安装的依赖
  --yes         自动批准方案（没有终端时也是如此）
  --keep        结束后让服务器、Web UI、模拟服务和 Worker 继续运行
`,
  server: (address, ui) => `Temporal 服务器 ${address}，Web UI ${ui}`,
  standIns: (bucket, source) =>
    `KS3、IAM、OSS、RAM、STS 和在线迁移服务均为本机回环地址上的模拟服务；源端存储空间“${bucket}”为 ${source}`,
  worker: 'Worker 已开始处理任务队列',
  workerEnded: (code, log) => `Worker 已结束，退出码 ${code}；其输出见 ${log}`,
  otherTerminal: '要在其他终端执行命令，请先在该终端中设置：',
  preparation: '启动准备任务',
  approvePlan: '批准方案',
  inWebUi: (link) => `在 Web UI 中：${link} （按上文所示发送 Update“decide”）`,
  onTerminal: (command) => `在终端中：${command}`,
  approvesPlan: '此处无人审批（没有终端，或指定了 --yes）：演示现在自行批准方案。',
  continues: '您批准后演示会立即继续。',
  planComment: '由演示自行批准',
  result: '结果',
  files: (objects, bytes) => `源端目录有 ${objects} 个文件，共 ${bytes} 字节；可用以下命令核对：`,
  report: (file) => `报告：${file}`,
  credentials: (command) => `凭证：${command}`,
  migration: '按每日轮次迁移：已创建数据地址和迁移任务，尚未复制任何内容',
  approveLaunch: '批准启动',
  approvesLaunch: '演示现在自行批准启动。',
  launchComment: '由演示自行启动',
  cutOver: '割接：在首轮之后再执行一轮，比对两端，然后结束运行',
  lastRound: '这一轮复制届时较新的对象，同样需要审批。',
  cutOverComment: '已无写入',
  migrated: '迁移完成',
  comparison: '再次比对两端',
  more: '更多尝试：一个含有无法迁移对象的存储空间，一个需要处理的运行',
  control: (url) => `模拟服务的控制端点（standins/README.md）：${url}`,
  raiseQuota: '提高账号配额，并继续运行 albums：',
  kept: '全部保持运行（--keep）。按 Ctrl-C 停止。',
  stopping: '正在停止 …',
  stepFailed: (code) => `演示的某个步骤以退出码 ${code} 结束，原因见上文。`,
};

const WORDS: Readonly<Record<Language, DemoWords>> = { en, zh };

export function demoWords(language: Language): DemoWords {
  return WORDS[language];
}
