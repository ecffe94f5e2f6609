import type { CancellationScope } from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/workflow';
import type { FleetPage, FleetQuestion, PlannedMember, SeenMember } from '../../contracts/runs/fleet';
import { MEMBER_PHASES } from '../../contracts/runs/fleet';
import { MAX_NEWS_NAMES } from '../../contracts/runs/notification';
import type { RetryRequest } from '../../contracts/messages';
import { renderFleetDetails } from '../../presentation/details/fleet-details';
import { LANGUAGES, type Language } from '../../presentation/words/language';
import { phrase } from '../../presentation/words/words';
import type { Problem } from '../../contracts/credentials/provisioning';
import { endedWith } from '../run/failure';
import { Run } from '../run/run';
import { FleetNews } from './fleet-news';
import { Members } from './members';

/** Steps of a fleet. */
export type FleetStep = 'validate' | 'match' | 'prepare' | 'result';

/** A page of the query `fleet`: some 40 KB. */
const MEMBERS_A_PAGE = 200;

/** The run of a fleet: a run with the preparations of many buckets. */
export class FleetRun extends Run<FleetStep> {
  members = Members.of([]);
  /** What a dry run found out so far; empty for any other. */
  planned: readonly PlannedMember[] = [];
  news = FleetNews.since(Date.now());
  #retry: RetryRequest | null = null;
  #watching: CancellationScope | null = null;
  #turn = 0;
  #remindEveryMs = Infinity;

  /** @param isDry whether it only shows plans: nobody comes back to fix a dry run that is stuck, so it ends and says why */
  constructor(
    name: string,
    readonly isDry = false,
  ) {
    super(name, 'fleetSteps');
  }

  protected override handledElsewhere({ type, message, report }: Problem): Error | null {
    const failure = ApplicationFailure.nonRetryable(message, type, ...(report === undefined ? [] : [report]));
    return this.isDry ? (endedWith(failure, null, this.language) as Error) : null;
  }

  /** Takes in that an earlier run of this fleet did everything before a step. */
  resumeAt(name: FleetStep): void {
    this.mark('validate', 'done', '');
    this.mark('match', 'done', phrase('fleet.buckets', { count: this.members.total }));
    this.rewindTo(name);
  }

  /** Takes in how often people are reminded of what waits for them. */
  remindEvery(ms: number): void {
    this.#remindEveryMs = ms;
  }

  /** Takes in what was seen of a bucket. */
  saw(seen: SeenMember): void {
    if (this.members.saw(seen)) {
      this.news.entered(seen.at, seen.phase);
    }
  }

  /** The preparation of a bucket was asked to go on. */
  retried(at: number): void {
    this.members.retried(at);
    this.news.entered(at, 'running');
  }

  /** The same before its preparation was started: what has ended well, or as people wanted, is no news. */
  found(seen: SeenMember): void {
    this.members.saw(seen);
    if (seen.phase === 'failed') {
      this.news.entered(seen.at, seen.phase);
    }
  }

  /** Tells people what is due, many buckets in one message. */
  tell(): void {
    const { counts, total } = this.members;
    for (const { event, places, count } of this.news.take(Date.now(), this.members, this.#remindEveryMs)) {
      const buckets = places.slice(0, MAX_NEWS_NAMES).map((at) => this.members.bucketAt(at));
      const fleet = { counts, total, count, news: places.length, buckets };
      this.notify({ event, phase: this.phase.name, problem: null, decision: null, fleet });
    }
  }

  /** A fleet that was cancelled tells it once for all of its preparations, and which of them still need somebody. */
  protected override notify(what: Parameters<Run<FleetStep>['notify']>[0]): void {
    const { counts, total } = this.members;
    const parked = this.members.parked();
    const fleet = {
      counts,
      total,
      count: counts.cancelled ?? 0,
      news: parked.length,
      buckets: parked.slice(0, MAX_NEWS_NAMES).map((at) => this.members.bucketAt(at)),
    };
    super.notify(what.event === 'cancelled' && total > 0 ? { ...what, fleet } : what);
  }

  /** Milliseconds until there may be something to tell although nothing happens. */
  get quietMs(): number {
    return this.news.nextAt(this.members, this.#remindEveryMs) - Date.now();
  }

  /** What to stop waiting for if somebody does something about the preparations. */
  watching(scope: CancellationScope): void {
    this.#watching = scope;
  }

  /** Somebody did something about the preparations: they are looked at now. */
  look(): void {
    this.#watching?.cancel();
  }

  /** The place from which the next so many are looked at. */
  turn(count: number): number {
    this.#turn += count;
    return this.#turn - count;
  }

  /** Asks the preparations that require an action to go on, or the fleet itself if it does. False if none does. */
  retry(request: RetryRequest): boolean {
    if (super.askRetry()) {
      return true;
    }
    if (!this.members.has('action required')) {
      return false;
    }
    this.#retry = request;
    this.look();
    return true;
  }

  /** The latest request for a retry since the last time; null for none. */
  takeRetry(): RetryRequest | null {
    const asked = this.#retry;
    this.#retry = null;
    return asked;
  }

  page(asked: unknown): FleetPage {
    const { page = 1, phase, language } = Object(asked) as FleetQuestion;
    const { counts, total } = this.members;
    const wanted = MEMBER_PHASES.find((one) => one === phase);
    const count = wanted === undefined ? total : (counts[wanted] ?? 0);
    const pages = Math.max(1, Math.ceil(count / MEMBERS_A_PAGE));
    const number = Number.isInteger(page) ? Math.min(pages, Math.max(1, page)) : 1;
    return {
      counts,
      total,
      page: number,
      pages,
      members: this.members.byUrgency((number - 1) * MEMBERS_A_PAGE, MEMBERS_A_PAGE, wanted),
      status: this.status(LANGUAGES.find((one) => one === language)),
    };
  }

  protected override rendered(language: Language): string {
    const { counts, total } = this.members;
    // The first of each phase are enough: the query has all.
    const shown = this.members.byUrgency(0, MAX_SHOWN);
    const planned = this.isDry ? this.planned : null;
    return renderFleetDetails(
      { status: this.status(language), counts, total, members: shown, planned },
      language,
    );
  }

  protected override get hasBlockers(): boolean {
    return this.members.has('action required');
  }
}

const MAX_SHOWN = 10;
