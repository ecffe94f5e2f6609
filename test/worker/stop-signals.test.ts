import { listenForStop } from '../../worker/stop-signals';

const listeners = () =>
  ['SIGINT', 'SIGTERM', 'SIGHUP'].reduce((sum, name) => sum + process.listenerCount(name), 0);

afterEach(() => jest.restoreAllMocks());

it('asks for an orderly stop at the first signal', () => {
  const { signal, release } = listenForStop();
  expect(signal.aborted).toBe(false);

  process.emit('SIGTERM', 'SIGTERM');

  expect(signal.aborted).toBe(true);
  expect(signal.reason).toBe('SIGTERM');
  release();
});

it('lets a second signal end the process as if nobody listened', () => {
  const before = listeners();
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  listenForStop();

  process.emit('SIGINT', 'SIGINT');
  expect(kill).not.toHaveBeenCalled();
  process.emit('SIGINT', 'SIGINT');

  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGINT');
  expect(listeners()).toBe(before);
});

it('takes a terminal that is closed for one request, whoever tells it', () => {
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  const { signal, release } = listenForStop();
  process.emit('SIGHUP', 'SIGHUP');
  process.emit('SIGHUP', 'SIGHUP');
  expect([signal.reason, kill.mock.calls]).toEqual(['SIGHUP', []]);
  release();
});

it('hears nothing any more once released', () => {
  const before = listeners();
  const { release } = listenForStop();

  release();

  expect(listeners()).toBe(before);
});
