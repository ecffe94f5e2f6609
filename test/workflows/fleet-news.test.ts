import type { MemberPhase } from '../../contracts/runs/fleet';
import { FleetNews } from '../../workflows/fleet/fleet-news';
import { Members } from '../../workflows/fleet/members';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A fleet whose buckets enter phases one after the other. */
class Story {
  news = FleetNews.since(0);
  readonly members: Members;

  constructor(phases: readonly MemberPhase[]) {
    this.members = Members.of(phases.map((_, at) => `photos-${at}`));
    phases.forEach((phase, at) => this.members.saw({ at, phase, events: 0 }));
  }

  enters(at: number, phase: MemberPhase): this {
    this.members.saw({ at, phase, events: 0 });
    this.news.entered(at, phase);
    return this;
  }

  at(minutes: number, remindEveryMs = DAY): unknown[] {
    return this.news
      .take(minutes * MINUTE, this.members, remindEveryMs)
      .map(({ event, places, count }) => [event, places, count]);
  }

  nextIn(minutes: number, remindEveryMs = DAY): number {
    return this.news.nextAt(this.members, remindEveryMs) / MINUTE - minutes;
  }
}

describe('the news of a fleet', () => {
  it('wait until nothing is under way, and are told once', () => {
    const story = new Story(['running', 'running', 'pending']).enters(0, 'waiting for approval');
    expect(story.at(1)).toEqual([]);
    story.enters(1, 'action required').enters(2, 'waiting for approval');
    expect(story.at(2)).toEqual([
      ['attention', [1], 1],
      ['waiting', [0, 2], 2],
    ]);
    expect(story.at(60)).toEqual([]);
  });

  it('are told every half hour while others are under way', () => {
    const story = new Story(['running', 'running', 'running'])
      .enters(0, 'waiting for approval')
      .enters(1, 'prepared');
    expect(story.nextIn(1)).toBe(29);
    expect(story.at(29)).toEqual([]);
    expect(story.at(30)).toEqual([
      ['waiting', [0], 1],
      ['done', [1], 1],
    ]);
    story.enters(1, 'failed');
    expect(story.at(59)).toEqual([]);
    expect(story.at(60)).toEqual([['done', [1], 1]]);
  });

  it('count what was told before', () => {
    const story = new Story(['waiting for approval', 'running']).enters(1, 'waiting for approval');
    expect(story.at(1)).toEqual([['waiting', [1], 2]]);
  });

  it('do not tell of each that ends while the others wait', () => {
    const story = new Story(['waiting for approval', 'running']).enters(1, 'prepared');
    expect(story.at(1)).toEqual([]);
    expect(story.enters(0, 'rejected').at(2)).toEqual([['done', [0, 1], 2]]);
  });

  it('do not tell of what is over before it was told', () => {
    const story = new Story(['running', 'running']).enters(0, 'waiting for approval').enters(0, 'running');
    expect(story.enters(1, 'waiting for approval').at(30)).toEqual([['waiting', [1], 1]]);
  });

  it('remind of all that waits, as long after people were last asked as they want', () => {
    const story = new Story(['running', 'prepared']).enters(0, 'action required');
    story.at(1, 60 * MINUTE);
    expect(story.at(60, 60 * MINUTE)).toEqual([]);
    expect(story.nextIn(60, 60 * MINUTE)).toBe(1);
    expect(story.at(61, 60 * MINUTE)).toEqual([['reminder', [0], 1]]);
    expect(story.at(62, 60 * MINUTE)).toEqual([]);
  });

  it('are the same after the history is left behind', () => {
    const story = new Story(['running', 'running'])
      .enters(0, 'waiting for approval')
      .enters(1, 'action required');
    story.at(5);
    story.enters(1, 'running').enters(1, 'waiting for approval');
    story.news = new FleetNews(JSON.parse(JSON.stringify(story.news.carried())));
    expect(story.at(6)).toEqual([['waiting', [1], 2]]);
    expect(story.at(6 + 24 * 60)).toEqual([['reminder', [0, 1], 2]]);
  });

  it('are none of buckets that were prepared already', () => {
    expect(new Story(['pending']).enters(0, 'already prepared').at(60)).toEqual([]);
  });
});
