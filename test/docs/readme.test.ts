import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README.md', () => {
  it('lists the connector as it is', () => {
    const connector = readFileSync(join(root, 'examples/cisa-kev/cisa-kev.connector.ts'), 'utf8');

    expect(readme).toContain(`\`\`\`ts\n${connector.trim()}\n\`\`\``);
  });

  it('has two commands that set up: one tries it, one tests it', () => {
    expect(readme.match(/^npm ci .*$/gm)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link);

    expect(links).not.toEqual([]);
    for (const link of links) expect(() => readFileSync(join(root, link))).not.toThrow(/ENOENT/);
  });
});

describe('the version', () => {
  it('is that of package.json', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { VERSION } = await import('../../src/version.js');

    expect(VERSION).toBe(version);
  });
});
