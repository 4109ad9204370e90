/** What `GET /` answers: what this is, and what a connector needs to use it. No token is shown. */
export function landingPage(url: string, variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);

  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>OpenCTI sandbox</title>
<h1>OpenCTI sandbox</h1>
<p>An OpenCTI small enough to run beside a connector. It is not a real platform, and what it holds
may be gone when it stops.</p>
<p>Run any connector against it with these variables, and the token that was printed when the
sandbox started:</p>
<pre>${escaped(lines.join('\n'))}</pre>
<ul>
<li><a href="/sandbox/api/state">${escaped(url)}/sandbox/api/state</a>: connectors, works, objects</li>
<li><a href="/sandbox/api/bundle">${escaped(url)}/sandbox/api/bundle</a>: everything as STIX 2.1</li>
</ul>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
