import type { ErrorTexts } from '../en/errors';

export const errors: ErrorTexts = {
  // The input and the run itself
  InvalidInput: {
    happened: '{resource} 的输入无效，未做任何更改。',
    remedy: '请修正列出的所有问题，然后重新启动。',
  },
  UnknownWorkflowType: {
    happened: '此 Worker 没有工作流类型 {resource}。',
    remedy: '请启动所列类型之一。',
  },
  AlreadyPrepared: {
    happened: '{resource} 的凭证已由之前的准备任务交付，不会重复签发。',
    remedy: '请使用已交付的凭证，或更换 ramUser.name，或先回收之前的凭证。',
  },
  ActionTimedOut: {
    happened: '{resource} 需要人工处理，但在期限内无人处理，运行已结束并完成清理。',
    remedy: '请先解决该问题，再启动新的运行。',
  },
  PreflightFailed: {
    happened: '{resource} 暂时无法准备，未做任何更改。',
    remedy: '请解决列出的所有问题，更改了 Worker 配置的还须重启 Worker；需要修改输入的，须重新启动运行。',
  },
  PreflightNeedsNewRun: {
    happened: '{resource} 无法以当前输入准备，未做任何更改。',
    remedy:
      '请解决列出的所有问题，更改了 Worker 配置的还须重启 Worker。其中至少有一个需要修改输入，而运行的输入不可更改。',
  },
  ConfigurationChanged: {
    happened: '{resource} 无法在 Worker 当前的配置下继续。',
    remedy: '请恢复配置。',
  },
  NotAuthentic: {
    happened: '{resource} 并非由此配置的 Worker 签发，因此未被采用。',
    remedy:
      '如果更换过 Worker 密钥，请在 [trust] 中把旧密钥放在新密钥之后；否则说明有命名空间写权限的人伪造了它。',
  },
  ApprovalVoid: {
    happened: '{resource} 的审批不涵盖当前要执行的操作。',
    remedy: '无需处理：运行会重新请求审批。',
  },
  ChildRunEnded: {
    happened: '{resource} 提前结束。',
    remedy: '请查明是谁结束了它，或占用了它的 Workflow ID（重新执行时会再次启动它，并从中断处继续）。',
  },
  OtherRunOpen: {
    happened: '{resource} 正在处理另一项任务，因此未启动新的运行。',
    remedy: '请等待其结束或将其取消，然后重新启动。',
  },
  UserOfOpenRun: {
    happened: '{resource} 属于同一准备任务的另一次运行，该运行尚未结束。',
    remedy: '如由该运行继续，请取消本次运行；如要由本次运行继续，请先结束该运行。',
  },
  TakenOver: {
    happened: '{resource} 已被同一准备任务的另一次运行接管。',
    remedy: '若另一次运行才是需要的，取消当前运行即可。否则请先结束另一次运行。',
  },
  UnreadableResult: {
    happened: '{resource} 返回的结果无法使用。',
    remedy: '只有本产品的 Worker 才会返回结果：请在历史记录中查看是哪个 Worker 返回的，并将其停止。',
  },
  UnexpectedError: {
    happened: '处理 {resource} 时发生意外错误。',
    remedy: '如果持续出现，请查看历史记录中所示 Worker 的日志并反馈问题。',
  },
  SignalNotRecorded: {
    happened: '{resource} 中没有工作流收到的信号。',
    remedy: '如果持续出现，请重新发送审批决定。',
  },
  HistoryUnreadable: {
    happened: 'Temporal 服务器不允许 Worker 读取 {resource} 的历史记录。',
    remedy: '请为 Worker 授予该命名空间的读权限，然后重新发送审批决定。',
  },

  // KS3, the source
  Ks3InvalidAccessKey: {
    happened: 'KS3 上没有用于 {resource} 的 AccessKey。',
    remedy: '请检查 Worker 配置中源端配置的 AccessKey ID。',
    outside: '请检查 KS3_ACCESS_KEY_ID，或 Worker 配置中的源端配置。',
  },
  Ks3SignatureMismatch: {
    happened: 'KS3 拒绝了对 {resource} 的请求签名。',
    remedy: '请检查源端配置的 AccessKey Secret，并确认 Endpoint 是不含存储空间名称的地域域名。',
    outside:
      '请检查 KS3_ACCESS_KEY_SECRET，或 Worker 配置中的源端配置，并确认 Endpoint 是不含存储空间名称的地域域名。',
  },
  Ks3AccessDenied: {
    happened: 'KS3 AccessKey 没有在 {resource} 上执行此操作的权限。',
    remedy:
      '请为它授予该存储空间的 ks3:ListBucket、ks3:GetBucketLocation 和 ks3:GetObject 权限；如需列出账号下的全部存储空间，还需 ks3:ListBuckets（系统策略 KS3ReadOnlyAccess）。',
  },
  Ks3NoSuchBucket: {
    happened: '此 KS3 Endpoint 上不存在 {resource}。',
    remedy: '请创建该存储空间，或使用正确的名称和 Endpoint 重新启动。',
    outside: '请检查存储空间名称，并确认源端配置的 Endpoint 和地域与之匹配。',
  },
  Ks3WrongRegion: {
    happened: '{resource} 所在的 KS3 地域与配置的 Endpoint 不一致。',
    remedy: '请在源端配置中（修改后重启 Worker），或在其允许时于输入中，使用该存储空间的 Endpoint 和地域。',
    outside:
      '请使用该存储空间的 Endpoint 和地域：通过 --endpoint 和 --region、KS3_ENDPOINT 和 KS3_REGION 或源端配置指定。`npx prep buckets` 会列出每个存储空间的地域。',
  },
  Ks3WrongEndpoint: {
    happened: '用于 {resource} 的 Endpoint 返回的不是 KS3 的响应。',
    remedy:
      '请在输入或源端配置（修改后重启 Worker）中使用地域域名，例如 https://ks3-cn-beijing.ksyuncs.com，不含存储空间名称和路径。',
    outside:
      '请在 KS3_ENDPOINT 或源端配置中使用地域域名，例如 https://ks3-cn-beijing.ksyuncs.com，不含存储空间名称和路径。',
  },
  Ks3PathStyle: {
    happened: '不能以这种方式访问用于 {resource} 的 Endpoint。',
    remedy: '请设置源端配置的 path_style：IP 地址或专有云为 true，公有云 KS3 为 false。',
    outside: '请设置 KS3_PATH_STYLE 或源端配置的 path_style：IP 地址或专有云为 true，公有云 KS3 为 false。',
  },
  Ks3CertificateRefused: {
    happened: '用于 {resource} 的 Endpoint 的 TLS 证书不受信任。',
    remedy:
      '如果证书由自有 CA 签发，请在源端配置的 ca_file（KS3_CA_FILE）或 NODE_EXTRA_CA_CERTS 中指定该 CA 的证书文件；否则需要修复 Endpoint 的证书。',
  },
  Ks3ClockSkew: {
    happened: 'KS3 拒绝了对 {resource} 的请求：此 Worker 的时钟偏差超过 15 分钟。',
    remedy: '请校准机器时钟，例如使用 NTP。',
  },
  Ks3AccountProblem: {
    happened: '{resource} 所属的金山云账号已被停用、欠费或未开通 KS3。',
    remedy: '请在金山云控制台处理。',
  },
  Ks3SlowDown: {
    happened: '读取 {resource} 时 KS3 要求降低请求速率。',
    remedy: '无需处理：将以更低的速率重试。',
    outside: '请一分钟后重试。',
  },
  Ks3Unavailable: {
    happened: 'KS3 未响应对 {resource} 的请求。',
    remedy: '如果持续出现，请检查 Worker 与 Endpoint 之间的网络。',
    outside: '请检查本机与 Endpoint 之间的网络。',
  },
  Ks3UntrustworthyPage: {
    happened: '{resource} 的一页列举结果不完整或无效，因此未计入。',
    remedy: '如果持续出现，请将请求 ID 提供给金山云技术支持。',
  },

  // Kingsoft Cloud's IAM, the source's identities
  IamNotConfigured: {
    happened: 'Worker 配置中没有 {resource} 的金山云 IAM，或没有该源端配置，因此无法管理其专用 AccessKey。',
    remedy: '请设置源端配置的 iam_endpoint 和 AccessKey（见 docs/configuration.md）。',
  },
  IamInvalidAccessKey: {
    happened: '金山云 IAM 不接受用于 {resource} 的 AccessKey。',
    remedy:
      '请检查 Worker 配置中源端配置的 IAM AccessKey；未配置时使用 KS3 AccessKey。2017 年 4 月之前的 KS3 AccessKey 只能用于 KS3。',
  },
  IamNoPermission: {
    happened: '所配置的金山云身份没有在 {resource} 上执行此操作的权限。',
    remedy: '请为其授予 docs/configuration.md 中列出的 IAM 操作权限，或为源端配置单独的 IAM AccessKey。',
  },
  IamUserNotOurs: {
    happened: '{resource} 已存在，且不是由该准备任务创建，因此保持不变。',
    remedy: '如无人使用可将其删除；或使用 "source": { "accessKey": "use" } 重新启动。',
  },
  IamLimitReached: {
    happened: '金山云账号已达到 IAM 限额，因此未为 {resource} 创建资源。',
    remedy: '请删除不再需要的用户、AccessKey 或策略（见括号中的错误码）。',
  },
  IamRequestRefused: {
    happened: '金山云 IAM 拒绝了关于 {resource} 的请求。',
    remedy: '请在金山云 IAM 文档中查阅括号中的错误码并解决。',
  },
  IamClockSkew: {
    happened: '金山云 IAM 拒绝了关于 {resource} 的请求：此 Worker 的时钟不准。',
    remedy: '请校准机器时钟，例如使用 NTP。',
  },
  IamThrottled: {
    happened: '处理 {resource} 时金山云 IAM 要求降低请求速率。',
    remedy: '无需处理：稍后会重试。',
    outside: '请一分钟后重试。',
  },
  IamUnavailable: {
    happened: '金山云 IAM 未响应关于 {resource} 的请求。',
    remedy: '如果持续出现，请检查 Worker 与 IAM Endpoint 之间的网络。',
    outside: '请检查本机与 IAM Endpoint 之间的网络。',
  },
  IamNotVisibleYet: {
    happened: '{resource} 不存在，或尚未在各处可见。',
    remedy: '刚创建时无需处理。如果持续出现，请检查是否有人将其删除。',
  },
  SourceKeyRefused: {
    happened: '{resource} 已在金山云创建，但不具备迁移所需的能力。',
    remedy: '请修复此处描述的问题（重新执行时会换用新的 AccessKey 并再次验证）。',
  },

  // OSS, the destination
  OssNameTaken: {
    happened: '{resource} 属于其他阿里云账号；OSS Bucket 名称全局唯一。',
    remedy: '请更换 destination.bucket。',
  },
  OssWrongRegion: {
    happened: '{resource} 所用的 OSS Endpoint 与指定的地域不一致。',
    remedy:
      '请将 destination.region 与 alibaba.oss_endpoint 设为同一地域，或不设置 Endpoint，由地域自动确定。',
    outside:
      '请用 --to-region 指定该 Endpoint 所在的地域，或在 ALIBABA_OSS_ENDPOINT 中设置该地域的 Endpoint。',
  },
  OssOtherRegion: {
    happened: '{resource} 已存在于此账号，但位于其他地域。',
    remedy: '请使用该地域，或更换 destination.bucket。',
    outside: '请指定该 Bucket 所在的地域；如设置了 Endpoint，请使用该地域的 Endpoint。',
  },
  OssBucketNotOurs: {
    happened: '{resource} 已存在于此账号，且不是由该准备任务创建，因此保持不变。',
    remedy:
      '若要直接使用它，请在输入中加入 `{"destination":{"adopt":true}}`；否则请更换 destination.bucket。',
  },
  OssBucketDiffers: {
    happened: '{resource} 已存在，但其设置与请求不同，且无法更改。',
    remedy: '请改为请求其现有设置，或更换 destination.bucket。',
  },
  OssBucketChanged: {
    happened: '{resource} 与已批准的方案不一致。',
    remedy: '请查明是谁更改了它，并恢复此处列出的设置。',
  },
  OssTooManyBuckets: {
    happened: '此账号的 OSS Bucket 数量已达上限，因此未创建 {resource}。',
    remedy: '请删除不再需要的 Bucket，或向阿里云申请提高配额。',
  },
  OssInvalidAccessKey: {
    happened: 'OSS 不接受用于 {resource} 的 AccessKey。',
    remedy: '请检查 Worker 配置中阿里云账号的 AccessKey。',
    outside: '请检查 ALIBABA_ACCESS_KEY_ID 及其 Secret，或 Worker 配置中的阿里云账号。',
  },
  OssAccessDenied: {
    happened: '所配置的阿里云身份没有在 {resource} 上执行此操作的权限。',
    remedy: '请为其授予 docs/configuration.md 中列出的 OSS 权限。',
  },
  OssAccountProblem: {
    happened: 'OSS 拒绝此账号（未开通、已停用或欠费）；{resource} 未被更改。',
    remedy: '请在阿里云控制台处理。',
  },
  OssPublicEndpointRefused: {
    happened:
      'OSS 不允许通过公网 Endpoint 访问 {resource} 的对象：对 2025 年 3 月起开通 OSS 的账号，阿里云在中国内地地域实施此限制。',
    remedy:
      '请在阿里云内网中运行 Worker，并将 oss_endpoint（ALIBABA_OSS_ENDPOINT）设为该地域的内网 Endpoint，例如 https://oss-cn-beijing-internal.aliyuncs.com；或先创建 Bucket 并为其绑定自定义域名，写入 alibaba.oss_domains，再在新的运行中使用该 Bucket（destination.adopt）。',
    outside:
      '请在阿里云内网中执行，并将 oss_endpoint（ALIBABA_OSS_ENDPOINT）设为该地域的内网 Endpoint，例如 https://oss-cn-beijing-internal.aliyuncs.com；或为该 Bucket 绑定自定义域名，并写入 alibaba.oss_domains（ALIBABA_OSS_DOMAIN）。',
  },
  OssClockSkew: {
    happened: 'OSS 拒绝了对 {resource} 的请求：此 Worker 的时钟偏差超过 15 分钟。',
    remedy: '请校准机器时钟，例如使用 NTP。',
  },
  OssRequestRefused: {
    happened: 'OSS 拒绝了关于 {resource} 的请求。',
    remedy: '请在 OSS 错误码文档中查阅括号中的错误码并解决。',
  },
  OssNoSuchBucket: {
    happened: '此 OSS Endpoint 上不存在 {resource}。',
    remedy: '请使用正确的名称和地域重新启动。',
    outside: '请检查 Bucket 名称，并确认地域和 Endpoint 与之匹配。',
  },
  OssThrottled: {
    happened: '处理 {resource} 时 OSS 要求降低请求速率。',
    remedy: '无需处理：稍后会重试。',
    outside: '请一分钟后重试。',
  },
  OssNotVisibleYet: {
    happened: '{resource} 不存在，或尚未在各处可见。',
    remedy: '刚创建时无需处理。如果持续出现，请检查是否有人将其删除。',
  },
  OssUnavailable: {
    happened: 'OSS 未响应关于 {resource} 的请求。',
    remedy: '如果持续出现，请检查 Worker 与 OSS 之间的网络。',
    outside: '请检查本机与 OSS 之间的网络。',
  },
  OssUntrustworthyPage: {
    happened: '{resource} 的一页列举结果不完整或无效，因此未计入。',
    remedy: '如果持续出现，请将请求 ID 提供给阿里云技术支持。',
  },

  // RAM and STS, the identities
  RamUserNotOurs: {
    happened: '{resource} 已存在，且不是由该准备任务创建，因此保持不变。',
    remedy: '请更换 ramUser.name。',
  },
  RamUserLimit: {
    happened: '此账号的 RAM 用户数量已达上限，因此未创建 {resource}。',
    remedy: '请删除不再需要的用户，或向阿里云申请提高配额。',
  },
  RamAccessKeyLimit: {
    happened: '{resource} 已有两个 AccessKey（RAM 的上限），且均不是由本次运行创建。',
    remedy: '请删除其中不再需要的一个。',
  },
  RamPolicyMissing: {
    happened: '此账号中不存在 {resource}。',
    remedy: '请创建该策略，或在 ramUser.policies 中指定已有策略；预设 "current" 为当前文档所列的策略。',
    outside: '请在 defaults.policies 中指定已有策略；预设 "current" 为当前文档所列的策略。',
  },
  RamPolicyLimit: {
    happened: '{resource} 的策略数量已达 RAM 上限。',
    remedy: '请移除不再需要的策略。',
  },
  RamNoPermission: {
    happened: '所配置的阿里云身份没有在 {resource} 上执行此操作的权限。',
    remedy: '请为其授予 AliyunRAMFullAccess，或 docs/configuration.md 中列出的 RAM 操作权限。',
  },
  RamInactive: {
    happened: '此账号未开通 RAM；{resource} 未被更改。',
    remedy: '请在阿里云控制台开通 RAM。',
  },
  RamInvalidAccessKey: {
    happened: '阿里云不接受所配置的 AccessKey（请求涉及 {resource}）。',
    remedy: '请检查 Worker 配置中阿里云账号的 AccessKey ID 和 Secret。',
  },
  RamPasswordRefused: {
    happened: 'RAM 认为为 {resource} 生成的密码不符合账号的密码策略。',
    remedy: '请在 RAM 控制台检查账号的密码策略（重新执行时会重新生成密码）。',
  },
  RamRequestRefused: {
    happened: 'RAM 拒绝了关于 {resource} 的请求。',
    remedy: '请在 RAM 错误码文档中查阅括号中的错误码并解决。',
  },
  RamClockSkew: {
    happened: '阿里云拒绝了关于 {resource} 的请求：此 Worker 的时钟不准。',
    remedy: '请校准机器时钟，例如使用 NTP。',
  },
  RamThrottled: {
    happened: '处理 {resource} 时 RAM 要求降低请求速率。',
    remedy: '无需处理：稍后会重试。',
    outside: '请一分钟后重试。',
  },
  RamUnavailable: {
    happened: 'RAM 未响应关于 {resource} 的请求。',
    remedy: '如果持续出现，请检查 Worker 与 RAM 之间的网络。',
    outside: '请检查本机与 RAM 之间的网络。',
  },
  RamNotVisibleYet: {
    happened: '{resource} 不存在，或尚未在各处可见。',
    remedy: '刚创建时无需处理。如果持续出现，请检查是否有人将其删除。',
  },
  PasswordPolicyImpossible: {
    happened: 'RAM 可接受的密码均无法满足账号的密码策略（{resource} 需要密码）。',
    remedy: '请在 RAM 控制台修改密码策略（最多 32 个字符）。',
  },
  EndpointRefused: {
    happened: '为 {resource} 配置的 Endpoint 不被允许。',
    remedy: '请在 Worker 配置中以 https:// 加域名的形式填写；http 仅限回环地址。',
  },
  IdentityUnexpected: {
    happened: '所配置的 AccessKey 不属于 {resource}。',
    remedy: '请更正 Worker 配置中的 AccessKey 或 account_id；更改 account_id 后需重新启动。',
    outside: '请更正 alibaba.account_id，或使用该账号的 AccessKey。',
  },
  NewKeyRefused: {
    happened: '{resource} 已创建，但无法使用。',
    remedy: '请修复此处描述的问题（重新执行时会换用新的 AccessKey 并再次验证）。',
  },

  // The migration service
  MgwInvalidAccessKey: {
    happened: '在线迁移服务不接受用于 {resource} 的 AccessKey。',
    remedy: '请检查 Worker 配置中阿里云账号的 AccessKey。',
  },
  MgwAccessDenied: {
    happened: '所配置的阿里云身份没有在 {resource} 上执行此操作的权限。',
    remedy: '请为其授予 docs/configuration.md 中列出的在线迁移服务权限。',
  },
  MgwClockSkew: {
    happened: '在线迁移服务拒绝了关于 {resource} 的请求：此 Worker 的时钟不准。',
    remedy: '请校准机器时钟，例如使用 NTP。',
  },
  MgwWrongRegion: {
    happened: '{resource} 所用的在线迁移服务 Endpoint 与指定的地域不一致。',
    remedy: '请将 migration.region 与 alibaba.mgw_endpoint 设为同一地域，或不设置 Endpoint，由地域自动确定。',
  },
  MgwLimitReached: {
    happened: '账号已达到在线迁移服务的限额，{resource} 未被更改。',
    remedy: '括号中的错误码表明是哪一项限额。请删除不再需要的数据地址或迁移任务，或等待其他任务完成。',
  },
  MgwJobRepeated: {
    happened: '未创建 {resource}：另一个迁移任务已在使用相同的源地址和目的地址。',
    remedy: '请在在线迁移服务控制台中找到该任务；如无人使用可将其删除。',
  },
  MgwRequestRefused: {
    happened: '在线迁移服务拒绝了关于 {resource} 的请求。',
    remedy: '请在在线迁移服务的错误码文档中查阅括号中的错误码并解决。',
  },
  MgwJobConflict: {
    happened: '{resource} 当前的状态不允许此操作，或该任务正在被其他操作修改。',
    remedy: '如果持续出现，请在在线迁移服务控制台中检查该任务。',
  },
  MgwNotVisibleYet: {
    happened: '{resource} 不存在，或尚不可见。',
    remedy: '刚创建时无需处理。如果持续出现，请检查是否有人将其删除。',
  },
  MgwThrottled: {
    happened: '处理 {resource} 时在线迁移服务要求降低请求速率。',
    remedy: '无需处理：稍后会重试。',
    outside: '请一分钟后重试。',
  },
  MgwUnavailable: {
    happened: '在线迁移服务未响应关于 {resource} 的请求。',
    remedy: '如果持续出现，请检查 Worker 与在线迁移服务之间的网络。',
    outside: '请检查本机与在线迁移服务之间的网络。',
  },

  MgwGone: {
    happened: '{resource} 已不存在：被人删除，或被同一准备任务的另一次运行删除。',
    remedy: '请查明原因。新的运行会重新创建缺失的部分，并重新请求启动审批。',
  },
  MgwOfOpenRun: {
    happened: '{resource} 属于同一准备任务的另一次运行，该运行尚未结束。',
    remedy: '如由该运行继续，请取消本次运行；如要由本次运行继续，请先结束该运行。',
  },
  MgwAddressNotOurs: {
    happened: '{resource} 已存在，且不是由该准备任务创建，未做任何更改。',
    remedy: '请确认它的归属；如无人使用，请将其删除。',
  },
  MgwAddressDiffers: {
    happened: '{resource} 由该准备任务创建，但与本次迁移的要求不一致。',
    remedy: '数据地址无法修改：请在控制台中将其删除，或在新的运行中用 `--round` 另起一轮迁移。',
  },
  MgwAddressPending: {
    happened: '在线迁移服务尚未完成对 {resource} 的检测。',
    remedy: '如持续出现，请在在线迁移控制台中检查该数据地址。',
  },
  MgwAddressRefused: {
    happened: '在线迁移服务无法使用 {resource}。',
    remedy: '请按其说明修复：源端检查域名、AccessKey 权限和 IP 白名单，目的端检查 RAM 角色。',
  },
  MgwJobNotOurs: {
    happened: '{resource} 已存在，且不是由该准备任务创建，未做任何更改。',
    remedy: '请确认它的归属；如无人使用，请将其删除。',
  },
  MgwJobDiffers: {
    happened: '{resource} 由该准备任务创建，但与本次迁移的要求不一致。',
    remedy:
      '它由之前的运行以其他设置创建，或被人修改过。如已启动，请改用 `--round` 另起一轮迁移；否则请改回原设置。',
  },
  MgwJobStillRuns: {
    happened: '{resource} 尚未结束，不能有第二个任务写入同一目的端。',
    remedy: '请等待该任务结束，或在在线迁移控制台中停止它。',
  },
  MgwJobInterrupted: {
    happened: '在线迁移服务中断了 {resource}。',
    remedy: '请排除原因，并在在线迁移控制台中恢复该任务。',
  },
  MgwObjectsFailed: {
    happened: '{resource} 有部分对象未能复制。',
    remedy: '如不再处理，请取消运行，运行会以其结果结束。如需由单独的任务再次复制，请先排除原因。',
  },
  MgwFailuresNotListed: {
    happened: '在线迁移服务尚未生成 {resource} 的失败列表。',
    remedy: '无需处理：稍后会再次查询。',
  },
  MigrationDiffers: {
    happened: '{resource} 尚不完整：两端不一致。',
    remedy:
      '如果源端仍有写入，请先停止。重新执行时会用新任务复制缺失或较新的对象（如有），并再次比对；如果取消，运行将以其结果结束，差异保持不变。',
    outside: '用 `npx prep verify BUCKET --direct --differences FILE` 列出全部差异，并再执行一轮复制。',
  },
  PreparationNotFinished: {
    happened: '{resource} 没有可供迁移接续的结果。',
    remedy: '请先完成该存储空间的准备任务。',
  },
  MigrationNotConfigured: {
    happened: '{resource} 无法以 Worker 当前的配置迁移。',
    remedy: '请补全配置。',
  },

  // The access that was granted
  AccessChanged: {
    happened: '{resource} 与本次运行留下的状态不一致。',
    remedy: '如果有人在手动更改该用户，请让其停止（重新执行时会补齐缺失的权限和凭证）。',
  },
  AccessBeyondPlan: {
    happened: '{resource} 的权限超出已批准的方案。',
    remedy: '请查明是谁授予的，并将其移除。',
  },
  GraceNotOver: {
    happened: '{resource} 的宽限期尚未结束，因此未移除任何内容。',
    remedy: '无需处理：宽限期结束后会自动继续。',
  },
  ConfirmationRefused: {
    happened: '{resource} 的新 AccessKey 未被确认，因此旧 AccessKey 保留。',
    remedy: '请使用解密新凭证时显示的确认码进行确认。',
  },
  CredentialsGone: {
    happened: '{resource} 没有此请求所指的凭证。',
    remedy: '请用 npx prep status 查看准备任务的状态，并指定交付凭证的用户和准备任务。',
  },
  SecondAccessKey: {
    happened: '{resource} 已有两个 AccessKey，达到所在云的上限。',
    remedy: '请查明正在使用的是哪一个，并在控制台删除另一个。',
  },

  // Delivery
  DeliveryUnavailable: {
    happened: '{resource} 未按预期响应，因此无法确认已交付。',
    remedy: '如果持续出现，请检查服务器是否运行且可达。加密凭证会一直保留。',
  },
  DeliveryRefused: {
    happened: '{resource} 不接受凭证。',
    remedy: '请更正 Worker 配置中的 [delivery] 或交付位置的权限。加密凭证会一直保留。',
  },
  DeliveryOccupied: {
    happened: '{resource} 已存有其他内容，保持不变。',
    remedy: '请查明是谁写入的并将其移走。加密凭证会一直保留。',
  },

  // Sealing
  RecipientRefused: {
    happened: '无法将 {resource} 加密给指定的接收人。',
    remedy: '请指定由 age 生成的接收人公钥（age1…）。',
  },
  SealedTextUnreadable: {
    happened: '无法解密 {resource}。',
    remedy: '请使用其中一位接收人的私钥（AGE-SECRET-KEY-…），并提供从 BEGIN 到 END 的完整文本。',
  },
};
