import { named } from '../../text/foreign-text';
import { minute } from '../../text/minute';
import { humanBytes, humanCount } from '../../text/human-units';
import type { migration as english } from '../en/migration';
import type { Translated } from '../phrase';
import { duration } from './duration';
import { report } from './report';
import { verification } from './verification';

const STATES: Readonly<Record<string, string>> = report.migration.jobStates;
const stateOf = (status: string): string => STATES[status] ?? status;

export const migration: Translated<typeof english> = {
  differs: ({ what, found, wanted }) =>
    `${what} 为${found === '' ? '空' : ` ${named(found)}`}，应为${wanted === '' ? '空' : ` ${named(wanted)}`}`,
  launched: ({ status, stopIn }) =>
    stopIn === null
      ? `任务已启动（状态：${stateOf(status)}），不会移除`
      : `任务已启动（状态：${stateOf(status)}），仍在继续。如需停止，请使用在线迁移控制台（地域 ${stopIn}）或 \`mgwutil close-job\`；重新启动迁移即可继续监控`,
  occupied: '有任务正在使用它',
  readsWithIt: ({ job }) =>
    `任务 ${job} 正在用它的 AccessKey 读取数据。\`npx prep migrate\` 监控该任务至结束后会将其移除，也可在任务结束后用 \`npx prep revoke\` 移除`,
  keyGone: ({ accessKeyId }) =>
    `其 AccessKey ${accessKeyId} 已不存在，而数据地址不能更换 AccessKey。请取消本次运行（会移除该地址和任务）后重新启动`,
  notFinished: '尚未结束',
  noSuchRun: '没有这次运行',
  noResult: '已结束，但没有结果',
  notPrepared: ({ outcome }) => `以 "${outcome}" 结束，未完成准备`,
  resultNotAuthentic: '其结果并非由此配置的 Worker 签名',
  otherBucket: ({ bucket }) => `它准备的是 KS3 存储空间 ${bucket}`,
  otherAccount: ({ account }) => `其结果属于账号 ${account}，与当前配置的账号不同`,
  openPrefix: '准备任务的 source.prefix 不以 "/" 结尾，在线迁移服务不支持这样的前缀',
  temporaryKey: '源端配置使用了会话令牌，在线迁移服务不接受临时凭证',
  roleMissing:
    '请在 `[migration]` 中设置 `role`（PREP_MIGRATION_ROLE），即在线迁移服务写入时使用的 RAM 角色。',
  otherSourceKey: ({ configured, recorded }) =>
    `源端当前配置的 AccessKey 为 ${configured}，而本次迁移开始时使用的是 ${recorded}。`,

  readPreparation: '读取并验证准备任务的结果',
  verifyAddresses: '由在线迁移服务检测两个数据地址',
  freezePlan: '固定方案',
  launchJob: ({ job }) => `启动 ${job}`,
  lookAtJob: ({ job }) => `查看 ${job}`,
  repair: ({ number }) => `启动失败对象的第 ${number} 次重试任务`,
  undo: '移除从未启动的任务和数据地址',

  continues: ({ workflowId, bucket }) => `${workflowId} → OSS Bucket ${bucket}`,
  available: '两端均可用',
  launchedBefore: '已由之前的运行启动',
  launchedAt: ({ at }) => `于 ${minute(at)}`,
  progress: ({ done, total, copiedBytes, skipped, failed, listed }) =>
    [
      listed
        ? `已处理 ${humanCount(done)} / ${humanCount(total)} 个对象，${humanBytes(copiedBytes)}`
        : `已处理 ${humanCount(done)} 个对象，${humanBytes(copiedBytes)}（仍在列举源端）`,
      ...(skipped === '0' ? [] : [`其中 ${humanCount(skipped)} 个目的端已有，未再复制`]),
      ...(failed === '0' ? [] : [`${humanCount(failed)} 个失败`]),
    ].join('；'),
  noFigures: '暂无数据',
  noneFailed: '无',
  repairedBy: ({ number }) => `由第 ${number} 次重试任务再次复制`,
  failedJob: ({ job, count }) => `${job} 有 ${humanCount(count)} 个对象失败。`,
  failedList: ({ bucket, prefix }) => `失败对象及原因见 oss://${bucket}/${prefix}。`,
  failedInReport: '目的 Bucket 中的任务报告列出了这些对象。',

  noRounds: '仅一轮',
  rounds: ({ counts }) =>
    counts
      .map(
        ({ round, copied, failed }) =>
          `第 ${round} 轮：复制 ${humanCount(copied)} 个，失败 ${humanCount(failed)} 个`,
      )
      .join('；'),
  nextRound: ({ round }) => `第 ${round} 轮迁移开始`,
  noMoreRounds: ({ round }) => `割接：第 ${round} 轮是迁移自动执行的最后一轮`,
  cutOverHow: ({ example }) =>
    `源端停止写入后，请申请割接：发送信号 \`cutOver\`，内容为 ${example}。割接获批后会执行最后一轮增量复制、比对两端，然后结束。`,
  launchRound: ({ round }) => `创建并启动第 ${round} 轮`,
  cutOverRejected: '割接未获批准，增量轮次继续。',
  cutOverAlready: '割接正在等待审批，或已决定',
  cutOverNoRounds: '本次迁移没有需要结束的增量轮次',
  cutOverSoon: '已收到。当前轮次结束后，运行会请求割接审批。',
  approveCutOver: '确认割接审批',
  compareSides: ({ source, destination }) => `比对 KS3 存储空间 ${source} 与 OSS Bucket ${destination}`,
  checkCompared: '判定两端比对结果',
  notCompared: '未要求',
  identical: ({ source, destination, objects, bytes }) =>
    objects === '0'
      ? `未比对：KS3 存储空间 ${source} 与 OSS Bucket ${destination} 均没有可比对的对象。`
      : `KS3 存储空间 ${source} 与 OSS Bucket ${destination} 一致：${humanCount(objects)} 个对象，${humanBytes(bytes)}。`,
  different: ({ source, destination, missing, extra, otherSize, refused, kept, list }) =>
    [
      `KS3 存储空间 ${source} 与 OSS Bucket ${destination} 不一致：缺失 ${humanCount(missing)} 个对象，仅目的端有 ${humanCount(extra)} 个，大小不同 ${humanCount(otherSize)} 个。`,
      refused === '0' ? '' : verification.refusedKeys(humanCount(refused)),
      missing === '0' && otherSize === '0' ? verification.onlyExtra : '',
      kept === '0'
        ? ''
        : '本次迁移不覆盖任何对象（`overwrite`: never）：如需复制大小不同的对象，请先在目的端删除它们，否则请保留。',
      list === null ? '' : `列出全部差异：${list}`,
    ].join(''),
  again: ({ round }) => `由第 ${round} 轮再次复制`,

  jobWith: ({ progress }, say) => `迁移任务（${say(progress)}）`,
  suspendedJob: '迁移任务（已暂停）',
  unknownStatus: '迁移任务（其状态为当前版本未知的状态）',
  lookInConsole: ({ job, region }) =>
    `请在在线迁移控制台（地域 ${region}）中查看任务 ${job}。本次运行会继续监控，直到任务完成。`,
  stopInConsole: ({ job, region }) =>
    `复制由在线迁移服务自行进行。如需暂停或停止任务 ${job}，请使用在线迁移控制台（地域 ${region}），或 \`mgwutil pause-job\`、\`mgwutil close-job\`；取消本次运行只会结束监控。`,
  resumeInConsole: ({ job, region }) =>
    `任务 ${job} 已被暂停。请在在线迁移控制台（地域 ${region}）中恢复，或使用 \`mgwutil start-job\`。`,

  migrated: '迁移完成',
  'migrated with failures': '迁移完成，但有失败对象',
  'migrated with differences': '迁移完成，但两端不一致',
  'launch rejected': '启动被驳回',
  'launch timed out': '启动审批超时',
  jobsDeleted: ({ jobs }) =>
    `${jobs.length} 个任务在生成此结果之前已在服务端被删除，因此缺少其统计数据：${jobs.join('、')}。`,
  endedEarly: ({ job }) => `任务 ${job} 在复制完全部对象之前已结束（例如有人在控制台停止了该任务）。`,
  withoutFigures: ({ job }) => `在线迁移服务未给出任务 ${job} 的统计数据，因此无法证明已复制全部对象。`,
  whatMigrated: ({ copied, bytes, source, destination, failed }, say) =>
    `已将 ${humanCount(copied)} 个对象${bytes === null ? '' : `（${humanBytes(bytes)}）`}从 ${say(source)} 复制到 ${say(destination)}${failed === '0' ? '' : `；${humanCount(failed)} 个失败`}。`,
  whatNotMigrated: ({ because, removed }, say) =>
    `本次运行未启动任何任务：${say(because)}。${removed === 0 ? '在线迁移服务上没有移除任何内容' : `已从在线迁移服务移除 ${removed} 项`}。`,
  verifyNext: ({ command }) => `在线迁移服务不能证明数据已全部到达。请比对两端：${command}`,
  revokeNext: ({ command }) => `数据已全部到达。源端停止写入后，请回收凭证：${command}`,
  retryLater: ({ command }) => `如需重新复制失败或之后变更的对象：${command}`,
  keepSource: '在比对确认两端一致之前，请保留源端数据。',

  continuesRun: ({ workflowId, runId, digest }) =>
    `接续 ${workflowId} 的运行 ${runId}，其方案摘要为 ${digest}`,
  from: ({ bucket, prefix, objects, bytes, at, domain }) =>
    `源端：KS3 存储空间 ${bucket}${prefix === '' ? '' : `，前缀 ${prefix}`}，${objects} 个对象，${bytes}，统计于 ${at}，域名 ${domain}`,
  inventoryDigest: ({ digest }) => `盘点摘要为 ${digest}`,
  readsWith: ({ key, user, address }) =>
    user === ''
      ? `在线迁移服务使用 AccessKey ${key} 读取（数据地址 ${address}）`
      : `在线迁移服务使用金山云 IAM 用户 ${user} 的 AccessKey ${key} 读取（数据地址 ${address}）；该用户专为其创建，只能读取此存储空间，迁移结束后移除`,
  to: ({ bucket, prefix, region, role, account, address }) =>
    `目的端：账号 ${account} 在 ${region} 的 OSS Bucket ${bucket}${prefix === '' ? '' : `，前缀 ${prefix}`}，以 RAM 角色 ${role} 写入（数据地址 ${address}）`,
  copies: ({ job, region, version }) =>
    `启动在线迁移服务（${region}）的任务 ${job}（${version}），任务报告写入 OSS Bucket 的 aliyun_import_report/`,
  copiesOn: ({ job, region, version }) =>
    `在之前的运行已启动的在线迁移任务 ${job}（${version}，地域 ${region}）之后继续执行增量轮次；现在不启动任务`,
  overwrites: ({ mode }) =>
    mode === 'always'
      ? '覆盖目的端已有的所有同名对象'
      : mode === 'never'
        ? '不覆盖目的端已有的任何对象'
        : '仅当源端对象较新时覆盖目的端同名对象',
  estimate: ({ seconds, sourceRequests, destinationRequests, bytes }) =>
    `首轮至少需要 ${duration(seconds * 1000)}，KS3 请求 ${humanCount(sourceRequests)} 次，OSS 请求 ${humanCount(destinationRequests)} 次，读取 ${humanBytes(bytes)}`,
  repeats: ({ everyMs }) =>
    everyMs === null
      ? '失败或事后发现缺失的对象，会在有人发送 `retry` 后从同一源端再次复制'
      : `此后每 ${duration(everyMs)}执行一轮：列举源端，用单独的任务复制较新的对象，直到割接获批`,
  cutOver: ({ job }) =>
    `割接（在任务 ${job} 之后）：再执行一轮增量复制，然后比对两端并结束迁移。批准前请确认源端已停止写入`,
  limits: ({ bandwidth, files }) =>
    `限速：带宽${bandwidth === null ? '按服务默认值' : ` ${humanCount(String(bandwidth))} bit/s`}，文件数${files === null ? '按服务默认值' : `每秒 ${humanCount(String(files))} 个`}`,
};
