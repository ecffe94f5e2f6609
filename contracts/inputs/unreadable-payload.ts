import type { Phrase } from '../../presentation/words/phrase';
import type { PhraseName } from '../../presentation/words/words';

/** Longer texts are cut: they are foreign. */
const MAX_TEXT = 300;

const REASONS = [
  'empty',
  'notUtf8',
  'notJson',
  'tooDeep',
  'noEncoding',
  'otherEncoding',
  'unknownKey',
  'otherNamespace',
  'changed',
  'foreign',
] as const;

/** Why a payload cannot be decoded: a sentence of the catalogue, and the texts that it is about. */
export interface Undecodable {
  readonly why: (typeof REASONS)[number];
  readonly about?: Readonly<Record<string, string>>;
}

/**
 * Stands for an argument that cannot be decoded. Anybody can send one from the Web UI or the Temporal CLI, and a worker
 * that throws while it decodes repeats the workflow task indefinitely, so readers of messages and inputs refuse this
 * value as they refuse any other bad one. It is plain JSON: workflows pass it on to the activities that validate.
 */
export interface UnreadablePayload {
  readonly unreadablePayload: Undecodable;
}

/** Makes the value for what cannot be decoded, for this reason. */
export function unreadablePayload(reason: Undecodable): UnreadablePayload {
  return { unreadablePayload: reason };
}

/**
 * Why a value could not be decoded; null for every other value. Somebody who sends this object as JSON chooses the
 * sentence and its texts, so only these sentences count, and texts are shown as one line.
 */
export function whyUnreadable(value: unknown): Phrase | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) {
    return null;
  }
  const { why, about = {} } = Object(Reflect.get(value, 'unreadablePayload')) as Partial<Undecodable>;
  const known = REASONS.find((one) => one === why);
  if (known === undefined) {
    return null;
  }
  const texts = Object.entries(Object(about) as object).filter(([, text]) => typeof text === 'string');
  return {
    phrase: `payload.${known}` satisfies PhraseName,
    with: Object.fromEntries(texts.map(([name, text]) => [name, oneLine(text as string)])),
  };
}

function oneLine(text: string): string {
  return text.slice(0, MAX_TEXT).replaceAll(/[^\P{C}]|[\u2028\u2029]/gu, ' ');
}
