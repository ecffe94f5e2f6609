import { describe, expect, it } from '@jest/globals';
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
});
