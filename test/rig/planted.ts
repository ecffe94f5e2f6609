/** Values that distinguish kinds or are counted with: no text that somebody wrote. */
const OURS = new Set([
  'kind',
  'outcome',
  'decision',
  'decided',
  'wanted',
  'via',
  'mode',
  'state',
  'severity',
  'effect',
  'limitedBy',
  'event',
  'storageClass',
  'redundancy',
  'acl',
  'encryption',
]);

/**
 * A value with every text in it replaced by the same text, including names of members that people choose: what
 * somebody could make a run, a cloud or a worker say. Numbers stay numbers, and kinds stay kinds.
 *
 * @param keep further members that stay as they are
 */
export function planted<T>(value: T, text: string, keep: readonly string[] = []): T {
  return plant(value, '', text, new Set([...OURS, ...keep])) as T;
}

const CHOSEN = new Set(['tags', 'byStorageClass', 'byMonth']);

function plant(value: unknown, name: string, text: string, keep: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    return keep.has(name) || /^\d*$/.test(value) ? value : text;
  }
  if (Array.isArray(value)) {
    return value.map((one) => plant(one, name, text, keep));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = Object.entries(value).map(([key, member], at) => [
    CHOSEN.has(name) ? `${text}${'x'.repeat(at)}` : key,
    keep.has(key) && typeof member === 'object' ? member : plant(member, key, text, keep),
  ]);
  return Object.fromEntries(members) as unknown;
}
