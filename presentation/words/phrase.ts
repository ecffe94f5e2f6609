/**
 * A sentence as data: which one, and what it is about. It travels in errors, results and queries, and is put into words
 * where it is shown, in the language of whoever reads it.
 */
export interface Phrase {
  readonly phrase: string;
  readonly with?: Readonly<Record<string, unknown>>;
  /** What it says in the language of whoever wrote it, for readers of the JSON. */
  readonly text?: string;
}

/** What an error is about and what the cloud said, as data without anything secret. */
export interface ErrorContext {
  /** For example `phrase('resource.ks3Bucket', { name: 'photos' })`. */
  readonly resource: Said;
  /** What was found, if the table's sentence does not say it all. */
  readonly detail?: Said | undefined;
  /** What else was found, if it is a list; each is shown on a line of its own. */
  readonly findings?: readonly Said[] | undefined;
  /** The cloud's own error code, for example `EntityNotExist.User`. */
  readonly code?: string | undefined;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The cloud's request ID, for its support. */
  readonly requestId?: string | undefined;
  /** How long the cloud asked to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** An error of the error table as data: it travels in failures, checks and results. */
export interface ErrorReport {
  /** A type of the error table. */
  readonly error: string;
  readonly about: ErrorContext;
  /** Says what happened, and not what to do: for a part of a sentence about something else. */
  readonly withoutRemedy?: true;
  /** It is the answer of a command, which no worker is behind. */
  readonly outside?: true;
  /** Of a run that has ended, and takes no `retry`: the command that starts it again; null if that is not known. */
  readonly startAgain?: string | null;
}

/** What can be said: a phrase, an error, several sentences, or text from elsewhere that is shown in its own words. */
export type Said = Phrase | ErrorReport | readonly Said[] | string;

/** Puts what is said into the words of one language. */
export type Say = (said: Said) => string;

/** The sentences of a catalogue in another language: the same names, about the same things. */
export type Translated<Catalogue> = {
  readonly [Name in keyof Catalogue]: Catalogue[Name] extends string | undefined
    ? string
    : Catalogue[Name] extends (...about: infer About) => string
      ? (...about: About) => string
      : Translated<Catalogue[Name]>;
};

export function isErrorReport(value: unknown): value is ErrorReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'error') === 'string' &&
    typeof Reflect.get(value, 'about') === 'object'
  );
}

export function isPhrase(value: unknown): value is Phrase {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'phrase') === 'string';
}
