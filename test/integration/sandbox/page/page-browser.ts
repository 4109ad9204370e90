import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Sandbox } from '../../../../src/sandbox/index.js';

/** A real Chromium that looks at a sandbox, and remembers what went wrong in it. */
export class PageBrowser {
  /** What the console and the page complained about. */
  readonly problems: string[] = [];
  /** Requests that did not go to the sandbox. */
  readonly strays: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async open(): Promise<PageBrowser> {
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

    return new PageBrowser(await chromium.launch({ executablePath, args: ['--no-sandbox'] }));
  }

  /** Opens the page at the place, with the token that the sandbox printed. */
  async visit(sandbox: Sandbox, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    page.on('console', message => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    page.on('pageerror', error => this.problems.push(String(error)));
    page.on('request', request => {
      const url = request.url();
      if (!url.startsWith(sandbox.url) && !url.startsWith('blob:')) this.strays.push(url);
    });
    await page.goto(sandbox.pageUrl);
    await page.getByText('Live', { exact: true }).waitFor();

    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Goes somewhere by the address, as a link from elsewhere would. */
export async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
