import type { AlibabaOptions } from './core/alibaba-services';
import { createContext, type StandInContext } from './core/context';
import { serveControl } from './core/control';
import { serveService, type RunningServer } from './core/server';
import { makeSource, type SourceChoice } from './ks3/make-source';
import { createKs3Service, type Ks3Options, type Ks3StandIn } from './ks3/ks3-service';
import { createKsyunIamService } from './ksyun-iam/iam-service';
import { KsyunIdentityStore, type KsyunIamOptions } from './ksyun-iam/identity-store';
import { createMgwService } from './mgw/mgw-service';
import type { MgwSwitches } from './mgw/switches';
import type { OssStandIn } from './oss/oss-service';
import type { RobotKind } from './notify/inbox';
import { createNotifyService, type NotifyStandIn } from './notify/notify-service';
import { createAlibabaServices } from './ram/alibaba-services';

export interface StandInsOptions {
  /** KS3's port; OSS, RAM, STS, the control endpoint, IAM, the robots and MGW take the next seven. Default 0: any free ones. */
  port?: number;
  /** Buckets that KS3 starts with. */
  buckets?: readonly (SourceChoice & { name: string })[];
  ks3?: Ks3Options;
  iam?: KsyunIamOptions;
  alibaba?: AlibabaOptions;
  mgw?: { switches?: Partial<MgwSwitches> };
}

export interface CloudAccess {
  /** `http://127.0.0.1:<port>`. */
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
}

/** What a client needs to reach the stand-ins; the one line of JSON that `npm run standins` prints. */
export interface StandInsSummary {
  ks3: CloudAccess & { region: string; buckets: string[] };
  oss: CloudAccess & { region: string };
  ram: CloudAccess & { accountId: string };
  sts: CloudAccess;
  /** Kingsoft Cloud's IAM; its user `prep-operator` owns KS3's key and may do everything. */
  iam: CloudAccess & { accountId: string };
  /** Data Online Migration; the RAM role trusts it and may do everything at OSS. */
  mgw: CloudAccess & { region: string; accountId: string; role: string };
  control: string;
  /** Chat robots and webhook: each with the address that holds its token, and what messages are signed with. */
  notify: Record<RobotKind, { url: string; secret?: string }>;
}

export interface StandIns {
  readonly summary: StandInsSummary;
  /** Audit, faults, clocks, limits, propagation and secrets, without going over HTTP. */
  readonly context: StandInContext;
  /** KS3's state: buckets, keys, switches. */
  readonly ks3: Ks3StandIn;
  /** OSS's buckets. */
  readonly oss: OssStandIn;
  /** What the robots took. */
  readonly notify: NotifyStandIn;
  /** Resolves when the stand-ins have stopped, by `stop` or by the control endpoint. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts KS3, OSS, RAM (with IMS), STS, Kingsoft's IAM, Data Online Migration and the control endpoint on the loopback
 * address.
 *
 * @throws Error (code EADDRINUSE) if a port is in use; nothing is left running then
 */
export async function startStandIns(options: StandInsOptions = {}): Promise<StandIns> {
  const context = createContext();
  const kingsoft = new KsyunIdentityStore(context, options.iam);
  const ks3 = createKs3Service(context, options.ks3, kingsoft);
  const operator = kingsoft.addUser('prep-operator');
  operator.policies.push(kingsoft.policyAt('krn:ksc:iam::ksc:policy/AdministratorAccess'));
  kingsoft.issueKey(operator, ks3);
  const iam = createKsyunIamService(kingsoft);
  const alibaba = createAlibabaServices(context, options.alibaba);
  const notify = createNotifyService(context);
  const reached = { ks3: '', oss: '' };
  const mgw = createMgwService(
    context,
    {
      store: alibaba.store,
      sources: ks3.state.buckets,
      buckets: alibaba.oss.buckets,
      ks3Region: ks3.region,
      endpoints: reached,
    },
    { region: alibaba.ossRegion, ...options.mgw },
  );
  for (const { name, ...source } of options.buckets ?? []) {
    ks3.state.buckets.create({ name, region: ks3.region, source: makeSource(source) });
  }

  const running: RunningServer[] = [];
  let stopping: Promise<void> | undefined;
  let markStopped: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    markStopped = resolve;
  });
  const stop = (): Promise<void> => {
    stopping ??= mgw
      .stop()
      .then(() => Promise.all(running.map((server) => server.stop())))
      .then(() => markStopped());
    return stopping;
  };

  const services = [ks3, alibaba.oss, alibaba.ram, alibaba.sts];
  const portOf = (offset: number) => (options.port ? options.port + offset : 0);
  const endpoints: string[] = [];
  try {
    for (const [offset, service] of services.entries()) {
      const server = await serveService(service, context, portOf(offset));
      running.push(server);
      endpoints.push(server.endpoint);
    }
    const control = { context, services: [...services, iam, notify, mgw], onStop: () => void stop() };
    const controlServer = await serveControl(control, portOf(services.length));
    running.push(controlServer);
    endpoints.push(controlServer.endpoint);
    // After the control endpoint, whose port was fixed first.
    for (const [offset, service] of [iam, notify, mgw].entries()) {
      const server = await serveService(service, context, portOf(services.length + 1 + offset));
      running.push(server);
      endpoints.push(server.endpoint);
    }
  } catch (error) {
    await stop();
    throw error;
  }

  const [ks3Endpoint = '', ossEndpoint = '', ramEndpoint = '', stsEndpoint = '', ...others] = endpoints;
  const [control = '', iamEndpoint = '', robotsEndpoint = '', mgwEndpoint = ''] = others;
  Object.assign(reached, { ks3: ks3Endpoint, oss: ossEndpoint });
  const { accessKeyId, accessKeySecret } = alibaba;
  const account = { accessKeyId, accessKeySecret };
  return {
    context,
    ks3,
    oss: alibaba.oss,
    notify,
    stopped,
    stop,
    summary: {
      ks3: {
        endpoint: ks3Endpoint,
        region: ks3.region,
        accessKeyId: ks3.accessKeyId,
        accessKeySecret: ks3.accessKeySecret,
        buckets: ks3.state.buckets.list().map(({ name }) => name),
      },
      oss: { endpoint: ossEndpoint, region: alibaba.ossRegion, ...account },
      ram: { endpoint: ramEndpoint, ...account, accountId: alibaba.accountId },
      sts: { endpoint: stsEndpoint, ...account },
      iam: {
        endpoint: iamEndpoint,
        accessKeyId: ks3.accessKeyId,
        accessKeySecret: ks3.accessKeySecret,
        accountId: kingsoft.account.id,
      },
      mgw: {
        endpoint: mgwEndpoint,
        region: alibaba.ossRegion,
        ...account,
        accountId: alibaba.accountId,
        role: mgw.role,
      },
      control,
      notify: addresses(notify, robotsEndpoint),
    },
  };
}

function addresses({ robots }: NotifyStandIn, endpoint: string): StandInsSummary['notify'] {
  const at = (kind: RobotKind) => {
    const { path, secret } = robots[kind];
    return { url: `${endpoint}${path}`, ...(secret === undefined ? {} : { secret }) };
  };
  return {
    dingtalk: at('dingtalk'),
    feishu: at('feishu'),
    wecom: at('wecom'),
    slack: at('slack'),
    webhook: at('webhook'),
  };
}
