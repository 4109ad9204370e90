import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_SETTINGS, settingsMarkdown } from '../../src/config/index.js';

const PAGE = join(__dirname, '../../docs/reference/settings.md');

describe('docs/reference/settings.md', () => {
  it('ends with the tables that the code makes; on a failure, paste what is expected', () => {
    const page = readFileSync(PAGE, 'utf8');
    const tables = page.slice(page.indexOf('\n## ') + 1);

    expect(tables).toBe(`${settingsMarkdown(BUILT_IN_SETTINGS)}\n`);
  });
});
