import { Sandbox } from '../../../../src/sandbox/index.js';

describe('what the page is served with', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await Sandbox.start();
  });

  afterAll(() => sandbox.stop());

  it('allows scripts and styles of the sandbox alone', async () => {
    const { headers } = await fetch(sandbox.url);

    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it.each([
    ['/sandbox', 'text/html'],
    ['/sandbox/page/main.js', 'text/javascript'],
    ['/sandbox/page/page.css', 'text/css'],
    ['/sandbox/page/cytoscape.js', 'text/javascript'],
  ])('has %s', async (path, type) => {
    const { status, headers } = await fetch(sandbox.url + path);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(type);
  });

  it.each(['..%2fsandbox.js', '..%2f..%2fpackage.json', 'none.js', 'index.html', '%00.js', '.js'])(
    'has no file %s',
    async name => {
      const { status } = await fetch(`${sandbox.url}/sandbox/page/${name}`);

      expect(status).toBe(404);
    },
  );

  it('gives no events to the page of another site', async () => {
    const headers = { origin: 'https://evil.example' };

    const { status } = await fetch(`${sandbox.url}/sandbox/api/events`, { headers });

    expect(status).toBe(401);
  });

  it.each([
    ['an id that is not there', 'around=malware--1', 0],
    ['a limit that is none', 'limit=-1', 0],
    ['an id of the prototype', 'around=__proto__', 0],
  ])('draws nothing for %s', async (_what, query, count) => {
    const reply = await fetch(`${sandbox.url}/sandbox/api/graph?${query}`);

    expect(((await reply.json()) as { nodes: unknown[] }).nodes).toHaveLength(count);
  });
});
