import { failureOf } from '../../clouds/connection-failure';
import { codeOfLost } from '../../clouds/http/http-client';
import { phrase } from '../../presentation/words/words';
import type { CodecEndpointSettings, LoadedSettings } from '../../configuration/settings/loaded-settings';
import { ask } from './ask';
import { ok, problem, warning, type DoctorCheck } from './doctor-report';

/** With which keys payloads are encrypted. */
export function encryptionCheck({ encryption: { keys } }: LoadedSettings): DoctorCheck {
  const name = phrase('doctor.payloadEncryption');
  const [first, ...others] = keys.map(({ id }) => id);
  if (first === undefined) {
    return ok(name, phrase('doctor.encryptionOff'));
  }
  return ok(name, phrase('doctor.encrypted', { key: first, older: others }));
}

/** The codec endpoint answers at its public address, and allows the Web UI. */
export function codecEndpointChecks(endpoint: CodecEndpointSettings | null): Promise<DoctorCheck>[] {
  return (endpoint?.origins ?? []).map((origin) => {
    const name = phrase('doctor.codecEndpoint');
    const url = `${endpoint?.publicUrl}/decode`;
    return ask(name, async (signal) => {
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const answer = await fetch(url, { method: 'OPTIONS', headers, signal, redirect: 'error' }).catch(
        (error: Error) => codeOfLost(error.cause),
      );
      if (!(answer instanceof Response)) {
        const failure = failureOf(answer);
        const unreachable = phrase('doctor.codecUnreachable', { url });
        return warning(
          name,
          failure === undefined ? unreachable : [unreachable, phrase(`clouds.${failure}`)],
          phrase('doctor.startCodec'),
        );
      }
      return answer.headers.get('access-control-allow-origin') === origin
        ? phrase('doctor.codecAnswers', { url, origin })
        : problem(
            name,
            phrase('doctor.codecRefuses', { url, origin, status: answer.status }),
            phrase('doctor.fixCodec'),
          );
    });
  });
}
