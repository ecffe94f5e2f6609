import { webUiLinks } from '../../client/runs/web-ui-links';

describe('the link to the Web UI', () => {
  it.each([
    [{}, 'localhost:7233', 'http://localhost:8233/namespaces/default/workflows/prepare%2Fphotos'],
    [{}, '127.0.0.1:7233', 'http://localhost:8233/namespaces/default/workflows/prepare%2Fphotos'],
    [{}, '[::1]:7233', 'http://localhost:8233/namespaces/default/workflows/prepare%2Fphotos'],
    [{}, 'temporal.example.com:7233', null],
    [{}, 'localhost.example.com:7233', null],
    [
      { TEMPORAL_UI: 'https://ui.example.com/' },
      'temporal.example.com:7233',
      'https://ui.example.com/namespaces/default/workflows/prepare%2Fphotos',
    ],
    [{ TEMPORAL_UI: ' ' }, 'temporal.example.com:7233', null],
  ])('with %j and the server %s is %s', (env, address, link) => {
    expect(webUiLinks(env, address, 'default').linkOf('prepare/photos')).toBe(link);
  });

  it('escapes namespace and workflow ID', () => {
    const link = webUiLinks({ TEMPORAL_UI: 'http://ui' }, 'x', 'a/b').linkOf('c?d#e');
    expect(link).toBe('http://ui/namespaces/a%2Fb/workflows/c%3Fd%23e');
  });
});
