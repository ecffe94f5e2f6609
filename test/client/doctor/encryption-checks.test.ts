import type { CodecEndpointSettings } from '../../../configuration/settings/loaded-settings';
import { codecEndpointChecks } from '../../../client/doctor/encryption-checks';
import { inWords } from '../../../client/doctor/render-report';
import { otherProtocol, startHostileServer } from '../../clouds/hostile-server';
import { inEnglish } from '../in-english';

it('says that a codec endpoint answers with something else than HTTP', async () => {
  const server = await startHostileServer();
  server.hostility = otherProtocol;
  const endpoint = { origins: ['https://ui.example'], publicUrl: server.endpoint };
  const [check] = await Promise.all(codecEndpointChecks(endpoint as unknown as CodecEndpointSettings));
  await server.stop();
  expect(check === undefined ? '' : inWords(check, inEnglish()).message).toContain(
    `${server.endpoint}/decode cannot be reached from here. It does not answer with HTTP`,
  );
});
