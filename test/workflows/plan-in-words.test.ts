import type { Plan } from '../../contracts/runs/plan';
import { planInWords } from '../../presentation/details/plan-in-words';
import { approved, PLANNED_BUCKET, preparationWith } from '../provisioning/preparation';

const PLAN = approved(
  preparationWith({
    destination: { acl: 'public-read', blockPublicAccess: false, versioning: true, tags: { team: 'media' } },
  }),
).plan.plan;

/** Every leaf of a value, by its path. */
function leaves(value: unknown, path: readonly string[] = []): [string[], unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]))
    : [[[...path], value]];
}

/** The same value with another leaf. */
function changed<T>(value: T, [name = '', ...rest]: readonly string[], leaf: unknown): T {
  const members = value as Record<string, unknown>;
  const member = rest.length === 0 ? leaf : changed(members[name], rest, leaf);
  return (Array.isArray(value)
    ? value.map((one, at) => (String(at) === name ? member : (one as unknown)))
    : { ...members, [name]: member }) as unknown as T;
}

function another(leaf: unknown): unknown {
  switch (typeof leaf) {
    case 'boolean':
      return !leaf;
    case 'number':
      return leaf + 60_000;
    default:
      return /^\d+$/.test(String(leaf)) ? `${String(leaf)}7` : `${String(leaf)}-other`;
  }
}

/** What nobody decides about, or what follows from something that is shown. */
const NOT_SHOWN = [
  'workflowId',
  'preparation',
  'inventory.digest',
  'blockers.0.kind',
  'bucket.origin',
  // Shown where they are another than configured, as a deviation.
  'destination.adopt',
  // Of a bucket of ours they are those of the destination, or there is no plan.
  'bucket.storageClass',
  'bucket.redundancy',
  'ramUser.policies.0.type',
  'ramUser.policies.1.type',
];

describe('the plan in words', () => {
  it('shows a plan for a bucket of ours', () => {
    expect(planInWords(PLAN, 'en')).toMatchSnapshot('in English');
    expect(planInWords(PLAN, 'zh')).toMatchSnapshot('in Chinese');
  });

  it('says of a bucket that was just created what it gets, and not that anything about it changes', () => {
    const lines = planInWords({ ...PLAN, bucket: PLANNED_BUCKET }, 'en');
    expect(lines).toContainEqual(expect.stringContaining('public-read, public access NOT blocked'));
    expect(lines.join('\n')).not.toContain('changes');
  });

  it.each([
    { encryption: 'AES256' },
    { versioning: true },
    { acl: 'public-read' },
    { blockPublicAccess: false },
  ])('says what changes about a bucket that an earlier run left with %j', (settled) => {
    const plan: Plan = {
      ...PLAN,
      bucket: { ...PLANNED_BUCKET, ...settled },
      destination: {
        ...PLAN.destination,
        acl: 'public-read-write',
        blockPublicAccess: true,
        encryption: 'KMS',
        versioning: false,
      },
    };
    const lines = planInWords(plan, 'en').join('\n');
    expect(lines).toMatch(/The approval changes its ACL from (private|public-read) to public-read-write/);
    expect(lines).not.toMatch(/true|false/);
    expect(lines).toMatch(/The approval changes its encryption from (none|AES256) to KMS/);
  });

  it('shows an adopted bucket as it is, and what the input asks for beyond the configuration', () => {
    const plan: Plan = {
      ...PLAN,
      requestedBy: 'zhao.lei',
      bucket: { ...PLANNED_BUCKET, origin: 'adopted', acl: 'public-read-write', blockPublicAccess: null },
      destination: { ...PLAN.destination, adopt: true },
      deviations: [
        { what: 'destination.adopt', configured: 'false', asked: 'true' },
        { what: 'ramUser.policies', configured: null, asked: 'AliyunRAMFullAccess' },
      ],
    };
    expect(planInWords(plan, 'en')).toMatchSnapshot();
  });

  it('says that a prefix is no folder', () => {
    const wordsOf = (prefix: string) => planInWords({ ...PLAN, source: { ...PLAN.source, prefix } }, 'en')[1];
    expect(wordsOf('b')).toContain('prefix "b" (does not end in "/": longer names match too): ');
    expect(wordsOf('b/')).toContain('prefix "b/": ');
  });

  it('says everything else when anything that its digest covers is another', () => {
    const whole: Plan = {
      ...PLAN,
      requestedBy: 'zhao.lei',
      credentials: { ...PLAN.credentials, expireAfterMs: 86_400_000 },
      deviations: [{ what: 'destination.acl', configured: 'private', asked: 'public-read' }],
    };
    const said = planInWords(whole, 'en').join('\n');
    const silent = leaves(whole)
      .filter(([path]) => path.join('.') !== 'sourceKey.mode')
      .filter(([path, leaf]) => planInWords(changed(whole, path, another(leaf)), 'en').join('\n') === said)
      .map(([path]) => path.join('.'));
    expect(silent.filter((path) => !NOT_SHOWN.includes(path))).toEqual([]);
  });
});

describe('the plan of a source without an object', () => {
  const empty = (prefix: string) => ({
    ...PLAN,
    source: { ...PLAN.source, prefix },
    inventory: { ...PLAN.inventory, objects: '0', bytes: '0' },
  });

  it('warns that there is nothing to migrate', () => {
    expect(planInWords(empty(''), 'en')).toContain(
      'WARNING: the KS3 bucket is empty, so there is nothing to migrate',
    );
    expect(planInWords(empty('2024/'), 'en')).toContain(
      'WARNING: no key starts with "2024/", so there is nothing to migrate',
    );
    expect(planInWords(PLAN, 'en').join()).not.toContain('WARNING');
  });
});
