import { pathWord, shellWord } from '../../text/shell-word';
import { minute } from '../../text/minute';
import type { Translated } from '../phrase';
import { exactly } from './duration';
import { listed, spaced } from './spaced';
import { terminal } from './terminal';
import type { command as english } from '../en/command';
import { readFault, writeFault } from './file-faults';

const ended = (state: string): string => terminal.outcomes[state] ?? terminal.runStates[state] ?? state;

const CHANGES: Readonly<Record<string, string>> = { disable: '停用', delete: '删除' };

const runKinds = {
  preparation: '准备任务',
  fleet: '批次',
  inventory: '盘点任务',
  verification: '比对任务',
  part: '准备任务中的盘点',
  revocation: '凭证回收任务',
  migration: '迁移任务',
  rotation: 'AccessKey 轮换任务',
};

export const command: Translated<typeof english> = {
  twoBuckets: ({ argument, option }) =>
    `指定了两个 KS3 存储空间：${argument}，以及 --bucket 中的 ${option}。只能指定一个。`,
  noBucket: '请指定 KS3 存储空间。',
  bucketOrId: 'KS3 存储空间和 Workflow ID（--id）只能指定一个。',
  notABucket: ({ name, problem }, say) =>
    `${name} ${say(problem)}。Workflow ID 不是本产品格式的运行，请用 --id 指定。`,
  nameRun: '请指定 KS3 存储空间，或用 --id 指定 Workflow ID。',
  nameDelivered: '请指定已准备的 KS3 存储空间，或用 --id 指定其准备任务的 Workflow ID。',
  undecodable: ({ workflowId }) =>
    `${workflowId} 中有非 JSON 的数据，不是由本产品的 Worker 或命令写入的。请在 Web UI 中查看其运行历史。`,
  noSuchRun: ({ workflowId }) =>
    `该命名空间中没有 Workflow ID 为 ${workflowId} 的运行。查看已有的运行：npx prep list --all`,
  noBatch: ({ name }) => `该命名空间中没有批次 ${name}。查看已有的批次：npx prep batch list --all`,
  noPreparation: ({ bucket }) =>
    `KS3 存储空间 ${bucket} 没有准备任务，可用以下命令启动：npx prep start --bucket ${bucket}`,
  scheduledInstead: ({ workflowId, fired, see }) =>
    `没有 Workflow ID 为 ${workflowId} 的运行；Schedule 最近一次为其启动的运行是 ${fired}。详情：${see}`,
  noMigration: ({ bucket }) =>
    `KS3 存储空间 ${bucket} 没有迁移任务，可用以下命令启动：npx prep migrate ${bucket}（如需按轮次增量复制直至割接，请加 --every "6 hours"）`,
  alreadyFinished: ({ workflowId, state, see }) =>
    `${workflowId} 已结束（${ended(state)}），未发送任何消息。查看结果：${see}`,
  notAnswered: ({ workflowId }) => `${workflowId} 是其他类型的运行，不支持该命令。`,
  runOfKind: ({ workflowId, asked, kind, use }) =>
    `${workflowId} 是${runKinds[kind]}，不适用 "prep ${asked}"。请使用：${use}`,
  foreignRun: ({ workflowId, asked, type, types }) =>
    `${workflowId} 的工作流类型是 ${type}，不属于 ks3-oss-prep（${listed(types)}），因此 "prep ${asked}" 未对其做任何操作。请在 Web UI 中查看。`,
  inventoryCancelSent: ({ workflowId }) => `正在取消 ${workflowId}；盘点任务没有需要清理的内容。`,
  serverSays: ({ details }) => `Temporal 服务器拒绝了此请求：${details}`,
  inventoryRun: ({ workflowId }) =>
    `${workflowId} 是盘点任务，没有单独的状态。请用 \`npx prep inventory\` 跟踪，或在 Web UI 中查看。`,

  invalidName: ({ option, why }, say) => `${option} ${say(why)}。`,
  invalidDigest:
    '--digest 需要方案摘要的全部 64 位十六进制数字，方案或方案列表中有显示。对单个方案作出决定时可以不填，此时对所显示的方案生效。',
  remarkTooLong: ({ option, characters, max }) => `${option} 有 ${characters} 个字符，最多 ${max} 个。`,
  invalidDuration: ({ option, why }, say) => `${option} ${say(why)}；正确的写法如 "30 minutes"。`,
  notANumber: ({ option, max }) => `${option} 必须是 1 到 ${max} 的整数。`,
  notAChoice: ({ option, choices }) => `${option} 的值只能是 ${listed(choices)} 之一。`,
  nobodyIsMine: '--mine 需要您的姓名：请设置 USER，或改用 --by 姓名。',
  listWithoutAttributes:
    '该命名空间没有注册搜索属性，因此逐个查询了未结束的运行，已结束的运行不显示结局。请注册：npx prep doctor --fix',
  listUnanswered: ({ count }) =>
    `有 ${count} 个未结束的运行没有 Worker 响应，无法得知其等待事项。请确认 Worker 正在运行：npx prep doctor`,
  listUnreadable: ({ count, why }, say) => `此处无法读取 ${count} 个未结束的运行的等待事项。${say(why)}`,
  listStuck: ({ count, see }) =>
    `有 ${count} 个未结束的运行无法继续，启动 Worker 也无济于事。处理办法见：${see}`,
  listCut: ({ limit }) => `仅显示最新的 ${limit} 个，还有更多。请使用 --limit 或筛选条件。`,
  unknownLanguage: ({ given }) => `不支持 --lang ${given}，请使用 en 或 zh。`,

  serverSilent: 'Temporal 服务器没有响应。请确认其正在运行，然后重试。',
  serverRefuses: 'Temporal 服务器拒绝用这些凭证执行该请求。',
  noWorkerAnswers:
    '没有 Worker 响应该运行。请启动 Worker（npx prep worker）或检查正在运行的 Worker，然后重试。',
  workerGone: ({ at }) =>
    `没有 Worker 响应该运行；上次有 Worker 轮询任务队列是在 ${minute(at)}。请启动 Worker（npx prep worker）或检查正在运行的 Worker，然后重试。`,
  workerSlow: 'Worker 正在运行，但未及时响应。请重试；若仍无响应，请检查其日志和所在机器的负载。',
  updateUnanswered: '审批决定未及时得到响应，但仍可能生效。重新发送前请先用 npx prep status 确认。',
  taskFailed: ({ workflowId, failure }) =>
    `${workflowId} 最近一次工作流任务失败，服务器会一直重试，直到有 Worker 完成。失败信息：${failure}。`,
  wrongTaskQueue: ({ workflowId, taskQueue, right }) =>
    `${workflowId} 是在任务队列 ${taskQueue} 上启动的，本产品没有 Worker 轮询该队列。请终止它（它尚未执行任何操作），并在 ${right} 上重新启动。`,
  noWorker: ({ taskQueue }) =>
    `没有 Worker 轮询任务队列 ${taskQueue}，启动 Worker 之前不会有任何进展：npx prep worker`,
  lastPoll: ({ taskQueue, at }) =>
    `自 ${minute(at)} 以来没有 Worker 轮询任务队列 ${taskQueue}；如果 Worker 已停止，重新启动之前不会有任何进展：npx prep worker`,
  attached: ({ workflowId }) => `${workflowId} 已在运行，已关联到该运行（本次输入被忽略）。`,
  attachedAlone: ({ workflowId }) => `${workflowId} 已在运行，已关联到该运行。`,
  otherInput: ({ at, there, here }, say) => `${at}：该运行为 ${say(there)}，本次要求为 ${say(here)}`,
  notGiven: '未指定',
  openAsOther: ({ workflowId, type }) =>
    `${workflowId} 下有一个工作流类型为 ${type} 的运行尚未结束，因此未启动任何运行。请在 Web UI 中确认该运行的归属，待其结束后重新启动。`,
  alreadyPrepared: ({ workflowId, runId, at, revoke }) =>
    `${workflowId} 已准备完成：运行 ${runId} 已于 ${minute(at ?? '未知时间')} 交付，凭证仍然有效，未启动新的运行。如需重新准备，请先回收凭证：${revoke}`,
  alreadyRejected: ({ workflowId, runId, at, see }) =>
    `${workflowId} 已被审批人驳回：运行 ${runId} 已于 ${minute(at ?? '未知时间')} 结束，未启动新的运行。查看原因：${see}。如需再次提交审批，请加上 --again。`,
  unknownCause: '原因未知',
  unexpected: ({ name }) => `命令意外失败（${name}）。可设置 PREP_DEBUG=1 查看位置；若反复出现，请上报。`,

  runCancelled: '该运行已被取消。',
  runTerminated: ({ why }) => `该运行已被终止${why === '' ? '' : `（“${why}”）`}。`,
  leftNothing: '没有 Worker 处理过该运行，因此没有留下任何资源。',
  leftByPreparation:
    '该运行未能清理。可能残留 OSS Bucket 和 RAM 用户；如果方案已批准，还可能残留权限策略、控制台登录和启用的 AccessKey。重新启动同一存储空间的准备任务会接管它们；以下命令会移除除 OSS Bucket 以外的残留。',
  leftByRevocation: '该运行未能完成。应回收的凭证可能仍然有效，或已停用但未移除。以下命令会将其回收。',
  leftByRotation:
    '该运行未能完成。可能多出一个 AccessKey，或旧的 AccessKey 已停用。以下命令会轮换 AccessKey；如果有两个，它会列出两者，不作任何改动。',
  runTimedOut: '该运行已超时。',
  leftByMigration:
    '该运行未能清理。在线迁移服务中可能留有两个数据地址和一个任务；已启动的任务会继续。以下命令会找到并接续它们；如需移除，请在启动前取消。',
  endedWithoutResult: ({ type, message, see }, say) =>
    `该运行已结束，但没有结果${type === null ? '' : `（${type}）`}。${say(message)}详情：${see}`,
  notEnded: ({ waitsFor, commands }) => {
    const [first = '', ...more] = commands;
    const next = {
      approval: `正在等待审批：${first}`,
      action: `需要处理，详情见 ${first}，处理后执行：${more.join(' 或 ')}`,
    };
    return `准备任务尚未结束，还没有结果。${waitsFor === null ? `查看进展：${first}` : next[waitsFor]}`;
  },
  notAPreparation: ({ workflowId, summary }, say) => `${workflowId} 不是准备任务：${say(summary)}`,
  noReportYet: ({ workflowId, phase, next }) =>
    `还没有报告：${workflowId} 的状态为“${phase}”。${next === '' ? '' : `\n${next}`}`,
  revokedSince: ({ at, see }) => `这些凭证已失效，最晚于 ${minute(at)} 已被回收。详情：${see}`,
  revocationEnded: ({ workflowId, at, until, revoke }) =>
    `原定回收这些凭证的运行 ${workflowId} 已于 ${minute(at)} 终止。` +
    `${until === null ? '这些凭证不会到期' : `这些凭证在 ${minute(until)} 之前一直有效，到期后由 Worker 回收`}。如需立即回收：${revoke}`,
  rotatedSince: ({ accessKeyId, at, open }) =>
    `此处交付的 AccessKey 已于 ${minute(at)} 更换为 ${accessKeyId}。解密新的 AccessKey：${open}`,
  ofEarlierRun: ({ workflowId, type, runId, at }) =>
    `${workflowId} 的最近一次运行${type === null ? '尚未结束' : `已结束但没有结果（${type}）`}。以下内容来自运行 ${runId}，其交付时间为 ${minute(at ?? '未知')}。`,
  notVerified:
    '该结果未经验证：此处未配置 Worker 的公钥。' +
    '请向 Worker 的运维人员索取公钥（`npx prep doctor` 会显示），配置到 [trust] public_keys 或 PREP_TRUST_PUBLIC_KEYS。',
  notAuthentic: ({ workflowId, why }, say) =>
    `${workflowId === null ? '该结果' : `${workflowId} 的结果`}不是由本配置的 Worker 签名的，因此不予显示。${say(why)}` +
    '请用 `npx prep audit` 或在 Web UI 中查看是谁完成了该运行，并通知 Worker 的运维人员。',
  unsigned: '没有 Worker 的签名。',
  otherKey: '签名所用的密钥不在已配置的公钥中。',
  signatureWrong: '签名与内容不符。',
  otherRun: '该签名属于另一次运行。',
  otherSource: 'Worker 签名的内容并非此次所要求的。',
  older: '其列举早于本次运行的开始，例如运行被重置（Reset）过：请重新执行该命令。',

  decisionRefused: ({ reason }, say) => `审批决定未生效：${say(reason)}。`,
  decisionCounted: ({ decision, approver, approvals, required }) =>
    `${approver} 的${decision === 'approve' ? '批准' : '驳回'}已生效；已获批准 ${approvals}/${required}`,
  signalNotJudged: ({ decision, workflowId, see }) =>
    `已以信号方式向 ${workflowId} 发送 ${decision}，尚无结果。查看是否生效：${see}`,
  signalLeft: ({ decision, workflowId, see }) =>
    `已以信号方式向 ${workflowId} 发送 ${decision}，信号不会返回结果。查看是否生效：${see}`,
  onlyWorkersAnswer: ({ why, decision }, say) =>
    `${say(why)}只有 Worker 能响应 Update。若要把${decision === 'approve' ? '批准' : '驳回'}留给下一个 Worker，请加上 --signal 以信号方式发送。`,
  planNotShown: ({ why }, say) => `无法显示方案。${say(why)}`,
  digestNeeded: '没有 Worker 可以显示方案，无法确定签名的内容。请用 --digest 指定您已阅读的方案的摘要。',
  noPlanToSign: ({ workflowId }) => `${workflowId} 还没有方案，进入等待审批后才有。未签名。`,
  planDiffers: ({ workflowId, digest, claimed }) =>
    `Worker 显示的 ${workflowId} 的方案与其摘要不符（实际为 ${digest}，而非 ${claimed}）。未签名，请检查该 Worker。`,
  signedWith: ({ fingerprint }) => `已用 ${fingerprint} 签名`,
  notSigned: ({ keyFile }) =>
    `ssh-keygen 未能用 ${keyFile} 签名，原因见上方 ssh-keygen 的输出。需要 OpenSSH 8.1 或更高版本。`,
  noSshKeygen:
    '未找到用于审批签名的 ssh-keygen。请安装 OpenSSH 8.1 或更高版本，或在装有它的机器上签名：npx prep sign --help',
  keyCannotSign: ({ keyFile, why }, say) =>
    `用 ${keyFile} 生成的签名不可用（${say(why)}）。审批须用 ed25519 密钥签名：ssh-keygen -t ed25519，使用安全密钥时为 -t ed25519-sk。`,
  pasteSignal: ({ decision, workflowId }) =>
    `请将其作为 ${workflowId} 的信号“${decision}”的 JSON 粘贴；仅对本次运行和本方案有效。`,
  nothingToRetry: ({ workflowId, phase }) => `${workflowId} 的状态为${phase}，无需处理，未发送任何消息。`,
  retrySent: ({ workflowId, see }) => `已向 ${workflowId} 发送 retry。跟踪进展：${see}`,
  noRounds: ({ workflowId, bucket }) =>
    `${workflowId} 没有增量轮次，无需割接：它会自行结束。如需按轮次复制较新的对象直至割接，请在其结束后启动：npx prep migrate ${bucket} --round 2 --every "6 hours"`,
  cutOverRequestedBefore: ({ workflowId, state, by, next }) => {
    const who = by === null ? '已申请' : `已由 ${by} 申请`;
    switch (state) {
      case 'requested':
        return `${workflowId} 的割接${who}，当前轮次结束后请求审批。跟踪进展：${next}`;
      case 'waiting for approval':
        return `${workflowId} 的割接${who}，正在等待审批：${next}`;
      case 'approved':
        return `${workflowId} 的割接已获批准。跟踪最后一轮：${next}`;
    }
  },
  cutOverRequested: ({ workflowId, bucket }) =>
    `已为 ${workflowId} 申请割接。正在执行的轮次会继续完成；在割接决定之前不会启动新的轮次。
批准之前，请停止对 KS3 存储空间 ${bucket} 的所有写入。批准后会执行最后一轮增量复制并比对两端（以 --no-verify 启动的除外），然后结束；驳回则增量轮次继续。`,
  cancelSent: ({ workflowId, see }) => `正在取消 ${workflowId}，它会清理已创建的资源。跟踪进展：${see}`,
  revocationCancelSent: ({ workflowId, see }) =>
    `正在取消 ${workflowId}，已停用的 AccessKey 会重新启用，凭证在另行回收之前一直有效。跟踪进展：${see}`,
  rotationCancelSent: ({ workflowId, see }) =>
    `正在取消 ${workflowId}，已停用的旧 AccessKey 会重新启用，未经确认的新 AccessKey 会被移除。跟踪进展：${see}`,
  migrationCancelSent: ({ workflowId, see }) =>
    `正在取消 ${workflowId}，它会移除从未启动的资源。跟踪进展：${see}`,
  cancelledBy: ({ from }) => `由 ${from} 取消`,
  notCancelled: ({ workflowId }) => `${workflowId} 在取消前已经结束，未被取消。`,
  endedWithResult: ({ workflowId }) => `${workflowId} 的任务已启动过，此刻没有在复制，因此以其结果结束。`,

  preparedUnknown: ({ workflowId }) =>
    `服务器上已没有 ${workflowId} 的准备结果。请改为指定 KS3 存储空间；若非默认值，请同时指定 --destination、--prefix 和 --user。`,
  nothingKnown: ({ bucket, named }) =>
    `服务器上没有 KS3 存储空间 ${bucket} 的准备任务：请检查名称（可用 "npx prep list --all" 查看）。若只是运行记录已被清除，请指定其交付的 RAM 用户：${named}`,
  deliveredNothing: ({ bucket, why, next, userName, named }, say) =>
    `KS3 存储空间 ${bucket} 的准备任务没有交付任何凭证，因此未启动任何运行。${say(why)}${next === null ? `如果 RAM 用户 ${userName} 仍有访问权限，请指定该用户：${named}` : say(next)}`,
  deliveredBefore: ({ workflowId, summary, runId, at }, say) =>
    `${workflowId} 的最近一次运行没有交付任何内容。${say(summary)}以下内容来自运行 ${runId}，其交付时间为 ${minute(at ?? '未知')}。`,
  nothingDelivered: ({ workflowId, cancel }) =>
    `${workflowId} 尚未交付任何凭证。若要结束并清理其创建的资源，请取消：${cancel}`,
  graceOrNow: '--grace 和 --now 只能使用一个。',
  revokeSummary: ({ userName }) => `回收 RAM 用户 ${userName} 的凭证`,
  migrateSummary: ({ bucket }) => `迁移 KS3 存储空间 ${bucket}`,
  nothingPrepared: ({ workflowId, why, next, open }, say) =>
    `${workflowId} 没有准备完成的运行，因此无法迁移。${open ? '最近一次运行尚未结束：' : `${why === null ? '' : say(why)}请先完成准备：`}${next}`,
  rotateSummary: ({ holder }, say) => spaced('轮换', say(holder), '的 AccessKey'),
  revokesNow: ({ workflowId }) => `${workflowId} 已在等待或运行中，现在立即回收凭证。`,
  started: ({ workflowId }) => `已启动 ${workflowId}`,
  unsureOfSourceKey: ({ revoke }) =>
    `没有准备任务的结果说明是否创建过源端专用 AccessKey。若创建过，请在本次运行结束后一并回收：${revoke}`,
  noDedicatedKey: ({ bucket }) =>
    `未创建源端专用 AccessKey：KS3 存储空间 ${bucket} 使用已配置的 AccessKey 读取，由其所有者自行轮换。`,
  nothingToConfirm: ({ workflowId }) => `${workflowId} 未在等待确认，未发送任何消息。`,
  confirmed: ({ see }) => `已确认，正在移除旧 AccessKey。跟踪进展：${see}`,
  codeWithoutConfirm: '--code 和 --identity 用于确认新的 AccessKey，请加上 --confirm。未发送任何内容。',
  codeNeeded: ({ open }) =>
    `请用 --code 指定 \`${open}\` 显示的确认码，或用 --identity 指定可解密新 AccessKey 的 age 私钥文件。`,
  notIssuedYet: ({ workflowId }) => `${workflowId} 尚未签发新的 AccessKey。`,
  nothingToOpen: ({ summary }, say) => `没有可解密的凭证：${say(summary)}`,
  sealedOrResult: '密文（--sealed）和结果只能指定一个。',
  runOrResult: '准备任务和结果文件（--result）只能指定一个。',
  notAResult: ({ file }) =>
    `${file} 不是准备任务的结果。可用以下命令保存：npx prep report BUCKET --format json --out ${pathWord(file)}`,
  credentialsWritten: ({ userName, file }) =>
    `已将用户 ${userName} 的凭证写入 ${file}，仅您本人可读（权限 0600）。`,
  written: ({ file }) => `已写入 ${file}`,

  invalidInput: ({ lines }, say) =>
    `输入无效，未启动任何任务。\n${lines.map((line) => `- ${say(line)}`).join('\n')}`,
  fileUnreadable: ({ file, code }) => `无法读取 ${file}：${readFault(code)}。`,
  notText: ({ file, kind }) => {
    const [what, todo] = {
      excel: ['Excel 工作簿', '导出为 CSV（UTF-8）'],
      openDocument: ['OpenDocument 电子表格', '导出为 CSV（UTF-8）'],
      zip: ['ZIP 压缩包', '解压'],
      gzip: ['gzip 压缩文件', '解压'],
      utf16: ['UTF-16 文本', '另存为 UTF-8（Excel 中为“CSV UTF-8”）'],
      pdf: ['PDF 文档', '导出其中的文本'],
    }[kind];
    return `${file ?? '标准输入'} 是 ${what}，而不是 UTF-8 文本。请${todo}，然后指定得到的文件。`;
  },
  notUtf8: ({ file }) =>
    `${spaced(file ?? '标准输入', '不是 UTF-8 文本')}，其中的名称可能被误读。请另存为 UTF-8（Excel 中为“CSV UTF-8”）。`,
  notJson: ({ file, why }, say) =>
    `${spaced(file ?? '标准输入', '不是 JSON')}${why === null ? '' : `：${say(why)}`}。`,
  identityUnreadable: ({ file, code }) => `无法读取私钥文件 ${file}：${readFault(code)}。`,
  identityNotPrivate: ({ file }) =>
    `其他用户可以读取私钥文件 ${file}，因此未使用。请收紧权限：chmod 600 ${pathWord(file)}`,
  noIdentity: ({ file }) =>
    `${file === null ? '标准输入' : `私钥文件 ${file} `}中没有 age 私钥（AGE-SECRET-KEY-…）。`,
  notAllIdentities: ({ file }) =>
    `${file === null ? '标准输入' : `私钥文件 ${file} `}中有不是 age 私钥（AGE-SECRET-KEY-…）的行。`,
  fileExists: ({ file, replaceable }) =>
    `${file} 已存在，未作改动。${replaceable ? '如需覆盖请加 --force，或换一个文件。' : '请换一个文件，或先删除该文件。'}`,
  fileUnwritable: ({ file, code }) => `无法写入 ${file}：${writeFault(code)}。`,
  outputUnwritable: ({ code }) => `无法写入标准输出：${writeFault(code)}。已写出的内容不完整，请改写到别处。`,
  stateFolderRefused: ({ folder, code }) =>
    `无法创建状态目录 ${folder}：${writeFault(code)}。请用 --checkpoint 指定文件。`,
  publicKeysUnreadable: ({ problem }, say) => `--public ${say(problem)}`,

  profileNotDirect: '--profile 指定的是 Worker 的凭证；--direct 使用环境变量中的凭证。',
  timeoutNotDirect: '--timeout 限制等待 Worker 的时间；--direct 由本进程自行列举。',
  timeoutWithoutWait: '--timeout 限制 --wait 的等待时间，请加上 --wait。',
  listsStill: ({ workflowId }) =>
    `到达 --timeout 指定的时间时，${workflowId} 仍在运行，并会继续运行。再次执行该命令可继续等待其结果。`,
  onlyDirect: ({ options }) => `以下选项只能与 --direct 一起使用：${listed(options)}。`,
  inventorySummary: ({ bucket }) => `盘点 KS3 存储空间 ${bucket}`,
  prepareSummary: ({ bucket }) => `准备 KS3 存储空间 ${bucket} 到 OSS 的迁移`,
  interrupted: '已中断。',
  waitsForStore: ({ resource, since, patienceMs }, say) =>
    `自 ${minute(since)} 起无法访问 ${say(resource)}。恢复应答后立即继续列举；超过 ${exactly(patienceMs)}仍无应答则放弃（--patience）。`,
  noTotalYet: ({ happened, left }, say) => `${say(happened)}尚无总数。${say(left)}`,
  nothingCounted: '未盘点任何对象。',
  checkpointLeft: ({ objects, file, resume }) =>
    `已盘点 ${objects} 个对象，检查点为 ${file}。继续盘点请运行：${resume}`,
  noCheckpointLeft: ({ objects, why }, say) => `已盘点 ${objects} 个对象，但未能写入检查点：${say(why)}`,
  checkpointNotKept: ({ why }, say) => `检查点未能更新：${say(why)}命令继续运行。`,
  checkpointUnreadable: ({ file, code }) =>
    `无法读取检查点 ${file}：${code === null ? '不是 JSON' : readFault(code)}。`,
  notACheckpoint: ({ file }) => `${file} 不是盘点的检查点。`,
  leftUnchanged: '该文件未作改动，请用 --checkpoint 指定其他文件。',
  checkpointInUse: ({ file }) =>
    `${file} 是一次未完成列举的检查点，未作改动。请用 --resume ${pathWord(file)} 继续；如需重新开始，请先删除该文件。`,
  checkpointStays: ({ file, why }, say) => `列举已完成，但其检查点 ${file} 未能删除：${say(why)}`,
  otherListing: ({ file, what, counted, asked }) =>
    `${file} 属于另一次列举：其 ${what} 为 ${counted}，而非 ${asked}。请使用该次列举的选项，或指定另一个文件。`,

  outMissing: '缺少 --out：请指定要创建的文件，例如 npx prep keygen --out identity.txt',
  publicNeedsWorkerKey: '--public 需要与 --worker-key 一起使用：只有 Worker 密钥才有可打印的公钥。',
  tokenName:
    '--codec-token 的名称最多 64 个字符，可使用字母、数字和 . _ @ + -，访问日志会显示该名称；例如 li.wei',
  nameBucketOrUser: '请指定专用用户要读取的存储空间（--bucket），或需要新 AccessKey 的 IAM 用户（--user）。',
  nameRecipients:
    '请用 --recipient age1… 指定密钥的接收人（可用 npx prep keygen --out identity.txt 创建），或设置 credentials.recipients；未创建任何内容。',
  badRecipients: ({ problems }, say) =>
    `未创建任何内容：${problems.map(({ index, problem }) => `第 ${index + 1} 个接收人${say(problem)}`).join('；')}。`,
  badBucket: ({ bucket, why }, say) => `--bucket ${bucket} ${say(why)}。`,
  iamUser: ({ name }) => `金山云 IAM 用户 ${name}`,
  noIamUser: ({ userName }) => `没有金山云 IAM 用户 ${userName}。`,
  noSuchKey: ({ userName, accessKeyId }) => `金山云 IAM 用户 ${userName} 没有 AccessKey ${accessKeyId}。`,
  keyInUse: ({ accessKeyId, uses, change }, say) =>
    `AccessKey ${accessKeyId} 未作改动：${uses.map(say).join('；')}。若仍要${CHANGES[change] ?? change}，请加上 --force。`,
  usedByConfiguration: ({ uses }) => `配置正在使用它（${listed(uses)}）`,
  lastActive: '它是所属用户最后一个启用的 AccessKey',
  otherActive: ({ others }) => `所属用户还有其他启用的 AccessKey：${listed(others)}`,
  keyDisabled: ({ userName, accessKeyId }) =>
    `已停用金山云 IAM 用户 ${userName} 的 AccessKey ${accessKeyId}。`,
  keyDeleted: ({ userName, accessKeyId }) =>
    `已删除金山云 IAM 用户 ${userName} 的 AccessKey ${accessKeyId}。`,
  removed: ({ what }, say) => `已移除 ${say(what)}。`,
  kept: ({ what, why }, say) => `已保留 ${say(what)}：${say(why)}。`,
  ownerUnknown: ({ accessKeyId }) =>
    `金山云 IAM 中没有用户拥有 AccessKey ${accessKeyId}。若属于某个用户，请用 --user 指定；主账号的 AccessKey 请在控制台修改。`,
  configuredOwnerUnknown: ({ accessKeyId }) =>
    `金山云 IAM 中没有用户拥有 AccessKey ${accessKeyId}，它可能属于主账号。请用 --user 指定用户。`,
  userNotOurs: ({ userName }) =>
    `金山云 IAM 用户 ${userName} 不是由 ks3-oss-prep 创建的，未作改动。去掉 --with-user 则只删除 AccessKey。`,
  confirmNeeded: ({ change, accessKeyId }) =>
    `当前没有可供确认的终端。若要${CHANGES[change] ?? change}该 AccessKey，请重复其 ID：--confirm ${accessKeyId}`,
  typeKeyId: ({ change }) => `请输入 AccessKey ID 以确认${CHANGES[change] ?? change}：`,
  notConfirmed: ({ accessKeyId }) => `输入的不是 ${accessKeyId}，未作任何改动。`,
  orphanKeys: ({ userName, orphans, first }) =>
    `CreateAccessKey 的响应丢失，密钥的 Secret 也随之丢失。IAM 用户 ${userName} 现在有 ${listed(orphans)}：` +
    `若不是他人创建的，请删除后重试：npx prep source-key delete ${shellWord(first)} --user ${shellWord(userName)}`,
  keyNotHandedOver: ({ accessKeyId, userName, why }, say) =>
    `已创建金山云 IAM 用户 ${userName} 的 AccessKey ${accessKeyId}，但未能交付，它可能仍然存在：${say(why)} ` +
    `请删除后重试：npx prep source-key delete ${shellWord(accessKeyId)} --user ${shellWord(userName)}`,
  handedOverBefore: ({ userName }) =>
    `金山云 IAM 用户 ${userName} 已有交付过的 AccessKey，未创建任何内容。` +
    `查看：npx prep source-key list --user ${shellWord(userName)}。若要新建，请先删除原有的：npx prep source-key delete ID --with-user`,
  noProfile: ({ profile, known }) => `没有源端配置 ${profile}，已有：${listed(known)}。`,

  noChannels: '未配置通知渠道：请在 prep.toml 中添加 [[notify]] 表（参见 docs/notifications.md）。',
  noSuchChannel: ({ channel, known }) => `没有通知渠道 ${channel}，已配置的渠道：${listed(known)}。`,
};
