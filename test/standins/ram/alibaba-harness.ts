import RamClient from '@alicloud/ram20150501';
import StsClient from '@alicloud/sts20150401';
import OSS from 'ali-oss';
import { createContext, type StandInContext } from '../../../standins/core/context';
import { serveService, type RunningServer } from '../../../standins/core/server';
import type { Service } from '../../../standins/core/service';
import type { AlibabaOptions, AlibabaServices } from '../../../standins/core/alibaba-services';
import { createAlibabaServices } from '../../../standins/ram/alibaba-services';
import type { IdentityOptions } from '../../../standins/ram/identity-store';

export interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
}

export interface AlibabaHarness {
  context: StandInContext;
  services: AlibabaServices;
  endpoints: Record<'oss' | 'ram' | 'sts', string>;
  /** Keys of the operator. */
  keys: Keys;
  ram(keys?: Keys): RamClient;
  sts(keys?: Keys): StsClient;
  oss(keys?: Keys, options?: Partial<OSS.Options> & { authorizationV4?: boolean }): OSS;
  /** Any action of RAM or IMS, its parameters in the form body. */
  callRam(action: string, body: Record<string, unknown>, options?: CallOptions): Promise<RamAnswer>;
  arrange(service: 'oss' | 'ram', command: string, body?: unknown): unknown;
  effects(service: 'oss' | 'ram' | 'sts'): string[];
  stop(): Promise<void>;
}

export interface CallOptions {
  keys?: Keys;
  version?: string;
  /** Parameters for the URL. */
  query?: Record<string, string>;
}

type RamAnswer = Record<string, Record<string, unknown>>;
type CallApi = RamClient['callApi'];

/** OSS, RAM and STS on free ports, reached with the unmodified SDKs. */
export async function startAlibaba(
  options: AlibabaOptions & Pick<IdentityOptions, 'operator'> = {},
): Promise<AlibabaHarness> {
  const context = createContext();
  const services = createAlibabaServices(context, options);
  const servers: RunningServer[] = [];
  const serve = async (service: Service): Promise<string> => {
    const server = await serveService(service, context, 0);
    servers.push(server);
    return server.endpoint;
  };
  const endpoints = {
    oss: await serve(services.oss),
    ram: await serve(services.ram),
    sts: await serve(services.sts),
  };
  const keys = { accessKeyId: services.accessKeyId, accessKeySecret: services.accessKeySecret };
  const ram = (wanted: Keys = keys) => new RamClient(openApiConfig(endpoints.ram, wanted));
  return {
    context,
    services,
    endpoints,
    keys,
    ram,
    sts: (wanted = keys) => new StsClient(openApiConfig(endpoints.sts, wanted)),
    oss: (wanted = keys, extra = {}) =>
      new OSS({
        region: `oss-${services.ossRegion}`,
        endpoint: endpoints.oss,
        authorizationV4: true,
        ...wanted,
        ...extra,
      }),
    async callRam(action, body, { keys: wanted, version = '2015-05-01', query = {} } = {}) {
      const parameters = {
        action,
        version,
        protocol: 'HTTP',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      };
      const answer = await ram(wanted).callApi(
        parameters as Parameters<CallApi>[0],
        { query, body } as unknown as Parameters<CallApi>[1],
        {} as Parameters<CallApi>[2],
      );
      return answer['body'] as RamAnswer;
    },
    arrange: (service, command, body) => services[service].arrange?.(command, body),
    effects: (service) =>
      context.audit.entries({ service }).flatMap(({ effect }) => (effect === undefined ? [] : [effect])),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** The class of this model lives in a package of the SDK's own; it reads plain objects as well. */
function openApiConfig(endpoint: string, keys: Keys): ConstructorParameters<typeof RamClient>[0] {
  const plain = { ...keys, endpoint: new URL(endpoint).host, protocol: 'HTTP' };
  return plain as unknown as ConstructorParameters<typeof RamClient>[0];
}

/** What a refused call was refused with; a call that is not refused fails the test. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; status: number }> {
  const error = await call.then(
    (answer) => {
      throw new Error(`not refused: ${JSON.stringify(answer)}`);
    },
    (reason: unknown) => reason as { code: string; statusCode?: number; status?: number },
  );
  if (error instanceof Error && error.message.startsWith('not refused')) {
    throw error;
  }
  return { code: error.code, status: error.statusCode ?? error.status ?? 0 };
}
