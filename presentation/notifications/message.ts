import { problemIn } from '../../contracts/prep-error';
import { hidesSomething, named, oneLine, quoted, shown } from '../text/foreign-text';
import { humanBytes, humanCount } from '../text/human-units';
import type { FleetNews, Notification } from '../../contracts/runs/notification';
import type { Language } from '../words/language';
import { phrase, say } from '../words/words';
import { commandsFor, comparedNothing, type Announcement } from './announcement';
import { TEXTS, type Occasion } from './texts';

/** A notification in words, before a format gives it its marks. Every text may hold what people wrote. */
export interface Message {
  readonly tone: Tone;
  readonly title: string;
  readonly facts: readonly Labelled[];
  /** Exactly as they are pasted; without those of runs whose workflow ID could be more than a name to a chat. */
  readonly commands: readonly Labelled[];
  readonly link: { readonly label: string; readonly url: string } | null;
  readonly footer: string;
}

/** What it means for who reads it: somebody has to act, it went well, it went badly, or neither. */
export type Tone = 'asks' | 'good' | 'bad' | 'plain';

export interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** Stands in every message: chat robots may ask for a keyword. */
const KEYWORD = 'ks3-oss-prep';

const MAX_DECISIONS = 5;
/** A workflow ID may be any 1,000 characters. A chat refuses long messages, and makes of some texts what it likes. */
const MAX_COMMAND = 200;
const PLAIN_COMMAND = /^(?!.*:\/\/)[\p{L}\p{N} _./:="'…~-]+$/u;
const MAX_LINK = 500;

/** @param longest characters that each fact may have; longer ones are cut */
export function messageOf(announcement: Announcement, language: Language, longest = 800): Message {
  const { notification, page } = announcement;
  const { workflowId, at } = notification;
  const texts = TEXTS[language];
  const occasion = occasionOf(notification);
  const short = (text: string, limit = longest) => shortened(text, Math.min(limit, longest), texts.cut);
  const bucket = short(shown(notification.bucket, 63), 63);
  return {
    tone: TONES[occasion],
    title: filled(texts.titles[occasion], {
      bucket,
      count: String(
        notification.fleet?.count ?? notification.parked?.reminders ?? notification.approval?.reminders ?? 0,
      ),
      total: String(notification.fleet?.total ?? 0),
    }),
    facts: factsOf(notification, language).map(({ label, value }) => ({ label, value: short(value) })),
    commands: commandsFor(notification)
      .filter(
        ([, value]) => value.length <= MAX_COMMAND && PLAIN_COMMAND.test(value) && !hidesSomething(value),
      )
      .map(([name, value]) => ({ label: texts.commands[name], value })),
    link: page === null || page.length > MAX_LINK ? null : { label: texts.openRun, url: page },
    footer: [KEYWORD, short(workflowId, 200), minute(at)].filter((part) => part !== '').join(' · '),
  };
}

const TONES: Readonly<Record<Occasion, Tone>> = {
  waiting: 'asks',
  'fleet waiting': 'asks',
  'fleet attention': 'asks',
  'fleet reminder': 'asks',
  'fleet done': 'plain',
  'fleet cancelled': 'plain',
  reminder: 'asks',
  escalation: 'asks',
  approved: 'good',
  rejected: 'bad',
  'timed out': 'bad',
  attention: 'asks',
  'attention reminder': 'asks',
  'attention escalation': 'asks',
  done: 'good',
  changed: 'plain',
  identical: 'good',
  'nothing compared': 'bad',
  different: 'bad',
  launched: 'plain',
  migrated: 'good',
  cancelled: 'plain',
  failed: 'bad',
  test: 'plain',
};

function occasionOf(notification: Notification): Occasion {
  const { event, decision, phase, identical, fleet } = notification;
  if (fleet !== undefined) {
    const isOfFleets =
      event === 'waiting' || event === 'attention' || event === 'reminder' || event === 'cancelled';
    return isOfFleets ? `fleet ${event}` : 'fleet done';
  }
  if (event === 'changed' && identical !== undefined) {
    return comparedNothing(notification) ? 'nothing compared' : identical ? 'identical' : 'different';
  }
  if (phase === 'action required' && (event === 'reminder' || event === 'escalation')) {
    return `attention ${event}`;
  }
  return event === 'decision' ? (decision ?? 'timed out') : event;
}

function factsOf(notification: Notification, language: Language): Labelled[] {
  const { labels, totals: words } = TEXTS[language];
  const { event, bucket, destination, totals, approval, problem, changes, parked, fleet } = notification;
  if (event === 'test') {
    return [];
  }
  if (fleet !== undefined) {
    return fleetFacts(fleet, event === 'cancelled', language);
  }
  const size =
    totals === null
      ? ''
      : `: ${filled(words, { objects: humanCount(totals.objects), size: humanBytes(totals.bytes) })}`;
  const facts: [label: string, value: string | undefined | null][] = [
    [labels.source, bucket === '' ? null : `${named(bucket, 80)}${size}`],
    [labels.destination, destination && `${destination.bucket}, ${destination.region}`],
    [labels.changes, changes && say(language, changes)],
    [labels.endsAt, parked?.deadline && minute(parked.deadline)],
    [labels.problem, problem && `${problem.type}: ${problemIn(language, problem)}`],
  ];
  const asks = parked === undefined && ['waiting', 'reminder', 'escalation'].includes(event);
  if (approval !== null && (asks || event === 'decision')) {
    const { deadline, approvals, required, approvers, decisions, planDigest } = approval;
    facts.push(
      [
        labels.approvers,
        asks ? say(language, phrase('run.all', { what: approvers.map((one) => named(one)) })) : null,
      ],
      [labels.deadline, deadline && minute(deadline)],
      [labels.approvals, `${approvals} / ${required}`],
      ...decisions
        .slice(0, MAX_DECISIONS)
        .map(({ decision, approver, comment }): [string, string] => [
          labels[decision],
          comment === '' ? named(approver) : `${named(approver)}: ${quoted(comment)}`,
        ]),
      [labels.planDigest, planDigest],
    );
  }
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function fleetFacts(
  { counts, news, buckets }: FleetNews,
  isCancelled: boolean,
  language: Language,
): Labelled[] {
  const { labels, more, separator } = TEXTS[language];
  const names = buckets.map((one) => named(one, 80)).join(separator);
  const others = news - buckets.length;
  const list = {
    label: isCancelled ? labels.parked : labels.buckets,
    value: others > 0 ? `${names}${filled(more, { count: String(others) })}` : names,
  };
  return [
    ...(names === '' ? [] : [list]),
    { label: labels.all, value: say(language, phrase('fleet.counts', { counts })) },
  ];
}

/** `2026-11-27T05:01:37.514Z` as `2026-11-27 05:01 UTC`. */
function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

function filled(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
}

/** On one line, no longer than `limit` characters. The messages of errors have lines, which are ours. */
function shortened(text: string, limit: number, end: string): string {
  const characters = Array.from(oneLine(text));
  return characters.length <= limit
    ? characters.join('')
    : `${characters.slice(0, limit - 1).join('')}${end}`;
}
