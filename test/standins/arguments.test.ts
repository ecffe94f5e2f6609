import { explainFailure, readArguments } from '../../standins/arguments';

describe('the arguments of the stand-ins', () => {
  it('name ports, bucket and what it holds', () => {
    expect(readArguments([])).toEqual({ port: 0, buckets: [{ name: 'photos' }] });
    expect(readArguments(['--port', '9000', '--bucket', 'b', '--source', '/data'])).toEqual({
      port: 9000,
      buckets: [{ name: 'b', directory: '/data' }],
    });
    expect(readArguments(['--synthetic', 'hex:10'])).toMatchObject({ buckets: [{ synthetic: 'hex:10' }] });
    expect(readArguments(['--help'])).toBeUndefined();
  });

  it.each([
    [['--port', 'x'], '--port x: give a number'],
    [['--port', '65529'], '--port 65529: give a number'],
    [['--source', 'a', '--synthetic', 'hex:1'], 'either --source or --synthetic'],
    [['--prot', '1'], "Unknown option '--prot'"],
  ])('are refused when wrong: %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });

  it('are explained when a port is taken', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 9002 });
    expect(explainFailure(taken)).toMatch(/^port 9002 is in use; give another with --port/);
    expect(explainFailure(new Error('no such directory: x'))).toBe('no such directory: x');
  });
});
