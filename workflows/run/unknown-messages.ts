import {
  ApplicationFailure,
  setDefaultQueryHandler,
  setDefaultSignalHandler,
  setDefaultUpdateHandler,
} from '@temporalio/workflow';
import { nearestName } from '../../contracts/inputs/nearest-name';
import type { Phrase, Say } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Run } from './run';

/** The names of the messages that a kind of run takes, by their kind. */
export interface KnownMessages {
  readonly signal: readonly string[];
  readonly update: readonly string[];
  readonly query: readonly string[];
}

type Kind = keyof KnownMessages;

/** Signals that runs and commands of this product send by themselves, by name. */
export type InternalSignals = Readonly<Record<string, (payload: unknown) => void>>;

/**
 * Answers messages that this kind of run does not know with those that it does: a signal in the details, an update and a query
 * at once. Called once every handler is registered, because updates that wait go to the default handler at that moment.
 *
 * @param internal taken here, because the Web UI offers people every signal that has a handler of its own
 */
export function answerUnknownMessages(
  run: Pick<Run<never>, 'notice' | 'say'>,
  known: KnownMessages,
  internal: InternalSignals = {},
): void {
  setDefaultSignalHandler((name, payload) => {
    const take = Object.hasOwn(internal, name) ? internal[name] : undefined;
    if (take === undefined) {
      run.notice(unknownMessage('signal', name, known));
    } else {
      take(payload);
    }
  });
  refuseUnknownQuestions((said) => run.say(said), known);
}

const NONE: KnownMessages = { signal: [], update: [], query: [] };

/** The same for updates and queries alone, of a run that shows what it does in its details and takes no message. */
export function refuseUnknownQuestions(say: Say, known: KnownMessages = NONE): void {
  const refuse = (kind: Kind) => (name: string) => {
    const failure = ApplicationFailure.nonRetryable(say(unknownMessage(kind, name, known)), 'UnknownMessage');
    // The Web UI would show the stack trace.
    failure.stack = '';
    throw failure;
  };
  setDefaultUpdateHandler(refuse('update'));
  setDefaultQueryHandler(refuse('query'));
}

function unknownMessage(kind: Kind, name: string, known: KnownMessages): Phrase {
  const near = nearestName(name, known[kind]);
  const instead = (['update', 'signal', 'query'] as const).find((other) => known[other].includes(name));
  const meant =
    instead === undefined ? (near === null ? null : { kind, name: near }) : { kind: instead, name };
  return phrase('run.unknownMessage', { kind, name, meant, known: known[kind] });
}
