import type { Page } from 'playwright-core';
import { Sandbox } from '../../../../src/sandbox/index.js';
import { CallbackConnector } from '../callback-connector.js';
import { SandboxClient } from '../sandbox-client.js';
import { go, PageBrowser } from './page-browser.js';

const HOSTILE = '<img src=x onerror="document.title=1">';
const malware = {
  type: 'malware',
  id: 'malware--00000000-0000-4000-8000-000000000001',
  name: 'Agent',
};
const tool = { type: 'tool', id: 'tool--00000000-0000-4000-8000-000000000002', name: HOSTILE };
const uses = {
  type: 'relationship',
  id: 'relationship--00000000-0000-4000-8000-000000000003',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
};

const ENRICHER = { id: 'b0000000-0000-4000-8000-0000000000e1', type: 'INTERNAL_ENRICHMENT' };
const IMPORTER = { id: 'b0000000-0000-4000-8000-0000000000e2', type: 'INTERNAL_IMPORT_FILE' };
const EXPORTER = { id: 'b0000000-0000-4000-8000-0000000000e3', type: 'INTERNAL_EXPORT_FILE' };

describe('the page of the sandbox', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;
  let connector: CallbackConnector;
  let browser: PageBrowser;
  let page: Page;

  beforeAll(async () => {
    sandbox = await Sandbox.start();
    client = new SandboxClient(sandbox);
    connector = new CallbackConnector();
    browser = await PageBrowser.open();
    page = await browser.visit(sandbox);
  });

  afterAll(async () => {
    await browser.close();
    await connector.close();
    await sandbox.stop();
  });

  afterEach(() => {
    expect(browser.problems).toEqual([]);
    expect(browser.strays).toEqual([]);
  });

  it('says what to do while nothing is there', async () => {
    await page.getByText(`OPENCTI_URL=${sandbox.url}`).waitFor();

    expect(await page.getByText('No work yet').isVisible()).toBe(true);
    expect(page.url()).not.toContain(sandbox.token);
  });

  it('shows connectors, works and counts as they come, without being reloaded', async () => {
    const callback = await connector.open();
    await client.register();
    await client.ping('{"last_run":42}');
    for (const [name, input, scope] of [
      ['Whois', ENRICHER, ['Malware']],
      ['Reader', IMPORTER, ['text/plain']],
      ['Writer', EXPORTER, ['text/csv']],
    ] as const) {
      await client.register({ ...input, name, scope, listen_callback_uri: callback });
    }
    const work = await client.openWork('first run');
    await client.push([malware, tool, uses], work);
    await client.edit(work, 'toProcessed(message: "done")');
    await sandbox.idle();

    await page.getByRole('heading', { name: /Alpha/ }).waitFor();
    await page.getByRole('heading', { name: /first run complete/ }).waitFor();
    await page.getByRole('link', { name: 'malware 1' }).waitFor();
    await page.getByText('State', { exact: true }).click();
    expect(await page.getByRole('region', { name: 'State of Alpha' }).innerText()).toContain('42');
  });

  it('finds objects by text and type, and keeps what was asked in the address', async () => {
    await page.getByRole('link', { name: 'Objects' }).click();
    await page.getByRole('link', { name: 'Agent' }).waitFor();

    await page.getByLabel('Search').fill('onerror');
    await page.getByRole('link', { name: 'Agent' }).waitFor({ state: 'detached' });

    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(page.url()).toContain('search=onerror');
  });

  it('shows hostile names as text', async () => {
    expect(await page.getByRole('link', { name: HOSTILE }).count()).toBe(1);

    await page.getByRole('link', { name: HOSTILE }).click();
    await page.getByRole('heading', { name: HOSTILE }).waitFor();

    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.title()).toContain(HOSTILE);
  });

  it('asks a connector to enrich an object', async () => {
    const [id] = sandbox.bundle().objects.filter(({ type }) => type === 'malware');
    await go(page, `#/objects/${String(id?.id)}`);

    await page.getByRole('button', { name: 'Enrich with Whois' }).click();

    await page.getByText('Asked Whois to enrich Agent').waitFor();
    const [posted] = await connector.until(1);
    expect(posted?.body.event).toMatchObject({ entity_id: id?.id });
  });

  it('draws the graph, and has it as a list', async () => {
    await page.getByRole('link', { name: 'Show in graph' }).click();

    await page.locator('.canvas canvas').first().waitFor();
    const row = page.getByRole('row', { name: /Agent/ });
    expect(await row.innerText()).toContain(`uses ${HOSTILE}`);
    expect(await page.getByText('2 objects, 1 link').isVisible()).toBe(true);
  });

  it('uploads a file and asks for its import', async () => {
    await go(page, '#/files');
    await page
      .getByLabel(/Upload files/)
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();

    await page.getByRole('button', { name: 'Import notes.txt with Reader' }).click();

    await page.getByText('Asked Reader to import notes.txt').waitFor();
    const posted = await connector.until(2);
    expect(posted[1]?.body.event).toMatchObject({ file_id: 'import/global/notes.txt' });
  });

  it('asks for the export of a list', async () => {
    await go(page, '#/objects?type=malware');
    await page.getByRole('link', { name: 'Agent' }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();

    await page.getByText('Asked Writer for the export').waitFor();
    const posted = await connector.until(3);
    expect(posted[2]?.body.event).toMatchObject({ entity_type: 'Malware', format: 'text/csv' });
  });

  it('resets a state once it is confirmed', async () => {
    await go(page, '#/');
    await page.getByRole('button', { name: 'Reset state of Alpha' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(sandbox.connectors()[0]?.state).toEqual({ last_run: 42 });

    await page.getByRole('button', { name: 'Reset state of Alpha' }).click();
    await page.getByRole('button', { name: 'Reset state', exact: true }).click();

    await page.getByText('State of Alpha reset').waitFor();
    expect(sandbox.connectors()[0]?.state).toBe('');
  });

  it('lists the messages with their content, and stands still when paused', async () => {
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.locator('.log summary', { hasText: 'malware Agent' }).first().click();
    expect(await page.getByRole('region', { name: 'Message' }).innerText()).toContain('"Agent"');

    await page.getByRole('button', { name: 'Pause' }).click();
    await client.push([{ ...malware, name: 'Later' }]);
    await page.getByText('Paused, 1 new').waitFor();
    expect(await page.getByText('malware Later').count()).toBe(0);

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('malware Later').waitFor();
  });

  it('can be walked through by keyboard alone', async () => {
    const fresh = await browser.visit(sandbox);

    await fresh.keyboard.press('Tab');
    await fresh.keyboard.press('Tab');
    await fresh.keyboard.press('Tab');
    await fresh.keyboard.press('Enter');
    await fresh.getByRole('heading', { name: 'Objects' }).waitFor();
    expect(await fresh.evaluate('document.activeElement.id')).toBe('main');

    const name = await fresh.locator('tbody a').first().innerText();
    await fresh.locator('#type').focus();
    for (let step = 0; step < 10; step += 1) {
      await fresh.keyboard.press('Tab');
      if ((await fresh.evaluate('document.activeElement.textContent')) === name) break;
    }
    await fresh.keyboard.press('Enter');
    await fresh.getByRole('heading', { name: 'STIX' }).waitFor();
    await fresh.close();
  });

  it('names its landmarks, sections and state', async () => {
    await go(page, '#/');

    const banner = await page.locator('header').ariaSnapshot();
    expect(banner).toContain('navigation "Main"');
    expect(banner).toContain('link "Overview"');
    expect(banner).toContain('status: Live');
    expect(await page.getByRole('region', { name: 'Connectors' }).count()).toBe(1);
    expect(await page.getByRole('region', { name: 'Works' }).count()).toBe(1);
  });

  it.each([
    ['light', 'rgb(245, 246, 248)', 'Use the dark theme', 'rgb(17, 21, 28)'],
    ['dark', 'rgb(17, 21, 28)', 'Use the light theme', 'rgb(245, 246, 248)'],
  ] as const)('follows a %s system until told otherwise', async (colorScheme, own, name, other) => {
    const themed = await browser.visit(sandbox, { colorScheme });
    const background = 'getComputedStyle(document.body).backgroundColor';
    expect(await themed.evaluate(background)).toBe(own);

    await themed.getByRole('button', { name }).click();

    expect(await themed.evaluate(background)).toBe(other);
    await themed.close();
  });
});
