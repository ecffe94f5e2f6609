import { phrase } from '../../presentation/words/words';
import { ignoredProxy } from '../../clouds/ignored-proxy';
import type { Settings } from '../../contracts/settings';
import { warning, type DoctorCheck } from './doctor-report';

/** A proxy that the environment names for hosts of the clouds: their clients do not use it. */
export function checkProxy(env: NodeJS.ProcessEnv, settings: Settings): DoctorCheck[] {
  const proxied = cloudHosts(settings).flatMap((host) => {
    const variable = ignoredProxy(env, host);
    return variable === undefined ? [] : [{ host, variable }];
  });
  const [first] = proxied;
  if (first === undefined) {
    return [];
  }
  const hosts = proxied.map(({ host }) => host).join(', ');
  return [
    warning(
      phrase('doctor.proxy'),
      phrase('doctor.proxyIgnored', { variable: first.variable }),
      phrase('doctor.directRoute', { hosts }),
    ),
  ];
}

/** Endpoints that are configured, and the public ones of Alibaba Cloud for those that are not. */
function cloudHosts({ sources, alibaba, defaults }: Settings): string[] {
  const endpoints = [
    ...Object.values(sources).flatMap(({ endpoint, iam }) => [endpoint, iam?.endpoint]),
    alibaba.ossEndpoint ?? `https://oss-${defaults.region}.aliyuncs.com`,
    alibaba.ramEndpoint ?? 'https://ram.aliyuncs.com',
    alibaba.stsEndpoint ?? 'https://sts.aliyuncs.com',
  ];
  return [...new Set(endpoints.flatMap((one) => (one === undefined ? [] : [new URL(one).hostname])))];
}
