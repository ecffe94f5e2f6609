import { execFileSync } from 'node:child_process';
import {
  batchCommand,
  cutOverCommand,
  migrateAgainCommand,
  migrateCommand,
  openCommand,
  differencesCommand,
  retryCommand,
  startAgainCommand,
  statusCommand,
  verifyAgainCommand,
} from '../../contracts/runs/run-commands';
import { shellWord } from '../../presentation/text/shell-word';
import { contentCheckOf, contentCheckText } from '../../contracts/migration/content-check';
import { HOSTILE_TEXTS } from '../rig/hostile-texts';

describe('a command to paste', () => {
  it('names an ordinary run as people write it', () => {
    expect(retryCommand('prepare/photos')).toBe('npx prep retry photos --by YOUR-NAME');
    expect(retryCommand("team's photos")).toBe(
      String.raw`npx prep retry --id 'team'\''s photos' --by YOUR-NAME`,
    );
  });

  it.each(['prepare/-photos', 'prepare/ab', 'prepare/kss-photos'])(
    'is named by its ID where that holds no name of a bucket: %s',
    (id) => {
      expect(statusCommand(id)).toBe(`npx prep status --id ${id}`);
      expect(cutOverCommand(id.replace('prepare', 'migrate'))).toContain(`cut-over --id migrate/`);
    },
  );

  it.each(Object.entries(HOSTILE_TEXTS))('is to a shell just the text with %s', (_, text) => {
    // What is no UTF-8 is no workflow ID either.
    const id = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
    const printed = execFileSync('bash', ['-c', `printf %s ${shellWord(id)}`], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    });
    expect(printed).toBe(id);
  });
});

it.each([
  ['batch/photos', 'npx prep batch plans photos'],
  ['batch/photos-2026-11-28T10:00:00Z', 'npx prep batch plans photos-2026-11-28T10:00:00Z'],
  ['q1', 'npx prep batch plans --id q1'],
  ['team-a: q1', "npx prep batch plans --id 'team-a: q1'"],
  ['batch/', 'npx prep batch plans --id batch/'],
  ['batch/--all', 'npx prep batch plans --id batch/--all'],
  ['batch/batch/q1', 'npx prep batch plans --id batch/batch/q1'],
])('the batch %s is named so that no other is meant', (workflowId, command) => {
  expect(batchCommand('plans', workflowId)).toBe(command);
});

describe('the commands after a preparation', () => {
  it.each([
    ['prepare/photos', 'npx prep migrate photos', 'npx prep open photos --identity IDENTITY-FILE'],
    [
      'nightly-2026-11-29T02:00:00Z',
      'npx prep migrate photos --prepared nightly-2026-11-29T02:00:00Z',
      'npx prep open --id nightly-2026-11-29T02:00:00Z --identity IDENTITY-FILE',
    ],
  ])('of %s name the run where its ID does not follow from the bucket', (workflowId, migrate, open) => {
    expect(migrateCommand(workflowId, 'photos')).toBe(migrate);
    expect(openCommand(workflowId)).toBe(open);
  });
});

it.each([
  ['migrate/photos', 'prepare/photos', 'npx prep migrate photos --round 3 --overwrite "if newer"'],
  [
    'migrate/photos/2024',
    'prepare/photos/2024',
    'npx prep migrate photos --prepared prepare/photos/2024 --id migrate/photos/2024 --round 3 --overwrite "if newer"',
  ],
])('another round of %s continues the same preparation', (workflowId, prepared, command) => {
  expect(migrateAgainCommand(workflowId, prepared, 'photos', 3)).toBe(command);
});

describe('the command that asks approvers again', () => {
  it.each([
    ['prepare/films-2026-05-01T19:00:00Z', 'films-oss', 'mgw-films', {}, 'npx prep start films --again'],
    [
      'nightly-2026-05-01T19:00:00Z',
      'archive',
      'mgw-archive',
      {
        prefix: "it's/",
        profile: 'two',
        endpoint: 'https://ks3-cn-shanghai.ksyuncs.com',
        region: 'SHANGHAI',
      },
      String.raw`npx prep start films --id nightly --prefix 'it'\''s/' --profile two --endpoint https://ks3-cn-shanghai.ksyuncs.com --region SHANGHAI --to archive --user mgw-archive --again`,
    ],
  ])('about %s names what it prepares', (workflowId, destination, user, place, command) => {
    const source = { bucket: 'films', prefix: '', ...place };
    expect(startAgainCommand({ workflowId, source, destination, user })).toBe(command);
  });
});

describe('the commands that compare once more', () => {
  const request = {
    source: {
      profile: 'shared account',
      bucket: 'photos',
      endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
      region: 'BEIJING',
    },
    destination: { bucket: 'archive', region: 'cn-beijing' },
    scope: {
      sourcePrefix: "it's 2024/",
      destinationPrefix: '',
      ignoreAfter: '2026-03-01T10:00:00.000Z',
      ignoreMarkers: true,
      contents: { share: 0.07 },
    },
  };
  const scope = String.raw`--destination-prefix '' --ignore-after 2026-03-01T10:00:00.000Z --ignore-markers --deep '7%'`;
  const compared = String.raw`npx prep verify photos --to archive --to-region cn-beijing --source-prefix 'it'\''s 2024/'`;

  it('compare the same by a worker, with the same credentials', () => {
    expect(verifyAgainCommand(request, { source: { bucket: 'photos' } })).toBe(
      `${compared} --profile 'shared account' ${scope}`,
    );
  });

  it('compare the same at the place that the input named', () => {
    const { endpoint, region } = request.source;
    expect(verifyAgainCommand(request, { source: { bucket: 'photos', endpoint, region } })).toBe(
      `${compared} --profile 'shared account' --endpoint ${endpoint} --region BEIJING ${scope}`,
    );
  });

  it('quote what a forged result says of the destination', () => {
    const destination = { bucket: 'x; id', region: 'cn-beijing$(id)' };
    expect(verifyAgainCommand({ ...request, destination }, {})).toContain(
      "--to 'x; id' --to-region 'cn-beijing$(id)' ",
    );
  });

  it('list every difference where only the keys are known', () => {
    const source = '--endpoint https://ks3-cn-beijing.ksyuncs.com --region BEIJING';
    const list = '--direct --differences photos-differences.csv';
    expect(differencesCommand(request, { pathStyle: false })).toBe(`${compared} ${source} ${scope} ${list}`);
    expect(differencesCommand(request, { pathStyle: true })).toBe(
      `${compared} ${source} --path-style ${scope} ${list}`,
    );
    const reached = {
      pathStyle: false,
      ossEndpoint: 'https://oss.internal',
      ossDomain: 'https://img.example.com',
    };
    expect(differencesCommand(request, reached)).toBe(
      `ALIBABA_OSS_ENDPOINT=https://oss.internal ALIBABA_OSS_DOMAIN=https://img.example.com ${compared} ${source} ${scope} ${list}`,
    );
  });

  it.each([{ objects: 1000 }, { share: 0.05 }, { share: 0.000001 }, { share: 1 }])(
    'ask for the same contents: %j',
    (contents) => {
      expect(contentCheckOf(contentCheckText(contents))).toEqual(contents);
    },
  );
});
