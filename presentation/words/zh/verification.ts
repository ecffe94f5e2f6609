import { minute } from '../../text/minute';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Translated } from '../phrase';
import type { verification as english, verify as englishVerify } from '../en/verification';

export const verification: Translated<typeof english> = {
  identical: (source, destination, objects, size) =>
    `一致：KS3 存储空间 ${source} 与 OSS Bucket ${destination} 的对象完全相同，共 ${objects} 个，${size}`,
  different: (source, destination, differences) =>
    `不一致：KS3 存储空间 ${source} 与 OSS Bucket ${destination} 有 ${differences} 个对象不同`,
  nothing: (source, destination) =>
    `未比对：KS3 存储空间 ${source} 与 OSS Bucket ${destination} 均没有可比对的对象`,
  source: '源端',
  destination: '目的端',
  side: (objects, size, pages, requests) =>
    `${objects} 个对象，${size}；${pages} 页，全部有效；${requests} 次请求`,
  digest: '摘要',
  digests: (source, destination) => `${source}（源端），${destination}（目的端）`,
  missing: '缺失',
  extra: '多余',
  otherSize: '大小不同',
  missingValue: (count, size) => `${count} 个对象（${size}）仅存在于源端`,
  extraValue: (count, size) => `${count} 个对象（${size}）仅存在于目的端`,
  otherSizeValue: (count, size) => `${count} 个对象（源端 ${size}）两端大小不同`,
  otherContent: '内容不同',
  otherContentValue: (count, size) => `${count} 个对象（${size}）大小相同但校验值不同`,
  contents: '内容',
  contentsValue: (objects, all, byMd5, byCrc64, heads) =>
    `已校验 ${all} 个对象中的 ${objects} 个：${byMd5} 个 MD5 一致，${byCrc64} 个 CRC-64 一致；共 ${heads} 次 HEAD 请求`,
  notComparable: '无法比对',
  notComparableValue: (count, size) => `${count} 个对象（${size}）两端没有共同的校验值，或在此期间被修改`,
  askDeep: '是否比对内容？[y/N]',
  deepDeclined: '仅比对键和大小。',
  examples: (keys) => `，例如 ${keys.join('、')}`,
  leftOut: '未比对',
  reports: (count) => `aliyun_import_report/ 中的 ${count} 个对象`,
  markers: (count) => `${count} 个目录标记`,
  changedLater: (count, date) => `源端自 ${date} 起修改过的 ${count} 个对象`,
  changed: '期间写入',
  changedValue: (source, destination) =>
    `列举期间或之前 15 分钟内，源端写入了 ${source} 个对象，目的端写入了 ${destination} 个对象`,
  prefixes: '前缀',
  prefixesValue: (source, destination) => `源端 ${source}，目的端 ${destination}`,
  relisted: '重新列举',
  relistedValue: (ranges) => `${ranges} 个存在差异的区间`,
  time: '耗时',
  list: '差异清单',
  sinceLast: '与上次运行相比',
  next: (command) => `数据已全部到达。确认源端不再写入后，请回收凭证：${command}`,
  nextNoContents: (command) =>
    `键和大小一致，但没有任何对象的内容可以比对：两端没有共同的校验值。如果只需比对键和大小，且源端不再有写入，可回收凭证：${command}`,
  revokeById: (revoke, list) => `${revoke}，其中 ID 为与本次比对范围相同的准备任务的 ID（可用 ${list} 查看）`,
  nextDifferent: (sentences, command) => `${sentences.join('')}然后执行：${command}`,
  copyMissing: '请运行（或再次运行）迁移任务，迁移缺失的对象。',
  refusedKeys: (count) =>
    `缺失的对象中有 ${count} 个的键不被 OSS 接受（以 / 或 \\ 开头，或超过 1,023 字节）：请以其他键复制，或放弃这些对象。`,
  copyAgain: '请以覆盖方式重新复制不同的对象。',
  onlyExtra: '没有缺失的对象。迁移任务不会删除对象：请自行删除或保留目的端多余的对象。',
  nextEmpty: (command) =>
    `没有比对任何对象，因此未得出结论。请检查存储空间、前缀和日期，然后执行：${command}`,
  nextLeftOut: (command) =>
    `源端此后修改过的对象仍需复制。请再次运行迁移任务，然后不带日期重新比对：${command}`,
  comparing: (done, all) => `正在逐个比对：第 ${done}/${all} 个区间`,
  comparingContents: (done, all) => `正在比对内容：第 ${done}/${all} 个对象`,
};

export const verify: Translated<typeof englishVerify> = {
  notADate: ({ option }) =>
    `${option} 必须是日期，或带时区的时间，例如 2026-03-01 或 2026-03-01T18:00:00+08:00。`,
  notDeep: '--deep 必须是 1 到 10000 之间的对象数量、比例或 all，例如 1000、5% 或 all。',
  notDeepInput: '必须是 1 到 10000 之间的对象数量、比例（如 5%）或 all',
  deepNeedsYes:
    '--deep 会产生请求费用，而此处无法询问。请添加 --yes 接受费用，或在终端中不带 --json 运行该命令。',
  deepPrice: ({ heads, lists }) =>
    `比对内容最多需要 ${heads} 次 HEAD 请求（两端各一半）${lists === null ? '' : `，以及约 ${lists} 次列举请求`}。`,
  deepShare: ({ percent }) =>
    `比对 ${percent} 的对象内容会再次列举两端，并且其中每个对象在每端最多需要一次 HEAD 请求。`,
  list: ({ side, bucket, round }) =>
    `列举${side === 'source' ? '源端' : '目的端'} ${bucket}，第 ${round + 1} 轮`,
  compare: '比对两端',
  compareWithLast: '与上次运行对比',
  noneBefore: '没有可供对比的上次比对。',
  sameAsBefore: ({ at }) => `自上次比对（完成时间 ${minute(at)}）以来没有变化。`,
  identicalNow: ({ at }) => `上次比对（完成时间 ${minute(at)}）时两端不一致，现已一致。`,
  nothingNow: ({ at }) => `自上次比对（完成时间 ${minute(at)}）以来，已没有可比对的对象。`,
  differentNow: ({ at }) => `上次比对（完成时间 ${minute(at)}）时两端一致，现已不一致。`,
  otherDifferences: ({ at }) => `差异与上次比对（完成时间 ${minute(at)}）时不同。`,
  counted: ({ kind, before, ...now }) =>
    `${verification[kind]}：${objectsOf(now)}${before === null ? '' : `（上次：${objectsOf(before)}）`}。`,
  validate: '校验输入',
  listing: ({ source, destination }) => `正在列举 KS3 存储空间 ${source} 和 OSS Bucket ${destination}`,
  comparing: '两端已列举完毕，正在比对',
  summary: ({ bucket }) => `比对 KS3 存储空间 ${bucket} 的迁移结果`,
  notADateInput: '必须是日期，或带时区的时间',
  interruptedWith: ({ resume }) => `已中断：尚未得出结论。如需继续，请执行：${resume}`,
  failedWith: ({ happened, resume }, say) => `${say(happened)}尚未得出结论。如需继续，请执行：${resume}`,
  notACheckpoint: ({ file }) => `${file} 不是比对的检查点文件。`,
  interrupted: '已中断：尚未得出结论。',
};

const objectsOf = ({ objects, bytes }: { readonly objects: string; readonly bytes: string }): string =>
  `${humanCount(objects)} 个对象，${humanBytes(bytes)}`;
