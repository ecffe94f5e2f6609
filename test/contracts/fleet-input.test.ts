import { describe, expect, it } from '@jest/globals';
import { parseFleetInput } from '../../contracts/inputs/fleet-input';
import { say } from '../../presentation/words/words';

function problemsOf(raw: unknown): string[] {
  const parsed = parseFleetInput(raw);
  return parsed.ok ? [] : parsed.problems.map(({ path, problem }) => `${path}: ${say('en', problem)}`);
}

describe('a name that more than one preparation of a fleet would create', () => {
  const to = (bucket: string, destination: object) => ({ source: { bucket }, destination });

  it('is refused with the rows, whether it is given or results from a bucket', () => {
    const buckets = [
      to('photos', { bucket: 'archive' }),
      'videos',
      to('music', { bucket: 'archive' }),
      to('songs', { bucket: 'videos-oss' }),
      { source: { bucket: 'logs' }, ramUser: { name: 'mgw-videos' } },
    ];
    expect(problemsOf({ buckets })).toEqual([
      expect.stringContaining(
        'buckets.2.destination.bucket: names the OSS bucket archive again, like buckets.0',
      ),
      expect.stringContaining(
        'buckets.3.destination.bucket: names the OSS bucket videos-oss again, like buckets.1',
      ),
      expect.stringContaining('buckets.4.ramUser.name: names the RAM user mgw-videos again, like buckets.1'),
    ]);
  });

  it('is refused once if the defaults name it', () => {
    const buckets = Array.from({ length: 300 }, (_, at) => `photos-${at}`);
    const defaults = { ramUser: { name: 'mgw' }, destination: { bucket: 'archive' } };
    expect(problemsOf({ buckets, defaults })).toEqual([
      expect.stringContaining(
        'defaults.destination.bucket: names the OSS bucket archive for more than one bucket',
      ),
      expect.stringContaining('defaults.ramUser.name: names the RAM user mgw for more than one bucket'),
    ]);
  });

  it('is no problem of an OSS bucket that all of them adopt, nor of a fleet of one', () => {
    const shared = { bucket: 'archive', adopt: true };
    expect(problemsOf({ buckets: [to('photos', shared), to('music', shared)] })).toEqual([]);
    expect(problemsOf({ buckets: ['photos'], defaults: { ramUser: { name: 'mgw' } } })).toEqual([]);
    expect(problemsOf({ buckets: [to('photos', shared), to('music', { bucket: 'archive' })] })).toHaveLength(
      1,
    );
  });
});
