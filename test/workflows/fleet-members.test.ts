import { describe, expect, it } from '@jest/globals';
import { countPhases, MEMBER_PHASES, type MemberPhase } from '../../contracts/runs/fleet';
import { Members } from '../../workflows/fleet/members';

describe('the members of a fleet', () => {
  it('work again, and are looked at as such, from when they were asked to go on', () => {
    const members = Members.of(['photos', 'videos', 'music']);
    members.started(0);
    members.started(1);
    members.saw({ at: 0, phase: 'waiting for approval', events: 47 });
    members.saw({ at: 1, phase: 'action required', problem: 'RamUserLimit', events: 30 });
    expect(members.parked()).toEqual([1]);

    members.retried(1);

    expect(members.counts).toEqual({ 'waiting for approval': 1, running: 1, pending: 1 });
    expect(members.places('running', 'waiting for approval').map((at) => members.toSee(at))).toEqual([
      [0, 'photos', 'waiting for approval', 47],
      [1, 'videos', 'running', 30],
    ]);
    expect(members.list()[1]).toEqual({ bucket: 'videos', phase: 'running' });
  });

  it('that require an action again are news again', () => {
    const members = Members.of(['photos']);
    members.started(0);
    const parked = { at: 0, phase: 'action required', problem: 'RamUserLimit', events: 30 } as const;
    expect(members.saw(parked)).toBe(true);
    members.retried(0);
    expect(members.saw({ ...parked, events: 41 })).toBe(true);
  });

  it('are counted, and shown by urgency and in the order of the input, whatever they went through', () => {
    const buckets = Array.from({ length: 60 }, (_, at) => `photos-${at}`);
    const members = Members.of(buckets);
    const phases = buckets.map((): MemberPhase => 'pending');
    for (let look = 0; look < 300; look++) {
      const at = (look * 37) % buckets.length;
      const phase = MEMBER_PHASES[(look * 7 + at) % MEMBER_PHASES.length] ?? 'running';
      phases[at] = phase === 'pending' ? 'running' : phase;
      members.saw({ at, phase: phases[at], events: look });
    }
    const urgent = MEMBER_PHASES.flatMap((phase) => buckets.filter((_, at) => phases[at] === phase));
    const shown = (from: number, max: number) => members.byUrgency(from, max).map(({ bucket }) => bucket);

    expect(members.counts).toEqual(countPhases(phases));
    expect(members.list().map(({ phase }) => phase)).toEqual(phases);
    for (const [from, max] of [
      [0, 10],
      [7, 25],
      [50, 25],
      [60, 10],
    ] as const) {
      expect(shown(from, max)).toEqual(urgent.slice(from, from + max));
    }
    for (const phase of MEMBER_PHASES) {
      const of = buckets.filter((_, at) => phases[at] === phase);
      expect(members.places(phase).map((at) => members.bucketAt(at))).toEqual(of);
      expect(members.byUrgency(1, 2, phase).map(({ bucket }) => bucket)).toEqual(of.slice(1, 3));
    }
  });
});
