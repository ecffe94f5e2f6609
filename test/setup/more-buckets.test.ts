import { setTimeout as pause } from 'node:timers/promises';
import { startMoreBuckets } from '../../demo/more-buckets';
import { demoWords } from '../../demo/words';
import { realPreparations } from '../client/real-preparations';
import { run } from '../client/run-command';
import { startRig, untilPhase, type Rig } from '../rig/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
});
afterAll(() => rig.stop());

const prep = (...argv: readonly string[]) =>
  run(argv, { preparations: realPreparations(rig.client), onPause: () => pause(20) });

it('the run that requires an action in a demo goes on after what the demo says to do', async () => {
  await untilPhase(await rig.prepare({ source: { bucket: 'photos' } }), 'waiting for approval');
  const lines: string[] = [];
  const { control } = rig.standIns.summary;
  await startMoreBuckets({
    control,
    words: demoWords('en'),
    say: (line) => lines.push(line.trim()),
    heading: () => undefined,
    prep: async (expected, ...argv) => {
      expect({ argv, exitCode: (await prep(...argv)).exitCode }).toEqual({ argv, exitCode: expected[0] });
    },
  });

  const [, body, url] = /^curl -d '(.*)' (http.*)$/.exec(lines.at(-2) ?? '') ?? [];
  expect(url).toMatch(control);
  expect((await fetch(url ?? '', { method: 'POST', body: body ?? '' })).ok).toBe(true);
  const resume = (lines.at(-1) ?? '').replace('YOUR-NAME', 'li.wei').split(' ');
  expect(resume.slice(0, 3)).toEqual(['npx', 'prep', 'retry']);
  expect((await prep(...resume.slice(2))).exitCode).toBe(0);

  await untilPhase(rig.client.workflow.getHandle('prepare/albums'), 'waiting for approval');
});
