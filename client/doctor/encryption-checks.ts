import type { CodecEndpointSettings, LoadedSettings } from '../../configuration/settings/loaded-settings';
import { ask } from './ask';
import { ok, problem, warning, type DoctorCheck } from './doctor-report';

/** With which keys payloads are encrypted. */
export function encryptionCheck({ encryption: { keys } }: LoadedSettings): DoctorCheck {
  const name = 'Payload encryption';
  const [first, ...others] = keys.map(({ id }) => id);
  if (first === undefined) {
    return ok(name, 'Off: who can read the namespace, or its database, reads inputs, results and messages.');
  }
  const older =
    others.length === 0 ? '' : `; ${others.join(', ')} only ${others.length === 1 ? 'decrypts' : 'decrypt'}`;
  return ok(name, `Payloads are encrypted with key ${first}${older}.`);
}

/** The codec endpoint answers at its public address, and lets the Web UI in. */
export function codecEndpointChecks(endpoint: CodecEndpointSettings | null): Promise<DoctorCheck>[] {
  return (endpoint?.origins ?? []).map((origin) => {
    const name = 'Codec endpoint';
    const url = `${endpoint?.publicUrl}/decode`;
    return ask(name, async (signal) => {
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const answer = await fetch(url, { method: 'OPTIONS', headers, signal, redirect: 'error' }).catch(
        () => null,
      );
      if (answer === null) {
        return warning(
          name,
          `${url} cannot be reached from here.`,
          'Start a worker, and see that browsers of the Web UI get to it at codec_endpoint.public_url.',
        );
      }
      return answer.headers.get('access-control-allow-origin') === origin
        ? `${url} answers pages of ${origin}.`
        : problem(
            name,
            `${url} answers pages of ${origin} with ${answer.status} and without letting them in.`,
            'See that the address leads to the worker, and that the worker runs with this configuration.',
          );
    });
  });
}
